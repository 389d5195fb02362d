"""Small markets of students and openings at values, with all their outcomes."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.engine import Groups, Instance
from matching.engine.certification_welfare import welfare_breaches

OBJECTIVES = ["fit", "rank", "leximin"]


@dataclass(frozen=True)
class Market:
    """Values by student and opening; who is pre-assigned where; two groups, the first inside the second."""

    seats: tuple[int, ...]
    values: tuple[dict[int, int], ...]
    fixed: tuple[int, ...]
    around: tuple[int, ...]
    caps: tuple[int, int]

    @property
    def columns(self):
        rows = [
            (s, o, value)
            for s, row in enumerate(self.values)
            for o, value in row.items()
            if self.fixed[s] < 0
        ]
        return tuple(np.array([row[column] for row in rows], np.int64) for column in range(3))

    def instance(self, **others):
        n = len(self.values)
        return Instance.build(
            others.pop("wishes", np.full((n, 1), -1)),
            others.pop("priority", np.zeros((n, 1), int)),
            self.seats,
            others.pop("lottery", [*range(n)]),
            fixed=self.fixed,
            groups=Groups(
                parent_of_opening=np.array(self.around, np.int32),
                seats=np.array(self.caps, np.int32),
                parent=np.array([1, -1], np.int32),
            ),
            **others,
        )

    def holds(self, match):
        """Whether nothing takes more than it may."""
        inner = sum(o >= 0 and self.around[o] == 0 for o in match)
        outer = sum(o >= 0 and self.around[o] >= 0 for o in match)
        return (
            all(match.count(o) <= seats for o, seats in enumerate(self.seats))
            and inner <= self.caps[0]
            and outer <= self.caps[1]
        )

    def outcomes(self):
        """Every match that is allowed."""
        options = [
            [place] if place >= 0 else [-1, *row] for row, place in zip(self.values, self.fixed, strict=True)
        ]
        return filter(self.holds, product(*options))

    def merit(self, match, objective):
        """Greater is better: how many are placed, then the values."""
        values = [self.values[s][o] for s, o in enumerate(match) if o >= 0 and self.fixed[s] < 0]
        if objective == "leximin":
            at = Counter(values)
            return len(values), tuple(-at[rank] for rank in range(9, -1, -1))
        return len(values), sum(values) if objective == "fit" else -sum(values)


@st.composite
def markets(draw, *, alike=False):
    openings = draw(st.integers(1, 4))
    seats = draw(st.tuples(*[st.integers(0, 2)] * openings))
    row = st.dictionaries(st.integers(0, openings - 1), st.integers(0, 3), max_size=3)
    rows = st.sampled_from(draw(st.lists(row, min_size=1, max_size=2))) if alike else row
    values = draw(st.lists(rows, min_size=1, max_size=5))
    around = draw(st.tuples(*[st.sampled_from([-1, 0, 1])] * openings))
    caps = draw(st.tuples(st.integers(0, 3), st.integers(0, 4)))
    fixed = draw(st.lists(st.integers(-1, openings - 1), min_size=len(values), max_size=len(values)))
    market = Market(seats, tuple(values), tuple(fixed), around, caps)
    return market if market.holds(fixed) else replace(market, fixed=(-1,) * len(values))


def breaches(instance, result):
    return {breach.check for breach in welfare_breaches(instance, result)}


def moved(result, student, opening):
    match = result.match.copy()
    match[student] = opening
    return replace(result, match=match)
