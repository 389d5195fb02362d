"""Accounts and roles of staff, and the trail, for administrators."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from matching.access.roles import Role
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.audit.record import record
from matching.db import db
from matching.organisations.actions import NewPerson, take_in
from matching.organisations.models import Membership, Organisation
from tests.browser import Browser, Page
from tests.cast import PASSWORD, Person
from tests.make import acting
from tests.make.accounts import Slip, signing_in, using
from tests.statements import MOST, Counting

ADMIN_PAGES = ("/admin/users", "/admin/users/1", "/admin/audit", "/organisations/2/accounts/new")


@pytest.mark.parametrize("who", ["lin", "mo", "hua", "qi", "bao", "tang", "shi"])
def test_a_stranger_sees_nothing(browser: Browser, people: Callable[[str], Person], who: str) -> None:
    inside = browser.as_(people(who))
    assert [inside.get(page).status for page in ADMIN_PAGES] == [403] * len(ADMIN_PAGES)
    assert [browser.get(page).status for page in ADMIN_PAGES] == [303] * len(ADMIN_PAGES)
    for deed in ("slip", "deactivation", "reactivation"):
        assert inside.post(f"/admin/users/1/{deed}", {"reason": "x"}).status == 403
    assert inside.post("/admin/memberships/1/end").status == 403


def _make(browser: Browser, at: Person, **changes: str) -> Page:
    form = {"name": "甄老师", "username": "zhen", "role": "teacher", "password": PASSWORD, **changes}
    return browser.post("organisations.create_account", form, organisation_id=at.organisation_id)


def test_ada_gives_a_teacher_an_account(browser: Browser, ada: Person, lin: Person) -> None:
    page = browser.as_(ada).follow(_make(browser.as_(ada), lin))
    assert "甄老师" in page
    assert "教师" in page
    assert signing_in(browser, "zhen").status == 303


def test_without_a_password_a_slip_is_handed_over(browser: Browser, ada: Person, lin: Person) -> None:
    inside = browser.as_(ada)
    made = _make(inside, lin, password="")
    assert signing_in(browser, "zhen").status == 422
    slip = inside.post(f"{made.location}/slip", {"slip_reason": "新来的老师"})
    code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", slip.text)
    assert code is not None
    assert code[0] not in inside.get(made.location).html
    assert using(browser, Slip("zhen", code[0], 0)).status == 303


def test_a_slip_for_somebody_else_asks_why_is_told_once_and_its_owner_hears_of_it(
    browser: Browser, ada: Person, lin: Person
) -> None:
    inside = browser.as_(ada)
    refused = inside.post("organisations.slip", {"slip_reason": " "}, account_id=lin.account_id)
    assert refused.status == 422
    assert "slip_reason-error" in refused.html
    slip = inside.post("organisations.slip", {"slip_reason": "忘了密码"}, account_id=lin.account_id)
    assert slip.status == 200
    assert "ada 给账号 lin 做了账号条，原因：忘了密码" in inside.get("organisations.trail")
    with acting():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.SLIP_OF_STAFF)).one()
        assert event.subject_id == lin.account_id
    assert "新的账号条" in browser.as_(lin).get("outbox.index")


def test_a_slip_names_the_address_the_service_is_known_by(browser: Browser, ada: Person, lin: Person) -> None:
    browser.app.config["PUBLIC_URL"] = "https://match.example.invalid/"
    try:
        slip = browser.as_(ada).post("organisations.slip", {"slip_reason": "x"}, account_id=lin.account_id)
    finally:
        browser.app.config["PUBLIC_URL"] = None
    assert "https://match.example.invalid/activate" in slip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"username": "lin"}, "有人用了"),
        ({"password": "short"}, "至少 12 个字符"),
        ({"role": "enterprise_hr"}, "role-error"),
        ({"role": "student"}, "role-error"),
        ({"role": ""}, "选角色"),
        ({"name": " "}, "填姓名"),
    ],
)
def test_an_account_is_not_made_carelessly(
    *, browser: Browser, ada: Person, lin: Person, changes: dict[str, str], told: str
) -> None:
    page = _make(browser.as_(ada), lin, **changes)
    assert page.status == 422
    assert told in page.html
    with acting():
        assert db.session.scalars(select(Account).where(Account.name == "甄老师")).all() == []


def _deactivate(browser: Browser, person: Person, reason: str = "已离开") -> Page:
    return browser.post("organisations.deactivate", {"reason": reason}, account_id=person.account_id)


def test_deactivation_asks_for_a_reason_and_can_be_taken_back(
    browser: Browser, ada: Person, lin: Person
) -> None:
    inside, victim = browser.as_(ada), browser.as_(lin)
    assert _deactivate(inside, lin, reason="").status == 422
    assert victim.get("accounts.me").status == 200
    assert _deactivate(inside, lin).status == 303
    assert victim.get("accounts.me").status == 303
    assert _deactivate(inside, lin).status == 422
    assert inside.post("organisations.slip", account_id=lin.account_id).status == 404
    assert inside.post("organisations.reactivate", account_id=lin.account_id).status == 303
    assert inside.post("organisations.reactivate", account_id=lin.account_id).status == 422
    assert signing_in(browser, "lin").status == 303


def test_nobody_shuts_themselves_out(browser: Browser, ada: Person) -> None:
    inside = browser.as_(ada)
    page = _deactivate(inside, ada)
    assert page.status == 422
    assert "不能停用自己的账号" in page
    with acting():
        mine = db.session.scalars(select(Membership.id).where(Membership.account_id == ada.account_id)).one()
    assert inside.post("organisations.end_membership", membership_id=mine).status == 422
    assert inside.get("organisations.accounts").status == 200


def test_an_ended_role_opens_nothing_any_more(browser: Browser, ada: Person, lin: Person) -> None:
    inside, former = browser.as_(ada), browser.as_(lin)
    with acting():
        role = db.session.scalars(select(Membership.id).where(Membership.account_id == lin.account_id)).one()
    assert former.get("organisations.show", organisation_id=lin.organisation_id).status == 200
    assert inside.post("organisations.end_membership", membership_id=role).status == 303
    assert former.get("organisations.show", organisation_id=lin.organisation_id).status == 403
    assert "结束" in inside.get("organisations.account", account_id=lin.account_id)
    assert inside.post("organisations.end_membership", membership_id=role).status == 422


def test_students_are_not_among_the_accounts(browser: Browser, ada: Person, lin: Person) -> None:
    with acting():
        school = db.session.get_one(Organisation, lin.organisation_id)
        pupil = NewPerson(username="S2001", name="小生")
        student = take_in(school, pupil, role=Role.STUDENT, by=lin.viewer).id
    inside = browser.as_(ada)
    assert "小生" not in inside.get("organisations.accounts")
    assert inside.get("organisations.account", account_id=student).status == 404
    assert inside.post("organisations.slip", account_id=student).status == 404
    assert inside.post("organisations.deactivate", {"reason": "x"}, account_id=student).status == 404


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/admin/users?role=teacher", "唐老师", "林敏"),
        ("/admin/users?q=lin", "林敏", "唐老师"),
        ("/admin/users?q=莫", "莫平", "林敏"),
        ("/admin/users?state=deactivated", "没有符合的人", "林敏"),
    ],
)
def test_accounts_are_filtered_by_the_address(
    *, browser: Browser, ada: Person, address: str, shown: str, hidden: str
) -> None:
    page = browser.as_(ada).get(address)
    assert shown in page
    assert hidden not in page


def test_the_trail_is_told_in_sentences_of_both_languages(browser: Browser, ada: Person, lin: Person) -> None:
    inside = browser.as_(ada)
    _make(inside, lin)
    page = inside.get("organisations.trail")
    assert "ada 给 zhen 加了角色「教师」" in page
    inside.client.set_cookie("lang", "en")
    assert "ada gave zhen the role Teacher" in inside.get("organisations.trail")


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/admin/audit?kind=account:create", "建了账号 zhen", "加了角色"),
        ("/admin/audit?person=ada", "建了账号 zhen", "登记了"),
        ("/admin/audit?day=2026-03-16", "建了账号 zhen", "没有符合的记录"),
        ("/admin/audit?day=2026-03-17", "没有符合的记录", "zhen"),
        ("/admin/audit?day=0001-01-01", "建了账号 zhen", "没有符合的记录"),
        ("/admin/audit?day=9999-12-31", "建了账号 zhen", "没有符合的记录"),
        ("/admin/audit?day=nonsense&kind=nonsense", "建了账号 zhen", "没有符合的记录"),
    ],
)
def test_the_trail_is_filtered_by_the_address(
    *, browser: Browser, ada: Person, lin: Person, address: str, shown: str, hidden: str
) -> None:
    inside = browser.as_(ada)
    _make(inside, lin)
    page = inside.get(address)
    results = page.html.split('id="results"')[1]
    assert shown in results
    assert hidden not in results


def test_a_denial_stands_in_the_trail(browser: Browser, ada: Person, hua: Person) -> None:
    browser.as_(hua).get("organisations.accounts")
    assert "hua 打开 /admin/users 被拒绝" in browser.as_(ada).get("organisations.trail")


def test_admin_lists_cost_the_same_at_ten_rows_and_at_a_thousand(
    browser: Browser, ada: Person, lin: Person, statements: Counting
) -> None:
    inside = browser.as_(ada)
    costs = []
    for first, more in ((0, 5), (5, 995)):
        with acting():
            school = db.session.get_one(Organisation, lin.organisation_id)
            for n in range(first, first + more):
                person = NewPerson(username=f"t{n:04d}", name=f"老师 {n:04d}")
                take_in(school, person, role=Role.TEACHER, by=None)
        for page in ("organisations.accounts", "organisations.trail"):
            with statements() as asked:
                assert inside.get(page).status == 200
            costs.append(len(asked))
    assert costs[:2] == costs[2:]
    assert max(costs) <= MOST


def test_old_events_without_a_fact_are_still_told(browser: Browser, ada: Person) -> None:
    with acting():
        record(AuditKind.SLOT_WITHDRAW, by=ada.viewer)
    assert "撤回了岗位 --" in browser.as_(ada).get("organisations.trail")
