"""A check: the rule it asks, the field it is about, what it is called in a list, and the question itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from matching.law.book import Rule, Severity
from matching.law.facts import SlotFacts
from matching.law.finding import Finding, Param


@dataclass(frozen=True)
class Check:
    """One question about a slot. ``topic`` is a message id; the answer is None or a finding."""

    rule_id: str
    about: str
    topic: str
    ask: Callable[[SlotFacts, Rule], Finding | None]


def found(
    rule: Rule,
    message: str,
    *,
    about: str,
    passes: int | None = None,
    changes_on: date | None = None,
    severity: Severity | None = None,
    **params: Param,
) -> Finding:
    """A finding with the severity of its rule, unless the check softens it; ``params`` fill the sentence."""
    return Finding(rule.id, severity or rule.severity, message, params, about, passes, changes_on)


def in_force(checks: tuple[Check, ...], rules: Mapping[str, Rule]) -> Iterator[tuple[Check, Rule]]:
    """The checks whose rule is in force, with it."""
    return ((check, rules[check.rule_id]) for check in checks if check.rule_id in rules)
