"""How much students may choose from, and what leaves some too little: asked once for all who are alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from matching.cohorts.enums import Sex
from matching.kernel.majors import MajorFit, fit_of_major
from matching.law.ages import age_on
from matching.law.book import Book
from matching.law.facts import SlotFacts, StudentFacts
from matching.law.students import check_student
from matching.rounds.assembly.eligibility import is_barred
from matching.rounds.enums import WhyFew

Kind = tuple[date, Sex, int, str, int]
"""Born on, sex, entry year, major, and how many students are so."""

# Which field of a student a finding is about, and what that is called here; all else is about the work.
ABOUT = {"born": WhyFew.AGE, "entry_year": WhyFew.YEAR}


class Choice(NamedTuple):
    """How many slots a student may take, counted no further than enough; `why` not more, most of all."""

    slots: int
    why: WhyFew


class Choices:
    """Of one set of slots, as far as `enough` of them. The law knows a birthday only by the age on first
    days, so students who are alike are judged once, and most are done after a few slots.
    """

    def __init__(self, slots: Sequence[SlotFacts], *, enough: int, book: Book) -> None:
        self._slots, self._enough, self._book = slots, enough, book
        self._first_days = sorted({slot.first_day for slot in slots})
        self._known: dict[tuple[object, ...], Choice] = {}
        self._fitting: dict[str, list[SlotFacts]] = {}

    def of(self, born: date, sex: Sex, entry_year: int, major_code: str) -> Choice:
        """What such a student may choose from."""
        key = (sex, entry_year, major_code, *(age_on(born, day) for day in self._first_days))
        if key not in self._known:
            self._known[key] = self._judged(
                StudentFacts(born=born, sex=sex.value, major_code=major_code, entry_year=entry_year)
            )
        return self._known[key]

    def _judged(self, student: StudentFacts) -> Choice:
        # An unrelated major bars a slot in any case, and is asked once a major.
        if student.major_code not in self._fitting:
            self._fitting[student.major_code] = [s for s in self._slots if fits(student.major_code, s)]
        fitting = self._fitting[student.major_code]
        if not fitting:
            return Choice(0, WhyFew.MAJOR)
        free, bars = 0, Counter[WhyFew]()
        for slot in fitting:
            found = check_student(student, slot, book=self._book)
            if is_barred(found):
                gravest = next(finding for finding in found if finding.blocks)
                bars[ABOUT.get(gravest.about, WhyFew.WORK)] += 1
            else:
                free += 1
            if free == self._enough:
                break
        return Choice(free, bars.most_common(1)[0][0] if bars else WhyFew.SCARCE)


def fits(major_code: str, slot: SlotFacts) -> bool:
    """Whether the slot is for this major, or for all."""
    return not slot.major_codes or fit_of_major(major_code, slot.major_codes) is not MajorFit.OTHER


def with_few_slots(kinds: Iterable[Kind], slots: Sequence[SlotFacts], *, fewer_than: int, book: Book) -> int:
    """How many students may take fewer slots than that."""
    choices = Choices(slots, enough=fewer_than, book=book)
    return sum(kind[4] for kind in kinds if choices.of(*kind[:4]).slots < fewer_than)
