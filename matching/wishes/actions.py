"""Move, undo, write down from paper, submit. Whoever acts for a student stands in the trail beside them.

Every deed first holds the round (so that nobody locks it meanwhile) and the student (so that two tabs come
one after the other), and only then asks the clock: what the deadline let through is written before the lock.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts.models import Student
from matching.db import db, locked, one
from matching.kernel import clock
from matching.kernel.errors import Conflict, Refused, refuse_if
from matching.kernel.i18n import _
from matching.outbox.letters import Letter
from matching.outbox.post import post
from matching.rounds.models import MatchRound, WishList, WishSubmission
from matching.rounds.queries import round_held
from matching.wishes import queries, rules
from matching.wishes.assembly.desk import chosen_of
from matching.wishes.assembly.order import Move, moved
from matching.wishes.assembly.words import why_not_choose
from matching.wishes.enums import MoveKind

RECEIPT_BYTES = 4


def change(match_round: MatchRound, student: Student, *, move: Move, by: Viewer) -> WishList:
    """Make one move in the list as it is now; one that changes nothing leaves no trace."""
    wishes = _held(match_round, student)
    after = moved(wishes.order, move)
    if after == wishes.order:
        return wishes
    if move.kind is MoveKind.ADD:
        refuse_if(rules.why_not_add(wishes.order, match_round.wish_limit))
        _refuse_barred(match_round, student, [move.slot_id])
    _write(wishes, after, previous=wishes.order, by=by)
    record(
        AuditKind.WISH_CHANGE,
        wishes,
        by=_for(student, by),
        organisation_id=student.school_id,
        move=move.kind.value,
    )
    return wishes


def undo(match_round: MatchRound, student: Student, *, version: int, by: Viewer) -> WishList:
    """Go one step back, if the list is still the one of the page."""
    wishes = _held(match_round, student)
    refuse_if(rules.why_not_undo(wishes, version))
    _write(wishes, list(wishes.previous_order or []), previous=None, by=by)
    record(
        AuditKind.WISH_CHANGE,
        wishes,
        by=_for(student, by),
        organisation_id=student.school_id,
        move="undo",
    )
    return wishes


def write_down(match_round: MatchRound, student: Student, *, order: Sequence[int], by: Viewer) -> WishList:
    """Replace the whole list, as from paper. What was on it already may stay, whatever became of it."""
    wishes = _held(match_round, student)
    after = list(dict.fromkeys(order))
    refuse_if(rules.why_not_add(after[1:], match_round.wish_limit))
    _refuse_barred(match_round, student, [new for new in after if new not in wishes.order])
    if after == wishes.order:
        return wishes
    _write(wishes, after, previous=wishes.order, by=by)
    record(
        AuditKind.WISH_CHANGE,
        wishes,
        by=_for(student, by),
        organisation_id=student.school_id,
        move="paper",
    )
    return wishes


def submit(match_round: MatchRound, student: Student, *, version: int, by: Viewer) -> WishSubmission:
    """What counts from now on: the valid wishes, judged anew. Earlier submissions stay on record."""
    wishes = _held(match_round, student)
    if wishes.version != version:
        raise Conflict(_("The list was changed after this page was opened. Read it again, then submit."))
    valid = chosen_of(match_round, student, wishes.order).valid
    refuse_if(rules.why_not_submit(wishes, len(valid), match_round.wish_limit))
    submission = _submitted(wishes, [choice.slot.id for choice in valid], student=student, by=by)
    record(
        AuditKind.WISH_SUBMIT,
        submission,
        by=_for(student, by),
        organisation_id=student.school_id,
        count=len(submission.order),
        number=submission.number,
        receipt=submission.receipt,
        on_behalf=submission.on_behalf,
    )
    _tell(match_round, student, submission, by)
    return submission


def _held(match_round: MatchRound, student: Student) -> WishList:
    """The list, made if it is the first touch; nobody else writes it until this transaction ends."""
    one(round_held(match_round.id))
    # With the cohort, which the rules ask for: otherwise it would be read again on its own.
    locked(select(Student).options(joinedload(Student.cohort)).where(Student.id == student.id))
    refuse_if(rules.why_not_change(match_round, clock.now()))
    wishes = one(queries.list_of(match_round.id, student.id).execution_options(populate_existing=True))
    if wishes is None:
        wishes = WishList(
            round_id=match_round.id,
            student_id=student.id,
            school_id=student.school_id,
            order=[],
            edited_at=clock.now(),
        )
        db.session.add(wishes)
        db.session.flush()
    return wishes


def _write(wishes: WishList, order: list[int], *, previous: list[int] | None, by: Viewer) -> None:
    wishes.order, wishes.previous_order = order, previous
    wishes.edited_at, wishes.edited_by_id = _after(wishes.submitted_at), by.id
    wishes.version += 1
    db.session.flush()


def _after(submitted_at: datetime | None) -> datetime:
    """An edit comes after the submission before it, even where the clock was set back."""
    return max(clock.now(), submitted_at + timedelta.resolution) if submitted_at else clock.now()


def _submitted(wishes: WishList, order: list[int], *, student: Student, by: Viewer) -> WishSubmission:
    latest = db.session.scalars(queries.submissions_of(wishes.round_id, student.id).limit(1)).one_or_none()
    submission = WishSubmission(
        wish_list_id=wishes.id,
        round_id=wishes.round_id,
        student_id=student.id,
        number=latest.number + 1 if latest else 1,
        order=order,
        submitted_at=max(clock.now(), wishes.edited_at),
        submitted_by_id=by.id,
        on_behalf=by.id != student.account_id,
        receipt=_receipt(),
    )
    db.session.add(submission)
    db.session.flush()
    wishes.submitted_at, wishes.submission_id = submission.submitted_at, submission.id
    wishes.previous_order = None
    wishes.version += 1
    return submission


def _receipt() -> str:
    """Eight hexadecimal digits in two groups, read aloud without trouble: 7F3A-91C2."""
    digits = secrets.token_hex(RECEIPT_BYTES).upper()
    return f"{digits[:4]}-{digits[4:]}"


def _refuse_barred(match_round: MatchRound, student: Student, slot_ids: Sequence[int]) -> None:
    desk = chosen_of(match_round, student, slot_ids)
    for slot_id in slot_ids:
        choice = desk.choice(slot_id)
        if choice is None:
            raise Refused(_("There is no such slot in this round."))
        refuse_if(why_not_choose(choice))


def _for(student: Student, by: Viewer) -> Viewer:
    """The trail keeps both: who typed, and for whom."""
    return by if by.id == student.account_id else replace(by, acting_for=student.account_id)


def _tell(match_round: MatchRound, student: Student, submission: WishSubmission, by: Viewer) -> None:
    post(
        Letter.WISHES_ENTERED if submission.on_behalf else Letter.WISHES_SUBMITTED,
        to=student.account_id,
        key=f"wishes:{submission.id}",
        round_id=match_round.id,
        url=f"/rounds/{match_round.id}/choices/receipts/{submission.number}",
        round=match_round.name,
        count=len(submission.order),
        receipt=submission.receipt,
        closes_at=clock.written(match_round.closes_at),
        entered_by=by.name if submission.on_behalf else "",
    )
