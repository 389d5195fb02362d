"""What others see of a student: the school a name, the bureau a pseudonym, the enterprise what was agreed."""

from datetime import date
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
    slot: str
    state: PlacementState


class Line(NamedTuple):
    """A student's result in a list of the school or of the bureau."""

    student_id: int
    name: str
    number: str
    class_name: str
    school: str
    slot: str
    enterprise: str
    wish: int | None
    why: str
    state: PlacementState | None
    first_day: date | None


def intern_of(proposal: Proposal, placement: Placement | None) -> Intern:
    """A pseudonym and skills until the student consented to this enterprise (PIPL Art 23)."""
    student, slot = proposal.student, proposal.slot
    assert slot is not None  # the query asks for those who have one
    stands = slot.title, standing_of(proposal, placement) or PlacementState.OFFERED
    if placement is None or placement.consent_text is None:
        return Intern(student.pseudonym, False, "", "", student.skills, *stands)
    return Intern(student.name, True, student.class_name, student.phone_masked, student.skills, *stands)


def standing_of(proposal: Proposal, placement: Placement | None) -> PlacementState | None:
    """The state of the place; before the publication it waits for an answer, as it will."""
    if placement is not None:
        return placement.state
    return PlacementState.OFFERED if proposal.slot_id is not None else None


def line_of(proposal: Proposal, placement: Placement | None, *, named: bool) -> Line:
    """One line; `named` only for the student's own school."""
    student, slot = proposal.student, proposal.slot
    return Line(
        student_id=student.id,
        name=student.name if named else student.pseudonym,
        number=student.student_number if named else "",
        class_name=student.class_name,
        school=student.school.name,
        slot=slot.title if slot else "",
        enterprise=slot.enterprise.name if slot else "",
        wish=proposal.wish,
        why="" if slot else why_without(proposal.explanation).label,
        state=standing_of(proposal, placement),
        first_day=slot.starts_on if slot else None,
    )
