"""The score that decides between two students, in tenths of a point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.kernel.regions import OUTSIDE, counties, distance_km
from matching.rounds.assembly import FARTHEST_KM, Applicant, Score, score
from matching.rounds.models import MatchRound
from matching.slots.models import Slot, SlotMajor

YAODU, HOUMA = "141002", "141081"
COUNTIES = [county.code for county in counties()]


def scored(
    *,
    major: str = "0106",
    home: str = YAODU,
    school_score: int = 800,
    wants: tuple[str, ...] = ("0106",),
    county: str = YAODU,
    weights: tuple[int, int, int] = (40, 30, 30),
) -> Score:
    fit, distance, school = weights
    return score(
        Applicant(major, home, school_score),
        Slot(county=county, majors=[SlotMajor(major_code=code) for code in wants]),
        MatchRound(fit_weight=fit, distance_weight=distance, score_weight=school),
    )


@pytest.mark.parametrize(
    ("wants", "fit"),
    [(("0106",), 400), (("0102",), 240), (("0102", "0106"), 400), (("0501",), 0), ((), 400)],
)
def test_the_same_major_gets_all_points_and_another_of_the_group_six_tenths(
    wants: tuple[str, ...], fit: int
) -> None:
    assert scored(wants=wants).fit == fit


def test_the_home_county_gets_all_points_of_the_way() -> None:
    assert scored().distance == 300


def test_a_way_costs_in_proportion_up_to_the_farthest() -> None:
    km = round(distance_km(YAODU, HOUMA))
    assert 0 < km < FARTHEST_KM
    assert scored(county=HOUMA).distance == round(300 * (FARTHEST_KM - km) / FARTHEST_KM)


@pytest.mark.parametrize(
    ("school_score", "points"), [(0, 0), (1000, 300), (800, 240), (815, 245), (815 - 1, 244)]
)
def test_the_school_score_counts_in_proportion_halves_rounded_up(school_score: int, points: int) -> None:
    assert scored(school_score=school_score).school == points


@given(
    st.integers(0, 100).flatmap(
        lambda fit: st.integers(0, 100 - fit).map(lambda way: (fit, way, 100 - fit - way))
    ),
    st.sampled_from(COUNTIES),
    st.sampled_from(COUNTIES),
    st.integers(0, 1000),
)
def test_every_score_lies_between_nothing_and_one_hundred_points(
    weights: tuple[int, int, int], home: str, county: str, school_score: int
) -> None:
    found = scored(weights=weights, home=home, county=county, school_score=school_score)
    assert all(0 <= part <= 10 * weight for part, weight in zip(found, weights, strict=True))
    assert found.total == sum(found) <= 1000


def test_a_home_outside_the_city_counts_as_the_farthest() -> None:
    assert scored(home=OUTSIDE.code).distance == 0
    assert scored(home=OUTSIDE.code, school_score=1000).total == 700
