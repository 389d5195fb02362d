"""From rows to the ledger: the evidence of teachers, and where each of them stands."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

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

_Post = Row[int, int, object, SignUpState, date, date, int]


@dataclass(frozen=True)
class Ledger:
    """All days of a teacher that count, whenever they were, and where the teacher stands on a day."""

    stretches: tuple[Stretch, ...]
    standing: Standing


def ledgers_of(teacher_ids: Collection[int], on: date) -> dict[int, Ledger]:
    """The ledger of each of these teachers; four statements, however many they are."""
    asked = requirement(book=book(), on=on)
    evidence = _evidence_of(teacher_ids, on)
    return {
        teacher_id: _ledger(evidence[teacher_id], _asked_of(kind, asked), on=on, since=since)
        for teacher_id, kind, since in db.session.execute(queries.teachers_of(teacher_ids))
    }


def standings_of(teacher_ids: Collection[int], on: date) -> dict[int, Standing]:
    """Where each of these teachers stands on a day."""
    return {teacher_id: one.standing for teacher_id, one in ledgers_of(teacher_ids, on).items()}


def _ledger(evidence: list[Evidence], asked: Requirement, *, on: date, since: date) -> Ledger:
    stretches = settled(evidence)
    return Ledger(stretches, standing(stretches, asked, on=on, since=since))


def _asked_of(kind: TeacherKind, asked: Requirement) -> Requirement:
    return asked.without_number() if kind is TeacherKind.GENERAL else asked


def _evidence_of(teacher_ids: Collection[int], on: date) -> defaultdict[int, list[Evidence]]:
    present: defaultdict[int, dict[date, EvidenceState]] = defaultdict(dict)
    for sign_up_id, day, state in db.session.execute(queries.days_of(teacher_ids)):
        present[sign_up_id][day] = _OF_DAYS[state]
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for post in db.session.execute(queries.posts_of(teacher_ids)):
        found[post.teacher_id] += _of_post(post, present[post.id], on)
    for record in db.session.scalars(queries.records_of(teacher_ids)):
        found[record.teacher_id].append(_of_record(record))
    return found


def _of_post(post: _Post, present: Mapping[date, EvidenceState], on: date) -> Iterator[Evidence]:
    """Rest counts where the post takes a full week; days still to come are planned."""
    days = dict(present)
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
