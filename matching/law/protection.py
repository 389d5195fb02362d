"""Work closed to minors and to women, and what is told of a minor at night."""

from collections.abc import Mapping

from matching.law.ages import age_on, birthday_reaching
from matching.law.book import Rule
from matching.law.check import found
from matching.law.facts import SlotFacts, StudentFacts
from matching.law.finding import N_, Finding
from matching.law.words import Hazard

JUVENILE_BANS: Mapping[Hazard, str] = {
    Hazard.DUST: "LAB-10",
    Hazard.TOXIC: "LAB-11",
    Hazard.HEIGHT: "LAB-12",
    Hazard.COLD_WATER: "LAB-13",
    Hazard.HEAT: "LAB-14",
    Hazard.LOW_TEMPERATURE: "LAB-15",
    Hazard.UNDERGROUND: "LAB-17",
    Hazard.QUARRY: "LAB-17",
    Hazard.FORESTRY: "LAB-18",
    Hazard.RADIATION: "LAB-19",
    Hazard.FIRE_CHEMICAL: "LAB-20",
    Hazard.GEOLOGY: "LAB-21",
    Hazard.DIVING: "LAB-22",
    Hazard.LOAD: "LAB-23",
    Hazard.VIBRATION: "LAB-24",
    Hazard.POSTURE: "LAB-25",
    Hazard.BOILER: "LAB-26",
}
WOMEN_BANS = frozenset({Hazard.UNDERGROUND, Hazard.LOAD})


def closed_to_women(student: StudentFacts, slot: SlotFacts, rules: Mapping[str, Rule]) -> Finding | None:
    """Underground, the heaviest grade, heavy loads."""
    rule = rules.get("LAB-30")
    if student.sex != "female" or rule is None:
        return None
    barred = tuple(hazard for hazard in slot.hazards if hazard in WOMEN_BANS)
    too_hard = slot.intensity is not None and slot.intensity.grade >= rule.value
    if not barred and not too_hard:
        return None
    hardest = (slot.intensity,) if slot.intensity is not None and too_hard else ()
    return found(rule, N_("Closed to women: {work}."), work=(*hardest, *sorted(barred)), about="sex")


def closed_venue(student: StudentFacts, slot: SlotFacts, rules: Mapping[str, Rule]) -> Finding | None:
    """Entertainment venues take on no minors."""
    rule = rules.get("LAB-03")
    if rule is None or slot.venue is None or not slot.venue.is_entertainment:
        return None
    if age_on(student.born, slot.first_day) >= rule.value:
        return None
    message = N_("Nobody under {limit} may be taken on here: {venue}.")
    return found(rule, message, venue=slot.venue, limit=int(rule.value), about="born")


def of_a_minor(student: StudentFacts, slot: SlotFacts, rules: Mapping[str, Rule]) -> list[Finding]:
    """What is closed to a student who is a minor on the first day, and opens with the birthday."""
    grown_up = rules.get("LAB-01")
    if grown_up is None or age_on(student.born, slot.first_day) >= grown_up.value:
        return []
    bans = [_juvenile_ban(hazard, student, rules) for hazard in sorted(slot.hazards)]
    asked = (_intensity(student, slot, rules), _night(student, slot, rules))
    return [finding for finding in (*bans, *asked) if finding is not None]


def _juvenile_ban(hazard: Hazard, student: StudentFacts, rules: Mapping[str, Rule]) -> Finding | None:
    rule, grown_up = rules.get(JUVENILE_BANS.get(hazard, "")), rules["LAB-01"]
    if rule is None:
        return None
    birthday = birthday_reaching(student.born, int(grown_up.value))
    message = N_("Closed under {limit}: {hazard}. Slots that start on {birthday} or later are open.")
    return found(
        rule,
        message,
        about="born",
        changes_on=birthday,
        limit=int(grown_up.value),
        hazard=hazard,
        birthday=birthday,
    )


def _intensity(student: StudentFacts, slot: SlotFacts, rules: Mapping[str, Rule]) -> Finding | None:
    rule, grown_up = rules.get("LAB-16"), rules["LAB-01"]
    if rule is None or slot.intensity is None or slot.intensity.grade < rule.value:
        return None
    birthday = birthday_reaching(student.born, int(grown_up.value))
    message = N_("Closed under {limit}: work of intensity grade {grade}.")
    return found(
        rule,
        message,
        about="born",
        changes_on=birthday,
        limit=int(grown_up.value),
        grade=slot.intensity.grade,
    )


def _night(student: StudentFacts, slot: SlotFacts, rules: Mapping[str, Rule]) -> Finding | None:
    """A filing lifts the ban on night work for all; for a minor the platform asks for a reason on top."""
    rule, grown_up = rules.get("OWN-03"), rules["LAB-01"]
    if rule is None or not slot.night_work:
        return None
    birthday = birthday_reaching(student.born, int(grown_up.value))
    message = N_("Under {limit} on the first day, and the slot has night work: say why it is needed.")
    return found(rule, message, limit=int(grown_up.value), about="born", changes_on=birthday)
