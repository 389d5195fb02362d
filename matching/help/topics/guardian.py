"""What parents and guardians ask."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "parents",
        _l("What parents should know"),
        (_l("How is my child's place decided?"), _l("What can I do as a parent?")),
        (Reader.GUARDIAN,),
        ("under-18", "result", "who-sees", "law-protects"),
    ),
)
