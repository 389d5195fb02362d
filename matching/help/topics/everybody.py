"""What everybody asks."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "sign-in",
        _l("Sign in and sign out"),
        (_l("I cannot sign in"), _l("Why am I signed out again and again?")),
        (Reader.EVERYBODY,),
        ("password", "first-sign-in", "no-script"),
    ),
    Topic(
        "my-account",
        _l("My account, and where I am signed in"),
        (_l("Is somebody else using my account?"), _l("How do I sign out another phone?")),
        (Reader.EVERYBODY,),
        ("password", "sign-in", "privacy"),
    ),
    Topic(
        "language",
        _l("Chinese or English"),
        (_l("How do I change the language?"),),
        (Reader.EVERYBODY,),
        ("phone", "no-script"),
    ),
    Topic(
        "printing",
        _l("Print a page"),
        (_l("How do I print, or save as PDF?"),),
        (Reader.EVERYBODY,),
        ("no-script",),
    ),
    Topic(
        "keyboard",
        _l("Keyboard, screen reader, large text"),
        (_l("Can I use it without a mouse?"), _l("How do I make the text larger?")),
        (Reader.EVERYBODY,),
        ("no-script", "phone"),
    ),
    Topic(
        "no-script",
        _l("Old browser, slow network, no scripts"),
        (_l("Does it work on an old phone?"), _l("The page does not answer")),
        (Reader.EVERYBODY,),
        ("phone", "printing", "keyboard"),
    ),
    Topic(
        "phone",
        _l("On the phone"),
        (_l("Do I need an app?"), _l("Does it work in WeChat?")),
        (Reader.EVERYBODY,),
        ("language", "no-script", "keyboard"),
    ),
    Topic(
        "privacy",
        _l("Personal data and my rights"),
        (_l("Where does it say what is kept?"), _l("How do I ask for a copy or a deletion?")),
        (Reader.EVERYBODY, Reader.GUARDIAN),
        ("who-sees", "notice", "my-account"),
    ),
    Topic(
        "other-role",
        _l("I belong to several organisations"),
        (_l("How do I change to my other role?"), _l("The page says it was opened as somebody else")),
        (Reader.EVERYBODY,),
        ("my-account", "sign-in"),
    ),
    Topic(
        "messages",
        _l("E-mails and text messages"),
        (_l("How do I get messages by e-mail or on the phone?"), _l("I get too many messages")),
        (Reader.EVERYBODY,),
        ("summaries", "my-account", "privacy"),
    ),
    Topic(
        "my-calendar",
        _l("My dates in the calendar of my phone"),
        (_l("How do dates get into my calendar?"), _l("Somebody else has my calendar link")),
        (Reader.EVERYBODY,),
        ("my-account", "phone"),
    ),
    Topic(
        "summaries",
        _l("The summary of the day, and fewer messages"),
        (_l("What is in the summary?"), _l("How do I get fewer messages?")),
        (Reader.SCHOOL, Reader.ENTERPRISE, Reader.BUREAU, Reader.ADMINISTRATOR, Reader.EVERYBODY),
        ("messages", "my-account"),
    ),
)
