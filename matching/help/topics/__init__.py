"""Every page of help, in the order in which lists show them."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.help.topics import (
    administrator,
    bureau,
    enterprise,
    everybody,
    guardian,
    school,
    student,
    teacher,
    visits,
)

TOPICS: dict[str, Topic] = {
    topic.slug: topic
    for group in (student, guardian, school, teacher, visits, enterprise, bureau, administrator, everybody)
    for topic in group.TOPICS
}


def topics_for(reader: Reader) -> list[Topic]:
    """The pages for one kind of reader, those written for them before those they share."""
    shared = [topic for topic in TOPICS.values() if reader in topic.readers]
    return sorted(shared, key=lambda topic: topic.readers[0] is not reader)
