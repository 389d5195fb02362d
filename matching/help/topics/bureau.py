"""What officers of the bureau ask."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "round-prepare",
        _l("Prepare and open a round"),
        (_l("How do I start a round?"), _l("What can no longer change after the opening?")),
        (Reader.BUREAU,),
        ("round-rules", "by-hand", "round-follow"),
    ),
    Topic(
        "round-rules",
        _l("Rules and score"),
        (_l("How should the weights be set?"), _l("Where do people read the rules?")),
        (Reader.BUREAU, Reader.SCHOOL),
        ("round-prepare", "match", "fit", "lottery"),
    ),
    Topic(
        "by-hand",
        _l("Places given by hand"),
        (_l("When may a place be given by hand?"), _l("Why is it no longer possible?")),
        (Reader.BUREAU,),
        ("round-prepare", "round-run", "match"),
    ),
    Topic(
        "round-follow",
        _l("While students choose"),
        (_l("How many have submitted?"), _l("Can the deadline be put off?")),
        (Reader.BUREAU,),
        ("round-prepare", "round-run"),
    ),
    Topic(
        "round-run",
        _l("Lock and compute the match"),
        (_l("How do I compute the match?"), _l("May I compute it again?")),
        (Reader.BUREAU,),
        ("certificate", "publish", "by-hand"),
    ),
    Topic(
        "certificate",
        _l("What a run proves"),
        (_l("How do I know the result is fair?"), _l("What are the check codes for?")),
        (Reader.BUREAU,),
        ("round-run", "recheck", "lottery", "publish"),
    ),
    Topic(
        "publish",
        _l("Publish with a second officer"),
        (_l("Why can I not publish alone?"), _l("What happens at the publication?")),
        (Reader.BUREAU,),
        ("preview", "corrections", "certificate", "round-run"),
    ),
    Topic(
        "preview",
        _l("Look at the results before they are published"),
        (_l("What will people read?"), _l("Whom should I look at?")),
        (Reader.BUREAU,),
        ("publish", "certificate", "who-sees"),
    ),
    Topic(
        "corrections",
        _l("What can be corrected afterwards"),
        (_l("A mistake was found after the publication"), _l("Can one result be changed?")),
        (Reader.BUREAU,),
        ("publish", "round-prepare", "recheck"),
    ),
    Topic(
        "recheck",
        _l("Let others check the match again"),
        (_l("Can somebody outside verify the result?"), _l("What is in the download?")),
        (Reader.BUREAU,),
        ("certificate", "lottery", "verify-audit"),
    ),
    Topic(
        "allocate-practice",
        _l("Hand out practice posts together"),
        (
            _l("How do I hand out posts that many teachers want?"),
            _l("Who comes first?"),
            _l("What if a post is withdrawn meanwhile?"),
        ),
        (Reader.BUREAU,),
        ("rank-practice", "publish", "lottery"),
    ),
)
