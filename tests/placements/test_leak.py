"""Between the lock and the publication nobody outside the bureau can tell whether a match was computed."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask

from tests.browser import Browser
from tests.cast import Person
from tests.make.cohorts import a_cohort, activate
from tests.make.placements import Market, asked
from tests.make.rounds import a_round, a_run, lock
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of

Seen = dict[tuple[str, str], tuple[int, str | bytes]]


def _everything(crowd: dict[str, Browser], app: Flask, round_id: int, student_id: int) -> Seen:
    """What every address answers to everybody: its text, or its bytes where it is a file."""
    known = {"round_id": round_id, "student_id": student_id}
    seen: Seen = {}
    for name, browser in crowd.items():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or set()) and not rule.endpoint.startswith("health"):
                values = {argument: known.get(argument, 1) for argument in rule.arguments}
                page = browser.get(rule.endpoint, **values)
                seen[name, rule.endpoint] = (page.status, page.text or _contents(page.body))
    return seen


def _contents(body: bytes) -> bytes:
    """Of a file; a workbook is a zip that also notes when it was packed."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in sorted(packed.namelist()))


def test_no_page_of_anybody_outside_the_bureau_changes_before_the_publication(
    *, browser: Browser, lin: Person, hua: Person, qi: Person, clock: time_machine.Traveller
) -> None:
    cohort = a_cohort(of=lin, students=3, major=CNC)
    slots = (a_slot(of=hua, seats=1), a_slot(of=qi, seats=1))
    match_round = a_round(cohorts=[cohort])
    for student in cohort.students:
        wishes_of(student, match_round, slots)
    lock(match_round)
    pupils = [activate(student) for student in cohort.students]
    clock.move_to(match_round.closes_at, tick=False)
    crowd = {one.username: browser.as_(one) for one in (lin, hua, *pupils)}
    before = _everything(crowd, browser.app, match_round.id, cohort.students[0])
    assert {status for status, _text in before.values()} <= {200, 302, 303, 403, 404}
    asked(Market(match_round, a_run(match_round), cohort, cohort.students, slots))
    after = _everything(crowd, browser.app, match_round.id, cohort.students[0])
    assert [where for where in before if before[where] != after[where]] == []


@pytest.mark.parametrize("endpoint", ["result", "check", "accept", "decline", "take_back"])
def test_a_result_is_not_there_before_the_publication(
    browser: Browser, market: Market, endpoint: str
) -> None:
    pupil = browser.as_(activate(market.students[0]))
    assert pupil.get(f"placements.{endpoint}", round_id=market.id).status == 404
    assert "计划" in pupil.get("placements.mine")


def test_schools_enterprises_and_the_bureau_find_no_results_either(
    *, browser: Browser, lin: Person, hua: Person, bao: Person, market: Market
) -> None:
    for somebody in (lin, hua, bao):
        inside = browser.as_(somebody)
        assert "还没有结果" in inside.get("placements.index")
        assert inside.get("placements.results", round_id=market.id).status == 404
        student = market.students[0]
        page = inside.get("placements.one_result", round_id=market.id, student_id=student)
        assert page.status == 404
