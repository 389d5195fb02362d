"""Words and limits of cohorts and students."""

from matching.kernel.labels import LabelledEnum

MOST_STUDENTS_A_COHORT = 20_000


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


class Sex(LabelledEnum):
    """As the ID number says; needed for the women-worker protection list (INT-09)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
