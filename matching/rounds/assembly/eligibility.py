"""Models as the law sees them: may this student take this slot, and how many slots may such students take."""

from collections.abc import Iterable, Sequence
from datetime import date

from matching.cohorts.enums import Sex
from matching.cohorts.models import Student
from matching.kernel.majors import MajorFit, fit_of_major
from matching.law.ages import age_on
from matching.law.book import Book
from matching.law.facts import SlotFacts, StudentFacts
from matching.law.finding import Finding
from matching.law.students import check_student
from matching.slots.assembly import facts_of
from matching.slots.models import Slot

Kind = tuple[date, Sex, int, str, int]
"""Born on, sex, entry year, major, and how many students are so."""


def student_facts(student: Student) -> StudentFacts:
    """What the law asks about a student; the cohort should be loaded."""
    return StudentFacts(
        born=student.born_on,
        sex=student.sex.value,
        major_code=student.cohort.major_code,
        entry_year=student.entry_year,
    )


def findings(student: StudentFacts, slot: Slot, *, book: Book) -> list[Finding]:
    """What the law says of this student at this slot, gravest first; a hard finding bars the slot."""
    return check_student(student, facts_of(slot), book=book)


def is_barred(found: Iterable[Finding]) -> bool:
    """Whether one of them is hard."""
    return any(finding.blocks for finding in found)


def slots_for(student: StudentFacts, slots: Sequence[SlotFacts], *, book: Book) -> int:
    """How many of the slots this student may take."""
    # An unrelated major bars a slot in any case, and is by far the quickest question.
    return sum(
        not is_barred(check_student(student, slot, book=book))
        for slot in slots
        if not slot.major_codes or fit_of_major(student.major_code, slot.major_codes) is not MajorFit.OTHER
    )


def with_few_slots(kinds: Iterable[Kind], slots: Sequence[SlotFacts], *, fewer_than: int, book: Book) -> int:
    """How many students may take fewer slots than that.

    The law knows a birthday only by the age on first days, so students of one age are asked for once.
    """
    first_days = sorted({slot.first_day for slot in slots})
    known: dict[tuple[object, ...], bool] = {}
    few = 0
    for born, sex, entry_year, major_code, count in kinds:
        key = (sex, entry_year, major_code, *(age_on(born, day) for day in first_days))
        if key not in known:
            facts = StudentFacts(born=born, sex=sex.value, major_code=major_code, entry_year=entry_year)
            known[key] = slots_for(facts, slots, book=book) < fewer_than
        few += count if known[key] else 0
    return few
