"""What the rules say while a slot is typed: as on going on, calm while half is missing, and no trace."""

import pytest
from sqlalchemy import func, select

from matching.audit.models import AuditEvent
from matching.db import db
from matching.slots.models import Slot
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make.slots import a_slot
from tests.slots.typing import checked, enterprise_of, typed
from tests.statements import MOST, Counting


def asked(who: Browser, was: str = "", **changes: object) -> Page:
    sent = typed(enterprise=enterprise_of(who), **changes)
    return who.post("slots.compliance", sent | {"was": was}, headers={"HX-Request": "true"})


def test_the_panel_says_what_the_submit_says(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    for changes in ({"seats": "90"}, {"hours_day": "9", "hours_week": "54"}, {"pay_monthly": "100"}):
        panel, page = asked(here, **changes), checked(here, **changes)
        assert page.status == 422
        sentence = _first_sentence(panel)
        assert sentence in page, changes


def _first_sentence(panel: Page) -> str:
    return panel.html.split('<p class="small">')[1].split("</p>")[0]


def test_one_press_writes_what_would_pass(browser: Browser, hua: Person) -> None:
    panel = asked(browser.as_(hua), seats="90")
    fix = panel.html.split('data-fix="seats" data-value="')[1].split('"')[0]
    assert 'data-fix="seats"' not in asked(browser.as_(hua), seats=fix).html


@pytest.mark.parametrize("missing", ["seats", "starts_on", "hours_day", "pay_monthly", "night_work", "title"])
def test_a_half_filled_form_gets_a_calm_answer(browser: Browser, hua: Person, missing: str) -> None:
    page = asked(browser.as_(hua), **{missing: ""})
    assert page.status == 200
    assert "填了就能看到结果" in page or missing == "title"
    assert "请" not in page.text.replace("申请", "")
    empty = browser.as_(hua).post("slots.compliance", {"enterprise": enterprise_of(browser.as_(hua))})
    assert empty.status == 200


def test_only_what_changed_is_spoken(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    first = asked(here)
    was = first.html.split('name="was" value="')[1].split('"')[0]
    assert 'id="compliance-said"' not in asked(here, was=was).html
    told = asked(here, was=was, seats="90").html.split('id="compliance-said"')[1]
    assert told.count("<p>") >= 1
    assert "INT-17" not in told


def test_nothing_is_kept_and_strangers_are_told_nothing(
    browser: Browser, statements: Counting, *, hua: Person, qi: Person, lin: Person
) -> None:
    slot_id = a_slot(of=qi)
    here = browser.as_(hua)
    before = _counts(here)
    with statements() as sent:
        assert asked(here).status == 200
    assert len(sent) <= 2 * MOST
    foreign = typed(enterprise=str(qi.organisation_id))
    assert here.post("slots.compliance", foreign).status == 404
    own = typed(enterprise=enterprise_of(here))
    assert here.post(f"/slots/compliance?slot={slot_id}", own).status == 404
    assert _counts(here) == before
    assert browser.as_(lin).post("slots.compliance", own).status == 403


def test_an_edited_slot_does_not_stand_beside_itself(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua, seats=4)
    here = browser.as_(hua)
    page = here.post(f"/slots/compliance?slot={slot_id}", typed(enterprise=enterprise_of(here), seats="4"))
    assert 'data-fix="seats"' not in page.html
    assert "合规检查" in here.get("slots.edit", slot_id=slot_id)


def _counts(here: Browser) -> tuple[int | None, int | None]:
    with here.app.app_context():
        return (
            db.session.scalar(select(func.count()).select_from(Slot)),
            db.session.scalar(select(func.count()).select_from(AuditEvent)),
        )
