"""What the engine promises, straight from the definitions: slow, plain, without any of its code."""

import random
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from matching.engine import Guarantees, Instance, Result, digest, sealed
from matching.engine.market import Groups, Options, Reserves, Ties, Unranked
from matching.engine.result import Bars, Mechanism

ALL = Guarantees(stable=True, student_optimal=True, truthful=True, exact=True)


class Market:
    """An instance as lists and dictionaries. A pair is (student, opening)."""

    def __init__(self, instance: Instance, closed: Sequence[int] = ()) -> None:
        self.instance, self.closed = instance, set(closed)
        self.students, self.openings = range(instance.students), range(instance.openings)
        self.fixed, self.lottery = instance.fixed.tolist(), instance.lottery.tolist()
        self.wishes = [[o for o in row if o >= 0] for row in instance.wishes.tolist()]
        self.priority = {
            (s, o): int(instance.priority[s, w]) for s in self.students for w, o in enumerate(self.wishes[s])
        }
        self.may = [
            [o for w, o in enumerate(self.wishes[s]) if instance.acceptable[s, w] and self.fixed[s] < 0]
            for s in self.students
        ]
        self.groups = [self._members(g) for g in range(len(instance.groups.seats))]
        self.caps = [
            *instance.seats.tolist(),
            *instance.groups.seats.tolist(),
        ]
        self.sets = [*({o} for o in self.openings), *self.groups]
        self.inside_out = sorted(range(len(self.sets)), key=lambda number: (self._depth(number), number))
        self.reserves = list(
            zip(*(getattr(instance.reserves, name) for name in ("opening", "kind", "seats")), strict=True)
        )

    def _members(self, group: int) -> set[int]:
        parents, members = self.instance.groups.parent.tolist(), set()
        for opening, around in enumerate(self.instance.groups.parent_of_opening.tolist()):
            outward = around
            while outward >= 0:
                if outward == group:
                    members.add(opening)
                outward = parents[outward]
        return members

    def _depth(self, number: int) -> int:
        """Openings first; a group after the groups inside it."""
        first = len(self.openings)
        if number < first:
            return 0
        parents = enumerate(self.instance.groups.parent.tolist())
        return 1 + max(
            (self._depth(first + g) for g, parent in parents if first + parent == number), default=0
        )

    def left(self, number: int) -> int:
        """Seats of a set that pre-assigned students leave."""
        return self.caps[number] - sum(place in self.sets[number] for place in self.fixed)

    def reserved(self, reserve: int) -> int:
        opening, kind, seats = self.reserves[reserve]
        holders = self.instance.reserves.holders
        return max(
            0, seats - sum(place == opening and holders[s, kind] for s, place in enumerate(self.fixed))
        )

    def reserve_of(self, pair: tuple[int, int]) -> int:
        holders = self.instance.reserves.holders[pair[0]]
        return next((r for r, (o, kind, _) in enumerate(self.reserves) if o == pair[1] and holders[kind]), -1)

    def standing(self, pair: tuple[int, int]) -> tuple[int, int, int]:
        """Higher comes first; of one student's own, what they prefer."""
        student, opening = pair
        return self.priority[pair], -self.lottery[student], -self.wishes[student].index(opening)

    def boosted(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        best = set()
        for reserve in range(len(self.reserves)):
            holders = [pair for pair in pairs if self.reserve_of(pair) == reserve]
            best |= set(sorted(holders, key=self.standing, reverse=True)[: self.reserved(reserve)])
        return best

    def choice(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Whom the openings' side keeps: each set its best, from the inside out."""
        boosted, kept = self.boosted(pairs), set(pairs)
        for number in self.inside_out:
            here = sorted(
                (pair for pair in kept if pair[1] in self.sets[number]),
                key=lambda pair: (pair in boosted, *self.standing(pair)),
                reverse=True,
            )
            kept -= set(here[self.left(number) :])
        return kept

    def pairs(self, match: Sequence[int]) -> set[tuple[int, int]]:
        """Of those who were compared."""
        return {(s, o) for s, o in enumerate(match) if o >= 0 and self.fixed[s] < 0 and o in self.wishes[s]}

    def rather(self, match: Sequence[int]) -> set[tuple[int, int]]:
        """What students may have and would rather have than what they got."""
        rather = set()
        for student, openings in enumerate(self.may):
            got = self.number(student, match[student])
            rather |= {(student, o) for o in openings if self.number(student, o) < got}
        return {pair for pair in rather if pair[1] not in self.closed}

    def blocking(self, match: Sequence[int]) -> set[tuple[int, int]]:
        held = self.pairs(match)
        return {pair for pair in self.rather(match) if pair in self.choice(held | {pair})}

    def feasible(self, match: Sequence[int]) -> bool:
        return all(
            place == self.fixed[s] if self.fixed[s] >= 0 else place < 0 or place in self.may[s]
            for s, place in enumerate(match)
        ) and all(
            sum(place in self.sets[number] for place in match) <= cap for number, cap in enumerate(self.caps)
        )

    def matches(self) -> Iterator[tuple[int, ...]]:
        """Every feasible one."""
        choices = [
            [place] if place >= 0 else [-1, *may] for place, may in zip(self.fixed, self.may, strict=True)
        ]
        return (match for match in product(*choices) if self.feasible(match))

    def limits_hold(self, match: Sequence[int]) -> bool:
        """Whole classes: every opening has just those with its least limit, of all who weakly prefer it."""
        held, rather = self.pairs(match), self.rather(match)
        for opening in self.openings:
            asking = [pair for pair in held | rather if pair[1] == opening]
            limits = {0, *(self.priority[pair] + 1 for pair in asking)}
            fits = min(
                limit
                for limit in limits
                if sum(self.priority[pair] >= limit for pair in asking) <= self.left(opening)
            )
            let_in = {pair for pair in asking if self.priority[pair] >= fits}
            if let_in != {pair for pair in held if pair[1] == opening}:
                return False
        return True

    def stable(self, match: Sequence[int]) -> bool:
        if self.instance.options.ties is Ties.WHOLE_CLASS:
            return self.limits_hold(match)
        return not self.blocking(match)

    def best(self) -> tuple[int, ...]:
        """Of the stable matches, the one that every student likes at least as much as any other."""
        stable = [match for match in self.matches() if self.stable(match)]
        best = tuple(
            min({match[s] for match in stable}, key=lambda place, s=s: self.number(s, place))
            for s in self.students
        )
        assert best in stable
        return best

    def number(self, student: int, place: int) -> int:
        wishes = self.wishes[student]
        return wishes.index(place) if place in wishes else len(wishes)


def claim(
    instance: Instance,
    match: Sequence[int],
    *,
    guarantees: Guarantees = ALL,
    mechanism: Mechanism = Mechanism.STABLE,
    closed: Sequence[int] = (),
) -> Result:
    """A result that says this match, well-formed and honestly sealed, however wrong the match is."""
    market = Market(instance, closed)
    n = len(market.openings)
    bars = [_bar(market, match, number) for number in range(len(market.sets))]
    reserves = [_bar_of_reserve(market, match, reserve) for reserve in range(len(market.reserves))]
    wish = [market.wishes[s].index(o) if o in market.wishes[s] else -1 for s, o in enumerate(match)]
    result = Result(
        match=np.array(match, np.int32),
        wish=np.array(wish, np.int16),
        closed=np.isin(np.arange(n), closed),
        openings=_bars(bars[:n]),
        groups=_bars(bars[n:]),
        reserves=_bars(reserves),
        mechanism=mechanism,
        guarantees=guarantees,
        instance_digest=digest(instance),
    )
    return sealed(result, instance)


Bar = tuple[bool, int, int]


def _bars(bars: Sequence[Bar]) -> Bars:
    full, priority, lottery = zip(*bars, strict=True) if bars else ((), (), ())
    return Bars(
        full=np.array(full, bool), priority=np.array(priority, np.int32), lottery=np.array(lottery, np.int64)
    )


def _bar(market: Market, match: Sequence[int], number: int) -> Bar:
    members = market.sets[number]
    full = sum(place in members for place in match) >= market.caps[number]
    if market.instance.options.ties is Ties.WHOLE_CLASS:
        refused = [market.priority[pair] + 1 for pair in market.rather(match) if pair[1] in members]
        return full, max(refused, default=-1) if market.left(number) > 0 else -1, 0
    held = market.pairs(match)
    of_open_seats = {pair for pair in held - market.boosted(held) if pair[1] in members}
    return (full, *_lowest(market, of_open_seats if full else set()))


def _bar_of_reserve(market: Market, match: Sequence[int], reserve: int) -> Bar:
    boosted = {pair for pair in market.boosted(market.pairs(match)) if market.reserve_of(pair) == reserve}
    full = len(boosted) >= market.reserved(reserve)
    return (full, *_lowest(market, boosted if full else set()))


def _lowest(market: Market, pairs: set[tuple[int, int]]) -> tuple[int, int]:
    if not pairs:
        return -1, 0
    priority, minus_lottery, _ = min(map(market.standing, pairs))
    return priority, -minus_lottery


def an_instance(
    chance: random.Random,
    *,
    students: int = 4,
    openings: int = 4,
    groups: int = 0,
    kinds: int = 0,
    priorities: int = 6,
    one_scale: bool = False,
    fixed: bool = True,
    options: Options = Options(),  # noqa: B008 (frozen)
) -> Instance:
    """A small market by seeded chance: ties, barred wishes, pre-assignments, nested caps, reserves."""
    width = openings
    wishes = [chance.sample(range(openings), chance.randint(0, width)) for _ in range(students)]
    seats = [chance.randint(0, 2) for _ in range(openings)]
    own = [chance.randrange(priorities) for _ in range(students)]
    priority = [
        [own[s] if one_scale else chance.randrange(priorities) for _ in row] for s, row in enumerate(wishes)
    ]
    eligible = [[chance.random() < 0.9 for _ in row] for row in wishes]
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


WHOLE_CLASS = Options(ties=Ties.WHOLE_CLASS, unranked=Unranked.LAST)
