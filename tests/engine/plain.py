"""Results as plain lists, and instances of all kinds by number, to be compared."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matching.engine import Bars, Instance, Options, Result, Unranked
from tests.engine.chance import KINDS, an_instance
from tests.engine.claims import claim


def said(result: Result) -> dict[str, Any]:
    """All that a result says of the outcome."""
    return {
        "match": result.match.tolist(),
        "wish": result.wish.tolist(),
        "closed": result.closed.tolist(),
        "openings": _bars(result.openings),
        "groups": _bars(result.groups),
        "reserves": _bars(result.reserves),
    }


def to_say(instance: Instance, match: Sequence[int], closed: Sequence[int] = ()) -> dict[str, Any]:
    """All that a result with this match should say, by the definitions."""
    return said(claim(instance, match, closed=closed))


def _bars(bars: Bars) -> list[tuple[bool, int, int]]:
    return list(zip(bars.full.tolist(), bars.priority.tolist(), bars.lottery.tolist(), strict=True))


def instance_number(number: int) -> tuple[random.Random, Instance]:
    """One of endlessly many small instances, the same for ever, and the chance to go on with."""
    chance = random.Random(number)
    kind: dict[str, Any] = dict(KINDS[chance.choice(list(KINDS))])
    kind.setdefault("priorities", chance.choice([1, 2, 4, 1000]))
    kind["options"] = replace(kind.get("options", Options()), unranked=chance.choice(list(Unranked)))
    sizes = {"students": chance.randint(0, 9), "openings": chance.randint(1, 5)}
    return chance, an_instance(chance, **sizes, choosy=chance.random() < 0.8, **kind)
