"""Reads JSON that may come from anywhere: every fault is told, and nothing is taken that means two things."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

LONGEST_NUMBER = 20  # characters; more is beyond 64 bits, and slow to read
SHOWN = 60  # characters of a value in a sentence


class Unreadable(ValueError):
    """The file cannot be used. `sentences` holds every fault, in the words and ids of whoever wrote it."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


def parsed(data: bytes) -> Any:
    """What the file says. Raises `Unreadable`: not UTF-8, not JSON, or not plainly so.

    Names that stand twice in one object, NaN and infinities, and numbers of more than 20 characters are
    all told at once.
    """
    faults: list[str] = []
    found = _Hooks(faults)
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=found.object,
            parse_constant=found.constant,
            parse_int=found.integer,
        )
    except UnicodeDecodeError as error:
        raise Unreadable([f"The file is not UTF-8 text: byte {error.start + 1} cannot be read."]) from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable([*faults, f"The file is not JSON: {error.msg}, {where}."]) from error
    except RecursionError as error:
        raise Unreadable(["The file is nested too deeply; four levels are all a market has."]) from error
    if faults:
        raise Unreadable(faults)
    return value


def quoted(value: object) -> str:
    """A value as it stood in the file, but short, and harmless to a terminal."""
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        text = json.dumps(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def refused(*sentences: str) -> NoReturn:
    """Raise `Unreadable`."""
    raise Unreadable(sentences)


class _Hooks:
    """What the reader of JSON calls on its way; what is wrong is noted, and reading goes on."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        together = dict(pairs)
        if len(together) < len(pairs):
            seen: set[str] = set()
            for name, _value in pairs:
                if name in seen:
                    self.faults.append(f"{quoted(name)} stands twice in one object.")
                seen.add(name)
        return together

    def constant(self, name: str) -> None:
        self.faults.append(f"{name} is not a number that JSON knows.")

    def integer(self, digits: str) -> int:
        if len(digits) <= LONGEST_NUMBER:
            return int(digits)
        self.faults.append(f"A number of {len(digits)} digits, {digits[:12]}..., is too long to be meant.")
        return 0
