"""Words and limits of teachers. Kinds and levels are those of the rules TCH-01, TCH-03 and TCH-12."""

from matching.kernel.labels import LabelledEnum

LONGEST_NAME = 40
LONGEST_NUMBER = 20
LONGEST_SUBJECT = 40
LONGEST_REASON = 300
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no O, 0, I, 1, L: codes are read out
CODE_LENGTH = 8


class TeacherKind(LabelledEnum):
    """What somebody teaches; it decides which practice the rules ask for."""

    SPECIALISED = "specialised", "Specialised-subject teacher"
    INSTRUCTOR = "instructor", "Practical-training instructor"
    GENERAL = "general", "General-subject teacher"


class SkillLevel(LabelledEnum):
    """The national grades of vocational skill, lowest first."""

    NONE = "none", "No grade"
    ELEMENTARY = "grade_5", "Elementary worker (grade 5)"
    INTERMEDIATE = "grade_4", "Intermediate worker (grade 4)"
    SENIOR = "grade_3", "Senior worker (grade 3)"
    TECHNICIAN = "grade_2", "Technician (grade 2)"
    SENIOR_TECHNICIAN = "grade_1", "Senior technician (grade 1)"


class PostState(LabelledEnum):
    """Whether somebody teaches at a school."""

    REQUESTED = "requested", "Waits for the school", "info", "clock"
    ACTIVE = "active", "Teaches here", "ok", "check"
    REFUSED = "refused", "Refused", "neutral", "x"
    WITHDRAWN = "withdrawn", "Taken back", "neutral", "x"
    LEFT = "left", "Has left", "neutral", "x"


POST_MOVES = {
    PostState.REQUESTED: frozenset({PostState.ACTIVE, PostState.REFUSED, PostState.WITHDRAWN}),
    PostState.ACTIVE: frozenset({PostState.LEFT}),
    PostState.REFUSED: frozenset[PostState](),
    PostState.WITHDRAWN: frozenset[PostState](),
    PostState.LEFT: frozenset[PostState](),
}


class DualLevel(LabelledEnum):
    """Recognition as a dual-qualified teacher (双师型教师), TCH-12."""

    JUNIOR = "junior", "Junior"
    INTERMEDIATE = "intermediate", "Intermediate"
    SENIOR = "senior", "Senior"
