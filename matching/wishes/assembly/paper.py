"""Reading a paper list: which slot the words of a line mean."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from matching.kernel.i18n import _
from matching.wishes.assembly.desk import Choice, Desk
from matching.wishes.assembly.words import why_not_choose

# A number alone, or a suggestion as `line` writes it: "5 轴加工" is a title and not slot 5.
NUMBER_FIRST = re.compile(r"(\d{1,9})(?: · .*)?")


class Found(NamedTuple):
    """The slot a line means, or the sentence why it means none."""

    slot_id: int | None
    why_not: str | None


def found(desk: Desk, text: str) -> Found:
    """A title that only one slot has, or a slot's number, alone or as `line` writes it."""
    choices = (*desk.chosen, *desk.pool, *desk.barred)
    meant = [choice for choice in choices if _plain(choice.slot.title) == _plain(text)]
    number = NUMBER_FIRST.fullmatch(text)
    if not meant and number:
        meant = [choice for choice in choices if choice.slot.id == int(number[1])]
    return _only(meant, listed={choice.slot.id for choice in desk.chosen})


def line(choice: Choice) -> str:
    """How a slot is offered in the list of suggestions; `found` reads it back."""
    return f"{choice.slot.id} · {choice.slot.title} · {choice.slot.enterprise.name}"


def lines(choices: Iterable[Choice]) -> list[str]:
    """Every suggestion."""
    return [line(choice) for choice in choices]


def _only(meant: list[Choice], *, listed: set[int]) -> Found:
    if not meant:
        return Found(None, _("No slot of this round has this number or this title."))
    if len(meant) > 1:
        numbers = ", ".join(str(choice.slot.id) for choice in meant)
        return Found(
            None, _("Several slots have this title. Write the number: {numbers}.").format(numbers=numbers)
        )
    choice = meant[0]
    # What stands on the list already may stay on it, marked.
    return Found(choice.slot.id, None if choice.slot.id in listed else why_not_choose(choice))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
