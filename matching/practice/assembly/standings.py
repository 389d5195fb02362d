"""From rows to the ledger: the evidence of teachers, and where each of them stands."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row
from sqlalchemy.orm import Session

from matching.db import db
from matching.kernel import holidays
from matching.kernel.periods import Period
from matching.law.finding import Finding
from matching.law.practice import Requirement, practises_first, requirement
from matching.practice.enums import FULL_WEEK, DayState, RecordState, SignUpState
from matching.practice.ledger import Evidence, EvidenceState, Standing, Stretch, settled, standing
from matching.practice.ledger.presence import periods_of, planned_days
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
}

_Stay = Row[int, int, datetime, SignUpState, date, date, int]
_Claim = Row[int, int, datetime, RecordState, date, date]
_Days = dict[date, EvidenceState]


@dataclass(frozen=True)
class Ledger:
    """All days of a teacher that count, whenever they were, and where the teacher stands on a day."""

    stretches: tuple[Stretch, ...]
    asked: Requirement
    standing: Standing


def ledgers_of(
    teachers: Collection[Teacher], on: date, *, session: Session | None = None
) -> dict[int, Ledger]:
    """The ledger of each of these teachers; three statements, however many they are."""
    asked = requirement(book=book(), on=on)
    evidence = _evidence_of([each.id for each in teachers], on, session or db.session())
    return {
        each.id: _ledger(evidence[each.id], _asked_of(each.kind, asked), on=on, since=each.teaching_since)
        for each in teachers
    }


def why_first(teacher: Teacher, standing: Standing, on: date) -> Finding | None:
    """What the law says where a new teacher has no certified day yet."""
    return practises_first(is_new=teacher.is_new, days=standing.days.certified, book=book(), on=on)


def standings_of(
    teacher_ids: Collection[int], on: date, *, session: Session | None = None
) -> dict[int, Standing]:
    """Where each of these teachers stands on a day."""
    reading = session or db.session()
    teachers = reading.scalars(queries.teachers_of(teacher_ids)).all()
    ledgers = ledgers_of(teachers, on, session=reading)
    return {teacher_id: one.standing for teacher_id, one in ledgers.items()}


def _ledger(evidence: list[Evidence], asked: Requirement, *, on: date, since: date) -> Ledger:
    stretches = settled(evidence)
    return Ledger(stretches, asked, standing(stretches, asked, on=on, since=since))


def _asked_of(kind: TeacherKind, asked: Requirement) -> Requirement:
    return asked.without_number() if kind is TeacherKind.GENERAL else asked


def _evidence_of(
    teacher_ids: Collection[int], on: date, session: Session
) -> defaultdict[int, list[Evidence]]:
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    present: defaultdict[int, _Days] = defaultdict(dict)
    for sign_up_id, state, days in session.execute(queries.days_of(teacher_ids)):
        present[sign_up_id] |= dict.fromkeys(map(date.fromisoformat, days.split(",")), _OF_DAYS[state])
    for stay in session.execute(queries.stays_of(teacher_ids)):
        found[stay.teacher_id] += _of_stay(stay, present[stay.id], on)
    for claim in session.execute(queries.claims_of(teacher_ids)):
        found[claim.teacher_id].append(_of_record(claim))
    return found


def _of_stay(stay: _Stay, days: _Days, on: date) -> Iterator[Evidence]:
    """Rest counts where the post takes a full week; days still to come are planned."""
    if stay.state in queries.TO_COME:
        span = Period(stay.starts_on, stay.ends_on)
        to_come = planned_days(span, stay.days_week, after=on, is_rest=holidays.is_rest)
        days = dict.fromkeys(to_come, EvidenceState.PLANNED) | days
    is_rest: Callable[[date], bool] | None = holidays.is_rest if stay.days_week >= FULL_WEEK else None
    for state, periods in periods_of(days, is_rest=is_rest).items():
        yield Evidence(f"sign_up:{stay.id}", stay.asked_at, state, periods)


def _of_record(claim: _Claim) -> Evidence:
    span = Period(claim.starts_on, claim.ends_on)
    return Evidence(f"record:{claim.id}", claim.created_at, _OF_RECORDS[claim.state], (span,))
