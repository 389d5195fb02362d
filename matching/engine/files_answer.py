"""Reads a result back from its file, in the ids, scores and positions of the instance it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Int64s
from matching.engine.files_json import Unreadable
from matching.engine.files_json import quoted as q
from matching.engine.files_pairs import pairs_of
from matching.engine.files_reading import Reading
from matching.engine.files_result import Names
from matching.engine.files_scales import Order
from matching.engine.result import Bars, Guarantees, Mechanism, Result, Welfare

GUARANTEES = tuple(field.name for field in fields(Guarantees))
OBJECTIVES = ("fit", "rank", "leximin")
PRICES = ("slots", "groups")


def read_result(reading: Reading, given: Any) -> Result:
    """The result that parsed JSON tells of. Raises `Unreadable` with every fault."""
    reader = _Reader(reading)
    result = reader.result(given if isinstance(given, dict) else {})
    if not isinstance(given, dict):
        raise Unreadable(["The result is not an object."])
    if reader.faults:
        raise Unreadable(reader.faults)
    return result


class _Reader:
    """Reads field by field; what cannot be read is told, and something harmless takes its place."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.names = reading, Names(reading)
        self.faults: list[str] = []

    def result(self, given: Mapping[str, Any]) -> Result:
        match = self._match(self._object(given, "placements"))
        return Result(
            match=match,
            wish=_wishes_of(self.reading, match),
            closed=self._closed(given),
            openings=self._bars(given, "cutoffs", [*map(self.names.order_of_slot, self.names.slots)]),
            groups=self._bars(given, "group_cutoffs", [*map(self.names.order_of_group, self.names.groups)]),
            reserves=self._reserves(given),
            mechanism=self._mechanism(given.get("mechanism")),
            guarantees=self._guarantees(given.get("guarantees")),
            instance_digest=self._text(given, "instance_digest"),
            digest=self._text(given, "result_digest"),
            welfare=self._welfare(given["welfare"]) if "welfare" in given else None,
        )

    def _welfare(self, told: Any) -> Welfare | None:
        """The prices of the file, and the pairs that follow from the instance."""
        told = told if isinstance(told, dict) else {}
        objective, steps = told.get("objective"), told.get("prices")
        if objective not in OBJECTIVES or not isinstance(steps, list):
            self.faults.append("The field welfare has no objective that anybody knows, or no list of prices.")
            return None
        student, opening, value = pairs_of(self.reading, objective)
        prices = tuple(self._prices(step) for step in steps)
        return Welfare(student=student, opening=opening, value=value, objective=objective, prices=prices)

    def _prices(self, step: Any) -> Int64s:
        """int64[m+g] of one step; what is not named is free."""
        price: list[int] = []
        for field, names in zip(PRICES, (self.names.slots, self.names.groups), strict=True):
            told = step.get(field) if isinstance(step, dict) else None
            costs: dict[str, Any] = told if isinstance(told, dict) else {"": None}
            if not set(costs) <= set(names) or not all(_whole(cost, 2**62) for cost in costs.values()):
                self.faults.append(f"The prices of {field} cannot be read.")
                costs = {}
            price += [costs.get(name, 0) for name in names]
        return np.array(price, np.int64)

    def _match(self, placements: Mapping[str, Any]) -> npt.NDArray[np.int32]:
        slots = {slot: number for number, slot in enumerate(self.names.slots)}
        match = np.full(len(self.names.students), NONE, np.int32)
        for number, student in enumerate(self.names.students):
            place = placements.get(student, "")
            if isinstance(place, str) and place in slots:
                match[number] = slots[place]
            elif student not in placements:
                self.faults.append(f"The placements leave {q(student)} out.")
            elif place is not None:
                self.faults.append(f"The placements put {q(student)} at {q(place)}, which is no slot.")
        known = set(self.names.students)
        self.faults += [
            f"The placements name {q(one)}, who is no student." for one in placements if one not in known
        ]
        return match

    def _closed(self, given: Mapping[str, Any]) -> npt.NDArray[np.bool_]:
        closed = given.get("closed")
        if not isinstance(closed, list) or not all(slot in self.names.slots for slot in closed):
            self.faults.append("The field closed is not a list of slots.")
            closed = []
        return np.isin(np.array(self.names.slots, object), closed)

    def _bars(self, given: Mapping[str, Any], field: str, orders: Sequence[Order]) -> Bars:
        names = self.names.slots if field == "cutoffs" else self.names.groups
        cutoffs = self._object(given, field)
        return _bars(
            [
                self._bar(f"{field} of {q(name)}", cutoffs.get(name), order)
                for name, order in zip(names, orders, strict=True)
            ]
        )

    def _reserves(self, given: Mapping[str, Any]) -> Bars:
        cutoffs = self._object(given, "reserve_cutoffs")
        bars = []
        for slot, kind in self.names.reserves:
            of_slot = cutoffs.get(slot)
            bar = of_slot.get(kind) if isinstance(of_slot, dict) else None
            bars.append(self._bar(f"reserve_cutoffs of {q(slot)}", bar, self.names.order_of_slot(slot)))
        return _bars(bars)

    def _bar(self, place: str, bar: Any, order: Order) -> tuple[bool, int, int]:
        """(full, priority, lottery) of one set."""
        numbers = dict(bar) if isinstance(bar, dict) else {}
        full = numbers.pop("full", None)
        if isinstance(full, bool) and not numbers:
            return full, NONE, 0
        if isinstance(full, bool) and set(numbers) == {*order.told(0), "lottery"}:
            lottery = numbers.pop("lottery")
            priority = order.untold(numbers) if _small(numbers) and _whole(lottery, 2**63) else None
            if priority is not None:
                return full, priority, lottery
        self.faults.append(f"The {place} cannot be read.")
        return False, NONE, 0

    def _mechanism(self, told: Any) -> Mechanism:
        if told in [mechanism.value for mechanism in Mechanism]:
            return Mechanism(told)
        self.faults.append(f"The mechanism is {q(told)}, which nobody knows.")
        return Mechanism.STABLE

    def _guarantees(self, told: Any) -> Guarantees:
        known = isinstance(told, dict) and set(told) == set(GUARANTEES)
        if known and all(isinstance(flag, bool) for flag in told.values()):
            return Guarantees(**told)
        self.faults.append(f"The guarantees are not true or false for each of {', '.join(GUARANTEES)}.")
        return Guarantees(**dict.fromkeys(GUARANTEES, False))

    def _text(self, given: Mapping[str, Any], field: str) -> str:
        if not isinstance(given.get(field), str):
            self.faults.append(f"The result has no {field}.")
        return str(given.get(field))

    def _object(self, given: Mapping[str, Any], field: str) -> Mapping[str, Any]:
        value = given.get(field)
        if isinstance(value, dict):
            return value
        self.faults.append(f"The result has no {field}.")
        return {}


def _whole(value: Any, beyond: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -beyond <= value < beyond


def _small(numbers: Mapping[str, Any]) -> bool:
    """Whether these can be a score, or a position (None: behind all who are ranked)."""
    return all(number is None or _whole(number, 2**17) for number in numbers.values())


def _bars(bars: Sequence[tuple[bool, int, int]]) -> Bars:
    full, priority, lottery = zip(*bars, strict=True) if bars else ((), (), ())
    return Bars(
        full=np.array(full, np.bool_),
        priority=np.array(priority, np.int32),
        lottery=np.array(lottery, np.int64),
    )


def _wishes_of(reading: Reading, match: npt.NDArray[np.int32]) -> npt.NDArray[np.int16]:
    """Which wish everybody's place is; -1 where it is none."""
    same = (reading.instance.wishes == match[:, None]) & (match != NONE)[:, None]
    first = same.argmax(axis=1) if same.shape[1] else np.zeros(len(match), np.intp)
    return np.where(same.any(axis=1), first, NONE).astype(np.int16)
