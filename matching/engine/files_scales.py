"""From rankings and scores to priorities that can be compared wherever a cap makes it necessary.

A slot goes by what it says itself, or else by what the group around it says. Slots that lie in one outermost
group are one scale: all go by the same group, or all have scores, or all have rankings that together leave
exactly one order, or none of them says anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from matching.engine.files_json import quoted as q
from matching.engine.files_market import Group, Market, Scale, Slot

LONGEST = 2**16 - 1  # students that a common order can hold: priorities are 16 bits


@dataclass(frozen=True)
class Order:
    """The priorities of the students who are listed. `positions`: the length of a ranking; 0: scores."""

    priority: Mapping[str, int]
    positions: int = 0

    def told(self, priority: int) -> dict[str, int | None]:
        """A priority as the file would say it: a score, or a position, 1 the best (None: unranked)."""
        if not self.positions:
            return {"priority": priority}
        return {"position": self.positions + 1 - priority if priority else None}

    def untold(self, told: Mapping[str, int | None]) -> int | None:
        """The priority again; None where it says nothing that could be meant."""
        if not self.positions:
            return told.get("priority")
        position = told.get("position")
        return 0 if position is None else self.positions + 1 - position


ALL_ALIKE = Order({})


Family = tuple[bool, str]
"""What is one scale: an outermost group (True, its id), or a slot in no group (False, its id)."""


class Scales:
    """Which order every slot and group goes by, and whom a slot lists; what disagrees is told in `faults`."""

    def __init__(self, market: Market, faults: list[str]) -> None:
        self.groups = {group.id: group for group in market.groups}
        self.family = {slot.id: self._family(slot) for slot in market.slots}
        self.listed: dict[str, Mapping[str, int] | None] = {}
        self.of_slot: dict[str, Order] = {}
        self.of_family: dict[Family, Order] = {}
        families: dict[Family, list[Slot]] = defaultdict(list)
        for slot in market.slots:
            families[self.family[slot.id]].append(slot)
            faults += _said_twice(self._around(slot))
        for family, slots in families.items():
            self._agree(family, slots, faults)

    def of_group(self, group: str) -> Order:
        """What the numbers in the bar of a group mean."""
        return self.of_family.get(self._family(self.groups[group]), ALL_ALIKE)

    def _family(self, place: Slot | Group) -> Family:
        outermost = self._around(place)[-1]
        return isinstance(outermost, Group), outermost.id

    def _around(self, place: Slot | Group) -> list[Slot | Group]:
        """The place itself and the groups around it, outward; a cycle is walked once."""
        chain, seen = [place], set()
        while (parent := chain[-1].parent) in self.groups and parent not in seen:
            seen.add(parent)
            chain.append(self.groups[parent])
        return chain

    def _agree(self, family: Family, slots: Sequence[Slot], faults: list[str]) -> None:
        sources = {slot.id: self._source(slot) for slot in slots}
        orders = {slot: _order(source) for slot, source in sources.items()}
        for slot, source in sources.items():
            self.listed[slot] = orders[slot].priority if source.says_something else None
        capped, name = family
        if capped:
            common = _common(name, sources, faults)
            self.of_family[family] = common
            if common.positions:
                orders = dict.fromkeys(orders, common)
        self.of_slot |= orders

    def _source(self, slot: Slot) -> Scale:
        return next((place for place in self._around(slot) if place.says_something), slot)


def _said_twice(around: Sequence[Slot | Group]) -> Iterator[str]:
    inner, *outer = [place for place in around if place.says_something] or [around[0]]
    for group in outer:
        what = "Slot" if isinstance(inner, Slot) else "Group"
        yield f"{what} {q(inner.id)} and group {q(group.id)} around it both say who comes first; one may."


def _order(scale: Scale) -> Order:
    if scale.ranking is not None:
        return _order_of(list(dict.fromkeys(scale.ranking)))
    return Order(scale.scores or {})


def _order_of(ranking: Sequence[str]) -> Order:
    return Order({one: len(ranking) - place for place, one in enumerate(ranking)}, len(ranking))


def _common(family: str, sources: Mapping[str, Scale], faults: list[str]) -> Order:
    """The order that all slots of an outermost group go by; where there is none, that is told."""
    scales = list({id(source): source for source in sources.values() if source.says_something}.values())
    silent = [slot for slot, source in sources.items() if not source.says_something]
    if not scales:
        return ALL_ALIKE
    advice = f"Give group {q(family)} the ranking or the scores."
    if silent:
        faults.append(
            f"Slot {q(silent[0])} lies in group {q(family)} and does not say who comes first. {advice}"
        )
        return ALL_ALIKE
    if len({scale.ranking is None for scale in scales}) > 1:
        faults.append(f"In group {q(family)} some slots have rankings and others scores. {advice}")
        return ALL_ALIKE
    if scales[0].ranking is None:
        return ALL_ALIKE if len(scales) > 1 else _order(scales[0])
    merged, why_not = _merged({tuple(dict.fromkeys(scale.ranking or ())) for scale in scales})
    if why_not:
        faults.append(f"The rankings in group {q(family)} {why_not}. {advice}")
    return _order_of(merged)


def _merged(rankings: set[tuple[str, ...]]) -> tuple[list[str], str]:
    """The one order that contains all rankings, and why there is none."""
    after: dict[str, set[str]] = defaultdict(set)
    before = dict.fromkeys(sorted({one for ranking in rankings for one in ranking}), 0)
    for ranking in rankings:
        for one, next_one in pairwise(ranking):
            if next_one not in after[one]:
                after[one].add(next_one)
                before[next_one] += 1
    merged: list[str] = []
    first = [one for one, number in before.items() if not number]
    while len(first) == 1:
        merged.append(first[0])
        freed = after[first.pop()]
        for one in sorted(freed):
            before[one] -= 1
            first += [one] if not before[one] else []
    if len(first) > 1:
        return merged, f"do not say who of {q(first[0])} and {q(first[1])} comes first"
    if len(merged) < len(before):
        return merged, _contradiction(rankings)
    return merged, f"list more than {LONGEST} students" if len(merged) > LONGEST else ""


def _contradiction(rankings: set[tuple[str, ...]]) -> str:
    for one, other in combinations(sorted(rankings), 2):
        place = {student: number for number, student in enumerate(other)}
        shared = [student for student in one if student in place]
        for earlier, later in pairwise(shared):
            if place[earlier] > place[later]:
                return f"disagree on who of {q(earlier)} and {q(later)} comes first"
    return "go round in a circle"
