"""Letters: written with the deed, delivered after it, at most once, in the reader's language."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, StrictUndefined
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from matching.accounts.models import Account
from matching.db import db
from matching.jobs.models import Job
from matching.jobs.queue import hang_bell
from matching.jobs.worker import RunningJob
from matching.organisations.queries import locales_of
from matching.outbox.deliver import BATCH, Postman
from matching.outbox.letters import Letter, LetterState
from matching.outbox.models import OutboxLetter
from matching.outbox.post import Address, post, post_all
from matching.outbox.writing import Written
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.statements import MOST, Counting

TEMPLATES = {"_letters/round_opened.txt": "{{ name }}: {{ url }}"}
JOB = RunningJob(0, {}, None, "")


@dataclass
class Bag:
    """A sender that keeps what it was given; with a hole in it, it raises."""

    app: Flask
    hole: bool = False
    letters: list[tuple[int, str, str]] = field(default_factory=list)

    def __call__(self, letter: Written, *, kind: str, to_id: int) -> None:
        if self.hole:
            raise ConnectionError("nobody answers")
        self.letters.append((to_id, letter.subject, letter.body))

    def postman(self) -> Postman:
        return Postman(Environment(loader=DictLoader(TEMPLATES), undefined=StrictUndefined), locales_of, self)

    def deliver(self) -> None:
        with self.app.app_context():
            self.postman().deliver(JOB)


@pytest.fixture
def bag(app: Flask) -> Iterator[Bag]:
    """Letters wait: the bell rings for nobody."""
    hang_bell(lambda job_id: None)
    yield Bag(app)
    hang_bell(app.extensions["workshop"].work)


def _letters() -> list[tuple[str, str, datetime | None]]:
    with acting():
        rows = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
        return [(row.state.value, row.failure, row.sent_at) for row in rows]


def _post(to: Person, *, key: str = "round:1", **facts: object) -> None:
    with acting():
        post(Letter.ROUND_OPENED, to=to.account_id, key=key, url="/me", **{"name": "春季", **facts})


def test_a_letter_is_delivered_once_however_often_it_is_rung(bag: Bag, lin: Person) -> None:
    _post(lin)
    bag.deliver()
    bag.deliver()
    assert bag.letters == [(lin.account_id, "可以填志愿了", "春季: /me")]
    assert [state for state, _failure, _at in _letters()] == ["sent"]


def test_a_deed_undone_sends_nothing(bag: Bag, lin: Person) -> None:
    with acting():
        post(Letter.ROUND_OPENED, to=lin.account_id, key="round:1", name="春季")
        db.session.rollback()
    bag.deliver()
    assert (bag.letters, _letters()) == ([], [])


def test_the_same_news_cannot_be_told_twice(bag: Bag, lin: Person, mo: Person) -> None:
    _post(lin)
    _post(mo)
    with pytest.raises(IntegrityError):
        _post(lin)


def test_each_reads_the_own_language(bag: Bag, lin: Person, mo: Person) -> None:
    with acting():
        db.session.get_one(Account, mo.account_id).locale = "en"
    _post(lin)
    _post(mo)
    bag.deliver()
    assert [subject for _to, subject, _body in bag.letters] == [
        "可以填志愿了",
        "You can rank your wishes now",
    ]


def test_a_letter_that_cannot_go_out_is_noted_and_not_tried_again(bag: Bag, lin: Person) -> None:
    bag.hole = True
    _post(lin)
    bag.deliver()
    bag.hole = False
    bag.deliver()
    assert bag.letters == []
    assert _letters() == [("failed", "nobody answers", None)]


def test_a_letter_that_lacks_a_fact_does_not_hold_up_the_others(bag: Bag, lin: Person, mo: Person) -> None:
    with acting():
        post(Letter.ROUND_OPENED, to=lin.account_id, key="round:1")
    _post(mo)
    bag.deliver()
    assert [to for to, _subject, _body in bag.letters] == [mo.account_id]
    assert [state for state, _failure, _at in _letters()] == ["failed", "sent"]


def test_four_hundred_and_one_letters_are_one_job_and_three_batches(
    bag: Bag, lin: Person, statements: Counting
) -> None:
    with acting():
        post_all(
            Letter.ROUND_OPENED,
            [Address(n, {"name": "春季"}) for n in range(1, 402)],
            key="round:1",
            url="/me",
        )
        assert db.session.scalar(select(func.count()).select_from(Job)) == 1
    with statements() as asked:
        bag.deliver()
    assert len(bag.letters) == 401
    assert len(set(bag.letters)) == 401
    assert BATCH == 200
    assert len(asked) <= 3 * 3 + 1, asked


def test_four_postmen_at_once_deliver_each_letter_once(bag: Bag, lin: Person) -> None:
    with acting():
        post_all(
            Letter.ROUND_OPENED,
            [Address(n, {"name": "春季"}) for n in range(1, 302)],
            key="round:1",
            url="/me",
        )
    start = threading.Barrier(4)

    def go() -> None:
        start.wait()
        bag.deliver()

    postmen = [threading.Thread(target=go) for _n in range(4)]
    for postman in postmen:
        postman.start()
    for postman in postmen:
        postman.join()
    assert sorted(to for to, _subject, _body in bag.letters) == list(range(1, 302))


def test_the_service_itself_delivers_after_the_commit(app: Flask, lin: Person) -> None:
    _post(lin, closes_at="2026-03-20T10:00:00+00:00", round="春季")
    assert [state for state, _failure, _at in _letters()] != [LetterState.WAITING.value]


def test_a_stranger_sees_nothing(browser: Browser, bag: Bag, lin: Person, mo: Person) -> None:
    _post(lin)
    inside, foreign = browser.as_(lin), browser.as_(mo)
    assert "可以填志愿了" in inside.get("outbox.index")
    assert "可以填志愿了" not in foreign.get("outbox.index")
    assert foreign.post("outbox.show", letter_id=1).status == 404
    foreign.post("outbox.read_all")
    assert "新" in inside.get("outbox.index")
    assert browser.get("outbox.index").location.startswith("/sign-in")


def test_looking_marks_nothing_read_and_opening_does(browser: Browser, bag: Bag, lin: Person) -> None:
    _post(lin)
    inside = browser.as_(lin)
    assert 'class="count">1<' in inside.get("outbox.index").html
    assert 'class="count">1<' in inside.get("outbox.index").html
    assert inside.get("/notifications/1/open").status == 405
    assert inside.post("outbox.show", letter_id=1).location == "/me"
    assert 'class="count">1<' not in inside.get("outbox.index").html


def test_all_can_be_marked_read_at_once(browser: Browser, bag: Bag, lin: Person) -> None:
    _post(lin)
    _post(lin, key="round:2")
    inside = browser.as_(lin)
    assert inside.post("outbox.read_all").status == 303
    assert 'class="count"' not in inside.get("outbox.index").html


def test_the_list_costs_the_same_at_ten_letters_and_at_a_thousand(
    browser: Browser, bag: Bag, lin: Person, statements: Counting
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
