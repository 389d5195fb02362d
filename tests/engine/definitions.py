"""What the engine promises, straight from the definitions: slow, plain, without any of its code."""

from collections.abc import Iterator, Sequence
from itertools import product

from matching.engine import Instance, Ties


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

    def best_of(self, matches: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """The match that every student likes at least as much as any of the others; there must be one."""
        best = tuple(
            min({match[s] for match in matches}, key=lambda place, s=s: self.number(s, place))
            for s in self.students
        )
        assert best in matches
        return best

    def number(self, student: int, place: int) -> int:
        wishes = self.wishes[student]
        return wishes.index(place) if place in wishes else len(wishes)
