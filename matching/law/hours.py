"""Checks of time: order of dates, length, hours a day and a week, rest, night work, overtime, exemptions."""

from matching.law.ages import months_after
from matching.law.book import Rule, Severity
from matching.law.check import Check, found
from matching.law.facts import SlotFacts
from matching.law.finding import N_, Finding
from matching.law.units import TENTHS, hours


def dates_in_order(slot: SlotFacts, rule: Rule) -> Finding | None:
    """The last day comes after the first."""
    if slot.last_day > slot.first_day:
        return None
    message = N_("The last day must come after the first day {first}. Now it is {last}.")
    return found(rule, message, first=slot.first_day, last=slot.last_day, about="last_day")


def duration(slot: SlotFacts, rule: Rule) -> Finding | None:
    """A post internship generally lasts so many months; a longer one needs a reason."""
    latest = months_after(slot.first_day, int(rule.value))
    if slot.last_day <= latest:
        return None
    message = N_(
        "A post internship generally lasts {months} months. From {first} that is until {latest}; "
        "this one ends on {last}: shorten it or say why."
    )
    return found(
        rule,
        message,
        about="last_day",
        months=int(rule.value),
        first=slot.first_day,
        latest=latest,
        last=slot.last_day,
    )


def daily_hours(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Hours a day."""
    message = N_("Hours a day must be {limit} or less. You entered {hours}.")
    return _too_many(slot.hours_day, rule, message, "hours_day")


def weekly_hours(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Hours a week, as the statute has them."""
    message = N_("Hours a week must be {limit} or less. You entered {hours}.")
    return _too_many(slot.hours_week, rule, message, "hours_week")


def usual_week(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Hours a week, as is usual."""
    message = N_("The usual week has {limit} hours. You entered {hours}: say why, or make it {limit}.")
    return _too_many(slot.hours_week, rule, message, "hours_week")


def _too_many(tenths: int | None, rule: Rule, message: str, about: str) -> Finding | None:
    limit = int(rule.value * TENTHS)
    if tenths is None or tenths <= limit:
        return None
    return found(rule, message, hours=hours(tenths), limit=hours(limit), about=about, passes=limit)


def weekly_rest(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Rest days a week."""
    if slot.rest_days_week is None or slot.rest_days_week >= rule.value:
        return None
    message = N_("Rest days a week: {days}. At least {limit} is needed.")
    return found(
        rule,
        message,
        about="rest_days_week",
        passes=int(rule.value),
        days=slot.rest_days_week,
        limit=int(rule.value),
    )


def night_work(slot: SlotFacts, rule: Rule) -> Finding | None:
    """No night shift without an exemption."""
    message = N_(
        "Interns work no night shifts. Without night work this passes; otherwise it must be filed with the "
        "superior authority before the first day, {first}."
    )
    return _needs_exemption(slot.night_work, slot, rule, message, about="night_work")


def overtime(slot: SlotFacts, rule: Rule) -> Finding | None:
    """No overtime without an exemption."""
    message = N_(
        "Interns work no overtime. Without overtime this passes; otherwise it must be filed with the "
        "superior authority before the first day, {first}."
    )
    return _needs_exemption(slot.overtime, slot, rule, message, about="overtime")


def holiday_work(slot: SlotFacts, rule: Rule) -> Finding | None:
    """No work on rest days and public holidays without an exemption."""
    message = N_(
        "Interns do not work on rest days and public holidays. Otherwise it must be filed with the "
        "superior authority before the first day, {first}."
    )
    return _needs_exemption(slot.holiday_work, slot, rule, message, about="holiday_work")


def _needs_exemption(
    wanted: bool, slot: SlotFacts, rule: Rule, message: str, *, about: str
) -> Finding | None:
    if not wanted or slot.is_exempted:
        return None
    return found(rule, message, first=slot.first_day, about=about)


def exemption(slot: SlotFacts, rule: Rule) -> Finding | None:
    """A filing that was named is whole, and then it is told; else it lifts nothing."""
    filing = slot.exemption
    if filing is None:
        return None
    if not slot.is_exempted or filing.filed_on is None:
        message = N_("A filing needs its number and a day before the first day, {first}.")
        return found(rule, message, first=slot.first_day, about="exemption")
    message = N_("Filed under {number} on {filed}. The bureau compares it with its own records.")
    return found(
        rule,
        message,
        about="exemption",
        severity=Severity.INFO,
        number=filing.number.strip(),
        filed=filing.filed_on,
    )


TIME_CHECKS = (
    Check("OWN-01", "last_day", N_("First and last day"), dates_in_order),
    Check("INT-27", "last_day", N_("Length"), duration),
    Check("INT-17", "hours_day", N_("Hours a day"), daily_hours),
    Check("INT-18", "hours_week", N_("Hours a week"), weekly_hours),
    Check("INT-18b", "hours_week", N_("Usual week"), usual_week),
    Check("INT-19", "rest_days_week", N_("Weekly rest"), weekly_rest),
    Check("INT-15", "night_work", N_("Night work"), night_work),
    Check("INT-15", "overtime", N_("Overtime"), overtime),
    Check("INT-14", "holiday_work", N_("Rest days and public holidays"), holiday_work),
    Check("INT-16", "exemption", N_("Filed exemption"), exemption),
)
