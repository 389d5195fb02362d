"""What HR has to do: the profile, the slots, the students who come."""

from typing import Any

from sqlalchemy import Select, Text, case, func, literal, select

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.dashboards.questions.asking import TODAY, Whom, told_to
from matching.matters.enums import MatterKind
from matching.organisations.models import Organisation
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.slots.enums import SlotState
from matching.slots.models import Slot

HR = Role.ENTERPRISE_HR


def profile(whom: Whom) -> Select[Any]:
    """Enterprises whose profile has gaps; `detail` holds the names of the empty columns."""
    columns = {
        "contact_name": Organisation.contact_name == "",
        "contact_phone": Organisation.contact_phone == "",
        "address": Organisation.address == "",
        "on_post_staff": Organisation.on_post_staff == 0,
    }
    gaps: Any = literal("", Text())
    for name, empty in columns.items():
        gaps = gaps.concat(case((empty, f"{name} "), else_=""))
    return _enterprises(MatterKind.PROFILE, whom, detail=gaps).where(gaps != "")


def no_slot(whom: Whom) -> Select[Any]:
    """Enterprises of which students can choose nothing."""
    coming = select(Slot.id).where(
        Slot.enterprise_id == Organisation.id,
        Slot.state == SlotState.OPEN,
        Slot.starts_on > TODAY,
    )
    return _enterprises(MatterKind.NO_SLOT, whom).where(~coming.exists())


def slots_started(whom: Whom) -> Select[Any]:
    """`n` open slots have started."""
    columns = told_to(MatterKind.SLOTS_STARTED, role=HR, at=Slot.enterprise_id, counts=(func.count(), 0, 0))
    return (
        select(*columns)
        .where(
            Slot.state == SlotState.OPEN,
            Slot.starts_on <= TODAY,
            whom.works_at(Slot.enterprise_id, HR),
        )
        .group_by(Slot.enterprise_id)
    )


def arrivals(whom: Whom) -> Select[Any]:
    """`n` students accepted and are still to come; due on the first of their days."""
    columns = told_to(
        MatterKind.ARRIVALS,
        role=HR,
        at=Placement.enterprise_id,
        subject=Placement.round_id,
        name=MatchRound.name,
        counts=(func.count(), 0, 0),
        due=(None, func.min(Slot.starts_on)),
    )
    return (
        select(*columns)
        .select_from(Placement)
        .join(MatchRound, MatchRound.id == Placement.round_id)
        .join(Slot, Slot.id == Placement.slot_id)
        .join(Student, Student.id == Placement.student_id)
        .where(
            Placement.state == PlacementState.ACCEPTED,
            Slot.starts_on >= TODAY,
            Student.state == StudentState.ENROLLED,
            MatchRound.state.in_([RoundState.PUBLISHED, RoundState.CLOSED]),
            whom.works_at(Placement.enterprise_id, HR),
        )
        .group_by(Placement.enterprise_id, Placement.round_id, MatchRound.name)
    )


def _enterprises(kind: MatterKind, whom: Whom, *, detail: Any = "") -> Select[Any]:
    columns = told_to(
        kind, role=HR, at=Organisation.id, subject=Organisation.id, name=Organisation.name, detail=detail
    )
    return select(*columns).where(
        Organisation.kind == OrganisationKind.ENTERPRISE, whom.works_at(Organisation.id, HR)
    )
