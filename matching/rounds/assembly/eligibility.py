"""Models as the law sees them: may this student take this slot, and how many slots may such students take."""

from collections.abc import Iterable, Sequence

from matching.cohorts.models import Student
from matching.kernel.majors import MajorFit, fit_of_major
from matching.law.book import Book
from matching.law.facts import SlotFacts, StudentFacts
from matching.law.finding import Finding
from matching.law.students import check_student
from matching.slots.assembly import facts_of
from matching.slots.models import Slot


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
