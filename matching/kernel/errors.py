"""Answers that are not bugs: something may not happen now, or two people changed the same thing."""

from collections.abc import Sequence
from typing import NamedTuple


class Refused(Exception):
    """The rules say no. `sentence` tells why and what to do; `field` names the input it belongs to."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Difference(NamedTuple):
    """One field that two people filled differently, as people read it."""

    label: str
    theirs: str
    mine: str


class Conflict(Exception):
    """Somebody else was faster. Both texts travel along, so that nothing typed is lost."""

    def __init__(
        self, sentence: str, *, field: str | None = None, differences: Sequence[Difference] = ()
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.differences = tuple(differences)


class OtherHat(Exception):
    """A form of a page that was made under another hat than the one worn now."""


class TooMany(Exception):
    """Tried too often; `seconds` until the next try is welcome."""

    def __init__(self, sentence: str, *, seconds: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.seconds = seconds


def refuse_if(why_not: str | None, *, field: str | None = None) -> None:
    """Turn a rule's answer into a refusal."""
    if why_not is not None:
        raise Refused(why_not, field=field)
