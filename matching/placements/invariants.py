"""What must always hold of places. Those of a round are asked once more inside its publication."""

from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    cast,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.audit.queries import untold
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, Student
from matching.invariants import Invariant, Question, Witness
from matching.kernel.i18n import _l
from matching.law.book import Book
from matching.law.facts import StudentFacts
from matching.law.students import check_student
from matching.placements.enums import GIVEN_UP, PlacementState, RequestState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds import invariants as rounds
from matching.rounds.assembly import is_barred
from matching.rounds.invariants import PUBLISHED
from matching.rounds.models import LotteryNumber, MatchRound, MatchRun, Proposal
from matching.slots.assembly import facts_of
from matching.slots.models import Slot

NOBODY = cast(null(), Integer).label("student_id")  # where a round as a whole is the witness


def _placed_twice() -> Question:
    return (
        select(Placement.round_id, Placement.student_id)
        .group_by(Placement.round_id, Placement.student_id)
        .having(func.count() > 1)
    )


def _overfull() -> Question:
    """Slots that gave out too much, told by every round that gave out some of it."""
    full = (
        select(Placement.slot_id)
        .join(Placement.slot)
        .where(_kept())
        .group_by(Placement.slot_id, Slot.seats)
        .having(func.count() > Slot.seats)
    )
    return (
        select(Placement.round_id, Placement.slot_id)
        .where(Placement.slot_id.in_(full))
        .group_by(Placement.round_id, Placement.slot_id)
    )


def _half_published() -> Question:
    """Places of no published run, places it does not give, students it forgot, rounds without their run."""
    same = and_(Placement.run_id == Proposal.run_id, Placement.student_id == Proposal.student_id)
    stray = (
        select(Placement.round_id, Placement.student_id)
        .join(Placement.match_round)
        .outerjoin(Proposal, same)
        .where(
            or_(
                MatchRound.published_run_id.is_distinct_from(Placement.run_id),
                Proposal.slot_id.is_distinct_from(Placement.slot_id),
                Proposal.wish.is_distinct_from(Placement.wish),
            )
        )
    )
    forgotten = (
        select(MatchRound.id.label("round_id"), Proposal.student_id)
        .join(Proposal, Proposal.run_id == MatchRound.published_run_id)
        .outerjoin(Placement, same)
        .where(Proposal.slot_id.is_not(None), Placement.id.is_(None))
    )
    runless = (
        select(MatchRound.id.label("round_id"), NOBODY)
        .outerjoin(
            MatchRun, and_(MatchRun.id == MatchRound.published_run_id, MatchRun.round_id == MatchRound.id)
        )
        .where(MatchRound.state.in_(PUBLISHED), MatchRun.id.is_(None))
    )
    return union_all(stray, forgotten, runless, _by_one_officer())


def _by_one_officer() -> Question:
    confirmed = (
        select(PublicationRequest.id)
        .where(
            PublicationRequest.round_id == MatchRound.id,
            PublicationRequest.run_id == MatchRound.published_run_id,
            PublicationRequest.state == RequestState.CONFIRMED,
            PublicationRequest.asked_by_id != PublicationRequest.decided_by_id,
        )
        .exists()
    )
    return select(MatchRound.id.label("round_id"), NOBODY).where(MatchRound.state.in_(PUBLISHED), ~confirmed)


def _told_otherwise() -> Question:
    """The trail names the hashes of what was published; the last of them is that of the result."""
    told = select(AuditEvent.facts[("hashes", 3)].as_string()).where(AuditEvent.kind == AuditKind.PUBLISH)
    return (
        select(MatchRound.id.label("round_id"), MatchRun.id.label("run_id"))
        .join(MatchRun, MatchRun.id == MatchRound.published_run_id)
        .where(MatchRun.result_hash.not_in(told))
    )


def _vanished() -> Question:
    """Who was there at the lock and had not left before the run, but is not in it; and the reverse."""
    published = select(MatchRound.id, MatchRun.id.label("run_id"), MatchRun.created_at).join(
        MatchRun, MatchRun.id == MatchRound.published_run_id
    )
    run = published.subquery()
    said = and_(Proposal.run_id == run.c.run_id, Proposal.student_id == LotteryNumber.student_id)
    lost = (
        select(LotteryNumber.round_id, LotteryNumber.student_id)
        .join(run, run.c.id == LotteryNumber.round_id)
        .join(Student, Student.id == LotteryNumber.student_id)
        .outerjoin(Proposal, said)
        .where(
            Proposal.id.is_(None),
            or_(Student.withdrawn_at.is_(None), Student.withdrawn_at > run.c.created_at),
        )
    )
    drawn = and_(LotteryNumber.round_id == run.c.id, LotteryNumber.student_id == Proposal.student_id)
    added = (
        select(run.c.id.label("round_id"), Proposal.student_id)
        .join(Proposal, Proposal.run_id == run.c.run_id)
        .outerjoin(LotteryNumber, drawn)
        .where(LotteryNumber.number.is_(None))
    )
    return union_all(lost, added)


def _of_others() -> Question:
    return (
        select(Placement.round_id, Placement.student_id)
        .join(Placement.slot)
        .join(Placement.student)
        .join(MatchRun, MatchRun.id == Placement.run_id)
        .where(
            or_(
                Placement.enterprise_id != Slot.enterprise_id,
                Placement.school_id != Student.school_id,
                Placement.round_id != MatchRun.round_id,
            )
        )
    )


def _answers_untold() -> Question:
    answered = Placement.state.in_((PlacementState.ACCEPTED, PlacementState.DECLINED))
    return untold(Placement, answered, AuditKind.PLACEMENT_ANSWER, AuditKind.CONSENT_TAKE_BACK)


def _against_the_law(session: Session) -> Iterator[Witness]:
    """Judged by today's book, as of the first day: whoever is still to go, or went, must be allowed to."""
    book = Book.default()
    slots = select(Slot).where(Slot.id.in_(select(Placement.slot_id))).order_by(Slot.id)
    facts = {slot.id: facts_of(slot) for slot in session.scalars(slots)}
    placed = (
        select(
            Placement.round_id,
            Placement.student_id,
            Placement.slot_id,
            Student.born_on,
            Student.sex,
            Cohort.major_code,
            Student.entry_year,
        )
        .join(Placement.student)
        .join(Student.cohort)
        .where(_kept(), Student.state == StudentState.ENROLLED)
        .order_by(Placement.id)
    )
    for round_id, student_id, slot_id, born, sex, major_code, entry_year in session.execute(placed):
        student = StudentFacts(born=born, sex=sex.value, major_code=major_code, entry_year=entry_year)
        if is_barred(check_student(student, facts[slot_id], book=book)):
            yield {"round_id": round_id, "student_id": student_id, "slot_id": slot_id}


def _kept() -> ColumnElement[bool]:
    return Placement.state.not_in(GIVEN_UP)


INVARIANTS = (
    Invariant("I3", _l("A student has at most one place in a round."), _placed_twice, of_a_round=True),
    Invariant("I4", _l("No slot gives out more places than it has seats."), _overfull, of_a_round=True),
    Invariant(
        "I7",
        _l("A round is published as a whole: the places of its one run, confirmed by a second officer."),
        _half_published,
        of_a_round=True,
    ),
    Invariant("I7", _l("The trail names the result that was published."), _told_otherwise),
    Invariant("I8", _l("Every answer to a place stands in the trail."), _answers_untold),
    Invariant("I11", _l("Nobody has a place the law forbids."), look=_against_the_law),
    Invariant(
        "I14",
        _l("A place belongs to the school, the enterprise and the round it names."),
        _of_others,
        of_a_round=True,
    ),
    Invariant("I22", _l("Nobody vanished between the lock and the result."), _vanished, of_a_round=True),
)

BEFORE_PUBLISHING = (*rounds.INVARIANTS, *INVARIANTS)
