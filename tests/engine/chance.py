"""Small instances of every kind by seeded chance."""

import random
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from matching.engine import Groups, Instance, Options, Reserves, Ties

WHOLE_CLASS = Options(ties=Ties.WHOLE_CLASS)
KINDS = {
    "plain": {},
    "groups": {"groups": 3},
    "groups on one scale": {"groups": 3, "one_scale": True},
    "reserves": {"kinds": 2},
    "groups and reserves": {"groups": 3, "kinds": 2},
    "whole classes": {"options": WHOLE_CLASS, "priorities": 3},
}


def some_instances(**sizes: int) -> st.SearchStrategy[Instance]:
    """Instances of all kinds but whole classes."""
    kinds = [kind for name, kind in KINDS.items() if name != "whole classes"]
    return st.builds(
        lambda chance, kind, priorities: an_instance(chance, **{"priorities": priorities, **sizes, **kind}),
        st.randoms(use_true_random=False),
        st.sampled_from(kinds),
        st.sampled_from([1, 2, 4, 1000]),
    )


def an_instance(
    chance: random.Random,
    *,
    students: int = 4,
    openings: int = 4,
    groups: int = 0,
    kinds: int = 0,
    priorities: int = 6,
    one_scale: bool = False,
    choosy: bool = True,
    fixed: bool = True,
    opens_with: int = 0,
    options: Options = Options(),  # noqa: B008 (frozen)
) -> Instance:
    """A small market by seeded chance: ties, barred wishes, pre-assignments, nested caps, reserves.

    Students who are not choosy list everything, nothing is barred, and every opening has one seat.
    """
    width = openings
    least = 0 if choosy else width
    wishes = [chance.sample(range(openings), chance.randint(least, width)) for _ in range(students)]
    seats = [chance.randint(0, 2) if choosy else 1 for _ in range(openings)]
    own = [chance.randrange(priorities) for _ in range(students)]
    priority = [
        [own[s] if one_scale else chance.randrange(priorities) for _ in row] for s, row in enumerate(wishes)
    ]
    eligible = [[not choosy or chance.random() < 0.9 for _ in row] for row in wishes]
    places, left = [], list(seats)
    for row, allowed in zip(wishes, eligible, strict=True):
        place = chance.choice([-1] * 8 + list(range(openings))) if fixed else -1
        barred = place in row and not allowed[row.index(place)]
        places.append(place if place >= 0 and left[place] and not barred else -1)
        if places[-1] >= 0:
            left[places[-1]] -= 1
    nested = _some_groups(chance, openings, groups, places)
    reserves = _some_reserves(chance, students, seats, kinds)
    shape = (students, width)
    return Instance.build(
        np.array([row + [-1] * (width - len(row)) for row in wishes], int).reshape(shape),
        np.array([row + [0] * (width - len(row)) for row in priority], int).reshape(shape),
        seats,
        chance.sample(range(10 * students), students),
        eligible=np.array([row + [True] * (width - len(row)) for row in eligible], bool).reshape(shape),
        fixed=places,
        opens_with=[chance.randint(0, min(opens_with, most)) for most in seats],
        groups=nested,
        reserves=reserves,
        options=options,
    )


def _some_groups(chance: random.Random, openings: int, groups: int, places: Sequence[int]) -> Groups:
    """Each opening in some group or none, each group in an earlier one; caps above the pre-assigned."""
    of_opening = [chance.randrange(-1, groups) for _ in range(openings)]
    parent = [chance.randrange(-1, g) for g in range(groups)]
    taken = [0] * groups
    for place in places:
        around = of_opening[place] if place >= 0 else -1
        while around >= 0:
            taken[around] += 1
            around = parent[around]
    return Groups(
        parent_of_opening=np.array(of_opening, np.int32),
        seats=np.array([count + chance.randint(0, 3) for count in taken], np.int32),
        parent=np.array(parent, np.int32),
    )


def _some_reserves(chance: random.Random, students: int, seats: Sequence[int], kinds: int) -> Reserves:
    """Everybody holds at most one kind, so that kinds never overlap."""
    rows = []
    for opening, total in enumerate(seats):
        left = total
        for kind in range(kinds):
            if left and chance.random() < 0.6:
                rows.append((opening, kind, chance.randint(0, left)))
                left -= rows[-1][2]
    holders = np.zeros((students, kinds), bool)
    for student in range(students):
        if kinds and chance.random() < 0.5:
            holders[student, chance.randrange(kinds)] = True
    opening, kind, number = (np.array([row[i] for row in rows], np.int32) for i in range(3))
    return Reserves(opening=opening, kind=kind, seats=number, holders=holders)
