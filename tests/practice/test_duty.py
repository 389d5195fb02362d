"""Large enterprises without a post: who stands in the list, and a reminder once in thirty days."""

from datetime import timedelta
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import select

from matching.db import db
from matching.organisations.actions import classify
from matching.organisations.models import Organisation
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import an_offer


def _large(enterprise: Person, *, by: Person) -> None:
    with acting():
        one = db.session.get_one(Organisation, enterprise.organisation_id)
        classify(one, designated_size=True, integration=False, by=by.viewer)


def _reminded() -> list[int]:
    with acting():
        kind = OutboxLetter.kind == Letter.PRACTICE_DUTY
        return list(db.session.scalars(select(OutboxLetter.to_id).where(kind)))


def test_the_bureau_says_what_an_enterprise_is(browser: Browser, bao: Person, hua: Person) -> None:
    there = {"organisation_id": hua.organisation_id}
    browser.as_(bao).post("organisations.classify", {"integration": "y"}, **there)
    assert "产教融合型" in browser.as_(hua).get("organisations.show", **there)
    assert browser.as_(hua).post("organisations.classify", {}, **there).status == 403
    assert browser.as_(bao).get("organisations.classify", organisation_id=bao.organisation_id).status == 404


def test_a_large_enterprise_stands_in_the_list_until_it_offers_a_post(
    browser: Browser, bao: Person, hua: Person, qi: Person
) -> None:
    _large(hua, by=bao)
    names = _names(hua, qi)
    page = browser.as_(bao).get("practice.without_posts")
    assert names[0] in page
    assert names[1] not in page
    assert "《职业教育法》第四十五条" in page
    answer = browser.as_(bao).post("practice.without_posts_export", {"reason": "年度检查"})
    rows = list(load_workbook(BytesIO(answer.body)).active.iter_rows(values_only=True))
    assert names[0] in [row[0] for row in rows]
    an_offer(of=hua)
    assert names[0] not in browser.as_(bao).get("practice.without_posts")


def test_it_is_reminded_once_in_thirty_days(browser: Browser, bao: Person, hua: Person, clock) -> None:
    _large(hua, by=bao)
    there = {"enterprise_id": hua.organisation_id}
    for _click in range(20):
        browser.as_(bao).post("practice.remind_of_duty", **there)
    assert _reminded() == [hua.account_id]
    assert "以后可再提醒" in browser.as_(bao).get("practice.without_posts")
    clock.shift(timedelta(days=31))
    browser.as_(bao).post("practice.remind_of_duty", **there)
    assert _reminded() == [hua.account_id] * 2


def test_whoever_owes_no_post_is_not_reminded(
    browser: Browser, bao: Person, hua: Person, lin: Person
) -> None:
    there = {"enterprise_id": hua.organisation_id}
    assert browser.as_(bao).post("practice.remind_of_duty", **there).status == 404
    _large(hua, by=bao)
    an_offer(of=hua)
    assert browser.as_(bao).post("practice.remind_of_duty", **there).status == 404
    assert browser.as_(lin).get("practice.without_posts").status == 403
    assert _reminded() == []


def _names(*people: Person) -> list[str]:
    with acting():
        return [db.session.get_one(Organisation, each.organisation_id).name for each in people]
