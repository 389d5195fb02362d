"""The terms of a post for practice as people read them, for pages and for two editors' texts."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from matching.kernel import majors
from matching.kernel.errors import Difference
from matching.kernel.i18n import _, _l
from matching.kernel.labels import LabelledEnum
from matching.practice.assembly.offers import OfferTerms
from matching.practice.enums import PracticeContent
from matching.slots.telling import county_name

LABELS: dict[str, str] = {
    "title": _l("Title of the post"),
    "learn": _l("What teachers will do and learn"),
    "contents": _l("Contents"),
    "form": _l("Form of practice"),
    "subjects": _l("For teachers of"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "days_week": _l("Days a week"),
    "seats": _l("Seats"),
    "mentor": _l("Mentor at the enterprise"),
    "county": _l("County"),
    "address": _l("Address"),
    "requirements": _l("Requirements"),
    "safety": _l("Safety"),
    "allowance_day": _l("Allowance a day, CNY"),
}


def told(name: str, value: Any) -> str:
    """One field's value in the reader's language."""
    if name == "county":
        return county_name(value)
    if name == "subjects":
        return subjects_named(value)
    if name == "contents":
        return _(", ").join(each.label for each in PracticeContent if each in value)
    if isinstance(value, LabelledEnum):
        return value.label
    return value.isoformat() if isinstance(value, date) else str(value)


def told_all(terms: OfferTerms) -> dict[str, str]:
    """Every field of a post in the reader's language."""
    return {field.name: told(field.name, getattr(terms, field.name)) for field in fields(OfferTerms)}


def differences(theirs: OfferTerms, mine: OfferTerms) -> list[Difference]:
    """Every field in which the two differ."""
    return [
        Difference(str(label), told(name, getattr(theirs, name)), told(name, getattr(mine, name)))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def subjects_named(codes: Iterable[str]) -> str:
    """The groups of majors by name; none means teachers of every subject."""
    return _(", ").join(subject_name(code) for code in sorted(codes)) or _("Every subject")


def subject_name(code: str) -> str:
    """The name of a group of majors; a code nobody knows any more stands for itself."""
    return next((group.name for group in majors.groups() if group.code == code), code)
