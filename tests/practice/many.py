"""A school of many teachers with histories, written straight into the tables: what is measured is reading."""

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.db import db
from matching.kernel import clock, majors
from matching.practice.enums import (
    DaySource,
    DayState,
    PracticeForm,
    RecordKind,
    RecordState,
    SignUpState,
    Timetable,
)
from matching.practice.models import PracticeDay, PracticeOffer, PracticeRecord, SignUp
from matching.teachers.enums import PostState, TeacherKind
from matching.teachers.models import Teacher, TeachingPost
from tests.cast import Person
from tests.make import acting

POSTS = 50
STAYS, DAYS, RECORDS = 3, 10, 3  # of each teacher: stays of so many working days, and earlier records
FIRST = 1000  # ids begin behind those of everybody else
DAY, YEAR = timedelta(days=1), 365

Made = Mapping[str, Any]


def a_big_school(teachers: int, *, school: Person, host: Person) -> None:
    """So many teachers, each with three stays attended day by day and three earlier records."""
    write = _Writer(teachers, school.organisation_id, host.organisation_id)
    many: Mapping[Any, tuple[int, Callable[[int], Made]]] = {
        Account: (teachers, write.account),
        Teacher: (teachers, write.teacher),
        TeachingPost: (teachers, write.post),
        PracticeOffer: (min(POSTS, teachers), write.offer),
        SignUp: (teachers * STAYS, write.stay),
        PracticeDay: (teachers * STAYS * DAYS, write.day),
        PracticeRecord: (teachers * RECORDS, write.record),
    }
    with acting():
        for table, (count, row) in many.items():
            if count:
                db.session.execute(insert(table), [row(number) for number in range(count)])


class _Writer:
    """The rows by their number."""

    def __init__(self, seed: int, school_id: int, enterprise_id: int) -> None:
        self.chance, self.now, self.today = random.Random(seed), clock.now(), clock.today()
        self.school_id, self.enterprise_id = school_id, enterprise_id
        self.groups = [group.code for group in majors.groups()]
        self.begun: dict[int, Any] = {}

    def account(self, number: int) -> Made:
        return {
            "id": FIRST + number,
            "username": f"t{number}",
            "name": f"教师{number}",
            "state": AccountState.INVITED,
            "created_at": self.now,
        }

    def teacher(self, number: int) -> Made:
        return {
            "id": FIRST + number,
            "account_id": FIRST + number,
            "name": f"教师{number}",
            "kind": list(TeacherKind)[number % 3],
            "subject": self.groups[number % len(self.groups)],
            "teaching_since": self._past(15),
            "created_at": self.now,
        }

    def post(self, number: int) -> Made:
        return {
            "teacher_id": FIRST + number,
            "school_id": self.school_id,
            "state": PostState.ACTIVE,
            "since": self.today,
            "asked_at": self.now,
            "decided_at": self.now,
            "decided_by_id": 1,
        }

    def offer(self, number: int) -> Made:
        return {
            "id": FIRST + number,
            "enterprise_id": self.enterprise_id,
            "title": f"实践岗{number}",
            "learn": "工艺编排",
            "contents": [],
            "form": PracticeForm.POST,
            "starts_on": self.today,
            "ends_on": self.today,
            "days_week": 5,
            "seats": 1,
            "mentor": "师傅",
            "county": "141002",
            "address": "路",
            "safety": "培训",
            "fresh_at": self.now,
            "created_at": self.now,
        }

    def stay(self, number: int) -> Made:
        first = self._past(8)
        self.begun[number] = first - first.weekday() * DAY
        return {
            "id": FIRST + number,
            "offer_id": FIRST + number % POSTS,
            "teacher_id": FIRST + number // STAYS,
            "school_id": self.school_id,
            "state": SignUpState.CERTIFIED,
            "wants": "学习",
            "timetable": Timetable.FREE,
            "department_agrees": True,
            "starts_on": self.begun[number],
            "ends_on": self.begun[number] + 13 * DAY,
            "asked_at": self.now,
            "moved_at": self.now,
            "certified_at": self.now,
            "certified_by_id": 1,
        }

    def day(self, number: int) -> Made:
        stay, place = divmod(number, DAYS)
        return {
            "sign_up_id": FIRST + stay,
            "day": self.begun[stay] + (place + 2 * (place // 5)) * DAY,
            "source": DaySource.QR,
            "state": DayState.CERTIFIED if stay % 4 else DayState.CONFIRMED,
        }

    def record(self, number: int) -> Made:
        first = self._past(8)
        return {
            "teacher_id": FIRST + number // RECORDS,
            "school_id": self.school_id,
            "kind": RecordKind.EARLIER,
            "enterprise_name": "厂",
            "starts_on": first,
            "ends_on": first + self.chance.randrange(40) * DAY,
            "state": RecordState.CERTIFIED,
            "created_at": self.now,
            "decided_at": self.now,
            "decided_by_id": 1,
        }

    def _past(self, years: int) -> Any:
        return self.today - (50 + self.chance.randrange(years * YEAR)) * DAY
