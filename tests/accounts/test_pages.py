"""The notice before the first page, one's own page, and what anybody may read."""

import hashlib

import pytest

from matching.accounts import actions
from matching.accounts.enums import PRIVACY_NOTICE
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.accounts import Slip, an_invited_teacher, using
from tests.processes import ROOT
from tests.statements import MOST, Counting

PUBLIC = ("front", "sign_in", "activate", "accessibility", "privacy")
OWN = ("me", "change_password", "privacy_notice")


@pytest.fixture
def slip(ada: Person, lin: Person) -> Slip:
    return an_invited_teacher(by=ada, at=lin)


def test_the_notice_comes_before_everything_else(browser: Browser, slip: Slip) -> None:
    using(browser, slip)
    led = browser.get("accounts.me")
    assert led.location == "/privacy-notice?next=/me"
    notice = browser.get(led.location)
    assert "你的权利" in notice
    assert browser.post(led.location).location == "/me"
    assert browser.get("accounts.me").status == 200


def test_that_the_notice_was_read_is_kept(browser: Browser, slip: Slip) -> None:
    using(browser, slip)
    browser.post("accounts.privacy_notice")
    with acting():
        account = db.session.get_one(Account, slip.account_id)
        told = db.select(AuditEvent.facts).where(
            AuditEvent.kind == AuditKind.NOTICE_ACCEPT, AuditEvent.by_id == slip.account_id
        )
        assert db.session.scalars(told).one() == {"version": account.privacy_notice}
        assert account.privacy_notice_at is not None


def test_one_may_leave_without_accepting(browser: Browser, slip: Slip) -> None:
    using(browser, slip)
    assert browser.post("accounts.sign_out").location == "/"
    assert browser.get("accounts.me").location.startswith("/sign-in")


def test_a_new_version_of_the_notice_is_shown_to_everybody_again(browser: Browser, lin: Person) -> None:
    with acting():
        db.session.get_one(Account, lin.account_id).privacy_notice = "2020-01"
    assert browser.as_(lin).get("accounts.me").location == "/privacy-notice?next=/me"


def test_another_text_is_another_version() -> None:
    texts = sorted((ROOT / "templates" / "public").glob("_privacy_*.html"))
    told = hashlib.sha256(b"".join(text.read_bytes() for text in texts)).hexdigest()[:16]
    assert {PRIVACY_NOTICE: told} == {"2026-11-24": "f720c0dfa4ecd6bb"}, (
        "people read it again: raise PRIVACY_NOTICE"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("endpoint", PUBLIC)
def test_anybody_reads_the_public_pages(browser: Browser, endpoint: str, language: str) -> None:
    browser.client.set_cookie("lang", language)
    page = browser.get(f"accounts.{endpoint}")
    assert page.status == 200
    assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in page.html


@pytest.mark.parametrize(
    "item", ["谁来处理", "为什么处理", "处理哪些信息", "保存多久", "你的权利", "12333", "企业", "未成年"]
)
def test_the_notice_tells_what_the_law_asks_for(browser: Browser, item: str) -> None:
    assert item in browser.get("accounts.privacy")


def test_both_languages_of_the_notice_have_the_same_sections(browser: Browser) -> None:
    chinese = browser.get("accounts.privacy").html.count("<h2>")
    browser.client.set_cookie("lang", "en")
    assert browser.get("accounts.privacy").html.count("<h2>") == chinese == 9


@pytest.mark.parametrize("endpoint", OWN)
def test_a_stranger_sees_nothing(browser: Browser, endpoint: str) -> None:
    assert browser.get(f"accounts.{endpoint}").location.startswith("/sign-in?next=")


def test_one_reads_the_own_data_and_no_others(browser: Browser, lin: Person) -> None:
    page = browser.as_(lin).get("accounts.me")
    assert "林敏" in page
    assert "学校管理员" in page
    assert "莫平" not in page


def test_the_own_page_costs_few_statements(browser: Browser, lin: Person, statements: Counting) -> None:
    here = browser.as_(lin)
    with acting():
        for _time in range(100):
            actions.sign_in(db.session.get_one(Account, lin.account_id), device="Firefox, Linux", by=None)
    with statements() as asked:
        assert here.get("accounts.me").status == 200
    assert len(asked) <= MOST, asked
