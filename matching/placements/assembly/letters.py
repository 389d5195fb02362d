"""Who hears of a publication and of an answer. A letter carries no name and no result of another person."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.db import db
from matching.kernel import clock
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.placements.enums import PlacementState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.models import MatchRound
from matching.rounds.queries import slots_of


class Place(NamedTuple):
    """One student of a run and the place, if there is one."""

    student_id: int
    school_id: int
    account_id: int
    slot_id: int | None
    enterprise_id: int | None
    wish: int | None


def tell_other_officers(request: PublicationRequest, *, by: Viewer) -> None:
    """Those of the bureau who may confirm: not who asks, not who started the match."""
    match_round = request.match_round
    officers = _staff({match_round.bureau_id}, Role.BUREAU_OFFICER)
    facts = {"round": match_round.name, "asked_by": by.name, "note": request.note}
    post_all(
        Letter.PUBLICATION_ASKED,
        [Address(officer, facts) for officer in officers if officer not in (by.id, request.run.by_id)],
        key=f"publication:{request.id}",
        url=f"/rounds/{match_round.id}/publication",
    )


def tell_everybody(match_round: MatchRound, places: list[Place]) -> None:
    """Every student of the round, the coordinators of their schools, the enterprises that took part."""
    common = {"round": match_round.name, "answer_by": written(match_round.answer_by)}
    key = f"result:{match_round.id}"
    post_all(
        Letter.RESULT_STUDENT,
        [Address(place.account_id, {**common, "placed": place.slot_id is not None}) for place in places],
        key=key,
        url=f"/rounds/{match_round.id}/result",
    )
    students = Counter(place.school_id for place in places)
    placed = Counter(place.school_id for place in places if place.slot_id is not None)
    coordinators = _staff(students, Role.SCHOOL_COORDINATOR)
    post_all(
        Letter.RESULT_SCHOOL,
        [
            Address(who, {**common, "students": _sum(students, at), "placed": _sum(placed, at)})
            for who, at in coordinators.items()
        ],
        key=key,
        url=f"/rounds/{match_round.id}/results",
    )
    taken = Counter(place.enterprise_id for place in places if place.enterprise_id is not None)
    offered = {slot.enterprise_id for slot in db.session.scalars(slots_of(match_round))}
    recruiters = _staff(offered | set(taken), Role.ENTERPRISE_HR)
    post_all(
        Letter.RESULT_ENTERPRISE,
        [Address(who, {**common, "placed": _sum(taken, at)}) for who, at in recruiters.items()],
        key=key,
        url=f"/rounds/{match_round.id}/results",
    )


def tell_of_answer(placement: Placement, *, by: Viewer) -> None:
    """The enterprise hears every answer, the school of a place that is free again, the student of a deed."""
    told = set(_staff({placement.enterprise_id}, Role.ENTERPRISE_HR))
    if placement.state is PlacementState.DECLINED:
        told |= set(_staff({placement.school_id}, Role.SCHOOL_COORDINATOR))
    own = placement.student.account_id
    for page, readers in (("results", told - {by.id}), ("result", {own} - {by.id})):
        facts = {
            "round": placement.match_round.name,
            "slot": placement.slot.title,
            "accepted": placement.state is PlacementState.ACCEPTED,
            "own": page == "result",
        }
        post_all(
            Letter.RESULT_ANSWERED,
            [Address(reader, facts) for reader in sorted(readers)],
            key=f"answer:{placement.id}:{placement.state.value}",
            url=f"/rounds/{placement.round_id}/{page}",
        )


def written(moment: datetime) -> str:
    """As letters carry it, whatever the language: 2026-03-31 18:00, the clock in Linfen."""
    return clock.local(moment).strftime("%Y-%m-%d %H:%M")


def _staff(organisation_ids: Iterable[int], role: Role) -> dict[int, set[int]]:
    """Account and its organisations: somebody with two schools gets one letter."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for account_id, organisation_id in db.session.execute(staff_ids(frozenset(organisation_ids), role)):
        found[account_id].add(organisation_id)
    return found


def _sum(counts: Counter[int], at: Iterable[int]) -> int:
    return sum(counts[organisation_id] for organisation_id in at)
