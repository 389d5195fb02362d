"""What schools and hosts ask about visits."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "book-visit",
        _l("Book a visit for a class"),
        (
            _l("How do I book a visit?"),
            _l("There are too few places. What now?"),
            _l("How do I change or cancel a booking?"),
        ),
        (Reader.SCHOOL,),
        ("messages",),
    ),
    Topic(
        "offer-visit",
        _l("Offer a visit to classes"),
        (_l("How do I offer dates?"), _l("May students under 16 come?"), _l("How do I call a date off?")),
        (Reader.ENTERPRISE, Reader.BUREAU),
        ("messages",),
    ),
)
