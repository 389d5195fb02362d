"""The terms of a visit as people read them, for pages and for two editors' texts."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from matching.kernel import majors
from matching.kernel.errors import Difference
from matching.kernel.i18n import _, _l, _n
from matching.slots.telling import county_name
from matching.visits.assembly.terms import VisitTerms

LABELS: dict[str, str] = {
    "title": _l("Title of the visit"),
    "shows": _l("What the class sees and does"),
    "subjects": _l("For students of"),
    "county": _l("County"),
    "address": _l("Where to meet"),
    "least_group": _l("Smallest group"),
    "most_group": _l("Largest group"),
    "least_age": _l("Least age"),
    "students_an_adult": _l("Students an adult"),
    "wear": _l("What to wear"),
    "bring": _l("What to bring"),
    "safety": _l("Safety briefing"),
    "access": _l("Steps, lifts, noise"),
    "languages": _l("Languages"),
    "picks_up": _l("We fetch the class by bus"),
    "decides": _l("We look at each booking first"),
}


def told(name: str, value: Any) -> str:
    """One field's value in the reader's language."""
    if name == "county":
        return county_name(value)
    if name == "subjects":
        return subjects_named(value)
    if name == "least_age":
        return _("From {n} years on").format(n=value) if value else _("Any age")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def told_all(terms: VisitTerms) -> dict[str, str]:
    """Every field of a visit in the reader's language."""
    return {field.name: told(field.name, getattr(terms, field.name)) for field in fields(VisitTerms)}


def differences(theirs: VisitTerms, mine: VisitTerms) -> list[Difference]:
    """Every field in which the two differ."""
    return [
        Difference(str(label), told(name, getattr(theirs, name)), told(name, getattr(mine, name)))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def subjects_named(codes: Iterable[str]) -> str:
    """The groups of majors by name; none means students of every major."""
    names = {group.code: group.name for group in majors.groups()}
    return _(", ").join(names.get(code, code) for code in sorted(codes)) or _("Every major")


def skipped(count: int) -> str:
    """What a series left out."""
    return _n("{n} day of rest was left out.", "{n} days of rest were left out.", count).format(n=count)
