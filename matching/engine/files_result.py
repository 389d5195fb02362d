"""A result in the ids, scores and positions of the file it answers; and a result read back from there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matching.engine.arrays import NONE
from matching.engine.certificate import Breach, Certificate
from matching.engine.certification import certify
from matching.engine.explanation import Binding, BindingKind, Row, explain
from matching.engine.explanation_columns import Reason
from matching.engine.files_reading import Reading
from matching.engine.files_scales import Order
from matching.engine.result import Bars, Cutoff, Result
from matching.engine.version import ENGINE_VERSION

UNRANKED = "unranked"
"""The reason of a wish for a slot that lists others and not this student."""


def told(reading: Reading, result: Result) -> dict[str, Any]:
    """Everything there is to say, as JSON: docs/engine-files.md has the fields."""
    ids = Names(reading)
    placements = zip(ids.students, result.match.tolist(), strict=True)
    answer: dict[str, Any] = {
        "engine": ENGINE_VERSION,
        "mechanism": result.mechanism.value,
        "guarantees": vars(result.guarantees),
        "instance_digest": result.instance_digest,
        "result_digest": result.digest,
        "placements": {one: None if slot == NONE else ids.slots[slot] for one, slot in placements},
        "closed": [slot for slot, closed in zip(ids.slots, result.closed.tolist(), strict=True) if closed],
        "cutoffs": _cutoffs(result.openings, ids.slots, ids.order_of_slot),
        "group_cutoffs": _cutoffs(result.groups, ids.groups, ids.order_of_group),
        "reserve_cutoffs": _reserve_cutoffs(result, ids),
        "dropped": {"not_ranked": int(reading.unranked.sum()), "not_wished": reading.not_wished},
        "certificate": _certificate(certify(reading.instance, result), ids),
        "explanations": _explanations(reading, result, ids),
    }
    if result.welfare is not None:
        prices = [_prices(price.tolist(), ids) for price in result.welfare.prices]
        answer["welfare"] = {"objective": result.welfare.objective, "prices": prices}
    return answer


def _prices(price: list[int], ids: "Names") -> dict[str, dict[str, int]]:
    """What a seat costs in one step; what is free is left out."""
    slots = dict(zip(ids.slots, price, strict=False))
    groups = dict(zip(ids.groups, price[len(ids.slots) :], strict=True))
    return {
        "slots": {one: costs for one, costs in slots.items() if costs},
        "groups": {one: costs for one, costs in groups.items() if costs},
    }


class Names:
    """The ids of the file, by number, and what the numbers in bars mean there."""

    def __init__(self, reading: Reading) -> None:
        instance = reading.instance
        self.students = instance.student_ids or ()
        self.slots = instance.opening_ids or ()
        self.groups = instance.group_ids or ()
        self.reserves = reading.reserved
        self.scales = reading.scales

    def order_of_slot(self, slot: str) -> Order:
        """What the slot goes by."""
        return self.scales.of_slot[slot]

    def order_of_group(self, group: str) -> Order:
        """What all slots of the group go by."""
        return self.scales.of_group(group)

    def binding(self, binding: Binding) -> dict[str, Any]:
        """What kept somebody out, and its cutoff."""
        if binding.kind is BindingKind.GROUP:
            name = self.groups[binding.number]
            return {"group": name, "cutoff": cutoff_told(binding.cutoff, self.order_of_group(name))}
        if binding.kind is BindingKind.RESERVE:
            slot, kind = self.reserves[binding.number]
            order = self.order_of_slot(slot)
            return {"slot": slot, "kind": kind, "cutoff": cutoff_told(binding.cutoff, order)}
        name = self.slots[binding.number]
        return {"slot": name, "cutoff": cutoff_told(binding.cutoff, self.order_of_slot(name))}


def cutoff_told(cutoff: Cutoff | None, order: Order) -> dict[str, int | None] | None:
    """A cutoff as the file would say it."""
    return None if cutoff is None else {**order.told(cutoff.priority), "lottery": cutoff.lottery}


def _cutoffs(bars: Bars, names: tuple[str, ...], order_of: Callable[[str], Order]) -> dict[str, Any]:
    return {name: _bar(bars, number, order_of(name)) for number, name in enumerate(names)}


def _bar(bars: Bars, number: int, order: Order) -> dict[str, Any]:
    return {"full": bool(bars.full[number]), **(cutoff_told(bars.cutoff(number), order) or {})}


def _reserve_cutoffs(result: Result, ids: Names) -> dict[str, Any]:
    cutoffs: dict[str, Any] = {}
    for number, (slot, kind) in enumerate(ids.reserves):
        cutoffs.setdefault(slot, {})[kind] = _bar(result.reserves, number, ids.order_of_slot(slot))
    return cutoffs


def _certificate(certificate: Certificate, ids: Names) -> dict[str, Any]:
    return {
        "valid": certificate.valid,
        "breaches": [breach_told(breach, ids) for breach in certificate.breaches],
        "notes": [breach_told(breach, ids) for breach in certificate.notes],
        "counts": {check.value: count for check, count in sorted(certificate.counts.items())},
    }


def breach_told(breach: Breach, ids: Names) -> dict[str, str]:
    """What a check found, by id."""
    named: list[tuple[str, int, tuple[str, ...]]] = [
        ("student", breach.student, ids.students),
        ("slot", breach.opening, ids.slots),
        ("other", breach.other, ids.students),
        ("group", breach.group, ids.groups),
    ]
    found = {"check": breach.check.value}
    found |= {field: names[number] for field, number, names in named if 0 <= number < len(names)}
    if breach.reserve != NONE:
        found |= dict(zip(("slot", "kind"), ids.reserves[breach.reserve], strict=True))
    return found


def _explanations(reading: Reading, result: Result, ids: Names) -> dict[str, list[dict[str, Any]]]:
    explanations: dict[str, list[dict[str, Any]]] = {one: [] for one in ids.students}
    for row in explain(reading.instance, result):
        explanations[ids.students[row.student]].append(dict(_explained(row, reading, ids)))
    return explanations


def _explained(row: Row, reading: Reading, ids: Names) -> Iterator[tuple[str, Any]]:
    student, slot = ids.students[row.student], ids.slots[row.opening]
    order = ids.order_of_slot(slot)
    listed = row.wish != NONE
    unranked = listed and bool(reading.unranked[row.student, row.wish])
    yield "wish", row.wish + 1 if listed else None
    yield "slot", slot
    yield "reason", UNRANKED if unranked else row.reason.value
    if row.reason is Reason.INELIGIBLE and (rule := reading.market.ineligible.get((student, slot))):
        yield "rule", rule
    if row.fixed:
        yield "fixed", True
    if row.priority is not None and not unranked:
        yield from order.told(row.priority).items()
    yield "cutoff", cutoff_told(row.cutoff, order)
    yield "applicants", row.applicants
    if row.rank is not None:
        yield from _compared(row, ids).items()


def _compared(row: Row, ids: Names) -> Mapping[str, Any]:
    compared: dict[str, Any] = {
        "rank": row.rank,
        "ahead": row.ahead,
        "tied": row.tied,
        "by_lottery": row.by_lottery,
    }
    if row.waiting is not None:
        compared |= {"waiting": row.waiting}
    if row.binding is not None:
        compared |= {"binding": ids.binding(row.binding)}
    return compared
