"""Letters: written with the deed, and on the notifications page whatever becomes of the mail."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from matching.db import db
from matching.jobs.models import Job
from matching.outbox.enums import Reason
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.outbox.post import Address, post, post_all
from matching.outbox.sending import TurnedDown
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.outbox.office import Bag, Office, office, send
from tests.statements import MOST, Counting

__all__ = ["office"]


def _post(to: Person, *, key: str = "round:1") -> None:
    with acting():
        post(Letter.ROUND_OPENED, to=to.account_id, key=key, url="/me", name="春季")


def _letters() -> int:
    with acting():
        return db.session.scalar(select(func.count()).select_from(OutboxLetter)) or 0


def test_a_deed_undone_sends_nothing(office: Office, lin: Person) -> None:
    with acting():
        post(Letter.ROUND_OPENED, to=lin.account_id, key="round:1", name="春季")
        db.session.rollback()
    assert _letters() == 0


def test_the_same_news_cannot_be_told_twice(office: Office, lin: Person, mo: Person) -> None:
    _post(lin)
    _post(mo)
    with pytest.raises(IntegrityError):
        _post(lin)


def test_four_hundred_letters_are_one_job_and_each_is_told_its_number(office: Office) -> None:
    with acting():
        posted = post_all(
            Letter.ROUND_OPENED, [Address(n, {"name": "春季"}) for n in range(1, 401)], key="round:1"
        )
        assert db.session.scalar(select(func.count()).select_from(Job)) == 1
        numbers = dict(db.session.execute(select(OutboxLetter.to_id, OutboxLetter.id)).all())
    assert posted == numbers


def test_the_service_itself_plans_after_the_commit(app: Flask, lin: Person) -> None:
    _post(lin)
    with acting():
        assert db.session.scalars(select(OutboxLetter)).one().planned_at is not None


def test_a_summary_stands_on_no_page(browser: Browser, office: Office, lin: Person) -> None:
    with acting():
        post(Letter.DIGEST, to=lin.account_id, key="digest", todo=[], news=[])
    page = browser.as_(lin).get("outbox.index")
    assert "今天要你办的事" not in page.html
    assert 'class="count"' not in page.html


def test_a_stranger_sees_nothing(browser: Browser, office: Office, lin: Person, mo: Person) -> None:
    _post(lin)
    inside, foreign = browser.as_(lin), browser.as_(mo)
    assert "可以填志愿了" in inside.get("outbox.index")
    assert "可以填志愿了" not in foreign.get("outbox.index")
    assert foreign.post("outbox.show", letter_id=1).status == 404
    foreign.post("outbox.read_all")
    assert "新" in inside.get("outbox.index")
    assert browser.get("outbox.index").location.startswith("/sign-in")


def test_who_could_not_be_reached_reads_so_until_a_message_arrives(
    browser: Browser, office: Office, lin: Person
) -> None:
    inside = browser.as_(lin)
    office.give(lin.account_id)
    office.mail = Bag(raising=lambda: TurnedDown(Reason.NO_SUCH_ADDRESS, "550"))
    send(lin.account_id, key="a")
    office.deliver()
    page = inside.get("outbox.index")
    assert "这个地址不存在" in page
    assert "/me/messages" in page.html
    office.mail = Bag()
    send(lin.account_id, key="b")
    office.deliver()
    assert "这个地址不存在" not in inside.get("outbox.index")


def test_looking_marks_nothing_read_and_opening_does(browser: Browser, office: Office, lin: Person) -> None:
    _post(lin)
    inside = browser.as_(lin)
    assert 'class="count">1<' in inside.get("outbox.index").html
    assert 'class="count">1<' in inside.get("outbox.index").html
    assert inside.get("/notifications/1/open").status == 405
    assert inside.post("outbox.show", letter_id=1).location == "/me"
    assert 'class="count">1<' not in inside.get("outbox.index").html


def test_all_can_be_marked_read_at_once(browser: Browser, office: Office, lin: Person) -> None:
    _post(lin)
    _post(lin, key="round:2")
    inside = browser.as_(lin)
    assert inside.post("outbox.read_all").status == 303
    assert 'class="count"' not in inside.get("outbox.index").html


def test_the_list_costs_the_same_at_ten_letters_and_at_a_thousand(
    browser: Browser, office: Office, lin: Person, statements: Counting
) -> None:
    inside, costs = browser.as_(lin), []
    for first, more in ((0, 10), (10, 990)):
        with acting():
            for n in range(first, first + more):
                post(Letter.ROUND_OPENED, to=lin.account_id, key=f"round:{n}", url="/me", name="春季")
        with statements() as asked:
            page = inside.get("outbox.index")
        assert len(page.body) < 150_000
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST


def test_every_letter_of_the_house_has_its_template(app: Flask) -> None:
    folder = Path(app.root_path) / "templates" / "_letters"
    assert {path.stem for path in folder.glob("*.txt")} == {kind.value for kind in Letter}
