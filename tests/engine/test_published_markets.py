"""Markets whose answers are in the literature."""

from dataclasses import dataclass

import numpy as np
import pytest

from matching.engine import Groups, Instance, solve
from tests.engine.markets import instance_of, ranked, stable_matches


@dataclass(frozen=True)
class Published:
    """People's wishes; each opening's seats and whom it ranks, best first; and the student-optimal match."""

    citation: str
    wishes: dict[str, str]
    openings: dict[str, tuple[int, str]]
    placements: dict[str, str | None]

    def market(self):
        names, places = list(self.wishes), list(self.openings)
        return ranked(
            [[places.index(o) for o in wished.split()] for wished in self.wishes.values()],
            [[names.index(s) for s in ranking.split()] for _, ranking in self.openings.values()],
            [seats for seats, _ in self.openings.values()],
        )


GALE_SHAPLEY = Published(
    "Gale & Shapley 1962, College Admissions and the Stability of Marriage, AMM 69(1), example 1",
    {"alpha": "A B C", "beta": "B C A", "gamma": "C A B"},
    {"A": (1, "beta gamma alpha"), "B": (1, "gamma alpha beta"), "C": (1, "alpha beta gamma")},
    {"alpha": "A", "beta": "B", "gamma": "C"},
)
ROTH_SOTOMAYOR = Published(
    "Roth & Sotomayor 1990, Two-Sided Matching, p. 16; as in oyamad/MatchingMarkets.jl",
    {"s1": "5 1", "s2": "2 5 1", "s3": "3 1", "s4": "4 1", "s5": "1 2", "s6": "1 3", "s7": "1 3 4"},
    {
        "1": (3, "s1 s2 s3 s4 s5 s6 s7"),
        "2": (1, "s5 s2"),
        "3": (1, "s6 s7 s3"),
        "4": (1, "s7 s4"),
        "5": (1, "s2 s1"),
    },
    {"s1": "5", "s2": "2", "s3": "3", "s4": "4", "s5": "1", "s6": "1", "s7": "1"},
)
ABDULKADIROGLU_SONMEZ = Published(
    "Abdulkadiroglu & Sonmez 2003, School Choice: A Mechanism Design Approach, AER 93(3), example 1",
    {"i1": "s2 s1 s3", "i2": "s1 s2 s3", "i3": "s1 s2 s3"},
    {"s1": (1, "i1 i3 i2"), "s2": (1, "i2 i1 i3"), "s3": (1, "i2 i1 i3")},
    {"i1": "s1", "i2": "s2", "i3": "s3"},
)
NRMP = Published(
    "National Resident Matching Program, Run a Match, 2014",
    {
        "Anderson": "City",
        "Chen": "City Mercy",
        "Ford": "City General Mercy",
        "Davis": "Mercy City General",
        "Eastman": "City Mercy General",
    },
    {
        "Mercy": (2, "Chen Ford"),
        "City": (2, "Eastman Anderson Chen Davis Ford"),
        "General": (2, "Eastman Anderson Ford Davis"),
    },
    {"Anderson": "City", "Eastman": "City", "Chen": "Mercy", "Ford": "General", "Davis": "General"},
)
PUBLISHED = pytest.mark.parametrize(
    "published",
    [GALE_SHAPLEY, ROTH_SOTOMAYOR, ABDULKADIROGLU_SONMEZ, NRMP],
    ids=lambda p: p.citation.split(",")[0],
)


@PUBLISHED
def test_the_published_match_comes_out(published):
    places = [*published.openings, None]
    match = solve(instance_of(published.market())).match.tolist()
    assert {
        name: places[place] for name, place in zip(published.wishes, match, strict=True)
    } == published.placements


def test_gale_and_shapley_count_three_stable_matches():
    """Everybody their first choice, everybody their second, everybody their third."""
    assert sorted(stable_matches(GALE_SHAPLEY.market())) == [(0, 1, 2), (1, 2, 0), (2, 0, 1)]


def test_kamada_and_kojimas_region_is_filled_by_the_wishes_of_doctors():
    """Kamada & Kojima 2015, Efficient Matching under Distributional Constraints, AER 105(1), example 1.

    Two hospitals of ten seats each in a region of ten: three doctors want the first, seven the second.
    """
    region = Groups(parent_of_opening=np.array([0, 0]), seats=np.array([10]), parent=np.array([-1]))
    wishes = [[0]] * 3 + [[1]] * 7
    ranking = [[10 - doctor] for doctor in range(10)]
    result = solve(Instance.build(wishes, ranking, [10, 10], range(10), groups=region))
    assert result.match.tolist() == [0] * 3 + [1] * 7
    assert result.groups.full.tolist() == [True]
    assert result.openings.full.tolist() == [False, False]
