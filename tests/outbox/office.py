"""A post office of the tests: people with addresses, senders that keep what they get, a silent bell."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, StrictUndefined
from sqlalchemy import select

from matching.db import db
from matching.jobs.queue import hang_bell
from matching.jobs.worker import RunningJob
from matching.outbox.deliver import Postman
from matching.outbox.enums import Channel
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.post import post
from matching.outbox.reach import Directory, Reach
from matching.outbox.sending import Line, Parcel, Sender
from tests.make import acting

TEMPLATES = {f"_letters/{kind.value}.txt": "{{ name }}" for kind in Letter} | {
    "_letters/digest.txt": "{{ news | join }}"
}
BASE = "https://matching.example.cn"


@dataclass
class Bag:
    """A sender that keeps what it was given; `raising` is what it does instead."""

    raising: Callable[[], Exception] | None = None
    parcels: list[Parcel] = field(default_factory=list)
    lines: int = 0

    @contextmanager
    def line(self) -> Iterator[Line]:
        self.lines += 1
        yield self

    def carry(self, parcel: Parcel) -> str:
        if self.raising:
            raise self.raising()
        self.parcels.append(parcel)
        return f"taken-{len(self.parcels)}"


@dataclass
class Office:
    """People and senders; `deliver` is what the job does."""

    app: Flask
    mail: Sender = field(default_factory=Bag)
    sms: Sender = field(default_factory=Bag)
    people: dict[int, Reach] = field(default_factory=dict)
    noted: list[tuple[int, Channel, bool]] = field(default_factory=list)

    @property
    def postman(self) -> Postman:
        directory = Directory(self._reach_of, lambda *told: self.noted.append(told))
        senders = {Channel.EMAIL: self.mail, Channel.SMS: self.sms}
        environment = Environment(loader=DictLoader(TEMPLATES), undefined=StrictUndefined)
        return Postman(environment, directory, senders, BASE)

    def deliver(self) -> None:
        with self.app.app_context():
            self.postman.deliver(RunningJob(0, {}, None, ""))

    def give(self, account_id: int, *, sms: str = "", **facts: Any) -> None:
        """Somebody with an e-mail address, and a mobile where one is given."""
        addresses = {Channel.EMAIL: f"p{account_id}@example.cn"} | ({Channel.SMS: sms} if sms else {})
        self.people[account_id] = Reach(**{"addresses": addresses, **facts})

    def _reach_of(self, account_ids: Collection[int]) -> dict[int, Reach]:
        return {one: reach for one, reach in self.people.items() if one in account_ids}


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """Letters wait: the bell rings for nobody."""
    hang_bell(lambda job_id: None)
    yield Office(app)
    hang_bell(app.extensions["workshop"].work)


def send(to: int, kind: Letter = Letter.PUBLICATION_ASKED, *, key: str = "a", **facts: Any) -> None:
    """An urgent letter, unless another kind is asked for."""
    with acting():
        post(kind, to=to, key=key, url="/me", **{"name": "春季", **facts})


def ways() -> list[tuple[int, str, str, str]]:
    """(to, channel, state, reason) of every delivery, in order."""
    with acting():
        rows = db.session.execute(
            select(OutboxLetter.to_id, Delivery.channel, Delivery.state, Delivery.reason)
            .join(Delivery.letter)
            .order_by(Delivery.id)
        )
        return [
            (to, channel.value, state.value, reason.value if reason else "")
            for to, channel, state, reason in rows
        ]
