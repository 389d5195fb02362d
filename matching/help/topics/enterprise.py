"""What enterprises ask."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "post-slot",
        _l("Post a slot in three minutes"),
        (_l("How do I post a slot?"), _l("Can I copy last year's?")),
        (Reader.ENTERPRISE,),
        ("compliance", "staff-numbers", "change-slot", "who-comes"),
    ),
    Topic(
        "compliance",
        _l("What the compliance answers mean"),
        (_l("Why can I not post it?"), _l("When may I write a reason?")),
        (Reader.ENTERPRISE, Reader.SCHOOL, Reader.BUREAU),
        ("post-slot", "staff-numbers", "law-protects"),
    ),
    Topic(
        "staff-numbers",
        _l("Staff on post, and how many interns"),
        (_l("How many interns may I take?"), _l("Why does it ask for our staff?")),
        (Reader.ENTERPRISE,),
        ("post-slot", "compliance", "profile"),
    ),
    Topic(
        "change-slot",
        _l("Edit, withdraw or copy a slot"),
        (_l("How do I change a slot?"), _l("Why can I no longer change it?")),
        (Reader.ENTERPRISE,),
        ("post-slot", "who-comes"),
    ),
    Topic(
        "who-comes",
        _l("Who is coming, and what I see when"),
        (_l("When do I see the names?"), _l("Can I choose the students?")),
        (Reader.ENTERPRISE,),
        ("delete-data", "change-slot", "match"),
    ),
    Topic(
        "delete-data",
        _l("Consent is taken back: delete the data"),
        (_l("What must I delete, and when?"),),
        (Reader.ENTERPRISE,),
        ("who-comes", "consent"),
    ),
    Topic(
        "practice-worth",
        _l("What a teacher's improvement is worth"),
        (_l("Which figure do I enter?"), _l("What do we see of a teacher's report?")),
        (Reader.ENTERPRISE,),
        ("practice-report", "practice-days"),
    ),
)
