"""From the text of a file to an instance, or to every sentence that says why not."""

from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import NONE, Bools, Int32s, Int64s
from matching.engine.faults import InstanceFaults
from matching.engine.files_faults import sentences_of
from matching.engine.files_json import Unreadable, parsed
from matching.engine.files_json import quoted as q
from matching.engine.files_market import Market, market_of
from matching.engine.files_meaning import faults_in
from matching.engine.files_scales import Family, Scales
from matching.engine.instance import Instance
from matching.engine.market import Groups, Options, Reserves, Ties, Unranked


@dataclass(frozen=True, eq=False, kw_only=True)
class Reading:
    """An instance, and what the file said that the arrays do not hold.

    unranked    bool[n, L]  wishes for slots that list others, and not this student: never compared
    reserved    slot and kind of each reserve
    not_wished  how often a slot lists somebody who does not wish for it
    """

    market: Market
    instance: Instance
    scales: Scales
    unranked: Bools
    reserved: list[tuple[str, str]]
    not_wished: int


def read_instance(data: bytes) -> Reading:
    """The instance in a JSON file. Raises `Unreadable` with every fault."""
    faults: list[str] = []
    market = market_of(parsed(data), faults)
    faults += faults_in(market)
    desk = _Desk(market, faults)
    try:
        instance = desk.instance()
    except InstanceFaults as error:
        raise Unreadable([*faults, *sentences_of(error)]) from error
    if faults:
        raise Unreadable(faults)
    return Reading(
        market=market,
        instance=instance,
        scales=desk.scales,
        unranked=desk.unranked,
        reserved=[(slot, kind) for slot, kind, _seats in desk.reserves()],
        not_wished=desk.not_wished(),
    )


class _Desk:
    """Numbers what has ids. What nobody has the id of has been told, and is left out."""

    def __init__(self, market: Market, faults: list[str]) -> None:
        self.students = list({one.id: one for one in market.students}.values())
        self.slots = list({one.id: one for one in market.slots}.values())
        self.groups = list({one.id: one for one in market.groups}.values())
        self.slot_number = {one.id: number for number, one in enumerate(self.slots)}
        self.group_number = {one.id: number for number, one in enumerate(self.groups)}
        self.wished = [
            [one for one in dict.fromkeys(student.wishes) if one in self.slot_number]
            for student in self.students
        ]
        self.market, self.scales = market, Scales(market, faults)
        self.unranked = self._unranked()
        faults += [] if market.lottery is not None else self._faults_without_lottery()

    def instance(self) -> Instance:
        """Raises `InstanceFaults`."""
        market = self.market
        return Instance.build(
            wishes=self._table([[self.slot_number[one] for one in row] for row in self.wished], NONE),
            priority=self._table([*map(self._priorities, range(len(self.students)))], 0),
            seats=_row([slot.seats for slot in self.slots]),
            lottery=self._lottery(),
            eligible=self._allowed() & ~self.unranked,
            fixed=_row([self.slot_number.get(student.fixed or "", NONE) for student in self.students]),
            opens_with=_row([slot.opens_with for slot in self.slots]),
            groups=self._groups(),
            reserves=self._reserves(),
            together=self._blocks(),
            # Whom a slot does not list has been barred above, so that a score of 0 is as good as any other.
            options=Options(ties=market.options.ties, unranked=Unranked.LAST),
            student_ids=[student.id for student in self.students],
            opening_ids=[slot.id for slot in self.slots],
            group_ids=[group.id for group in self.groups],
        )

    def not_wished(self) -> int:
        """How often a slot lists somebody who does not wish for it."""
        wished = dict(zip((one.id for one in self.students), map(set, self.wished), strict=True))
        return sum(
            slot.id not in wished.get(one, ())
            for slot in self.slots
            for one in dict.fromkeys(slot.ranking or slot.scores or ())
        )

    def _table(self, rows: list[list[int]], pad: int) -> Int64s:
        longest = max([1, *map(len, rows)])  # one pad where nobody wishes for anything
        padded = [row + [pad] * (longest - len(row)) for row in rows]
        return np.array(padded, np.int64).reshape(len(rows), longest)

    def _flags(self, rows: list[list[bool]], *, pad: bool) -> Bools:
        return self._table([[*map(int, row)] for row in rows], int(pad)).astype(np.bool_)

    def _priorities(self, number: int) -> list[int]:
        one = self.students[number].id
        return [self.scales.of_slot[slot].priority.get(one, 0) for slot in self.wished[number]]

    def _unranked(self) -> Bools:
        """bool[n, L]: whom a slot does not list. What somebody was given by hand is theirs all the same."""
        if self.market.options.unranked is Unranked.LAST:
            return self._flags([[False] * len(row) for row in self.wished], pad=False)
        rows = []
        for student, row in zip(self.students, self.wished, strict=True):
            listed = [self.scales.listed[slot] for slot in row]
            barred = [names is not None and student.id not in names for names in listed]
            rows.append([bar and slot != student.fixed for bar, slot in zip(barred, row, strict=True)])
        return self._flags(rows, pad=False)

    def _allowed(self) -> Bools:
        rules = self.market.ineligible
        rows = [
            [(student.id, slot) not in rules for slot in row]
            for student, row in zip(self.students, self.wished, strict=True)
        ]
        return self._flags(rows, pad=True)

    def _lottery(self) -> Int64s:
        """As drawn; in the order of ids where nothing depends on it, or where faults have been told."""
        drawn, ids = self.market.lottery, [student.id for student in self.students]
        if drawn is not None and set(ids) <= set(drawn) and len(set(drawn.values())) == len(drawn):
            return _row([drawn[one] for one in ids])
        place = {one: number for number, one in enumerate(sorted(ids), start=1)}
        return _row([place[one] for one in ids])

    def _groups(self) -> Groups:
        around = self.group_number
        return Groups(
            parent_of_opening=_short([around.get(slot.parent or "", NONE) for slot in self.slots]),
            seats=_short([group.seats for group in self.groups]),
            parent=_short([around.get(group.parent or "", NONE) for group in self.groups]),
        )

    def _reserves(self) -> Reserves:
        rows = self.reserves()
        column = {kind: number for number, kind in enumerate(dict.fromkeys(kind for _, kind, _ in rows))}
        holders = np.zeros((len(self.students), len(column)), np.bool_)
        for number, student in enumerate(self.students):
            holders[number, [column[kind] for kind in student.holds if kind in column]] = True
        return Reserves(
            opening=_short([self.slot_number[slot] for slot, _, _ in rows]),
            kind=_short([column[kind] for _, kind, _ in rows]),
            seats=_short([seats for _, _, seats in rows]),
            holders=holders,
        )

    def reserves(self) -> list[tuple[str, str, int]]:
        """Slot, kind, and seats, as listed; a kind that a slot lists again has been told."""
        rows = {
            (slot.id, reserve["kind"]): reserve["seats"] for slot in self.slots for reserve in slot.reserves
        }
        return [(slot, kind, seats) for (slot, kind), seats in rows.items()]

    def _blocks(self) -> Int64s:
        names = dict.fromkeys(student.together for student in self.students if student.together is not None)
        number = {name: place for place, name in enumerate(names)}
        return _row([number.get(student.together or "", NONE) for student in self.students])

    def _faults_without_lottery(self) -> list[str]:
        """Where it would matter: equals who reach for the same seats, and blocks, which take turns."""
        free = [number for number, student in enumerate(self.students) if student.fixed is None]
        blocks = [self.students[number].together for number in free if self.students[number].together]
        faults = []
        if len(set(blocks)) < len(blocks):
            faults.append("Who stays together takes turns by lottery: the file needs a lottery.")
        if self.market.options.ties is not Ties.WHOLE_CLASS:
            faults += self._ties(free)
        return faults

    def _ties(self, free: list[int]) -> list[str]:
        first: dict[tuple[Family, int], str] = {}
        told: dict[Family, str] = {}
        allowed = self._allowed() & ~self.unranked
        for number in free:
            one, priorities = self.students[number].id, self._priorities(number)
            for wish, slot in enumerate(self.wished[number]):
                scale = self.scales.family[slot]
                if not allowed[number, wish]:
                    continue
                other = first.setdefault((scale, priorities[wish]), one)
                if other != one and scale not in told:
                    told[scale] = (
                        f"{q(other)} and {q(one)} are equals at {q(slot)}: the file needs a lottery."
                    )
        return list(told.values())


def _row(numbers: list[int]) -> Int64s:
    return np.array(numbers, np.int64)


def _short(numbers: list[int]) -> Int32s:
    return np.array(numbers, np.int32)
