"""What a sender gets and what it may answer: one protocol a channel, chosen by the scheme of an address."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from matching.outbox.enums import Reason


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message to one address. `reference` is the same at every attempt; links are whole or empty."""

    reference: str
    to: str = field(repr=False)
    subject: str
    body: str = field(repr=False)
    url: str = ""
    settings_url: str = ""
    locale: str


class Line(Protocol):
    """An open connection that carries parcel after parcel."""

    def carry(self, parcel: Parcel) -> str:
        """The other side's name for it; raises Later, TurnedDown or Unreachable."""


class Sender(Protocol):
    """Opens a line; raises Unreachable when nobody answers."""

    def line(self) -> AbstractContextManager[Line]:
        """For one batch."""


class Later(Exception):
    """Not now, and only this parcel: worth another try."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class TurnedDown(Exception):
    """Never: trying again would change nothing."""

    def __init__(self, reason: Reason, answer: str) -> None:
        super().__init__(answer)
        self.reason = reason
        self.answer = answer


class Unreachable(Exception):
    """Nobody is there for any parcel; `answer` is a code or the kind of the error, never an address."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer
