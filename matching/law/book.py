"""The book of rules: every rule with its source, its severity, its number and the dates it is in force.

``rules.csv`` is the one place of every legal number. A rule that was not verified is the platform's default
and is labelled so. A book with amendments is another book; books are never changed.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

Number = int | Decimal

_HERE = Path(__file__).parent
_DAYS_KEPT = 400  # more first days than a year of internships has; a bound, for days come from outside


class Severity(StrEnum):
    """What a broken rule does: block, ask for a written reason, or only tell."""

    HARD = "hard"
    SOFT = "soft"
    INFO = "info"

    @property
    def weight(self) -> int:
        """For sorting: the gravest comes first."""
        return list(Severity).index(self)


class Verified(StrEnum):
    """How sure the text of a rule is: read itself, read in a report of it, or not confirmed."""

    YES = "yes"
    SECONDARY = "secondary"
    NO = "no"


@dataclass(frozen=True)
class Rule:
    """One version of one rule.

    ``value`` is the number checks compare with, in ``unit``; ``cite`` and ``sentence`` are message ids (the
    citation and the rule in one line, which may hold ``{value}``); ``by_county`` is a number for each county.
    """

    id: str
    subject: str
    condition: str
    threshold: str
    unit: str
    severity: Severity
    source: str
    article: str
    verified: Verified
    value: Number = 0
    valid_from: date | None = None
    valid_until: date | None = None
    cite: str = ""
    sentence: str = ""
    by_county: Mapping[str, int] = field(default_factory=dict, hash=False)

    def is_in_force(self, on: date) -> bool:
        """Whether this version holds on that day, both ends included."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on <= self.valid_until)

    @property
    def is_law(self) -> bool:
        """Whether it may be shown as law; otherwise it is the platform's default."""
        return self.verified is not Verified.NO


@dataclass(frozen=True)
class Amendment:
    """A dated change of one rule: from ``valid_from`` on the fields given here replace the older ones."""

    rule_id: str
    valid_from: date
    valid_until: date | None = None
    value: Number | None = None
    severity: Severity | None = None
    source: str | None = None
    article: str | None = None
    cite: str | None = None
    verified: Verified | None = None
    by_county: Mapping[str, int] | None = field(default=None, hash=False)

    def of(self, rule: Rule) -> Rule:
        """The rule as amended."""
        names = ("value", "severity", "source", "article", "cite", "verified", "by_county")
        changes = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return replace(rule, valid_from=self.valid_from, valid_until=self.valid_until, **changes)


class Book:
    """The rules by id and day. A book remembers the days it was asked about: keep one and hand it on."""

    def __init__(self, rules: Iterable[Rule], amendments: Iterable[Amendment] = ()) -> None:
        self._versions: dict[str, tuple[Rule, ...]] = {}
        for rule in rules:
            self._versions[rule.id] = (*self._versions.get(rule.id, ()), rule)
        for amendment in sorted(amendments, key=lambda one: one.valid_from):
            versions = self._versions[amendment.rule_id]
            before = [
                version for version in versions if version.is_in_force(amendment.valid_from)
            ] or versions
            self._versions[amendment.rule_id] = (*versions, amendment.of(before[-1]))
        self._days: dict[date, Mapping[str, Rule]] = {}

    @staticmethod
    def default() -> "Book":
        """The book as shipped."""
        return _shipped()

    def amended(self, amendments: Iterable[Amendment]) -> "Book":
        """A new book with these changes on top; KeyError where a rule is unknown."""
        return Book((rule for versions in self._versions.values() for rule in versions), amendments)

    def ids(self) -> tuple[str, ...]:
        """The ids of all rules, in the order of the book."""
        return tuple(self._versions)

    def rule(self, rule_id: str, on: date | None = None) -> Rule:
        """The newest version, or the one in force on a day; KeyError where there is none."""
        return self._versions[rule_id][-1] if on is None else self.on(on)[rule_id]

    def threshold(self, rule_id: str, on: date) -> Number:
        """The number of a rule in force on a day; KeyError where there is none."""
        return self.rule(rule_id, on).value

    def on(self, day: date) -> Mapping[str, Rule]:
        """All rules in force on a day, by id; later versions win over earlier ones."""
        known = self._days.get(day)
        if known is None:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            known = {
                rule.id: rule
                for versions in self._versions.values()
                for rule in versions
                if rule.is_in_force(day)
            }
            self._days[day] = known
        return known


@cache
def _shipped() -> Book:
    wages: dict[str, dict[str, int]] = {}
    for row in _rows("minimum_wage.csv"):
        wages.setdefault(row["rule_id"], {})[row["county"]] = int(row["monthly_cny"])
    return Book(_rule(row, wages.get(row["id"], {})) for row in _rows("rules.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _rule(row: Mapping[str, str], by_county: Mapping[str, int]) -> Rule:
    number = Decimal(row["value"] or 0)
    return Rule(
        id=row["id"],
        subject=row["subject"],
        condition=row["condition"],
        threshold=row["threshold"],
        unit=row["unit"],
        severity=Severity(row["severity"]),
        source=row["source"],
        article=row["article"],
        verified=Verified(row["verified"]),
        value=int(number) if number == int(number) else number,
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        cite=row["cite"],
        sentence=row["sentence"],
        by_county=by_county,
    )
