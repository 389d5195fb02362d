"""What others see of a student: the school a name, the bureau a pseudonym, the enterprise what was agreed."""

from typing import NamedTuple

from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.assembly import why_without
from matching.rounds.models import Proposal


class Intern(NamedTuple):
    """A student as the enterprise sees them; class and phone come with the name, after consent."""

    name: str
    named: bool
    class_name: str
    phone: str
    skills: str


class Line(NamedTuple):
    """A student's result in a list of the school or of the bureau."""

    student_id: int
    name: str
    class_name: str
    school: str
    slot: str
    enterprise: str
    wish: int | None
    why: str
    state: PlacementState | None


def intern_of(placement: Placement) -> Intern:
    """A pseudonym and skills until the student consented to this enterprise (PIPL Art 23)."""
    student = placement.student
    if placement.consent_text is None:
        return Intern(student.pseudonym, False, "", "", student.skills)
    return Intern(student.name, True, student.class_name, student.phone_masked, student.skills)


def line_of(proposal: Proposal, placement: Placement | None, *, named: bool) -> Line:
    """One line; `named` only for the student's own school."""
    student, slot = proposal.student, proposal.slot
    return Line(
        student_id=student.id,
        name=student.name if named else student.pseudonym,
        class_name=student.class_name,
        school=student.school.name,
        slot=slot.title if slot else "",
        enterprise=slot.enterprise.name if slot else "",
        wish=proposal.wish,
        why="" if slot else why_without(proposal.explanation).label,
        state=placement.state if placement else None,
    )
