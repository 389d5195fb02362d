"""For whom a page of help is written."""

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.kernel.labels import LabelledEnum


class Reader(LabelledEnum):
    """What somebody says of themselves; the icon stands beside it."""

    STUDENT = "student", "I am a student", "neutral", "user"
    SCHOOL = "school", "I work at a school", "neutral", "people"
    ENTERPRISE = "enterprise", "I work at an enterprise", "neutral", "work"
    BUREAU = "bureau", "I work at the bureau", "neutral", "building"
    ADMINISTRATOR = "administrator", "I am an administrator", "neutral", "shield"
    GUARDIAN = "guardian", "I am a parent or guardian", "neutral", "home"
    EVERYBODY = "everybody", "For everybody", "neutral", "info"


READERS = {
    Role.STUDENT: Reader.STUDENT,
    Role.SCHOOL_COORDINATOR: Reader.SCHOOL,
    Role.TEACHER: Reader.SCHOOL,
    Role.ENTERPRISE_HR: Reader.ENTERPRISE,
    Role.ENTERPRISE_MENTOR: Reader.ENTERPRISE,
    Role.BUREAU_OFFICER: Reader.BUREAU,
    Role.ADMINISTRATOR: Reader.ADMINISTRATOR,
}


def own_first(viewer: Viewer | None) -> list[Reader]:
    """Every reader, those that this person is before the others."""
    own = {READERS[hat.role] for hat in viewer.hats} if viewer else set()
    return sorted(Reader, key=lambda reader: reader not in own)
