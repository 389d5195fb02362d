"""How much students may choose from: counted as far as enough, judged once for all who are alike."""

from dataclasses import replace
from datetime import date

import pytest

from matching.cohorts.enums import Sex
from matching.law.book import Book
from matching.law.facts import SlotFacts
from matching.rounds.assembly import Choice, Choices, fits, with_few_slots
from matching.rounds.enums import WhyFew

CNC, COOKING = "0106", "1901"
SLOT = SlotFacts(first_day=date(2026, 4, 13), last_day=date(2026, 10, 9), major_codes=frozenset({CNC}))
BY_NIGHT = replace(SLOT, night_work=True)
GROWN, TOO_YOUNG = date(2007, 1, 1), date(2011, 1, 1)


def _choice(slots: list[SlotFacts], *, born: date = GROWN, year: int = 2023, major: str = CNC) -> Choice:
    return Choices(slots, enough=3, book=Book.default()).of(born, Sex.MALE, year, major)


@pytest.mark.parametrize(
    ("slots", "student", "expected"),
    [
        ([SLOT] * 5, {}, Choice(3, WhyFew.SCARCE)),  # no further than enough
        ([SLOT] * 2, {}, Choice(2, WhyFew.SCARCE)),
        ([], {}, Choice(0, WhyFew.MAJOR)),
        ([SLOT] * 5, {"major": COOKING}, Choice(0, WhyFew.MAJOR)),
        ([SLOT] * 5, {"born": TOO_YOUNG}, Choice(0, WhyFew.AGE)),
        ([SLOT] * 5, {"year": 2025}, Choice(0, WhyFew.YEAR)),
        ([SLOT, BY_NIGHT, BY_NIGHT], {}, Choice(1, WhyFew.WORK)),
    ],
)
def test_what_leaves_a_student_too_little(
    slots: list[SlotFacts], student: dict[str, object], expected: Choice
) -> None:
    assert _choice(slots, **student) == expected  # type: ignore[arg-type]  # a table of keywords


def test_students_who_are_alike_are_counted_together() -> None:
    kinds = [(GROWN, Sex.MALE, 2023, CNC, 7), (TOO_YOUNG, Sex.FEMALE, 2023, CNC, 2)]
    assert with_few_slots(kinds, [SLOT] * 3, fewer_than=3, book=Book.default()) == 2
    assert with_few_slots(kinds, [SLOT] * 2, fewer_than=3, book=Book.default()) == 9


def test_a_slot_without_majors_is_for_everybody() -> None:
    assert fits(COOKING, replace(SLOT, major_codes=frozenset()))
    assert not fits(COOKING, SLOT)
