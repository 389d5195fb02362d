"""A slot's terms and the law's answers as people read them, for pages and for two editors' texts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from matching.kernel import majors, regions
from matching.kernel.errors import Difference
from matching.kernel.i18n import _, _l
from matching.law.finding import Finding, basis, rule_of, text
from matching.law.slots import SLOT_CHECKS
from matching.law.words import Word
from matching.slots import queries
from matching.slots.assembly import Terms

LABELS: dict[str, str] = {
    "title": _l("Title of the slot"),
    "work": _l("What the work is"),
    "major_codes": _l("Majors"),
    "seats": _l("Seats"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "hours_day": _l("Hours a day"),
    "hours_week": _l("Hours a week"),
    "rest_days_week": _l("Days off a week"),
    "night_work": _l("Night work"),
    "exemption_number": _l("Number of the filing"),
    "exemption_filed_on": _l("Filed on"),
    "venue": _l("Kind of place"),
    "intensity": _l("Labour intensity"),
    "hazards": _l("Hazards"),
    "pay_monthly": _l("Pay a month, CNY"),
    "same_post_wage": _l("Wage of the same post, CNY"),
    "pay_form": _l("How it is paid"),
    "same_post_staff": _l("Staff in the same kind of post"),
    "lodging": _l("Lodging"),
    "meals": _l("Meals"),
    "county": _l("County"),
    "address": _l("Address"),
    "requirements": _l("Requirements"),
}

TOPICS = {check.rule_id: check.topic for check in SLOT_CHECKS}
TENTHS = frozenset({"hours_day", "hours_week"})


@dataclass(frozen=True)
class Judgement:
    """A finding in the reader's language: the sentence, and the article or that it is our own default."""

    topic: str
    sentence: str
    basis: str

    @property
    def whole(self) -> str:
        """Both in one line."""
        return _("{sentence} ({basis})").format(sentence=self.sentence, basis=self.basis)


def judgement(finding: Finding, first_day: date) -> Judgement:
    """What the law found, judged by the rules of the first day."""
    rule = rule_of(finding, queries.book(), first_day)
    return Judgement(_(TOPICS[finding.rule_id]), text(finding, _), basis(rule, _))


def told(name: str, value: Any) -> str:
    """One field's value in the reader's language."""
    if name in TENTHS:
        return f"{value / 10:g}"
    if name == "county":
        return county_name(value)
    if name == "major_codes":
        return _listed(sorted(value), major_name)
    for kind, tell in _KINDS:
        if isinstance(value, kind):
            return tell(value)
    return str(value if value is not None else "")


def told_all(terms: Terms) -> dict[str, str]:
    """Every field of a slot in the reader's language."""
    return {field.name: told(field.name, getattr(terms, field.name)) for field in fields(Terms)}


def differences(theirs: Terms, mine: Terms) -> list[Difference]:
    """Every field in which the two differ."""
    return [
        Difference(str(label), told(name, getattr(theirs, name)), told(name, getattr(mine, name)))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _listed(values: Iterable[Any], tell: Callable[[Any], str]) -> str:
    return _(", ").join(tell(value) for value in values)


def major_name(code: str) -> str:
    """The major's name; a code nobody knows any more stands for itself."""
    found = majors.major(code)
    return found.name if found else code


def county_name(code: str) -> str:
    """The county's name, or the code."""
    found = regions.county(code)
    return found.name if found else code


_KINDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: _("Yes") if value else _("No")),
    (Word, lambda value: _(value.message)),
    (frozenset, lambda value: _listed(sorted(value), lambda word: _(word.message))),
    (date, lambda value: value.isoformat()),
)
