"""The book: complete, dated, amendable."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matching.law.book import Amendment, Book, Severity
from matching.law.slots import SLOT_CHECKS, check_slot
from matching.law.students import STUDENT_RULES
from tests.law.conftest import LAWFUL

TODAY = date(2026, 11, 24)


def test_the_book_holds_the_rules_read_and_two_of_our_own(book):
    own = [rule_id for rule_id in book.ids() if rule_id.startswith("OWN-")]
    assert len(book.ids()) == 217 + len(own)
    assert own == ["OWN-01", "OWN-03"]
    assert not any(book.rule(rule_id).is_law for rule_id in own)


def test_every_rule_a_check_asks_is_in_the_book_and_told_in_one_line(book):
    for rule_id in {check.rule_id for check in SLOT_CHECKS} | STUDENT_RULES:
        rule = book.rule(rule_id, on=TODAY)
        assert rule.sentence or rule_id == "CAL-07", rule_id
        assert rule.cite or not rule.is_law, rule_id


@pytest.mark.parametrize(
    ("rule_id", "number"),
    [
        ("INT-07", 16),
        ("INT-17", 8),
        ("INT-18", 44),
        ("INT-18b", 40),
        ("INT-20", 80),
        ("INT-25", 10),
        ("INT-26", 20),
    ],
)
def test_a_number_stands_in_the_threshold_it_was_read_from(book, rule_id, number):
    assert book.threshold(rule_id, TODAY) == number
    assert isinstance(book.threshold(rule_id, TODAY), int)
    assert str(number) in book.rule(rule_id).threshold


def test_the_minimum_wage_names_seventeen_counties_in_three_tiers(book):
    wages = book.rule("LAB-40").by_county
    assert len(wages) == 17
    assert (
        "/".join(str(n) for n in sorted(set(wages.values()), reverse=True)) == book.rule("LAB-40").threshold
    )


@pytest.mark.parametrize(
    ("rule_id", "day", "in_force"),
    [
        ("INT-07", date(2021, 12, 30), False),
        ("INT-07", date(2021, 12, 31), True),
        ("LAB-40", date(2024, 12, 31), False),
        ("LAB-40", date(2025, 1, 1), True),
        ("LAB-42", date(2024, 12, 31), True),
        ("LAB-42", date(2025, 1, 1), False),
        ("INT-17", date(1999, 1, 1), True),
    ],
)
def test_a_rule_holds_on_its_days_only(book, rule_id, day, in_force):
    assert (rule_id in book.on(day)) == in_force
    if not in_force:
        with pytest.raises(KeyError):
            book.threshold(rule_id, day)


def test_an_amendment_holds_from_its_day_and_leaves_the_old_book_alone(book):
    shorter = book.amended(
        [Amendment("INT-17", date(2027, 7, 1), value=Decimal("7.5"), cite="New law, Article 1")]
    )
    summer = replace(LAWFUL, first_day=date(2027, 7, 1), last_day=date(2027, 12, 1), hours_day=76)
    spring = replace(LAWFUL, hours_day=76)
    assert [(f.rule_id, f.passes, f.params["limit"]) for f in check_slot(summer, book=shorter)] == [
        ("INT-17", 75, "7.5")
    ]
    assert check_slot(spring, book=shorter) == []
    assert check_slot(summer, book=book) == []
    assert shorter.rule("INT-17", date(2027, 7, 1)).cite == "New law, Article 1"


def test_a_later_amendment_builds_on_the_earlier(book):
    amended = book.amended(
        [
            Amendment("INT-25", date(2028, 1, 1), severity=Severity.HARD),
            Amendment("INT-25", date(2027, 1, 1), value=5),
        ]
    )
    assert amended.rule("INT-25", date(2027, 6, 1)).severity is Severity.SOFT
    last = amended.rule("INT-25", date(2028, 6, 1))
    assert (last.value, last.severity) == (5, Severity.HARD)
    assert amended.amended([]).rule("INT-25", date(2028, 6, 1)) == last


def test_a_passing_amendment_gives_way_to_the_law_again(book):
    summer = book.amended([Amendment("INT-20", date(2027, 6, 1), date(2027, 8, 31), value=90)])
    assert [summer.threshold("INT-20", date(2027, month, 15)) for month in (5, 7, 10)] == [80, 90, 80]


def test_a_later_amendment_does_not_inherit_what_has_lapsed(book):
    amended = book.amended(
        [
            Amendment("INT-20", date(2027, 6, 1), date(2027, 8, 31), value=90),
            Amendment("INT-20", date(2028, 1, 1), severity=Severity.HARD),
        ]
    )
    last = amended.rule("INT-20", date(2028, 1, 1))
    assert (last.value, last.severity) == (80, Severity.HARD)


def test_a_rule_that_has_lapsed_can_be_taken_up_again(book):
    again = book.amended([Amendment("LAB-42", date(2030, 1, 1), source="a new notice")])
    assert again.rule("LAB-42", date(2030, 1, 1)).source == "a new notice"


def test_an_unknown_rule_cannot_be_amended(book):
    with pytest.raises(KeyError):
        book.amended([Amendment("INT-99", TODAY)])


def test_a_book_asked_about_many_days_stays_small():
    book = Book.default().amended([])
    for number in range(1, 1500):
        assert "INT-17" in book.on(date.fromordinal(737000 + number))
    assert len(book._days) <= 400
