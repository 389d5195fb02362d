"""What must always hold of rounds, wishes, lottery numbers and runs."""

from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.audit.queries import untold
from matching.cohorts.models import Student
from matching.invariants import Invariant, Question, Witness
from matching.kernel.i18n import _l
from matching.rounds.assembly import Snapshot, doubts, draw, keeps_its_promise
from matching.rounds.enums import AFTER_THE_DEADLINE, RoundState
from matching.rounds.models import (
    LotteryNumber,
    MatchRound,
    MatchRun,
    Proposal,
    RoundCohort,
    WishList,
    WishSubmission,
)

PUBLISHED = (RoundState.PUBLISHED, RoundState.CLOSED)
STEPS = {
    AuditKind.ROUND_OPEN: (RoundState.COLLECTING, *AFTER_THE_DEADLINE),
    AuditKind.ROUND_LOCK: tuple(AFTER_THE_DEADLINE),
    AuditKind.PUBLISH: PUBLISHED,
    AuditKind.ROUND_CLOSE: (RoundState.CLOSED,),
}
DAMAGED = (ValueError, OSError, EOFError, KeyError, TypeError)  # what a snapshot that was touched may raise


def _steps_untold() -> Question:
    runs_told = select(AuditEvent.facts["result_hash"].as_string()).where(
        AuditEvent.kind == AuditKind.RUN_FINISH
    )
    run = select(literal(MatchRun.__tablename__).label("table"), MatchRun.id)
    return union_all(
        *(untold(MatchRound, MatchRound.state.in_(states), kind) for kind, states in STEPS.items()),
        run.where(MatchRun.result_hash.not_in(runs_told)),
    )


def _drawn_wrongly() -> Question:
    """Numbers of a round that is not locked, and students of a run without a number."""
    early = (
        select(LotteryNumber.round_id, LotteryNumber.student_id)
        .join(MatchRound, MatchRound.id == LotteryNumber.round_id)
        .where(MatchRound.locked_at.is_(None))
    )
    own = and_(LotteryNumber.round_id == MatchRun.round_id, LotteryNumber.student_id == Proposal.student_id)
    without = (
        select(MatchRun.round_id, Proposal.student_id)
        .join(MatchRun, MatchRun.id == Proposal.run_id)
        .outerjoin(LotteryNumber, own)
        .where(LotteryNumber.number.is_(None))
    )
    return union_all(early, without)


def _not_as_committed(session: Session) -> Iterator[Witness]:
    for match_round in session.scalars(select(MatchRound).order_by(MatchRound.id)):
        drawn = session.execute(
            select(Student.pseudonym, LotteryNumber.number)
            .join(Student, Student.id == LotteryNumber.student_id)
            .where(LotteryNumber.round_id == match_round.id)
            .order_by(LotteryNumber.number)
        ).all()
        try:
            as_drawn = draw(match_round, [pseudonym for pseudonym, _number in drawn])
            kept = keeps_its_promise(match_round)
        except InvalidTag:
            continue  # that the seed does not open is another invariant's affair
        if not kept or as_drawn != [number for _pseudonym, number in drawn]:
            yield {"round_id": match_round.id}


def _too_late() -> Question:
    return (
        select(WishSubmission.round_id, WishSubmission.student_id, WishSubmission.id.label("submission_id"))
        .join(MatchRound, MatchRound.id == WishSubmission.round_id)
        .where(WishSubmission.submitted_at >= MatchRound.closes_at)
    )


def _of_another_round() -> Question:
    """Submissions beside their list, and students whose cohort does not take part."""
    submission = select(WishSubmission.round_id, WishSubmission.student_id)
    stray = submission.join(WishList, WishList.id == WishSubmission.wish_list_id).where(
        or_(WishList.round_id != WishSubmission.round_id, WishList.student_id != WishSubmission.student_id)
    )
    takes_part = and_(
        RoundCohort.round_id == LotteryNumber.round_id, RoundCohort.cohort_id == Student.cohort_id
    )
    outside = (
        select(LotteryNumber.round_id, LotteryNumber.student_id)
        .join(Student, Student.id == LotteryNumber.student_id)
        .outerjoin(RoundCohort, takes_part)
        .where(RoundCohort.round_id.is_(None))
    )
    return union_all(stray, outside)


def _runs_that_count() -> Select[int]:
    """The published one of each round; of a locked round the newest."""
    newest = select(func.max(MatchRun.id)).group_by(MatchRun.round_id)
    published = select(MatchRound.published_run_id).where(MatchRound.state.in_(PUBLISHED))
    locked = select(MatchRound.id).where(MatchRound.state == RoundState.LOCKED)
    return (
        select(MatchRun.id)
        .where(or_(MatchRun.id.in_(published), and_(MatchRun.id.in_(newest), MatchRun.round_id.in_(locked))))
        .order_by(MatchRun.id)
    )


def _each_run(
    look: Callable[[Session, MatchRun], Iterator[Witness]],
) -> Callable[[Session], Iterator[Witness]]:
    """One after the other, each let go of before the next: snapshots are heavy."""

    def over(session: Session) -> Iterator[Witness]:
        for run_id in session.scalars(_runs_that_count()).all():
            run = session.get_one(MatchRun, run_id)
            try:
                yield from look(session, run)
            except DAMAGED:
                yield {"run_id": run_id}
            session.expunge(run)

    return over


def _unacceptable(session: Session, run: MatchRun) -> Iterator[Witness]:
    snapshot = Snapshot.unpacked(run.snapshot)
    if snapshot.input_hash != run.input_hash:
        yield {"run_id": run.id}
        return
    offered = {slot["id"] for slot in snapshot.slots if slot["open"]}
    could: dict[str, set[int]] = {
        student["id"]: {student["fixed"]}
        if student["fixed"] is not None
        else {wish["slot"] for wish in student["wishes"] if wish["barred"] is None} & offered
        for student in snapshot.students
    }
    given = (
        select(Student.pseudonym, Proposal.student_id, Proposal.slot_id)
        .join(Proposal.student)
        .where(Proposal.run_id == run.id, Proposal.slot_id.is_not(None))
        .order_by(Proposal.id)
    )
    for pseudonym, student_id, slot_id in session.execute(given):
        if slot_id not in could.get(pseudonym, set()):
            yield {"run_id": run.id, "student_id": student_id}


def _late_in_the_snapshot(_session: Session, run: MatchRun) -> Iterator[Witness]:
    closes_at = run.match_round.closes_at.isoformat()
    submitted = (student["submitted_at"] for student in Snapshot.unpacked(run.snapshot).students)
    if any(at is not None and at >= closes_at for at in submitted):
        yield {"run_id": run.id}


def _unproved(_session: Session, run: MatchRun) -> Iterator[Witness]:
    if wrong := doubts(run):
        yield {"run_id": run.id, "disagrees": ", ".join(wrong)}


INVARIANTS = (
    Invariant(
        "I5", _l("Everybody is placed where the frozen input allows it."), look=_each_run(_unacceptable)
    ),
    Invariant("I6", _l("Every match that counts still proves itself."), look=_each_run(_unproved)),
    Invariant("I8", _l("Every step of a round stands in the trail."), _steps_untold),
    Invariant(
        "I9",
        _l("Every student has exactly the lottery number that the committed seed gives."),
        _drawn_wrongly,
        _not_as_committed,
        of_a_round=True,
    ),
    Invariant(
        "I10",
        _l("No list of wishes counts that came after the deadline."),
        _too_late,
        _each_run(_late_in_the_snapshot),
        of_a_round=True,
    ),
    Invariant(
        "I14",
        _l("Lists of wishes and lottery numbers belong to students who take part."),
        _of_another_round,
        of_a_round=True,
    ),
)
