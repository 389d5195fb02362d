"""A slot against the law, at each boundary."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.law.facts import Filing
from matching.law.slots import SLOT_CHECKS, check_slot, judge_slot
from matching.law.words import Hazard, Intensity, PayForm, VenueKind
from tests.law.conftest import FIRST, LAST, LAWFUL

FILED = Filing("临人社备 2027-3", FIRST - timedelta(days=1))


def test_a_lawful_slot_has_no_findings(found_at, book):
    assert found_at() == []
    assert len(judge_slot(LAWFUL, book=book)) == len(SLOT_CHECKS)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"hours_day": 79}, []),
        ({"hours_day": 80}, []),
        ({"hours_day": 81}, [("INT-17", "hard")]),
        ({"hours_week": 400}, []),
        ({"hours_week": 405}, [("INT-18b", "soft")]),
        ({"hours_week": 440}, [("INT-18b", "soft")]),
        ({"hours_week": 445}, [("INT-18", "hard")]),
        ({"rest_days_week": 1}, []),
        ({"rest_days_week": 0}, [("INT-19", "hard")]),
        ({"night_work": True}, [("INT-15", "hard")]),
        ({"overtime": True}, [("INT-15", "hard")]),
        ({"holiday_work": True}, [("INT-14", "hard")]),
        ({"night_work": True, "exemption": FILED}, [("INT-16", "info")]),
        ({"overtime": True, "holiday_work": True, "exemption": FILED}, [("INT-16", "info")]),
        ({"night_work": True, "exemption": Filing("7", FIRST)}, [("INT-15", "hard"), ("INT-16", "hard")]),
        ({"night_work": True, "exemption": Filing("7")}, [("INT-15", "hard"), ("INT-16", "hard")]),
        (
            {"night_work": True, "exemption": Filing(" ", FILED.filed_on)},
            [("INT-15", "hard"), ("INT-16", "hard")],
        ),
        ({"last_day": FIRST}, [("OWN-01", "hard")]),
        ({"last_day": FIRST - timedelta(days=9)}, [("OWN-01", "hard")]),
        ({"last_day": FIRST + timedelta(days=1)}, []),
        ({"last_day": date(2027, 9, 1)}, []),
        ({"last_day": date(2027, 9, 2)}, [("INT-27", "soft")]),
    ],
)
def test_hours_and_days(found_at, changes, found):
    assert found_at(**changes) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"intensity": Intensity.I}, []),
        ({"intensity": Intensity.II}, []),
        ({"intensity": Intensity.III}, [("INT-12", "hard")]),
        ({"intensity": Intensity.IV}, [("INT-12", "hard")]),
        ({"hazards": frozenset({Hazard.DUST})}, []),
        ({"hazards": frozenset({Hazard.HEIGHT})}, [("INT-13", "hard")]),
        ({"hazards": frozenset({Hazard.HEIGHT}), "exemption": FILED}, [("INT-16", "info")]),
        ({"through_agent": True}, [("INT-11", "hard")]),
        ({"venue": VenueKind.KARAOKE}, [("INT-10", "hard"), ("LAB-03", "hard")]),
    ],
)
def test_place_and_work(found_at, changes, found):
    assert found_at(**changes) == found


def test_seven_kinds_of_venue_are_barred_and_the_others_are_not(found_at):
    barred = {venue for venue in VenueKind if ("INT-10", "hard") in found_at(venue=venue)}
    assert barred == {
        VenueKind.BAR,
        VenueKind.NIGHTCLUB,
        VenueKind.KARAOKE,
        VenueKind.BATH_CENTRE,
        VenueKind.GAME_HALL,
        VenueKind.INTERNET_CAFE,
        VenueKind.OTHER_ENTERTAINMENT,
    }


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"pay_monthly": 2720}, []),
        ({"pay_monthly": 2719}, [("INT-20", "soft")]),
        ({"pay_monthly": 2667, "same_post_wage": 3333}, []),
        ({"pay_monthly": 2666, "same_post_wage": 3333}, [("INT-20", "soft")]),
        ({"pay_monthly": 2149, "same_post_wage": None}, [("LAB-40", "info")]),
        ({"pay_monthly": 2150, "same_post_wage": None}, []),
        ({"pay_monthly": 1949, "same_post_wage": None, "county": "141025"}, [("LAB-40", "info")]),
        ({"pay_monthly": 1950, "same_post_wage": None, "county": "141025"}, []),
        ({"pay_monthly": 1000, "same_post_wage": None, "county": ""}, []),
        ({"pay_cycle_months": 2}, [("INT-21", "soft")]),
        ({"pay_form": PayForm.GOODS}, [("INT-22", "hard")]),
        ({"pay_form": PayForm.THIRD_PARTY}, [("INT-22", "hard")]),
        ({"pay_form": PayForm.SCHOOL}, [("INT-22", "hard")]),
        ({"pay_form": PayForm.NONE, "pay_monthly": 0}, [("INT-20", "soft"), ("LAB-40", "info")]),
        ({"fees": 1}, [("INT-23", "hard")]),
        ({"keeps_papers": True}, [("INT-24", "hard")]),
    ],
)
def test_money(found_at, changes, found):
    assert found_at(**changes) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"same_post_staff": 20, "seats": 4}, []),
        ({"same_post_staff": 19, "seats": 4}, [("INT-26", "soft")]),
        ({"same_post_staff": 24, "seats": 5}, [("INT-26", "soft")]),
        ({"same_post_staff": 24, "seats": 4, "other_interns_post": 1}, [("INT-26", "soft")]),
        ({"on_post_staff": 40, "seats": 4}, []),
        ({"on_post_staff": 39, "seats": 4}, [("INT-25", "soft")]),
        ({"on_post_staff": 49, "seats": 4, "other_interns_host": 1}, [("INT-25", "soft")]),
        ({"on_post_staff": 50, "seats": 4, "other_interns_host": 1}, []),
        ({"on_post_staff": 9, "same_post_staff": 4, "seats": 1}, [("INT-26", "soft"), ("INT-25", "soft")]),
        ({"on_post_staff": None, "same_post_staff": None, "seats": 99}, []),
    ],
)
def test_how_many_interns(found_at, changes, found):
    assert found_at(**changes) == found


def test_a_finding_tells_what_would_pass(book):
    crowded = replace(LAWFUL, seats=6, pay_monthly=2400, hours_day=90)
    passes = {f.rule_id: (f.about, f.passes) for f in check_slot(crowded, book=book)}
    assert passes["INT-26"] == ("seats", 4)
    assert passes["INT-20"] == ("pay_monthly", 2720)
    assert passes["INT-17"] == ("hours_day", 80)
    mended = {about: value for about, value in passes.values()}
    assert check_slot(replace(crowded, **mended), book=book) == []


def test_those_who_are_there_already_take_up_room(book):
    crowded = replace(LAWFUL, same_post_staff=30, seats=6, other_interns_post=2)
    [finding] = check_slot(crowded, book=book)
    assert finding.passes == finding.params["room"] == 4
    [full] = check_slot(replace(crowded, other_interns_post=9), book=book)
    assert full.passes == 0


def test_pay_by_way_of_others_is_named(book):
    [finding] = check_slot(replace(LAWFUL, pay_form=PayForm.SCHOOL), book=book)
    assert finding.params["form"] is PayForm.SCHOOL


def test_six_months_from_the_end_of_august_end_with_february(found_at):
    august = date(2026, 8, 31)
    assert found_at(first_day=august, last_day=date(2027, 3, 1)) == []
    assert found_at(first_day=august, last_day=date(2027, 3, 2)) == [("INT-27", "soft")]


def test_the_gravest_comes_first(found_at):
    severities = [severity for _, severity in found_at(pay_monthly=1, hours_day=90, fees=1, seats=99)]
    assert severities == ["hard", "hard", "soft", "soft", "soft", "info"]


def test_what_was_not_told_is_not_judged(book):
    bare = type(LAWFUL)(first_day=FIRST, last_day=LAST)
    assert check_slot(bare, book=book) == []
    told = {verdict.check.rule_id for verdict in judge_slot(bare, book=book) if verdict.told}
    assert "INT-17" not in told
    assert "INT-27" in told


def test_a_slot_before_the_rules_of_2021_is_judged_without_them(found_at):
    old = {"first_day": date(2021, 12, 30), "last_day": date(2022, 3, 1)}
    assert found_at(**old, venue=VenueKind.BAR, pay_monthly=1, hours_day=90) == [
        ("INT-17", "hard"),
        ("LAB-03", "hard"),
    ]
    new = {"first_day": date(2021, 12, 31), "last_day": date(2022, 3, 1)}
    assert ("INT-10", "hard") in found_at(**new, venue=VenueKind.BAR)
