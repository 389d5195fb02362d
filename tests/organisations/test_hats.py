"""The organisation switch: one hat at a time, and what was begun under one is never done under another."""

from collections.abc import Iterator

import pytest

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.accounts.models import Account, AccountSession
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.organisations.actions import add_member, end_membership
from matching.organisations.models import Membership, Organisation
from matching.organisations.queries import memberships_of, viewer_of
from matching.slots.models import Slot
from matching.web.session import TOKEN
from tests.browser import Browser, Page
from tests.cast import Person
from tests.grid.forms import forms_on
from tests.make import acting
from tests.make.accounts import an_invited_teacher
from tests.slots.typing import typed


@pytest.fixture
def both(hua: Person, qi: Person) -> Person:
    """Hua, who hires for both enterprises; the first is worn by default."""
    _give(hua, Role.ENTERPRISE_HR, at=qi)
    return hua


def _give(somebody: Person, role: Role, *, at: Person) -> int:
    with acting():
        there = db.session.get_one(Organisation, at.organisation_id)
        return add_member(there, db.session.get_one(Account, somebody.account_id), role=role, by=None).id


def _hats(somebody: Person) -> dict[int, int]:
    """Organisation -> membership."""
    with acting():
        rows = db.session.scalars(memberships_of(somebody.account_id))
        return {membership.organisation_id: membership.id for membership in rows}


def _wear(browser: Browser, somebody: Person, organisation_id: int) -> Page:
    return browser.post("organisations.wear", {"membership": _hats(somebody)[organisation_id]})


def _filled_in(somebody: Person) -> dict[str, object]:
    return typed(enterprise=str(somebody.organisation_id), confirm="1")


def _slots_at(organisation_id: int) -> int:
    with acting():
        return db.session.query(Slot).filter_by(enterprise_id=organisation_id).count()


def test_permissions_are_of_the_hat_worn_alone(both: Person, qi: Person) -> None:
    with acting():
        viewer = both.viewer
        assert viewer.within(P.SLOT_EDIT) == {both.organisation_id}
        assert [hat.organisation_id for hat in viewer.pegs] == [qi.organisation_id]


def test_the_switch_changes_what_one_sees_and_the_header_says_so(
    browser: Browser, both: Person, qi: Person
) -> None:
    inside = browser.as_(both)
    assert "海川精密制造有限公司" in inside.get("dashboards.home")
    assert inside.get("organisations.edit", organisation_id=qi.organisation_id).status == 404
    told = inside.follow(_wear(inside, both, qi.organisation_id))
    assert "已换成 启衡机电有限公司 的企业人事。" in told
    assert inside.get("organisations.edit", organisation_id=qi.organisation_id).status == 200
    assert inside.get("organisations.edit", organisation_id=both.organisation_id).status == 404


def test_the_session_is_a_new_one_and_the_old_cookie_is_dead(
    browser: Browser, both: Person, qi: Person
) -> None:
    inside, old = browser.as_(both), Browser(browser.app)
    with inside.client.session_transaction() as session:
        before = session[TOKEN]
    _wear(inside, both, qi.organisation_id)
    with old.client.session_transaction() as session:
        session[TOKEN] = before
    assert old.get("dashboards.home").status == 303
    with inside.client.session_transaction() as session:
        assert session[TOKEN] != before
    with acting():
        assert db.session.query(AccountSession).filter_by(account_id=both.account_id).count() == 1


@pytest.mark.parametrize("page_before", ["own page", "same browser"])
def test_a_form_opened_under_one_hat_is_not_done_under_another(
    *, browser: Browser, both: Person, qi: Person, page_before: str
) -> None:
    inside = browser.as_(both)
    opened = inside.get("slots.new")
    token = next(form for form in forms_on("/slots/new", opened.html) if form.typed).fields["csrf_token"][0]
    _wear(inside, both, qi.organisation_id)
    if page_before == "same browser":
        inside.get("dashboards.home")
    answer = inside.post("slots.new", _filled_in(both), token=token)
    assert answer.status == 409
    assert "启衡机电有限公司" in answer
    assert "什么都没有做" in answer
    assert _slots_at(both.organisation_id) == _slots_at(qi.organisation_id) == 0


def test_a_hat_that_was_taken_away_falls_and_its_forms_with_it(
    *, browser: Browser, both: Person, qi: Person, ada: Person
) -> None:
    inside = browser.as_(both)
    inside.get("slots.new")
    _end(_hats(both)[both.organisation_id], by=ada)
    answer = inside.post("slots.new", _filled_in(both))
    assert answer.status == 409
    assert _slots_at(qi.organisation_id) == 0
    assert "启衡机电有限公司" in inside.get("dashboards.home")
    assert inside.get("organisations.edit", organisation_id=both.organisation_id).status == 404


def _end(membership_id: int, *, by: Person) -> None:
    with acting():
        end_membership(db.session.get_one(Membership, membership_id), by=by.viewer)


def test_the_last_hat_worn_is_the_first_next_time_and_each_browser_keeps_its_own(
    browser: Browser, both: Person, qi: Person
) -> None:
    phone, desk = browser.as_(both), browser.as_(both)
    desk.get("dashboards.home")
    _wear(phone, both, qi.organisation_id)
    _wear(desk, both, both.organisation_id)
    assert phone.get("organisations.edit", organisation_id=qi.organisation_id).status == 200
    with acting():
        assert both.viewer.places == {both.organisation_id}
    _wear(phone, both, qi.organisation_id)
    assert browser.as_(both).get("organisations.edit", organisation_id=qi.organisation_id).status == 200


def test_nobody_puts_on_the_hat_of_another(browser: Browser, both: Person, qi: Person) -> None:
    inside = browser.as_(both)
    theirs = _hats(qi)[qi.organisation_id]
    for sent in (theirs, 0, 999_999, "x", ""):
        assert inside.post("organisations.wear", {"membership": sent}).status == 404


def test_the_trail_keeps_who_went_on_as_what(browser: Browser, both: Person, qi: Person) -> None:
    _wear(browser.as_(both), both, qi.organisation_id)
    with acting():
        told = db.session.query(AuditEvent).filter_by(kind=AuditKind.HAT_CHANGE).one()
        assert (told.by_id, told.organisation_id) == (both.account_id, qi.organisation_id)


def test_the_home_page_says_what_waits_under_the_other_hats(
    *, browser: Browser, bao: Person, ada: Person, tang: Person
) -> None:
    _give(bao, Role.ADMINISTRATOR, at=bao)
    an_invited_teacher(by=ada, at=tang)
    inside = browser.as_(bao)
    assert "示例市人力资源和社会保障局 管理员那边还有 1 件事" in inside.get("dashboards.home")
    with acting():
        account = db.session.get_one(Account, bao.account_id)
        hats = {hat.role: hat.membership_id for hat in viewer_of(account, db.session()).hats}
    inside.post("organisations.wear", {"membership": hats[Role.ADMINISTRATOR]})
    assert "给 1 人发账号条" in inside.get("dashboards.home")


def test_under_each_hat_one_finds_exactly_what_those_find_who_have_no_other(
    *, browser: Browser, hua: Person, mo: Person
) -> None:
    """Every reading address, every id: the answers are those of Hua and of Mo."""
    with acting():
        alone = {who: dict(who.viewer.held) for who in (hua, mo)}
    plain = {who: dict(_walk(browser.as_(who))) for who in (hua, mo)}
    _give(hua, Role.SCHOOL_COORDINATOR, at=mo)
    inside = browser.as_(hua)
    for who in (mo, hua):
        _wear(inside, hua, who.organisation_id)
        with acting():
            assert dict(hua.viewer.held) == alone[who]
        assert dict(_walk(inside)) == plain[who]


def _walk(browser: Browser) -> Iterator[tuple[str, int]]:
    for rule in browser.app.url_map.iter_rules():
        personal = {"session_id", "letter_id", "job_id"} & rule.arguments
        if "GET" in (rule.methods or set()) and not personal and not rule.endpoint.startswith("health"):
            for one_id in range(1, 7) if rule.arguments else [0]:
                values = dict.fromkeys(rule.arguments, one_id)
                page = browser.get(rule.endpoint, **values)
                yield f"{rule.endpoint} {one_id}", page.status
