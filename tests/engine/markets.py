"""Small markets in plain Python, and the slow, obvious answers the engine is compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from matching.engine import Instance, Result


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
