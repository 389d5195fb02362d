"""A student at a slot, at each boundary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.law.book import Book
from matching.law.facts import Filing, SlotFacts, StudentFacts
from matching.law.slots import check_slot
from matching.law.students import check_student
from matching.law.words import Hazard, Intensity, PayForm, VenueKind
from tests.law.conftest import FIRST

FILED = Filing("临人社备 2027-3", FIRST - timedelta(days=1))
SIXTEEN = date(2011, 3, 1)
EIGHTEEN = date(2009, 3, 1)
DAY = timedelta(days=1)


def rules(findings):
    return [(finding.rule_id, finding.severity.value) for finding in findings]


def test_a_student_who_fits_hears_nothing(found_for):
    assert found_for() == []


@pytest.mark.parametrize(
    ("born", "found"),
    [(SIXTEEN, []), (SIXTEEN + DAY, [("INT-07", "hard")]), (date(2012, 1, 1), [("INT-07", "hard")])],
)
def test_sixteen_counts_on_the_first_day(found_for, born, found):
    assert rules(found_for(born=born)) == found


def test_a_finding_of_age_names_the_birthday_on_which_it_changes(found_for):
    [finding] = found_for(born=date(2011, 4, 10))
    assert finding.changes_on == date(2027, 4, 10)
    assert found_for(slot={"first_day": finding.changes_on}, born=date(2011, 4, 10)) == []


@pytest.mark.parametrize(
    ("entry_year", "first_day", "found"),
    [
        (2025, date(2026, 8, 31), [("INT-06", "hard")]),
        (2025, date(2026, 9, 1), []),
        (2026, FIRST, [("INT-06", "hard")]),
        (2027, FIRST, [("INT-06", "hard")]),
        (2024, FIRST, []),
    ],
)
def test_the_first_study_year_is_closed(found_for, entry_year, first_day, found):
    findings = found_for(slot={"first_day": first_day}, entry_year=entry_year)
    assert rules(findings) == found
    assert all(finding.changes_on == date(entry_year + 1, 9, 1) for finding in findings)


@pytest.mark.parametrize(
    ("major", "found"),
    [
        ("0106", []),
        ("0203", []),
        ("0119", [("INT-31", "info")]),
        ("0595", [("INT-30", "hard")]),
    ],
)
def test_the_major_must_fit(found_for, major, found):
    assert rules(found_for(major_code=major)) == found


def test_a_slot_that_names_no_majors_is_open(found_for):
    assert found_for(slot={"major_codes": frozenset()}, major_code="0595") == []


JUVENILE = {
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


@pytest.mark.parametrize("hazard", list(Hazard))
def test_the_juvenile_list_closes_with_the_eighteenth_birthday(found_for, hazard):
    slot = {"hazards": frozenset({hazard}), "exemption": FILED}
    expected = [(JUVENILE[hazard], "hard")] if hazard in JUVENILE else []
    younger = found_for(slot=slot, born=EIGHTEEN + DAY)
    assert rules(younger) == expected
    assert all(finding.changes_on == FIRST + DAY for finding in younger)
    assert found_for(slot=slot, born=EIGHTEEN) == []


@pytest.mark.parametrize(
    ("slot", "sex", "found"),
    [
        ({"hazards": frozenset({Hazard.LOAD})}, "female", [("LAB-30", "hard")]),
        ({"hazards": frozenset({Hazard.LOAD})}, "male", []),
        ({"hazards": frozenset({Hazard.UNDERGROUND}), "exemption": FILED}, "female", [("LAB-30", "hard")]),
        ({"hazards": frozenset({Hazard.QUARRY})}, "female", []),
        ({"intensity": Intensity.IV}, "female", [("LAB-30", "hard"), ("INT-12", "hard")]),
        ({"intensity": Intensity.III}, "female", [("INT-12", "hard")]),
    ],
)
def test_work_closed_to_women(found_for, slot, sex, found):
    assert rules(found_for(slot=slot, sex=sex, born=EIGHTEEN)) == found


@pytest.mark.parametrize(
    ("slot", "born", "found"),
    [
        ({"intensity": Intensity.IV}, EIGHTEEN + DAY, [("INT-12", "hard"), ("LAB-16", "hard")]),
        ({"intensity": Intensity.III}, EIGHTEEN + DAY, [("INT-12", "hard")]),
        ({"venue": VenueKind.BAR}, EIGHTEEN + DAY, [("LAB-03", "hard"), ("INT-10", "hard")]),
        ({"venue": VenueKind.BAR}, EIGHTEEN, [("INT-10", "hard")]),
        ({"night_work": True}, EIGHTEEN, [("INT-15", "hard")]),
        ({"night_work": True, "exemption": FILED}, EIGHTEEN, []),
        ({"night_work": True, "exemption": FILED}, EIGHTEEN + DAY, [("OWN-03", "soft")]),
        ({"hazards": frozenset({Hazard.HEIGHT})}, EIGHTEEN, [("INT-13", "hard")]),
    ],
)
def test_minors_and_unlawful_slots(found_for, slot, born, found):
    assert rules(found_for(slot=slot, born=born)) == found


@pytest.mark.parametrize(
    ("slot", "work"),
    [
        ({"intensity": Intensity.IV}, (Intensity.IV,)),
        ({"intensity": Intensity.I, "hazards": frozenset({Hazard.LOAD, Hazard.DUST})}, (Hazard.LOAD,)),
        ({"intensity": None, "hazards": frozenset({Hazard.LOAD})}, (Hazard.LOAD,)),
    ],
)
def test_a_woman_is_told_exactly_what_closes_the_work(found_for, slot, work):
    [finding] = [f for f in found_for(slot=slot, sex="female", born=EIGHTEEN) if f.rule_id == "LAB-30"]
    assert finding.params["work"] == work


days = st.dates()
slots = st.builds(
    SlotFacts,
    first_day=days,
    last_day=days,
    hours_day=st.none() | st.integers(-10, 10**6),
    hours_week=st.none() | st.integers(-10, 10**6),
    rest_days_week=st.none() | st.integers(-1, 9),
    night_work=st.booleans(),
    exemption=st.none() | st.builds(Filing, st.text(max_size=3), st.none() | days),
    venue=st.none() | st.sampled_from(VenueKind),
    intensity=st.none() | st.sampled_from(Intensity),
    hazards=st.frozensets(st.sampled_from(Hazard), max_size=3),
    pay_monthly=st.none() | st.integers(-5, 10**9),
    same_post_wage=st.none() | st.integers(-5, 10**9),
    pay_form=st.none() | st.sampled_from(PayForm),
    seats=st.none() | st.integers(-1, 10**6),
    same_post_staff=st.none() | st.integers(-1, 10**6),
    on_post_staff=st.none() | st.integers(-1, 10**6),
    county=st.text(max_size=6),
    major_codes=st.frozensets(st.text(max_size=4), max_size=3),
)
students = st.builds(
    StudentFacts,
    born=days,
    sex=st.sampled_from(["male", "female", ""]),
    major_code=st.text(max_size=4),
    entry_year=st.integers(-5, 10**5),
)


@given(students, slots)
def test_a_check_answers_whatever_it_is_asked(student, slot):
    book = Book.default()
    for finding in [*check_slot(slot, book=book), *check_student(student, slot, book=book)]:
        assert finding.message.format(**finding.params)
