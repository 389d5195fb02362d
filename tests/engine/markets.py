"""Small markets in plain Python, and the slow, obvious answers the engine is compared with."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.engine import Guarantees, Instance, Result, digest, sealed


@dataclass(frozen=True)
class Market:
    """A row a student: the openings wished for, the priority at each, and whether it is allowed."""

    wishes: tuple[tuple[int, ...], ...]
    priority: tuple[tuple[int, ...], ...]
    seats: tuple[int, ...]
    lottery: tuple[int, ...]
    eligible: tuple[tuple[bool, ...], ...]
    fixed: tuple[int, ...]

    @cached_property
    def entitled(self) -> list[dict[int, tuple[int, int]]]:
        """For each free student the openings they may have, best first, with how entitled they are there."""
        return [
            {
                opening: (rank, -number)
                for opening, rank, may in zip(wishes, priority, eligible, strict=True)
                if may and place < 0
            }
            for wishes, priority, eligible, place, number in zip(
                self.wishes, self.priority, self.eligible, self.fixed, self.lottery, strict=True
            )
        ]


def ranked(
    wishes: Sequence[Sequence[int]], rankings: Sequence[Sequence[int]], seats: Sequence[int]
) -> Market:
    """A market where each opening ranks students, best first; a student it does not rank may not have it."""
    return Market(
        wishes=tuple(map(tuple, wishes)),
        priority=tuple(
            tuple(len(wishes) - rankings[o].index(s) if s in rankings[o] else 0 for o in row)
            for s, row in enumerate(wishes)
        ),
        seats=tuple(seats),
        lottery=tuple(range(len(wishes))),
        eligible=tuple(tuple(s in rankings[o] for o in row) for s, row in enumerate(wishes)),
        fixed=(-1,) * len(wishes),
    )


def side_by_side(markets: Sequence[Market]) -> Instance:
    """Markets that have nothing to do with each other, as one instance: ten thousand are as quick as one."""
    longest = max((len(row) for market in markets for row in market.wishes), default=0)
    wishes, priority, eligible, seats, lottery, fixed = [], [], [], [], [], []
    for market in markets:
        first_opening, first_number = len(seats), len(lottery) * 10
        for row, ranks, allowed in zip(market.wishes, market.priority, market.eligible, strict=True):
            pads = longest - len(row)
            wishes.append([opening + first_opening for opening in row] + [-1] * pads)
            priority.append([*ranks, *[0] * pads])
            eligible.append([*allowed, *[True] * pads])
        fixed += [place if place < 0 else place + first_opening for place in market.fixed]
        lottery += [number + first_number for number in market.lottery]
        seats += market.seats
    shape = (len(wishes), longest)
    return Instance.build(
        np.array(wishes, int).reshape(shape),
        np.array(priority, int).reshape(shape),
        seats,
        lottery,
        eligible=np.array(eligible, bool).reshape(shape),
        fixed=fixed,
    )


def instance_of(market: Market) -> Instance:
    return side_by_side([market])


def matches_of(markets: Sequence[Market], result: Result) -> list[tuple[int, ...]]:
    """The result of markets side by side, taken apart again."""
    everywhere, answers, student, opening = result.match.tolist(), [], 0, 0
    for market in markets:
        part = everywhere[student : student + len(market.wishes)]
        answers.append(tuple(place if place < 0 else place - opening for place in part))
        student, opening = student + len(market.wishes), opening + len(market.seats)
    return answers


def textbook(market: Market) -> tuple[int, ...]:
    """Deferred acceptance as Gale & Shapley tell it: day by day, all the rejected apply at once."""
    entitled = market.entitled
    left = [list(openings) for openings in entitled]
    seats = [total - market.fixed.count(opening) for opening, total in enumerate(market.seats)]
    held: list[list[int]] = [[] for _ in seats]
    match = list(market.fixed)
    while any(left[student] and match[student] < 0 for student in range(len(match))):
        for student in range(len(match)):
            if match[student] < 0 and left[student]:
                held[left[student].pop(0)].append(student)
        for opening, applicants in enumerate(held):
            applicants.sort(key=lambda student: entitled[student][opening], reverse=True)
            del applicants[seats[opening] :]
        match = list(market.fixed)
        for opening, applicants in enumerate(held):
            for student in applicants:
                match[student] = opening
    return tuple(match)


def blocking_pairs(market: Market, match: Sequence[int]) -> set[tuple[int, int]]:
    """Students and openings who would rather have each other; straight from the definition."""
    pairs = set()
    for student, openings in enumerate(market.entitled):
        for opening, standing in openings.items():
            if match[student] == opening:
                break  # whatever follows is worse
            holders = [other for other, place in enumerate(match) if place == opening]
            free_seat = len(holders) < market.seats[opening]
            if free_seat or any(
                opening in market.entitled[other] and standing > market.entitled[other][opening]
                for other in holders
            ):
                pairs.add((student, opening))
    return pairs


def feasible_matches(market: Market) -> Iterator[tuple[int, ...]]:
    """Every way to seat students where they wish and may be."""
    choices = [
        [place] if place >= 0 else [-1, *openings]
        for place, openings in zip(market.fixed, market.entitled, strict=True)
    ]
    for match in product(*choices):
        if all(match.count(opening) <= seats for opening, seats in enumerate(market.seats)):
            yield match


def stable_matches(market: Market) -> list[tuple[int, ...]]:
    return [match for match in feasible_matches(market) if not blocking_pairs(market, match)]


def best_of(market: Market, matches: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The match that every student likes at least as much as any of the others; there must be one."""
    best = tuple(
        min({match[s] for match in matches}, key=lambda place, s=s: wish_number(market, s, place))
        for s in range(len(market.wishes))
    )
    assert best in matches
    return best


def wish_number(market: Market, student: int, place: int) -> int:
    """0 is the first wish; no place, and a place outside the list, come after all."""
    wishes = market.wishes[student]
    return wishes.index(place) if place in wishes else len(wishes)


def claim(instance: Instance, match: Sequence[int]) -> Result:
    """A result that says this match, well-formed and honestly sealed, however wrong the match is."""
    wishes = instance.wishes.tolist()
    listed = [place >= 0 and place in row for place, row in zip(match, wishes, strict=True)]
    full = [list(match).count(o) == seats for o, seats in enumerate(instance.seats.tolist())]
    bars = [_bar(instance, match, o) if is_full else None for o, is_full in enumerate(full)]
    return sealed(
        Result(
            match=np.array(match, np.int32),
            wish=np.array(
                [row.index(p) if ok else -1 for p, row, ok in zip(match, wishes, listed, strict=True)],
                np.int16,
            ),
            full=np.array(full, bool),
            cutoff_priority=np.array([-1 if bar is None else bar[0] for bar in bars], np.int32),
            cutoff_lottery=np.array([0 if bar is None else -bar[1] for bar in bars], np.int64),
            guarantees=Guarantees(stable=True, student_optimal=True, truthful=True, exact=True),
            student_ids=instance.student_ids,
            opening_ids=instance.opening_ids,
            instance_digest=digest(instance),
        )
    )


def _bar(instance: Instance, match: Sequence[int], opening: int) -> tuple[int, int] | None:
    standings = []
    for student, place in enumerate(match):
        wishes = instance.wishes[student].tolist()
        if place == opening and instance.fixed[student] < 0 and opening in wishes:
            rank = int(instance.priority[student, wishes.index(opening)])
            standings.append((rank, -int(instance.lottery[student])))
    return min(standings, default=None)


def a_market(
    chance: random.Random, *, students: int, openings: int, most_seats: int = 2, priorities: int = 9
) -> Market:
    """A market by seeded chance, with ties, barred wishes and pre-assignments."""
    wishes = [chance.sample(range(openings), chance.randint(0, openings)) for _ in range(students)]
    seats = [chance.randint(0, most_seats) for _ in range(openings)]
    fixed, left = [], list(seats)
    eligible = [[chance.random() < 0.85 for _ in row] for row in wishes]
    for row, allowed in zip(wishes, eligible, strict=True):
        place = chance.choice([-1, -1, -1, -1, *range(openings)])
        barred = place in row and not allowed[row.index(place)]
        fixed.append(place if place >= 0 and left[place] and not barred else -1)
        if fixed[-1] >= 0:
            left[place] -= 1
    return Market(
        wishes=tuple(map(tuple, wishes)),
        priority=tuple(tuple(chance.randrange(priorities) for _ in row) for row in wishes),
        seats=tuple(seats),
        lottery=tuple(chance.sample(range(10 * students), students)),
        eligible=tuple(map(tuple, eligible)),
        fixed=tuple(fixed),
    )


def some_markets(*, students: int = 7, openings: int = 4) -> st.SearchStrategy[Market]:
    """Markets of up to so many, with few priorities (many ties) or many."""
    return st.builds(
        lambda chance, s, o, priorities: a_market(chance, students=s, openings=o, priorities=priorities),
        st.randoms(use_true_random=False),
        st.integers(0, students),
        st.integers(1, openings),
        st.sampled_from([1, 2, 4, 1000]),
    )
