"""Addresses for messages, confirmed by the code that was really sent."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import current_app

from matching.contacts import actions
from matching.contacts.enums import CODE_JOB, FORMER_JOB
from matching.contacts.tasks import Clerk
from matching.outbox.enums import Channel
from matching.outbox.sending import Line, Parcel, Sender
from tests.cast import Person
from tests.make import acting


@dataclass
class Codes:
    """A sender that keeps what it was given, and reads the code in it."""

    parcels: list[Parcel] = field(default_factory=list)

    @contextmanager
    def line(self) -> Iterator[Line]:
        yield self

    def carry(self, parcel: Parcel) -> str:
        self.parcels.append(parcel)
        return ""

    @property
    def last(self) -> str:
        found = re.search(r"\d{6}", self.parcels[-1].subject)
        assert found is not None
        return found[0]


@contextmanager
def codes_go_to(senders: Mapping[Channel, Sender]) -> Iterator[None]:
    """For a while, codes and words to old addresses leave by these senders."""
    with acting():
        handlers = current_app.extensions["workshop"].handlers
    clerk, before = Clerk(senders), dict(handlers)
    handlers.update({CODE_JOB: clerk.send_code, FORMER_JOB: clerk.tell_former})
    try:
        yield
    finally:
        handlers.update(before)


def an_address(*, of: Person, address: str, channel: Channel = Channel.EMAIL) -> None:
    """Asked for, coded, confirmed."""
    codes = Codes()
    with codes_go_to(dict.fromkeys(Channel, codes)):
        with acting():
            actions.ask_for_code(channel, address, by=of.viewer)
        with acting():
            actions.confirm(channel, codes.last, by=of.viewer)
