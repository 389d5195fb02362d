"""A market as a file tells it, with the ids of whoever wrote it; meanings are not checked."""

from dataclasses import dataclass, field
from typing import Any

from matching.engine.files_schema import sound
from matching.engine.market import Options, Ties, Unranked


@dataclass(frozen=True, kw_only=True)
class Student:
    """Somebody who wishes for slots."""

    id: str
    wishes: list[str]
    fixed: str | None = None
    together: str | None = None
    holds: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Who comes first: either `ranking`, best first, or `scores`, higher first; neither: all are alike."""

    ranking: list[str] | None = None
    scores: dict[str, int] | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a ranking, or scores, be they empty."""
        return self.ranking is not None or self.scores is not None


@dataclass(frozen=True, kw_only=True)
class Slot(Scale):
    """Seats that students wish for."""

    id: str
    seats: int
    opens_with: int = 0
    parent: str | None = None
    reserves: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Group(Scale):
    """A cap on the slots inside it."""

    id: str
    seats: int
    parent: str | None = None


@dataclass(frozen=True, kw_only=True)
class Market:
    """What a file says. `ineligible`: the rules by (student, slot); `lottery` and `fit` may be missing."""

    students: list[Student]
    slots: list[Slot]
    groups: list[Group]
    kinds: list[str] | None
    ineligible: dict[tuple[str, str], str]
    lottery: dict[str, int] | None
    fit: dict[str, dict[str, int]] | None
    options: Options


def market_of(value: Any, faults: list[str]) -> Market:
    """The market that parsed JSON tells of, as far as its shape is right; faults are added to `faults`."""
    told = sound(value, faults)
    options = told.get("options", {})
    return Market(
        students=[Student(**one) for one in told.get("students", [])],
        slots=[Slot(**one) for one in told.get("slots", [])],
        groups=[Group(**one) for one in told.get("groups", [])],
        kinds=told.get("kinds"),
        ineligible=_rules(told.get("ineligible", [])),
        lottery=told.get("lottery"),
        fit=told.get("fit"),
        options=Options(
            ties=Ties(options.get("ties", Ties.LOTTERY)),
            unranked=Unranked(options.get("unranked", Unranked.UNACCEPTABLE)),
        ),
    )


def _rules(barred: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """By pair; where several rules bar one, all of them."""
    rules: dict[tuple[str, str], str] = {}
    for one in barred:
        pair, rule = (one["student"], one["slot"]), one.get("rule", "")
        rules[pair] = f"{rules[pair]}, {rule}" if rules.get(pair) and rule else rules.get(pair) or rule
    return rules
