"""Practice in the world of the grid: a seat, a sign-up that waits, earlier days, allocations."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import time_machine

from matching.db import db
from matching.kernel import clock
from matching.practice.actions import lists, records, sign_ups
from matching.practice.assembly.records import Claim
from matching.practice.enums import RecordKind
from matching.practice.models import TeacherList
from matching.practice.queries.records import one_post
from tests.cast import Person
from tests.grid.outings import go_out
from tests.make import acting
from tests.make.teacher_lists import a_teacher_list, a_teacher_row, a_teacher_workbook
from tests.make.teachers import a_new_teacher, a_request, a_teacher_who_left
from tests.practice.allocating import (
    Bureau,
    after_the_deadline,
    an_allocation,
    asks,
    compute,
    posts_of,
    published,
    ranks,
)
from tests.practice.make import (
    a_recognition,
    a_report,
    a_sign_up,
    a_teacher,
    an_invitation,
    an_offer,
    decided,
    teacher_id_of,
)

WANTS = "灰鹤想学"
BIRDS = {"lin": "白鹭", "mo": "青松"}
PRACTISED = {"enterprise": "灰鹤厂", "practised_from": "2023-07-03", "practised_until": "2023-08-18"}
WEEK = timedelta(days=7)
MONTHS = (9, 10, 11)
AUGUST = {"starts_on": date(2026, 8, 3), "ends_on": date(2026, 8, 7)}


def practise(people: Mapping[str, Person]) -> dict[str, int]:
    """One teacher of Lin's school at two posts of Hua's; a post of Qi's nobody goes to."""
    lin, hua, tang = people["lin"], people["hua"], a_teacher()
    bird = {name: a_new_teacher(of=people[name], teaches=f"{word}车工") for name, word in BIRDS.items()}
    an_offer(of=people["qi"])
    seat = a_sign_up(an_offer(of=hua, **AUGUST), of=tang)
    decided(seat, sign_ups.approve, by=lin)
    decided(seat, sign_ups.accept, by=hua)
    asked = a_sign_up(an_offer(of=hua), of=tang, wants=WANTS)
    _report(seat, by=tang)
    listed = {name: _lists(people[name], f"{word}来") for name, word in BIRDS.items()}
    for name, word in BIRDS.items():
        a_teacher_who_left(of=people[name], name=f"{word}去")
    requests = {name: a_request(at=people[name], name=f"{word}待定") for name, word in BIRDS.items()}
    allocated = _allocate(tang, hua=hua, bureau=Bureau(people["bao"], people["bing"]))
    an_invitation(
        an_offer(of=people["qi"], starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 4)), of=tang, by=lin
    )
    return (
        allocated
        | go_out(people)
        | {
            "list": listed["lin"],
            "request": requests["lin"],
            "teacher": bird["lin"],
            "asked": asked,
            "seat": seat,
            "record": _earlier(teacher_id_of(tang), by=lin),
            "recognised": a_recognition(teacher_id_of(tang), by=lin),
        }
    )


def _allocate(tang: Person, *, hua: Person, bureau: Bureau) -> dict[str, int]:
    """One published, one that waits for the second officer, one that collects rankings."""
    september, october, november = (_handed_out(month, tang, hua=hua, by=bureau.first) for month in MONTHS)
    an_offer(of=hua, starts_on=date(2026, 12, 9), ends_on=date(2026, 12, 16))
    published(september, bureau)
    with after_the_deadline(october):
        compute(october, by=bureau.first)
        asks(bureau.first, october)
    return {"to_publish": october, "collecting": november}


def _handed_out(month: int, tang: Person, *, hua: Person, by: Person) -> int:
    first = date(2026, month, 9)
    an_offer(of=hua, starts_on=first, ends_on=first + WEEK)
    until = clock.now() + (WEEK if month < MONTHS[-1] else 10 * WEEK)
    made = an_allocation(by=by, name=f"{month} 月统一安排", first=first, last=first, ranking_until=until)
    ranks(tang, made, *posts_of(made))
    return made


def _report(sign_up_id: int, *, by: Person) -> None:
    """Handed in on the first day, with a photo."""
    with time_machine.travel(clock.from_local(datetime.combine(AUGUST["starts_on"], time(9)))):
        a_report(sign_up_id, by=by)


def _earlier(teacher_id: int, *, by: Person) -> int:
    claim = Claim(
        kind=RecordKind.EARLIER,
        enterprise_name="灰鹤厂",
        starts_on=date(2024, 7, 1),
        ends_on=date(2024, 7, 19),
        outcome="",
        document="",
    )
    with acting():
        post = db.session.scalars(one_post(teacher_id, frozenset({by.organisation_id}))).one()
        return records.add(post, claim, by=by.viewer).id


def _lists(by: Person, name: str) -> int:
    """A list thrown away, a workbook to choose from, a list with a fault; the id of one without."""
    thrown = a_teacher_list(a_teacher_row(1, name=name), of=by)
    with acting():
        lists.cancel(db.session.get_one(TeacherList, thrown), by=by.viewer)
    a_teacher_workbook(a_teacher_row(2, name=name), of=by)
    a_teacher_list(a_teacher_row(3, name=name, kind="校长"), of=by)
    return a_teacher_list(a_teacher_row(4, name=name, **PRACTISED), of=by)
