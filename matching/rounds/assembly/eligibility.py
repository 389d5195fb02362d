"""Models as the law sees them: may this student take this slot."""

from collections.abc import Iterable

from matching.cohorts.models import Student
from matching.law.book import Book
from matching.law.facts import StudentFacts
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
