"""What teachers ask about factory practice."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "teacher-list",
        _l("Bring a list of teachers"),
        (
            _l("How do I get all our teachers in at once?"),
            _l("A teacher is in the list already. What happens?"),
            _l("May earlier practice stand in the sheet?"),
        ),
        (Reader.SCHOOL,),
        ("join-school", "slips", "sign-up-practice"),
    ),
    Topic(
        "join-school",
        _l("Join a school as a teacher, or move to another"),
        (
            _l("My school gave me a code. What do I do with it?"),
            _l("I move to another school. What becomes of my record?"),
            _l("A teacher I do not know asks to join"),
        ),
        (Reader.SCHOOL,),
        ("sign-up-practice", "sign-in", "slips"),
    ),
    Topic(
        "sign-up-practice",
        _l("Sign up for factory practice"),
        (
            _l("How do I sign up for factory practice?"),
            _l("Who decides whether I go?"),
            _l("How do I withdraw?"),
        ),
        (Reader.SCHOOL,),
        ("practice-waiting-list", "messages"),
    ),
    Topic(
        "practice-waiting-list",
        _l("The waiting list of a practice post"),
        (_l("All seats are taken. What now?"), _l("How long is an offered seat mine?")),
        (Reader.SCHOOL,),
        ("sign-up-practice", "messages"),
    ),
    Topic(
        "practice-days",
        _l("Enter your days at the enterprise"),
        (
            _l("How do I enter a day of practice?"),
            _l("I forgot to scan. What now?"),
            _l("When do my days count?"),
        ),
        (Reader.SCHOOL, Reader.ENTERPRISE),
        ("sign-up-practice", "practice-report"),
    ),
    Topic(
        "practice-report",
        _l("Write your practice report"),
        (
            _l("When do I write the report, and how long?"),
            _l("Who sees my photos?"),
            _l("The report came back. What now?"),
        ),
        (Reader.SCHOOL,),
        ("practice-days", "practice-reading", "practice-worth"),
    ),
    Topic(
        "rank-practice",
        _l("Rank posts that are handed out together"),
        (
            _l("Why can I not sign up for this post directly?"),
            _l("In which order should I rank posts?"),
            _l("Who gets a post that many want?"),
        ),
        (Reader.SCHOOL,),
        ("sign-up-practice", "lottery"),
    ),
    Topic(
        "practice-forecast",
        _l("The forecast of practice, and invitations"),
        (
            _l("How many teachers will miss the deadline?"),
            _l("How do I invite teachers to a post?"),
            _l("I was invited to a post. What now?"),
        ),
        (Reader.SCHOOL, Reader.BUREAU),
        ("sign-up-practice", "practice-waiting-list"),
    ),
    Topic(
        "enterprises-without-posts",
        _l("Large enterprises without a practice post"),
        (_l("Which large enterprises offer no practice post?"), _l("How often is an enterprise reminded?")),
        (Reader.BUREAU,),
        ("practice-forecast", "messages"),
    ),
)
