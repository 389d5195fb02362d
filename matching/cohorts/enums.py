"""Words and limits of cohorts and students."""

from matching.kernel.labels import LabelledEnum

MOST_STUDENTS_A_COHORT = 20_000
UPLOAD_DAYS = 30  # an undecided class list is thrown away after this
WORKBOOK_DAYS = 1  # and a workbook of which no sheet was chosen


class Level(LabelledEnum):
    """The level a class trains for (facts TEC-01..04)."""

    MID = "mid", "Mid-level worker class"
    SENIOR = "senior", "Senior worker class"
    TECHNICIAN = "technician", "Associate technician class"


class StudentState(LabelledEnum):
    """Whether a student takes part."""

    ENROLLED = "enrolled", "Enrolled", "ok", "check"
    WITHDRAWN = "withdrawn", "Withdrawn", "neutral", "x"


MOVES = {
    StudentState.ENROLLED: frozenset({StudentState.WITHDRAWN}),
    StudentState.WITHDRAWN: frozenset[StudentState](),
}


class UploadState(LabelledEnum):
    """What became of an uploaded class list."""

    CHOOSING = "choosing", "Several sheets, none chosen yet", "info", "clock"
    CHECKED = "checked", "Checked, not enrolled yet", "info", "clock"
    ENROLLED = "enrolled", "Enrolled", "ok", "check"
    CANCELLED = "cancelled", "Thrown away", "neutral", "x"


UPLOAD_MOVES = {
    UploadState.CHOOSING: frozenset({UploadState.CHECKED, UploadState.CANCELLED}),
    UploadState.CHECKED: frozenset({UploadState.ENROLLED, UploadState.CANCELLED}),
    UploadState.ENROLLED: frozenset[UploadState](),
    UploadState.CANCELLED: frozenset[UploadState](),
}
UNDECIDED = frozenset({UploadState.CHOOSING, UploadState.CHECKED})


class Sex(LabelledEnum):
    """As the ID number says; needed for the women-worker protection list (INT-09)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
