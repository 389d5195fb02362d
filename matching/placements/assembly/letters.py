"""Who hears of a publication and of an answer. A letter carries no name and no result of another person."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

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


class Place(NamedTuple):
    """One student of a run and the place, if there is one."""

    student_id: int
    school_id: int
    account_id: int
    slot_id: int | None
    enterprise_id: int | None
    wish: int | None


class Lapsed(NamedTuple):
    """A student whose place lapsed."""

    account_id: int
    school_id: int


def tell_other_officers(request: PublicationRequest, *, by: Viewer) -> None:
    """Those of the bureau who may confirm: not who asks, not who started the match."""
    match_round = request.match_round
    officers = _staff({match_round.bureau_id}, Role.BUREAU_OFFICER)
    facts = {"round": match_round.name, "asked_by": by.name, "note": request.note}
    post_all(
        Letter.PUBLICATION_ASKED,
        [Address(officer, facts) for officer in officers if officer not in (by.id, request.run.by_id)],
        key=f"publication:{request.id}",
        round_id=match_round.id,
        url=f"/rounds/{match_round.id}/publication",
    )


def tell_everybody(match_round: MatchRound, places: list[Place], *, enterprises: Iterable[int]) -> None:
    """Every student of the round, the coordinators of their schools, and `enterprises`: who took part."""
    common = {"round": match_round.name, "answer_by": clock.written(match_round.answer_by)}
    key = f"result:{match_round.id}"
    post_all(
        Letter.RESULT_STUDENT,
        [Address(place.account_id, {**common, "placed": place.slot_id is not None}) for place in places],
        key=key,
        round_id=match_round.id,
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
        round_id=match_round.id,
        url=f"/rounds/{match_round.id}/results",
    )
    taken = Counter(place.enterprise_id for place in places if place.enterprise_id is not None)
    recruiters = _staff(enterprises, Role.ENTERPRISE_HR)
    post_all(
        Letter.RESULT_ENTERPRISE,
        [Address(who, {**common, "placed": _sum(taken, at)}) for who, at in recruiters.items()],
        key=key,
        round_id=match_round.id,
        url=f"/rounds/{match_round.id}/results",
    )


def tell_of_answer(placement: Placement, *, by: Viewer) -> None:
    """The enterprise hears every answer, the school of a place that is free again, the student of a deed."""
    _tell_staff(Letter.RESULT_ANSWERED, placement, {placement.enterprise_id}, Role.ENTERPRISE_HR)
    if placement.state is PlacementState.DECLINED:
        _tell_school(placement, by=by)
    if placement.student.account_id != by.id:
        own = Address(placement.student.account_id, _facts_of(placement))
        post_all(
            Letter.RESULT_RECORDED,
            [own],
            key=_key_of(placement),
            round_id=placement.round_id,
            url=f"/rounds/{placement.round_id}/result",
        )


def tell_of_taken_back(placement: Placement, *, by: Viewer) -> None:
    """The enterprise has to delete what it noted (PIPL Art 47); the school has somebody without a place."""
    _tell_staff(Letter.CONSENT_ENDED, placement, {placement.enterprise_id}, Role.ENTERPRISE_HR)
    _tell_school(placement, by=by)


def tell_of_lapse(match_round: MatchRound, lapsed: list[Lapsed]) -> None:
    """Each student whose place lapsed, and the coordinators of their schools, how many."""
    common = {"round": match_round.name, "answer_by": clock.written(match_round.answer_by)}
    key = f"lapse:{match_round.id}"
    post_all(
        Letter.RESULT_LAPSED,
        [Address(one.account_id, common) for one in lapsed],
        key=key,
        round_id=match_round.id,
        url=f"/rounds/{match_round.id}/result",
    )
    at_school = Counter(one.school_id for one in lapsed)
    post_all(
        Letter.PLACES_LAPSED,
        [
            Address(who, {**common, "n": _sum(at_school, at)})
            for who, at in _staff(at_school, Role.SCHOOL_COORDINATOR).items()
        ],
        key=key,
        round_id=match_round.id,
        url=f"/rounds/{match_round.id}/results?answer={PlacementState.LAPSED.value}",
    )


def _tell_school(placement: Placement, *, by: Viewer) -> None:
    _tell_staff(Letter.RESULT_ANSWERED, placement, {placement.school_id}, Role.SCHOOL_COORDINATOR, but=by.id)


def _tell_staff(
    kind: Letter, placement: Placement, at: set[int], role: Role, *, but: int | None = None
) -> None:
    facts = _facts_of(placement)
    post_all(
        kind,
        [Address(reader, facts) for reader in sorted(_staff(at, role)) if reader != but],
        key=_key_of(placement),
        round_id=placement.round_id,
        url=f"/rounds/{placement.round_id}/results",
    )


def _facts_of(placement: Placement) -> dict[str, Any]:
    return {
        "round": placement.match_round.name,
        "slot": placement.slot.title,
        "accepted": placement.state is PlacementState.ACCEPTED,
    }


def _key_of(placement: Placement) -> str:
    return f"answer:{placement.id}:{placement.state.value}"


def _staff(organisation_ids: Iterable[int], role: Role) -> dict[int, set[int]]:
    """Account and its organisations: somebody with two schools gets one letter."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for account_id, organisation_id in db.session.execute(staff_ids(frozenset(organisation_ids), role)):
        found[account_id].add(organisation_id)
    return found


def _sum(counts: Counter[int], at: Iterable[int]) -> int:
    return sum(counts[organisation_id] for organisation_id in at)
