"""What the home pages count: few statements, each about all the rounds, slots or accounts of one reader."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import joinedload

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.organisations.models import Membership
from matching.placements.enums import GIVEN_UP, PlacementState, RequestState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, MatchRun, Proposal, RoundCohort, WishList
from matching.rounds.queries import rounds_in, rounds_of_bureau, rounds_of_student
from matching.slots.enums import SlotState
from matching.slots.models import Slot

ROUNDS_SHOWN = 6


def rounds_to_keep(
    within: frozenset[int], schools: frozenset[int]
) -> Select[MatchRound, int | None, int | None, int, int, int, int]:
    """(round, who asked to publish it, who ran what is asked for; then of the students of these schools:
    all, with a list that counts, with an unanswered place, of the published match without a place).

    Unfinished rounds of one's own bureau, the one whose wishes close first at the top.
    """
    request = and_(
        PublicationRequest.round_id == MatchRound.id, PublicationRequest.state == RequestState.OPEN
    )
    takes_part = RoundCohort.round_id == MatchRound.id
    counts = and_(WishList.round_id == MatchRound.id, WishList.submission_id.is_not(None))
    given = and_(Placement.round_id == MatchRound.id, Placement.state.not_in(GIVEN_UP))
    matched = Proposal.run_id == MatchRound.published_run_id
    return (
        _unfinished(rounds_of_bureau(within))
        .outerjoin(PublicationRequest, request)
        .outerjoin(MatchRun, MatchRun.id == PublicationRequest.run_id)
        .add_columns(
            PublicationRequest.asked_by_id,
            MatchRun.by_id,
            _students(RoundCohort, RoundCohort.cohort_id == Student.cohort_id, takes_part, schools),
            _students(WishList, WishList.student_id == Student.id, counts, schools),
            _students(
                Placement,
                Placement.student_id == Student.id,
                and_(given, Placement.state == PlacementState.OFFERED),
                schools,
            ),
            _students(Proposal, Proposal.student_id == Student.id, matched, schools)
            - _students(Placement, Placement.student_id == Student.id, given, schools),
        )
    )


def _students(
    rows: type[Any], theirs: ColumnElement[bool], which: ColumnElement[bool], schools: frozenset[int]
) -> ScalarSelect[int]:
    """How many enrolled students of these schools have such a row in a round."""
    return (
        select(func.count())
        .select_from(rows)
        .join(Student, theirs)
        .where(which, Student.state == StudentState.ENROLLED, Student.school_id.in_(schools))
        .correlate(MatchRound)
        .scalar_subquery()
    )


def rounds_of_schools(within: frozenset[int]) -> Select[MatchRound]:
    """Unfinished rounds these schools take part in."""
    return _unfinished(rounds_in(within)).where(MatchRound.state != RoundState.PREPARING)


def rounds_of_slots(within: frozenset[int]) -> Select[MatchRound]:
    """Unfinished rounds in which slots of these enterprises are offered, or were given."""
    offered = select(Slot.id).where(
        Slot.enterprise_id.in_(within),
        Slot.state == SlotState.OPEN,
        Slot.starts_on.between(MatchRound.internship_from, MatchRound.internship_until),
    )
    placed = select(Placement.id).where(
        Placement.round_id == MatchRound.id, Placement.enterprise_id.in_(within)
    )
    return _unfinished(select(MatchRound)).where(
        MatchRound.state != RoundState.PREPARING, or_(offered.exists(), placed.exists())
    )


def lists_of(student_id: int) -> Select[MatchRound, WishList | None]:
    """(round, the student's list) of unfinished rounds the student takes part in."""
    mine = and_(WishList.round_id == MatchRound.id, WishList.student_id == student_id)
    return _unfinished(rounds_of_student(student_id)).outerjoin(WishList, mine).add_columns(WishList)


def placements_of(student_id: int) -> Select[Placement]:
    """The student's places, the newest first; slot, enterprise and round come along."""
    return (
        select(Placement)
        .options(
            joinedload(Placement.slot, innerjoin=True),
            joinedload(Placement.enterprise, innerjoin=True),
            joinedload(Placement.match_round, innerjoin=True),
        )
        .where(Placement.student_id == student_id)
        .order_by(Placement.id.desc())
    )


def school_figures(within: frozenset[int], round_ids: Collection[int]) -> Select[int, int, int, int]:
    """(enrolled students of these schools, of them still without a password, lists in these rounds that
    count, places in them that nobody gave up).
    """
    waiting = case((Account.state == AccountState.INVITED, 1), else_=0)
    theirs = and_(Student.school_id.in_(within), Student.state == StudentState.ENROLLED)
    submitted = (
        select(func.count())
        .select_from(WishList)
        .join(Student, Student.id == WishList.student_id)
        .where(WishList.round_id.in_(round_ids), WishList.submission_id.is_not(None), theirs)
    )
    in_place = (
        select(func.count())
        .select_from(Placement)
        .join(Student, Student.id == Placement.student_id)
        .where(Placement.round_id.in_(round_ids), Placement.state.not_in(GIVEN_UP), theirs)
    )
    return (
        select(
            func.count(),
            func.coalesce(func.sum(waiting), 0),
            submitted.scalar_subquery(),
            in_place.scalar_subquery(),
        )
        .select_from(Student)
        .join(Account, Account.id == Student.account_id)
        .where(theirs)
    )


def offers(within: frozenset[int], today: date) -> Select[int, int]:
    """(open slots still to start, their seats) of these enterprises."""
    return select(func.count(), func.coalesce(func.sum(Slot.seats), 0)).where(
        Slot.enterprise_id.in_(within), Slot.state == SlotState.OPEN, Slot.starts_on > today
    )


def interns(within: frozenset[int], today: date) -> Select[int, int, int]:
    """(round, waiting for an answer, accepted and still to start) by round."""
    comes = and_(Placement.state == PlacementState.ACCEPTED, Slot.starts_on >= today)
    return (
        select(
            Placement.round_id,
            func.sum(case((Placement.state == PlacementState.OFFERED, 1), else_=0)),
            func.sum(case((comes, 1), else_=0)),
        )
        .join(Placement.slot)
        .join(Placement.student)
        .where(Placement.enterprise_id.in_(within), Student.state == StudentState.ENROLLED)
        .group_by(Placement.round_id)
        .order_by(Placement.round_id)
    )


def staff_states(within: frozenset[int]) -> Select[AccountState, int]:
    """(state, accounts of people who work in these organisations); students are left out."""
    staff = select(Membership.account_id).where(
        Membership.organisation_id.in_(within), Membership.role != Role.STUDENT
    )
    return (
        select(Account.state, func.count())
        .where(Account.id.in_(staff))
        .group_by(Account.state)
        .order_by(Account.state)
    )


def happened_since(kinds: Iterable[AuditKind], since: datetime) -> Select[AuditKind, int]:
    """(kind, how often) since that moment."""
    return (
        select(AuditEvent.kind, func.count())
        .where(AuditEvent.kind.in_(list(kinds)), AuditEvent.at >= since)
        .group_by(AuditEvent.kind)
        .order_by(AuditEvent.kind)
    )


def latest(kinds: Iterable[AuditKind]) -> Select[AuditEvent]:
    """The newest event of these kinds."""
    return select(AuditEvent).where(of_kinds(kinds)).order_by(AuditEvent.id.desc()).limit(1)


def of_kinds(kinds: Iterable[AuditKind]) -> ColumnElement[bool]:
    """Events of these kinds, wherever they happened."""
    return AuditEvent.kind.in_(list(kinds))


def at_these(organisations: Collection[int], kinds: Iterable[AuditKind]) -> ColumnElement[bool]:
    """Events of these kinds that belong to these organisations."""
    return AuditEvent.organisation_id.in_(organisations) & AuditEvent.kind.in_(list(kinds))


def of_rounds(round_ids: Collection[int], kinds: Iterable[AuditKind]) -> ColumnElement[bool]:
    """Events of these kinds in the course of these rounds."""
    about = and_(AuditEvent.subject_type == MatchRound.__tablename__, AuditEvent.subject_id.in_(round_ids))
    return about & AuditEvent.kind.in_(list(kinds))


def by_oneself(account_id: int, kinds: Iterable[AuditKind]) -> ColumnElement[bool]:
    """What one did, or what was done in one's name."""
    mine = or_(AuditEvent.by_id == account_id, AuditEvent.acting_for_id == account_id)
    return mine & AuditEvent.kind.in_(list(kinds))


def events(reasons: Iterable[ColumnElement[bool]], most: int) -> Select[AuditEvent, str | None]:
    """(event, name of whoever did it), the newest first: all that one of the reasons lets the reader see."""
    return (
        select(AuditEvent, Account.name)
        .outerjoin(Account, Account.id == AuditEvent.by_id)
        .where(or_(false(), *reasons))
        .order_by(AuditEvent.id.desc())
        .limit(most)
    )


def _unfinished(rounds: Select[MatchRound]) -> Select[Any]:
    return (
        rounds.where(MatchRound.state != RoundState.CLOSED)
        .order_by(None)
        .order_by(MatchRound.closes_at, MatchRound.id)
        .limit(ROUNDS_SHOWN)
    )
