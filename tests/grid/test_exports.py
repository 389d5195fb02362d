"""Everybody takes every file there is: no formula, no number in full, nothing foreign, and all is told."""

import re
from typing import Any

import pytest
from sqlalchemy import select, update

from matching.access.permissions import Permission
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.organisations.models import Organisation
from matching.slots.models import Slot
from tests.grid.exports import GONE, addresses, cells, files, is_file, taken
from tests.grid.test_reading import EVERYBODY
from tests.grid.walking import City, Oracle
from tests.grid.world import NOBODY

TAKERS = [who for who in EVERYBODY if who != NOBODY]
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx]")
MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
# The empty template holds nobody; a class list on its way in is whole what its school uploaded.
OWN_FILES = {"cohorts.template", "cohorts.annotated", "practice.list_template", "practice.marked_list"}
NAMES = (Student.name, Student.class_name, Cohort.name, Slot.title, Organisation.name, Account.name)
HOSTILE = (
    '=HYPERLINK("http://elsewhere.example","看")',
    "＝1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
)


@pytest.mark.parametrize("who", TAKERS)
def test_everybody_takes_only_what_is_theirs_and_no_number_in_full(city: City, who: str) -> None:
    oracle, faults = Oracle(city.world), []
    # A tick for full numbers helps nobody who may not look at them on the page.
    ticked = {} if Permission.STUDENT_REVEAL in oracle.held[who] else {"full": "y"}
    for place, page in files(city, who, **ticked):
        assert is_file(page), place.address
        told = "\n".join(str(each.value) for each in cells(place, page))
        if place.endpoint in OWN_FILES:
            continue
        shown = [mark.text for mark in city.world.marks if _leaks(mark, who, told)]
        faults += [
            f"{place.address}: {text}" for text in shown + ID_NUMBER.findall(told) + MOBILE.findall(told)
        ]
    assert not faults, "\n".join(faults)


def _leaks(mark: Any, who: str, told: str) -> bool:
    return mark.text in told and who not in mark.allowed


@pytest.mark.parametrize("who", ["lin", "hua", "bao", "ada"])
def test_no_cell_is_ever_a_formula(city: City, who: str) -> None:
    _poison(city)
    hostile = 0
    for place, page in files(city, who):
        for cell in cells(place, page):
            assert cell.kind != "f", cell
            if str(cell.value).lstrip().startswith(("=", "＝", "+", "-", "@")):
                assert cell.kind == "s", cell
                hostile += 1
    assert hostile >= len(HOSTILE)


def _poison(city: City) -> None:
    """Names as somebody who means harm would write them. Rows: no form of ours takes all of them."""
    with city.app.app_context():
        for column in (
            Student.name,
            Student.class_name,
            Cohort.name,
            Slot.title,
            Organisation.name,
            Account.name,
        ):
            model = column.class_
            for number, one_id in enumerate(db.session.scalars(select(model.id).order_by(model.id))):
                text = f"{HOSTILE[number % len(HOSTILE)]}{'' if number < len(HOSTILE) else number}"
                db.session.execute(update(model).where(model.id == one_id).values({column: text}))
        db.session.commit()


def test_numbers_leave_in_full_only_from_the_own_school_for_a_reason(city: City) -> None:
    inside = city.browsers["lin"]
    place = next(
        place
        for place in addresses(city, Oracle(city.world), "lin")
        if place.endpoint == "cohorts.export_students"
    )
    assert inside.post(place.address, {"full": "y", "reason": ""}).status == 422
    page = taken(inside, place, full="y")
    assert ID_NUMBER.search("\n".join(str(cell.value) for cell in cells(place, page)))
    with city.app.app_context():
        told = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert told is not None
        assert told.kind is AuditKind.EXPORT_FULL
        assert told.facts["reason"] == "上报人社局"
        assert told.facts["count"] == 4
        assert told.organisation_id == city.world.people["lin"].organisation_id


def test_every_file_leaves_one_trace(city: City) -> None:
    kinds = (AuditKind.EXPORT, AuditKind.EXPORT_PERSONS, AuditKind.EXPORT_FULL)
    for who in TAKERS:
        for place in addresses(city, Oracle(city.world), who):
            if place.endpoint in OWN_FILES:
                continue
            before = _traces(city, kinds)
            if taken(city.browsers[who], place).status in GONE:
                continue
            after = _traces(city, kinds)
            assert len(after) == len(before) + 1, place.address
            assert after[-1].by_id == city.world.people[who].account_id
            assert {"list", "filter", "count"} <= set(after[-1].facts)
            assert ("reason" in after[-1].facts) is (after[-1].kind is not AuditKind.EXPORT)


def _traces(city: City, kinds: tuple[AuditKind, ...]) -> list[AuditEvent]:
    with city.app.app_context():
        rows = select(AuditEvent).where(AuditEvent.kind.in_(kinds)).order_by(AuditEvent.id)
        return list(db.session.scalars(rows))
