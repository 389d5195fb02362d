"""The register of organisations: who sees which, who changes what."""

from collections.abc import Callable

import pytest

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.organisations.models import Organisation
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.organisations import a_credit_code, a_form, enterprises, named
from tests.statements import MOST, Counting


def _show(browser: Browser, organisation_id: int) -> int:
    return browser.get("organisations.show", organisation_id=organisation_id).status


def test_a_stranger_sees_nothing(
    *, browser: Browser, lin: Person, mo: Person, hua: Person, qi: Person
) -> None:
    everybody = (lin, mo, hua, qi)
    for person in everybody:
        inside = browser.as_(person)
        for other in everybody:
            own = other.organisation_id == person.organisation_id
            assert _show(inside, other.organisation_id) == (200 if own else 404)
            edited = inside.get("organisations.edit", organisation_id=other.organisation_id)
            assert edited.status == (200 if own else 404)
            posted = inside.post("organisations.edit", a_form(), organisation_id=other.organisation_id)
            assert posted.status in ((409, 422) if own else (404,))
    assert browser.get("organisations.index").location.startswith("/sign-in")


def test_who_has_one_organisation_is_led_there(browser: Browser, hua: Person) -> None:
    assert browser.as_(hua).get("organisations.index").location == f"/organisations/{hua.organisation_id}"


@pytest.mark.parametrize("who", ["bao", "ada"])
def test_the_bureau_sees_every_organisation(
    browser: Browser, people: Callable[[str], Person], who: str
) -> None:
    page = browser.as_(people(who)).get("organisations.index")
    for name in ("示例市第一技工学校", "启衡机电有限公司", "示例市人力资源和社会保障局"):
        assert name in page


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/organisations?kind=school", "第一技工学校", "启衡机电"),
        ("/organisations?county=141024", "启衡机电", "第一技工学校"),
        ("/organisations?q=海川", "海川精密", "启衡机电"),
        ("/organisations?kind=enterprise&county=141002", "海川精密", "启衡机电"),
        ("/organisations?kind=nonsense&q=海川", "海川精密", "没有符合的"),
        ("/organisations?q=%25", "没有符合的", "海川精密制造"),
    ],
)
def test_the_list_is_filtered_by_its_address(
    *, browser: Browser, ada: Person, address: str, shown: str, hidden: str
) -> None:
    page = browser.as_(ada).get(address)
    assert shown in page
    assert hidden not in page.html.split('id="results"')[1]


def test_members_are_shown_to_their_own_and_to_the_administrator(
    *, browser: Browser, hua: Person, shi: Person, bao: Person, ada: Person
) -> None:
    pages = [
        browser.as_(p).get("organisations.show", organisation_id=hua.organisation_id) for p in (shi, ada, bao)
    ]
    assert ["华宁" in page for page in pages] == [True, True, False]


def test_lists_cost_the_same_at_ten_rows_and_at_a_thousand(
    browser: Browser, ada: Person, statements: Counting
) -> None:
    inside = browser.as_(ada)
    costs = []
    for first, more in ((1, 5), (6, 995)):
        enterprises(more, first=first)
        with statements() as asked:
            page = inside.get("organisations.index")
        costs.append(len(asked))
        assert page.status == 200
        assert len(page.body) < 150_000
    assert costs[0] == costs[1] <= MOST
    assert "1,005" in page


def test_ada_registers_a_school(browser: Browser, ada: Person) -> None:
    form = a_form(kind="school", name="新技工学校", code="LF09", contact_phone="0357-123456")
    page = browser.as_(ada).post("organisations.create", form)
    assert page.status == 303
    assert "LF09" in browser.as_(ada).get(page.location)
    with acting():
        told = db.select(AuditEvent).where(AuditEvent.kind == AuditKind.ORGANISATION_CREATE)
        assert db.session.scalars(told.order_by(AuditEvent.id.desc())).first().by_name == "ada"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"social_credit_code": a_credit_code(900)[:-1] + "0"}, "social_credit_code-error"),
        ({"social_credit_code": a_credit_code(900)[:-1]}, "social_credit_code-error"),
        ({"kind": "school", "code": ""}, "学校代码用 2 到 8 个"),
        ({"kind": "school", "code": "S2"}, "已经登记过了"),
        ({"code": "X9"}, "只有学校有代码"),
        ({"name": "启衡机电有限公司"}, "已经登记过了"),
        ({"kind": "", "name": ""}, "填全称"),
        ({"on_post_staff": "-1"}, "on_post_staff-error"),
        ({"county": "990000"}, "county-error"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    browser: Browser, ada: Person, changes: dict[str, str], told: str
) -> None:
    page = browser.as_(ada).post("organisations.create", a_form(**changes))
    assert page.status == 422
    assert told in page.html
    assert named("新来的示例企业") == []


@pytest.mark.parametrize("who", ["lin", "hua", "bao", "tang"])
def test_only_the_administrator_registers(
    browser: Browser, people: Callable[[str], Person], who: str
) -> None:
    inside = browser.as_(people(who))
    assert inside.get("organisations.create").status == 403
    assert inside.post("organisations.create", a_form(once="a key")).status == 403
    assert named("新来的示例企业") == []


def _edit(browser: Browser, person: Person, version: int, **changes: str) -> Page:
    form = {"name": "海川精密制造有限公司", "county": "141002", "on_post_staff": "400", "version": version}
    return browser.post("organisations.edit", {**form, **changes}, organisation_id=person.organisation_id)


def test_hua_changes_the_own_profile(browser: Browser, hua: Person) -> None:
    inside = browser.as_(hua)
    assert (
        'name="version" value="1"'
        in inside.get("organisations.edit", organisation_id=hua.organisation_id).html
    )
    page = _edit(inside, hua, 1, contact_name="华经理", introduction="我们做<b>齿轮</b>。")
    shown = inside.follow(page)
    assert "华经理" in shown
    assert "&lt;b&gt;齿轮" in shown.html


def test_of_two_editors_the_second_sees_both_texts(browser: Browser, hua: Person) -> None:
    first, second = browser.as_(hua), browser.as_(hua)
    assert _edit(first, hua, 1, contact_name="甲", county="141081").status == 303
    page = _edit(second, hua, 1, contact_name="乙")
    assert page.status == 409
    for words in ("联系人", "甲", "乙", "侯马", "尧都"):
        assert words in page
    with acting():
        assert db.session.get_one(Organisation, hua.organisation_id).contact_name == "甲"


def test_a_mentor_reads_but_does_not_edit(browser: Browser, shi: Person) -> None:
    inside = browser.as_(shi)
    assert _show(inside, shi.organisation_id) == 200
    assert inside.get("organisations.edit", organisation_id=shi.organisation_id).status == 403
    assert _edit(inside, shi, 1).status == 403
