"""The cells of a student, one at a time: the value a text means, or how to mend it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import cache

from matching.cohorts.importer.faults import FaultCode
from matching.imports.faults import FaultCode as AnyFaultCode
from matching.imports.faults import Mend, Wrong
from matching.imports.reading import closed_up, is_rounded, rounded
from matching.kernel import identity
from matching.kernel.i18n import _, current_locale
from matching.kernel.regions import County, counties, county_by_name

MAX_STUDENT_NUMBER = 30
MAX_CLASS_NAME = 40
TOP_SCORE = 100

_STUDENT_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]*", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年级|年|级|届)?(?:[-/.年]\d{1,2}.*)?", re.ASCII)
_SCORE = re.compile(r"\d{1,4}(\.\d+)?(?=分?$)", re.ASCII)

_ID_CODES: Mapping[identity.FaultKind, AnyFaultCode] = {
    identity.FaultKind.ID_ROUNDED: Wrong.ROUNDED,
    identity.FaultKind.ID_SHORT: FaultCode.ID_LENGTH,
    identity.FaultKind.ID_LONG: FaultCode.ID_LENGTH,
    identity.FaultKind.ID_CHARACTERS: FaultCode.ID_CHARACTERS,
    identity.FaultKind.ID_BIRTH: FaultCode.ID_BIRTH,
    identity.FaultKind.ID_FUTURE: FaultCode.ID_BIRTH,
    identity.FaultKind.ID_CHECK: FaultCode.ID_CHECK,
}


def id_number_of(text: str, today: date) -> str | Mend:
    """A resident ID number with all its checks (FMT-05..07)."""
    fault = identity.id_number_fault(text, today=today)
    return Mend(_ID_CODES[fault.kind], fault.sentence) if fault else identity.normal(text)


def student_number_of(text: str) -> str | Mend:
    """A student number: it becomes part of the user name, so it holds what one can type anywhere."""
    number = identity.normal(text)
    if is_rounded(number):
        return rounded()
    if len(number) > MAX_STUDENT_NUMBER or not _STUDENT_NUMBER.fullmatch(number):
        return Mend(
            FaultCode.STUDENT_NUMBER,
            _("A student number is up to {limit} digits, Latin letters and hyphens.").format(
                limit=MAX_STUDENT_NUMBER
            ),
        )
    return number


def class_name_of(text: str) -> str | Mend:
    """The name of a class, 数控 2401 and 数控2401 being the same."""
    name = closed_up(text)
    name = re.sub(r"(?<=[^\x00-\x7f]) (?=\w)|(?<=\w) (?=[^\x00-\x7f])", "", name)
    if len(name) > MAX_CLASS_NAME:
        return Mend(
            FaultCode.CLASS_NAME, _("A class name has up to {limit} characters.").format(limit=MAX_CLASS_NAME)
        )
    return name


def entry_year_of(text: str, cohort_year: int) -> int | Mend:
    """The year of entry, from 2024, 2024级, 2024-09-01; it has to be the cohort's."""
    found = _YEAR.fullmatch(text.replace(" ", ""))
    if not found:
        return Mend(
            FaultCode.YEAR,
            _("Write the entry year as four digits, like {year}.").format(year=cohort_year),
            str(cohort_year),
        )
    year = int(found[1])
    if year != cohort_year:
        return Mend(
            FaultCode.YEAR_OTHER,
            _("This cohort began in {cohort}, the row says {year}.").format(cohort=cohort_year, year=year),
            str(cohort_year),
        )
    return year


def home_county_of(text: str) -> str | Mend:
    """The six-digit code of a county of Linfen."""
    county = county_by_name(text)
    if county:
        return county.code
    meant = _meant(text)
    if meant is None:
        return Mend(
            FaultCode.COUNTY,
            _(
                "Linfen has no county called “{name}”. Choose one of the list; "
                "for a home elsewhere write 市外."
            ).format(name=text[:20]),
        )
    return Mend(
        FaultCode.COUNTY,
        _("There is no county called “{name}”. Did you mean “{county}”?").format(
            name=text[:20], county=meant.name
        ),
        meant.name,
    )


def school_score_of(text: str) -> int | Mend:
    """The school's score from 0 to 100, in tenths; more digits are rounded half up."""
    found = _SCORE.match(text)
    if not found:
        return Mend(
            FaultCode.SCORE, _("Write the school score as a number from 0 to {top}.").format(top=TOP_SCORE)
        )
    score = Decimal(found[0])
    if score > TOP_SCORE:
        return Mend(
            FaultCode.SCORE,
            _("The school score goes from 0 to {top}, here it is {score}.").format(
                top=TOP_SCORE, score=found[0]
            ),
        )
    return int((score * 10).quantize(Decimal(1), ROUND_HALF_UP))


def _meant(text: str) -> County | None:
    """The county inside a longer address, or the one that is written most alike."""
    by_name = _counties_by_name(current_locale())
    inside = [county for county in counties() if county.name_zh in text]
    if len(inside) == 1:
        return inside[0]
    alike = get_close_matches(text[:40].casefold(), by_name, n=1, cutoff=0.6)
    return by_name[alike[0]] if alike else None


@cache
def _counties_by_name(_locale: str) -> dict[str, County]:
    return {name.casefold(): county for county in counties() for name in (county.name_zh, county.name_en)}
