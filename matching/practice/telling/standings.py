"""Where a teacher stands, in sentences."""

from collections.abc import Iterator

from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.law.practice import Requirement
from matching.practice.ledger import Standing
from matching.practice.ledger.filling import Fill


def progress(standing: Standing, asked: Requirement) -> str:
    """The days certified and missing; how months become days is our own default, and is said so."""
    done = standing.days.certified
    if not standing.required:
        return _("{n} days certified in {years} years. No number is asked of general subjects.").format(
            n=done, years=asked.years
        )
    if standing.is_fulfilled:
        sentence = _("{n} days certified, enough ({way})")
    else:
        sentence = _("{n} days certified, {gap} missing ({way})")
    way = _("{days} days a month × {months} months, the platform's default").format(
        days=asked.days_a_month, months=asked.months
    )
    return sentence.format(n=done, gap=standing.gap, way=way)


def short(standing: Standing) -> str:
    """The same for a row of a table."""
    days = standing.days
    waiting = _n("{n} waits", "{n} wait", days.waiting).format(n=days.waiting) if days.waiting else ""
    done = (
        _("{n} of {required} days").format(n=days.certified, required=standing.required)
        if standing.required
        else _n("{n} day", "{n} days", days.certified).format(n=days.certified)
    )
    return _(", ").join(part for part in (done, waiting) if part)


def fills(fill: Fill) -> str:
    """How far a post goes towards what is missing."""
    return _("Fills {n} of {missing} missing days").format(n=fill.days, missing=fill.missing)


def outlook(standing: Standing) -> Iterator[str]:
    """The dates that follow, a sentence each."""
    dates = standing.outlook
    if dates.falls_short_on:
        yield _("If nothing more is certified, it is enough until the day before {day}.").format(
            day=spoken(dates.falls_short_on)
        )
    if dates.short_since:
        yield _("Not enough since {day}.").format(day=spoken(dates.short_since))
    elif dates.deadline and not standing.is_fulfilled:
        passed = dates.deadline < standing.window.last
        sentence = _("That was to be reached by {day}.") if passed else _("To be reached by {day}.")
        yield sentence.format(day=spoken(dates.deadline))
    if dates.closes_with_plans_on:
        yield _("With all that waits and is planned, it is enough on {day}.").format(
            day=spoken(dates.closes_with_plans_on)
        )
    elif dates.closes_on:
        yield _("At the pace so far, it is enough on {day}.").format(day=spoken(dates.closes_on))
