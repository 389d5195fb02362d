"""May this student take this slot? Every check of a pair, judged by the rules of the slot's first day.

Made for bulk: a round asks it for every pair of a student and a slot, so each question is a few comparisons.
"""

from collections.abc import Callable, Mapping

from matching.law.ages import age_on, birthday_reaching, first_day_of_study_year, study_year_on
from matching.law.book import Book, Rule, Severity
from matching.law.check import found
from matching.law.facts import SlotFacts, StudentFacts
from matching.law.finding import N_, Finding, gravest_first
from matching.law.hours import night_work
from matching.law.places import hazardous_work, intensity, venue
from matching.law.protection import JUVENILE_BANS, closed_to_women, closed_venue, of_a_minor

Rules = Mapping[str, Rule]


def check_student(student: StudentFacts, slot: SlotFacts, *, book: Book) -> list[Finding]:
    """What bars this student from this slot or is worth telling, gravest first; empty where all fits."""
    rules = book.on(slot.first_day)
    findings = [finding for ask in _OF_THE_PAIR if (finding := ask(student, slot, rules)) is not None]
    if slot.hazards or slot.intensity or slot.night_work or slot.venue:
        findings += _of_the_work(slot, rules)
        findings += of_a_minor(student, slot, rules)
    return gravest_first(findings)


def _of_the_work(slot: SlotFacts, rules: Rules) -> list[Finding]:
    """What closes a slot to everybody: it passed when it was posted, but the book may have changed since."""
    return [
        finding
        for rule_id, ask in _WORK_CHECKS
        if rule_id in rules and (finding := ask(slot, rules[rule_id])) is not None
    ]


_WORK_CHECKS = (("INT-10", venue), ("INT-12", intensity), ("INT-13", hazardous_work), ("INT-15", night_work))


def age(student: StudentFacts, slot: SlotFacts, rules: Rules) -> Finding | None:
    """The youngest age on the first day."""
    rule = rules.get("INT-07")
    if rule is None:
        return None
    limit, years = int(rule.value), age_on(student.born, slot.first_day)
    if years >= limit:
        return None
    birthday = birthday_reaching(student.born, limit)
    message = N_(
        "An intern must be {limit} on the first day, {first}, and would be {age}. "
        "Slots that start on {birthday} or later are open."
    )
    return found(
        rule,
        message,
        about="born",
        changes_on=birthday,
        limit=limit,
        first=slot.first_day,
        age=years,
        birthday=birthday,
    )


def study_year(student: StudentFacts, slot: SlotFacts, rules: Rules) -> Finding | None:
    """No post internship in the first year; the school year starts as the book says (CAL-07)."""
    rule, school_year = rules.get("INT-06"), rules.get("CAL-07")
    if rule is None or school_year is None:
        return None
    month, limit = int(school_year.value), int(rule.value)
    year = study_year_on(student.entry_year, slot.first_day, month)
    if year >= limit:
        return None
    opens = first_day_of_study_year(student.entry_year, limit, month)
    message = N_(
        "Post internships are open from study year {limit} on. On the first day, {first}, it is year {year}. "
        "Slots that start on {opens} or later are open."
    )
    return found(
        rule,
        message,
        about="entry_year",
        changes_on=opens,
        limit=limit,
        first=slot.first_day,
        year=max(year, 0),
        opens=opens,
    )


def major(student: StudentFacts, slot: SlotFacts, rules: Rules) -> Finding | None:
    """Unrelated to the major is barred, another of the same group is told; a slot without majors is open."""
    if not slot.major_codes or student.major_code in slot.major_codes:
        return None
    if group_of(student.major_code) in {group_of(code) for code in slot.major_codes}:
        rule = rules.get("INT-31")
        message = N_("Another major than the slot names, of the same group.")
        return found(rule, message, about="major_code", severity=Severity.INFO) if rule else None
    rule = rules.get("INT-30")
    message = N_("The slot names no major of this student's group, and an internship must fit the major.")
    return found(rule, message, about="major_code") if rule else None


def group_of(major_code: str) -> str:
    """The group of majors: the digits before the two of the serial number."""
    return major_code[: len("GG")]


Ask = Callable[[StudentFacts, SlotFacts, Rules], Finding | None]
_OF_THE_PAIR: tuple[Ask, ...] = (age, study_year, major, closed_venue, closed_to_women)

# Every rule a pair is asked by.
STUDENT_RULES = frozenset(
    {
        "INT-06",
        "INT-07",
        "INT-30",
        "INT-31",
        "LAB-01",
        "LAB-03",
        "LAB-16",
        "LAB-30",
        "CAL-07",
        "OWN-03",
    }
    | {rule_id for rule_id, _ask in _WORK_CHECKS}
    | set(JUVENILE_BANS.values())
)
