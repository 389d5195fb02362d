"""Who sees what of a round: nothing of a run before its publication, nothing at all for strangers."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask, url_for

from matching.web.downloads import XLSX
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make.cohorts import MadeCohort, a_cohort, activate
from tests.make.rounds import MadeRound, a_round, a_run, lock

PAGES = ["rounds.show", "rounds.participants", "rounds.rules"]
OFFICERS_ONLY = [
    "rounds.edit",
    "rounds.cohorts",
    "rounds.opening",
    "rounds.by_hand",
    "rounds.give",
    "rounds.take_back",
    "rounds.run",
    "rounds.export",
]
DEEDS = [
    "rounds.edit",
    "rounds.cohorts",
    "rounds.open_",
    "rounds.lock",
    "rounds.give",
    "rounds.take_back",
    "rounds.start",
]


def values_of(app: Flask, endpoint: str, **known: int) -> dict[str, Any]:
    """Of these values those the address of the view holds."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    return {name: known[name] for name in rule.arguments}


def addresses(app: Flask, **known: int) -> list[str]:
    """Every page of the product that can be asked for with these values."""
    with app.test_request_context():
        return sorted(
            url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or set())
            and rule.arguments <= known.keys()
            and not rule.rule.startswith(("/static", "/healthz", "/readyz"))
        )


def seen(browser: Browser, known: list[str]) -> dict[str, tuple[int, object]]:
    """What a person reads at each address."""
    pages: dict[str, Page] = {address: browser.get(address) for address in known}
    return {address: (page.status, _told(page)) for address, page in pages.items()}


def _told(page: Page) -> object:
    """The text, or the bytes; of a workbook its parts, for its wrapping carries the time of day."""
    if page.headers.get("Content-Type") != XLSX:
        return page.text or page.body
    with ZipFile(BytesIO(page.body)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_nobody_outside_the_bureau_reads_anything_of_a_run(
    app: Flask,
    browser: Browser,
    collected: MadeRound,
    cohort: MadeCohort,
    *,
    lin: Person,
    hua: Person,
    clock: Any,
) -> None:
    student = activate(cohort.students[0])
    lock(collected)
    clock.move_to(collected.closes_at.timestamp() + 120, tick=False)
    known = {
        "round_id": collected.id,
        "cohort_id": cohort.id,
        "slot_id": 1,
        "number": 1,
        "run": 1,
        "student_id": cohort.students[0],
    }
    # The empty class list carries the moment it was made, and nothing of any round.
    asked = [one for one in addresses(app, **known) if "template" not in one]
    assert len(asked) > 20
    readers = [browser.as_(who) for who in (student, lin, hua)]
    before = [seen(reader, asked) for reader in readers]
    a_run(collected)
    after = [seen(reader, asked) for reader in readers]
    told = [
        address
        for was, now in zip(before, after, strict=True)
        for address in asked
        if was[address] != now[address]
    ]
    assert told == []


@pytest.mark.parametrize("endpoint", PAGES + OFFICERS_ONLY)
def test_a_stranger_sees_nothing(
    app: Flask,
    browser: Browser,
    collected: MadeRound,
    endpoint: str,
    *,
    mo: Person,
    qi: Person,
    cohort: MadeCohort,
) -> None:
    a_run(collected)
    values = values_of(app, endpoint, round_id=collected.id, number=1, student_id=cohort.students[0])
    assert browser.get(endpoint, **values).status == 303
    assert browser.as_(mo).get(endpoint, **values).status in (403, 404)
    other = browser.as_(qi).get(endpoint, **values).status
    assert other in ((200,) if endpoint == "rounds.rules" else (403, 404))  # Qi posted a slot of the round


@pytest.mark.parametrize("endpoint", OFFICERS_ONLY)
def test_a_school_does_not_run_rounds(
    app: Flask, browser: Browser, collected: MadeRound, endpoint: str, *, lin: Person, cohort: MadeCohort
) -> None:
    a_run(collected)
    values = values_of(app, endpoint, round_id=collected.id, number=1, student_id=cohort.students[0])
    assert browser.as_(lin).get(endpoint, **values).status == 403


@pytest.mark.parametrize("endpoint", DEEDS)
def test_only_the_bureau_acts(
    app: Flask,
    browser: Browser,
    collected: MadeRound,
    endpoint: str,
    *,
    lin: Person,
    hua: Person,
    cohort: MadeCohort,
) -> None:
    student = activate(cohort.students[0])
    values = values_of(app, endpoint, round_id=collected.id, student_id=cohort.students[1])
    for who in (lin, hua, student):
        assert browser.as_(who).post(endpoint, {"reason": "x", "attempt": "1"}, **values).status == 403


@pytest.mark.parametrize("endpoint", PAGES + OFFICERS_ONLY)
def test_a_round_that_is_not_there_is_not_found(
    app: Flask, browser: Browser, bao: Person, endpoint: str
) -> None:
    values = values_of(app, endpoint, round_id=4711, number=1, student_id=1)
    assert browser.as_(bao).get(endpoint, **values).status == 404


def test_who_takes_part_reads_the_rules_and_the_seed_only_after_the_deadline(
    browser: Browser, collected: MadeRound, cohort: MadeCohort, lin: Person, *, hua: Person, mo: Person
) -> None:
    student = activate(cohort.students[0])
    for who in (student, lin, hua):
        page = browser.as_(who).get("rounds.rules", round_id=collected.id)
        assert page.status == 200
        assert "截止后公布" in page.text
    lock(collected)
    assert "截止后公布" not in browser.as_(student).get("rounds.rules", round_id=collected.id).text
    foreign = activate(a_cohort(of=mo, students=1, major="0106").students[0])
    assert browser.as_(foreign).get("rounds.rules", round_id=collected.id).status == 404


def test_students_have_no_list_of_rounds(browser: Browser, collected: MadeRound, cohort: MadeCohort) -> None:
    student = activate(cohort.students[0])
    assert browser.as_(student).get("rounds.index").status == 403
    assert browser.as_(student).get("rounds.show", round_id=collected.id).status == 403
    assert a_round(open=False).id != collected.id
