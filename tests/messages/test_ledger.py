"""The ledger: what went to whom, as the reader may know them; narrowed by links; sent again if it failed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from time_machine import Traveller

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel import clock as time
from matching.organisations.actions import end_membership
from matching.organisations.models import Membership
from matching.outbox.enums import Channel, Reason
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.post import Address, post_all
from matching.outbox.sending import TurnedDown
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_student, person_of
from tests.make.rounds import a_round
from tests.outbox.office import Bag, Office, office, send
from tests.statements import MOST, Counting

__all__ = ["office"]


@pytest.fixture
def failed(office: Office, lin: Person) -> int:
    """A message to Lin that came back: the number of its delivery."""
    office.mail = Bag(raising=lambda: TurnedDown(Reason.NO_SUCH_ADDRESS, "550"))
    office.give(lin.account_id)
    send(lin.account_id)
    office.deliver()
    return _delivery()[0]


def _delivery() -> tuple[int, str]:
    with acting():
        row = db.session.scalars(select(Delivery)).one()
        return row.id, row.state.value


def test_an_officer_reads_what_became_of_each_message(
    office: Office, browser: Browser, bao: Person, lin: Person
) -> None:
    office.give(lin.account_id)
    send(lin.account_id)
    office.deliver()
    page = browser.as_(bao).get("messages.index")
    for words in ("有一轮匹配等你确认", "林敏", "示例市第一技工学校", "邮件", "已发出"):
        assert words in page
    assert "@example.cn" not in page.html


def test_the_school_reads_names_of_its_students_and_the_bureau_pseudonyms(
    office: Office, browser: Browser, bao: Person, lin: Person
) -> None:
    student = a_student(of=lin, name="陈雨桐")
    send(student.account_id, Letter.RESULT_STUDENT)
    assert "陈雨桐" in browser.as_(lin).get("messages.index")
    assert "陈雨桐" not in browser.as_(bao).get("messages.index").html


@pytest.mark.parametrize(
    ("narrowed", "seen"),
    [
        ({}, True),
        ({"state": "failed"}, True),
        ({"state": "sent"}, False),
        ({"state": "read"}, False),
        ({"state": "on_the_page"}, False),
        ({"kind": "publication_asked"}, True),
        ({"channel": "email"}, True),
        ({"channel": "sms"}, False),
        ({"organisation": "第一技工"}, True),
        ({"organisation": "海川"}, False),
        ({"since": "2026-03-16", "until": "2026-03-16"}, True),
        ({"since": "2026-03-17"}, False),
        ({"until": "2026-03-15"}, False),
        ({"state": "nonsense", "round": "999", "since": "yesterday"}, True),
    ],
)
@pytest.mark.usefixtures("failed")
def test_the_list_is_narrowed_by_links(
    browser: Browser, bao: Person, narrowed: dict[str, str], seen: bool
) -> None:
    page = browser.as_(bao).get("messages.index", **narrowed)
    assert ("这个地址不存在" in page) is seen


def test_a_mailing_is_summed_up_in_one_line(
    office: Office, browser: Browser, bao: Person, lin: Person
) -> None:
    made = a_round(name="春季", open=False)
    people = [person_of(a_student(of=lin, activated=True).id).account_id for _n in range(3)]
    for one in people[:2]:
        office.give(one)
    with acting():
        post_all(
            Letter.RESULT_STUDENT, [Address(one, {"name": ""}) for one in people], key="r", round_id=made.id
        )
    office.deliver()
    with acting():
        db.session.execute(
            update(OutboxLetter).where(OutboxLetter.to_id == people[0]).values(read_at=time.now())
        )
    page = browser.as_(bao).get("messages.index")
    for words in ("你的匹配结果出来了：春季", "发出 2 条", "2 人还没看"):
        assert words in page
    assert f"round={made.id}" in page.html


def test_a_message_that_failed_is_sent_again_and_the_trail_knows(
    office: Office, browser: Browser, bao: Person, failed: int
) -> None:
    inside, office.mail = browser.as_(bao), Bag()
    assert "再发一次" in inside.get("messages.index")
    assert inside.post("messages.send_again", delivery_id=failed).status == 303
    office.deliver()
    assert _delivery() == (failed, "sent")
    assert inside.post("messages.send_again", delivery_id=failed).status == 422
    with acting():
        kinds = list(db.session.scalars(select(AuditEvent.kind)))
    assert kinds.count(AuditKind.MESSAGE_AGAIN) == 1


@pytest.mark.usefixtures("failed")
@pytest.mark.parametrize(("who", "told"), [("bao", 1), ("ada", 1), ("lin", 1), ("mo", 0)])
def test_the_home_page_of_who_looks_after_them_says_what_did_not_arrive(
    browser: Browser, people: Callable[[str], Person], who: str, told: int
) -> None:
    assert ("看看 1 条没送到的消息" in browser.as_(people(who)).get("dashboards.home")) is bool(told)


def test_a_stranger_sees_nothing(browser: Browser, failed: int, mo: Person, hua: Person) -> None:
    other = browser.as_(mo)
    assert "有一轮匹配等你确认" not in other.get("messages.index")
    assert other.post("messages.send_again", delivery_id=failed).status == 404
    assert browser.as_(hua).get("messages.index").status == 403
    assert browser.as_(hua).post("messages.send_again", delivery_id=failed).status == 403
    assert browser.get("messages.index").location.startswith("/sign-in")
    assert _delivery() == (failed, "failed")


def test_who_left_is_no_business_of_the_old_school_any_more(
    *, office: Office, browser: Browser, lin: Person, tang: Person, ada: Person, clock: Traveller
) -> None:
    send(tang.account_id, key="before")
    with acting():
        role = select(Membership).where(Membership.account_id == tang.account_id)
        end_membership(db.session.scalars(role).one(), by=ada.viewer)
    clock.shift(timedelta(minutes=1))
    send(tang.account_id, Letter.NEW_SLIP, key="after")
    page = browser.as_(lin).get("messages.index")
    assert Letter.PUBLICATION_ASKED.label in page
    assert Letter.NEW_SLIP.label not in page


def test_the_ledger_costs_the_same_at_ten_messages_and_at_five_hundred(
    office: Office, browser: Browser, bao: Person, statements: Counting
) -> None:
    made, inside, costs = a_round(name="春季", open=False), browser.as_(bao), []
    office.give(bao.account_id, sms="13800002207", by_default=frozenset(Channel))
    for first, more in ((0, 10), (10, 490)):
        for n in range(first, first + more):
            with acting():
                post_all(
                    Letter.RESULT_STUDENT,
                    [Address(bao.account_id, {"name": ""})],
                    key=f"r:{n}",
                    round_id=made.id,
                )
        office.deliver()
        with statements() as asked:
            page = inside.get("messages.index")
        assert len(page.body) < 150_000
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST, costs
