"""What can be wrong with a teacher's row, and what is only worth knowing."""

from matching.imports.faults import FaultCode as AnyFaultCode
from matching.kernel.i18n import _l
from matching.kernel.labels import LabelledEnum


class FaultCode(AnyFaultCode):
    """The kinds of faults; the label is the problem as the summary names it."""

    STAFF_NUMBER = "staff_number", "Not a staff number"
    DATE = "date", "{column} is not a date that can be right"
    NO_GROUP = "no_group", "No group of majors for who trains for a trade"
    OTHER_NAME = (
        "other_name",
        "The staff number is a colleague's",
        _l("Check whose number it is, or leave the row out"),
    )
    AWAY = "away", "Has left and teaches elsewhere", _l("Leave the row out; the teacher joins by your code")
    TAKEN = "taken", "The user name is in use", _l("Leave the row out, and add this teacher by hand")
    PRACTICE = "practice", "Earlier practice is not told whole"


class NoteCode(LabelledEnum):
    """Consequences, no errors."""

    KNOWN_ELSEWHERE = "known_elsewhere", "Perhaps known from another school"
