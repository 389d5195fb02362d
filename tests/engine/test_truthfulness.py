"""Nobody gains by a lie, tried out: every list of three openings that a student could hand in."""

import random
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from matching.engine import stable
from tests.engine.chance import KINDS, an_instance

LISTS = [row for length in range(4) for row in permutations(range(3), length)]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "whole classes"])
def test_no_list_serves_a_student_better_than_the_true_one(kind):
    chance, gains = random.Random(kind), []
    for _ in range(12):
        asked = an_instance(chance, students=4, openings=3, choosy=False, **KINDS[kind])
        truth = [chance.choice(LISTS) for _ in range(4)]
        assert stable(asked).guarantees.truthful
        honest = stable(retold(asked, truth)).match.tolist()
        for student in np.flatnonzero(asked.fixed < 0).tolist():
            for lie in LISTS:
                told = [*truth[:student], lie, *truth[student + 1 :]]
                got = int(stable(retold(asked, told)).match[student])
                if number(truth[student], got) < number(truth[student], honest[student]):
                    gains.append((truth, student, lie))
    assert gains == []


def retold(instance, lists):
    """The market with other lists; what a student is worth at an opening does not depend on the list."""
    wishes = np.array([[*row, *[-1] * (3 - len(row))] for row in lists], np.int32)
    by_opening = np.take_along_axis(instance.priority, np.argsort(instance.wishes, axis=1), axis=1)
    return replace(instance, wishes=wishes, priority=np.take_along_axis(by_opening, wishes % 3, axis=1))


def number(wishes, place):
    return wishes.index(place) if place in wishes else len(wishes)
