"""Checks of place and work: venue, intensity, hazards, who organises it."""

from matching.law.book import Rule
from matching.law.check import Check, found
from matching.law.facts import SlotFacts
from matching.law.finding import N_, Finding
from matching.law.words import Hazard

# The kinds of work INT-13 names; the rest of the list binds juveniles only.
HIGH_RISK = frozenset(
    {
        Hazard.HEIGHT,
        Hazard.UNDERGROUND,
        Hazard.RADIATION,
        Hazard.TOXIC,
        Hazard.FIRE_CHEMICAL,
        Hazard.HIGH_RISK,
    }
)


def venue(slot: SlotFacts, rule: Rule) -> Finding | None:
    """No internship in an entertainment venue."""
    if slot.venue is None or not slot.venue.is_entertainment:
        return None
    message = N_("No internship takes place in such a place: {venue}.")
    return found(rule, message, venue=slot.venue, about="venue")


def venue_for_minors(slot: SlotFacts, rule: Rule) -> Finding | None:
    """An entertainment venue may not take on minors either."""
    if slot.venue is None or not slot.venue.is_entertainment:
        return None
    message = N_("Nobody under {limit} may be taken on here: {venue}.")
    return found(rule, message, venue=slot.venue, limit=int(rule.value), about="venue")


def intensity(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Heavy work is closed to interns."""
    if slot.intensity is None or slot.intensity.grade < rule.value:
        return None
    message = N_("Intensity of the work: {intensity}. From grade {limit} on it is closed to interns.")
    return found(rule, message, intensity=slot.intensity, limit=int(rule.value), about="intensity")


def hazardous_work(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Work of high risk is closed to interns without an exemption."""
    risks = slot.hazards & HIGH_RISK
    if not risks or slot.is_exempted:
        return None
    message = N_(
        "Closed to interns: {hazards}. It passes only when filed with the superior authority before the "
        "first day, {first}."
    )
    return found(
        rule,
        message,
        about="hazards",
        hazards=tuple(hazard for hazard in Hazard if hazard in risks),
        first=slot.first_day,
    )


def intermediary(slot: SlotFacts, rule: Rule) -> Finding | None:
    """No agency in between."""
    if not slot.through_agent:
        return None
    message = N_(
        "An agency or labour-dispatch firm may not arrange or manage internships. Post it yourselves."
    )
    return found(rule, message, about="through_agent")


PLACE_CHECKS = (
    Check("INT-10", "venue", N_("Venue"), venue),
    Check("LAB-03", "venue", N_("Venue for minors"), venue_for_minors),
    Check("INT-12", "intensity", N_("Intensity of the work"), intensity),
    Check("INT-13", "hazards", N_("Hazardous work"), hazardous_work),
    Check("INT-11", "through_agent", N_("No agency"), intermediary),
)
