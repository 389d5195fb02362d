"""From rows to the ledger: the evidence of teachers, and where each of them stands."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Row

from matching.db import db
from matching.kernel import holidays
from matching.kernel.periods import Period
from matching.law.practice import Requirement, requirement
from matching.practice.enums import FULL_WEEK, DayState, RecordState, SignUpState
from matching.practice.ledger import Evidence, EvidenceState, Standing, Stretch, settled, standing
from matching.practice.ledger.presence import periods_of, planned_days
from matching.practice.models import PracticeRecord
from matching.practice.queries import records as queries
from matching.slots.queries import book
from matching.teachers.enums import TeacherKind
from matching.teachers.models import Teacher

_OF_DAYS = {
    DayState.ENTERED: EvidenceState.WAITING,
    DayState.CONFIRMED: EvidenceState.WAITING,
    DayState.CERTIFIED: EvidenceState.CERTIFIED,
}
_OF_RECORDS = {
    RecordState.WAITING: EvidenceState.WAITING,
    RecordState.CERTIFIED: EvidenceState.CERTIFIED,
    RecordState.REFUSED: EvidenceState.REFUSED,
}

_Presence = Row[int, int, datetime, SignUpState, date, date, int, date | None, DayState | None]


@dataclass(frozen=True)
class Ledger:
    """All days of a teacher that count, whenever they were, and where the teacher stands on a day."""

    stretches: tuple[Stretch, ...]
    asked: Requirement
    standing: Standing


def ledgers_of(teachers: Collection[Teacher], on: date) -> dict[int, Ledger]:
    """The ledger of each of these teachers; two statements, however many they are."""
    asked = requirement(book=book(), on=on)
    evidence = _evidence_of([each.id for each in teachers], on)
    return {
        each.id: _ledger(evidence[each.id], _asked_of(each.kind, asked), on=on, since=each.teaching_since)
        for each in teachers
    }


def standings_of(teacher_ids: Collection[int], on: date) -> dict[int, Standing]:
    """Where each of these teachers stands on a day."""
    teachers = db.session.scalars(queries.teachers_of(teacher_ids)).all()
    return {teacher_id: one.standing for teacher_id, one in ledgers_of(teachers, on).items()}


def _ledger(evidence: list[Evidence], asked: Requirement, *, on: date, since: date) -> Ledger:
    stretches = settled(evidence)
    return Ledger(stretches, asked, standing(stretches, asked, on=on, since=since))


def _asked_of(kind: TeacherKind, asked: Requirement) -> Requirement:
    return asked.without_number() if kind is TeacherKind.GENERAL else asked


def _evidence_of(teacher_ids: Collection[int], on: date) -> defaultdict[int, list[Evidence]]:
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for _sign_up, rows in groupby(db.session.execute(queries.presence_of(teacher_ids)), itemgetter(0)):
        post, *others = rows
        found[post.teacher_id] += _of_post(post, [post, *others], on)
    for record in db.session.scalars(queries.records_of(teacher_ids)):
        found[record.teacher_id].append(_of_record(record))
    return found


def _of_post(post: _Presence, rows: Sequence[_Presence], on: date) -> Iterator[Evidence]:
    """Rest counts where the post takes a full week; days still to come are planned."""
    days = {row.day: _OF_DAYS[row.day_state] for row in rows if row.day}
    if post.state in queries.TO_COME:
        span = Period(post.starts_on, post.ends_on)
        to_come = planned_days(span, post.days_week, after=on, is_rest=holidays.is_rest)
        days = dict.fromkeys(to_come, EvidenceState.PLANNED) | days
    is_rest: Callable[[date], bool] | None = holidays.is_rest if post.days_week >= FULL_WEEK else None
    for state, periods in periods_of(days, is_rest=is_rest).items():
        yield Evidence(f"sign_up:{post.id}", post.asked_at, state, periods)


def _of_record(record: PracticeRecord) -> Evidence:
    span = Period(record.starts_on, record.ends_on)
    return Evidence(f"record:{record.id}", record.created_at, _OF_RECORDS[record.state], (span,))
