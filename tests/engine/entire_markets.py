"""Markets that have everything a market may have, by chance, and the same with rows in another order."""

import random
from dataclasses import replace
from typing import Any

import numpy as np

from matching.engine import Bars, Guarantees, Instance, Mechanism, Options, Result, Ties, Unranked, Welfare
from matching.engine.market import Groups, Reserves

Arguments = dict[str, Any]


def entire(chance: random.Random) -> Arguments:
    """Arguments of `Instance.build` that have no fault: all rows have ids."""
    students, openings, longest = chance.randrange(7), chance.randrange(1, 5), chance.randrange(5)
    seats = [chance.randrange(1, 5) for _opening in range(openings)]
    fixed = [-1] * students
    if students and chance.random() < 0.5:
        fixed[0] = chance.randrange(openings)
    together = [-1 if place != -1 else chance.choice([-1, 3, 7, 8]) for place in fixed]
    reserves, groups = _reserves(chance, students, seats), _groups(chance, openings)
    plain = not len(reserves.seats) and not len(groups.seats) and set(together) <= {-1}
    options = Options(
        ties=chance.choice(list(Ties)) if plain else Ties.LOTTERY, unranked=chance.choice(list(Unranked))
    )
    return {
        **_lists(chance, openings, longest, fixed),
        "seats": np.array(seats),
        "lottery": np.array(chance.sample(range(-(2**40), 2**40), students), int),
        "fixed": np.array(fixed, int),
        "opens_with": np.array([chance.randrange(number + 1) for number in seats]),
        "together": np.array(together, int),
        "groups": groups,
        "reserves": reserves,
        "options": options,
        "student_ids": _ids(chance, students),
        "opening_ids": _ids(chance, openings),
        "group_ids": _ids(chance, len(groups.seats)),
    }


def _lists(chance: random.Random, openings: int, longest: int, fixed: list[int]) -> Arguments:
    wishes, priority, eligible = [], [], []
    for place in fixed:
        row = chance.sample(range(openings), chance.randrange(min(longest, openings) + 1))
        wishes.append(row + [-1] * (longest - len(row)))
        priority.append([chance.randrange(2**16) for _wish in range(longest)])
        eligible.append([place != -1 or chance.random() < 0.8 for _wish in range(longest)])
    shape = (len(fixed), longest)
    return {
        "wishes": np.array(wishes, int).reshape(shape),
        "priority": np.array(priority, int).reshape(shape),
        "eligible": np.array(eligible, bool).reshape(shape),
    }


def _groups(chance: random.Random, openings: int) -> Groups:
    number = chance.randrange(4)
    return Groups(
        parent_of_opening=np.array([chance.randrange(-1, number) for _opening in range(openings)]),
        seats=np.array([chance.randrange(1, 9) for _group in range(number)], int),
        parent=np.array([chance.randrange(-1, group) for group in range(number)], int),
    )


def _reserves(chance: random.Random, students: int, seats: list[int]) -> Reserves:
    kinds = chance.randrange(4)
    rows = [
        (opening, kind, chance.randrange(number // kinds + 1))
        for opening, number in enumerate(seats)
        for kind in range(kinds)
        if chance.random() < 0.4
    ]
    chance.shuffle(rows)
    opening, kind, reserved = np.array(rows, int).reshape(-1, 3).T
    held = np.array([chance.randrange(-1, kinds) for _student in range(students)], int)
    return Reserves(opening=opening, kind=kind, seats=reserved, holders=held[:, None] == np.arange(kinds))


def _ids(chance: random.Random, number: int) -> list[str]:
    ids: set[str] = set()
    while len(ids) < number:
        ids.add("".join(chance.choice("aB10陈\uffff\U00020000") for _ in range(chance.randrange(4))))
    return chance.sample(sorted(ids), number)


def any_result(chance: random.Random, instance: Instance) -> Result:
    """Of the right sizes, and otherwise by chance: right or wrong is not the digest's business."""
    pairs = [
        (s, o) for s in range(instance.students) for o in range(instance.openings) if chance.random() < 0.5
    ]
    student, opening = np.array(chance.sample(pairs, len(pairs)), np.int32).reshape(-1, 2).T
    value = np.array([chance.randrange(-(2**40), 2**40) for _pair in pairs], np.int64)
    welfare = Welfare(student=student, opening=opening, value=value, objective="fit", prices=())
    promises = [chance.random() < 0.5 for _promise in range(4)]
    names = ("stable", "student_optimal", "truthful", "exact")
    return Result(
        match=_numbers(chance, -1, instance.openings, instance.students).astype(np.int32),
        wish=_numbers(chance, -1, 9, instance.students).astype(np.int16),
        closed=_numbers(chance, 0, 2, instance.openings).astype(bool),
        openings=_bars(chance, instance.openings),
        groups=_bars(chance, len(instance.groups.seats)),
        reserves=_bars(chance, len(instance.reserves.seats)),
        mechanism=chance.choice(list(Mechanism)),
        guarantees=Guarantees(**dict(zip(names, promises, strict=True))),
        instance_digest="0" * 64,
        welfare=chance.choice([None, welfare]),
    )


def _bars(chance: random.Random, sets: int) -> Bars:
    return Bars(
        full=_numbers(chance, 0, 2, sets).astype(bool),
        priority=_numbers(chance, -1, 2**16, sets).astype(np.int32),
        lottery=_numbers(chance, -(2**40), 2**40, sets),
    )


def _numbers(chance: random.Random, low: int, high: int, number: int) -> np.ndarray:
    return np.array([chance.randrange(low, high) for _ in range(number)], np.int64)


class Shuffle:
    """Another order of all rows of a market."""

    def __init__(self, chance: random.Random, arguments: Arguments) -> None:
        self.arguments = arguments
        groups, reserves = arguments["groups"], arguments["reserves"]
        rows = [arguments["lottery"], arguments["seats"], groups.seats, reserves.seats, reserves.holders.T]
        orders = [np.array(chance.sample(range(len(array)), len(array)), int) for array in rows]
        self.students, self.openings, self.groups, self.reserves, self.kinds = orders

    def market(self) -> Arguments:
        """The same market, with blocks numbered otherwise, and a pad more behind every list."""
        old, s, o = self.arguments, self.students, self.openings
        wishes = np.pad(_renumbered(o, old["wishes"]), ((0, 0), (0, 1)), constant_values=-1)
        names = [(s, "student_ids"), (o, "opening_ids"), (self.groups, "group_ids")]
        return old | {
            "wishes": np.asfortranarray(wishes[s].astype(np.int32)),
            "priority": np.pad(old["priority"], ((0, 0), (0, 1)), constant_values=5)[s].astype(np.uint16),
            "eligible": np.pad(old["eligible"], ((0, 0), (0, 1)), constant_values=True)[s],
            "lottery": np.repeat(old["lottery"][s], 2)[::2],
            "fixed": _renumbered(o, old["fixed"])[s],
            "together": np.where(old["together"] == -1, -1, 100 - old["together"])[s],
            "seats": old["seats"][o],
            "opens_with": old["opens_with"][o],
            "groups": self._groups(),
            "reserves": self._reserves(),
            **{name: tuple(old[name][row] for row in order) for order, name in names},
        }

    def _groups(self) -> Groups:
        old, g = self.arguments["groups"], self.groups
        return Groups(
            parent_of_opening=_renumbered(g, old.parent_of_opening)[self.openings],
            seats=old.seats[g],
            parent=_renumbered(g, old.parent)[g],
        )

    def _reserves(self) -> Reserves:
        old, r = self.arguments["reserves"], self.reserves
        nobody_asks = np.ones((len(self.students), 1), bool)  # a kind that nothing is reserved for
        return Reserves(
            opening=_renumbered(self.openings, old.opening)[r],
            kind=_renumbered(self.kinds, old.kind)[r],
            seats=old.seats[r],
            holders=np.hstack([old.holders[self.students][:, self.kinds], nobody_asks]),
        )

    def result(self, result: Result) -> Result:
        """The same result, of the market in this order."""
        welfare = result.welfare
        if welfare is not None:
            welfare = replace(
                welfare,
                student=_renumbered(self.students, welfare.student)[::-1],
                opening=_renumbered(self.openings, welfare.opening)[::-1],
                value=welfare.value[::-1],
            )
        return replace(
            result,
            match=_renumbered(self.openings, result.match)[self.students].astype(np.int32),
            wish=result.wish[self.students],
            closed=result.closed[self.openings],
            openings=_in_order(result.openings, self.openings),
            groups=_in_order(result.groups, self.groups),
            reserves=_in_order(result.reserves, self.reserves),
            welfare=welfare,
        )


def _renumbered(order: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    return np.append(np.argsort(order), -1)[numbers]


def _in_order(bars: Bars, order: np.ndarray) -> Bars:
    return Bars(full=bars.full[order], priority=bars.priority[order], lottery=bars.lottery[order])
