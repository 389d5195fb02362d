"""Nobody gains by a lie, tried out: every list of three openings that a student could hand in."""

import random
from dataclasses import replace
from itertools import permutations

from matching.engine import solve
from tests.engine.markets import a_market, matches_of, side_by_side, wish_number

LISTS = [row for length in range(4) for row in permutations(range(3), length)]


def test_no_list_serves_a_student_better_than_the_true_one():
    chance = random.Random(1982)
    truths = [a_market(chance, students=4, openings=3, priorities=4) for _ in range(150)]
    at = [[[chance.randrange(4) for _ in range(3)] for _ in range(4)] for _ in truths]
    truths = [retold(market, at[m], {}) for m, market in enumerate(truths)]
    tries = [(m, student, lie) for m in range(150) for student in range(4) for lie in LISTS]
    lies = [retold(truths[m], at[m], {student: lie}) for m, student, lie in tries]

    honest = matches_of(truths, solve(side_by_side(truths)))
    dishonest = matches_of(lies, solve(side_by_side(lies)))

    gains = [
        (truths[m], student, lie)
        for (m, student, lie), match in zip(tries, dishonest, strict=True)
        if wish_number(truths[m], student, match[student])
        < wish_number(truths[m], student, honest[m][student])
    ]
    assert gains == []


def retold(market, priority, lies):
    """The market with other lists; what a student is worth at an opening does not depend on the list."""
    wishes = tuple(tuple(lies.get(student, row)) for student, row in enumerate(market.wishes))
    return replace(
        market,
        wishes=wishes,
        priority=tuple(tuple(priority[s][o] for o in row) for s, row in enumerate(wishes)),
        eligible=tuple(tuple(True for _ in row) for row in wishes),
    )
