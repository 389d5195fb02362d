"""What is said of a recognition as dual-qualified, and what the rules say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matching.kernel.i18n import _
from matching.law.finding import basis, rule_text
from matching.slots.queries import book
from matching.teachers.enums import DualLevel
from matching.teachers.models import Recognition

RULES = ("TCH-12", "TCH-13")
_LOWEST_FIRST = list(DualLevel)


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """At which level, since when, how long, by which document."""

    level: DualLevel
    recognised_on: date
    valid_until: date | None
    document: str


def highest(recognitions: Iterable[Recognition], on: date) -> Recognition | None:
    """The one that counts on a day, if any does."""
    standing = [one for one in recognitions if one.holds(on)]
    return max(standing, key=lambda one: _LOWEST_FIRST.index(one.level), default=None)


def quoted(on: date) -> list[tuple[str, str, date | None]]:
    """What the rules in force say of recognition, for information; where each stands, and until when."""
    in_force = book().on(on)
    return [
        (rule_text(in_force[rule_id], _), basis(in_force[rule_id], _), in_force[rule_id].valid_until)
        for rule_id in RULES
        if rule_id in in_force
    ]
