"""The digests once more, from the documented layout alone, one number at a time."""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from itertools import combinations

from matching.engine import Instance, Result


class Sheet:
    """Bytes, written as the layout asks."""

    def __init__(self, heading: str) -> None:
        self.bytes = heading.encode()

    def numbers(self, kind: str, numbers: Iterable[int]) -> None:
        self.bytes += b"".join(struct.pack("<" + kind, number) for number in numbers)

    def ids(self, ids: Sequence[str] | None) -> None:
        self.bytes += b"\0" if ids is None else b"\1" + b"".join(one.encode() + b"\0" for one in sorted(ids))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.bytes).hexdigest()


class Rows:
    """Which rows are written when, and which number each has then."""

    def __init__(self, ids: Sequence[str] | None, number: int) -> None:
        self.order = sorted(range(number), key=lambda row: row if ids is None else ids[row])
        self.number = {row: turn for turn, row in enumerate(self.order)} | {-1: -1}


class Layout:
    """Everything in the order in which it is written."""

    def __init__(self, instance: Instance) -> None:
        self.students = Rows(instance.student_ids, len(instance.lottery))
        self.openings = Rows(instance.opening_ids, len(instance.seats))
        self.groups = Rows(instance.group_ids, len(instance.groups.seats))
        facts: dict[int, tuple[list[tuple[int, int]], list[bool]]] = {}
        places = [self.openings.number[opening] for opening in instance.reserves.opening.tolist()]
        kinds, seats = instance.reserves.kind.tolist(), instance.reserves.seats.tolist()
        for kind in set(kinds):
            reserved = sorted((o, s) for o, k, s in zip(places, kinds, seats, strict=True) if k == kind)
            facts[kind] = reserved, [bool(instance.reserves.holders[s, kind]) for s in self.students.order]
        self.alike = any(facts[one] == facts[other] for one, other in combinations(facts, 2))
        self.kinds = sorted(facts, key=facts.__getitem__)
        rows = [(place, self.kinds.index(kind)) for place, kind in zip(places, kinds, strict=True)]
        self.reserves = sorted(range(len(rows)), key=rows.__getitem__)
        self.reserve_rows = rows


def digest_of_instance(instance: Instance) -> str:
    layout, options = Layout(instance), instance.options
    sheet = Sheet(f"matching.engine instance 2\nties {options.ties}\nunranked {options.unranked}\n")
    lists = [[opening for opening in row if opening != -1] for row in instance.wishes.tolist()]
    longest, places = max(map(len, lists), default=0), layout.openings.number
    sets = (layout.students, layout.openings, layout.groups)
    sheet.numbers("q", [len(rows.order) for rows in sets])
    sheet.numbers("q", [len(layout.reserves), longest, len(layout.kinds)])
    sheet.ids(instance.opening_ids)
    for array, change in [
        (instance.seats, int),
        (instance.opens_with, int),
        (instance.groups.parent_of_opening, layout.groups.number.get),
    ]:
        sheet.numbers("i", [change(int(array[opening])) for opening in layout.openings.order])
    sheet.ids(instance.group_ids)
    sheet.numbers("i", [int(instance.groups.seats[group]) for group in layout.groups.order])
    parents = instance.groups.parent.tolist()
    sheet.numbers("i", [layout.groups.number[parents[group]] for group in layout.groups.order])
    for side in (0, 1):
        sheet.numbers("i", [layout.reserve_rows[reserve][side] for reserve in layout.reserves])
    sheet.numbers("i", [int(instance.reserves.seats[reserve]) for reserve in layout.reserves])
    sheet.ids(instance.student_ids)
    order = layout.students.order
    sheet.numbers("q", [int(instance.lottery[student]) for student in order])
    sheet.numbers("i", [places[int(instance.fixed[student])] for student in order])
    blocks = [int(instance.together[student]) for student in order]
    turns = {block: turn for turn, block in enumerate(dict.fromkeys(b for b in blocks if b != -1))}
    sheet.numbers("i", [turns.get(block, -1) for block in blocks])
    sheet.numbers(
        "?", [instance.reserves.holders[student, kind] for student in order for kind in layout.kinds]
    )
    cells = [(student, wish) for student in order for wish in range(longest)]
    listed = [wish < len(lists[student]) for student, wish in cells]
    rows = list(zip(cells, listed, strict=True))
    sheet.numbers("i", [places[lists[s][w]] if there else -1 for (s, w), there in rows])
    sheet.numbers("H", [int(instance.priority[s, w]) if there else 0 for (s, w), there in rows])
    sheet.numbers("?", [there and bool(instance.eligible[s, w]) for (s, w), there in rows])
    return sheet.sha256


def digest_of_result(result: Result, instance: Instance) -> str:
    layout, promises = Layout(instance), result.guarantees
    flags = (promises.stable, promises.student_optimal, promises.truthful, promises.exact)
    sheet = Sheet(
        "matching.engine result 2\n"
        f"instance {result.instance_digest}\n"
        f"mechanism {result.mechanism}\n"
        f"guarantees {' '.join('1' if flag else '0' for flag in flags)}\n"
        f"welfare {result.welfare.objective if result.welfare else 'none'}\n"
    )
    sheet.numbers("?", [result.closed[opening] for opening in layout.openings.order])
    for bars, order in [
        (result.openings, layout.openings.order),
        (result.groups, layout.groups.order),
        (result.reserves, layout.reserves),
    ]:
        sheet.numbers("?", [bars.full[one] for one in order])
        sheet.numbers("i", [bars.priority[one] for one in order])
        sheet.numbers("q", [bars.lottery[one] for one in order])
    sheet.numbers("i", [layout.openings.number[int(result.match[s])] for s in layout.students.order])
    sheet.numbers("h", [result.wish[student] for student in layout.students.order])
    if result.welfare:
        columns = (result.welfare.student, result.welfare.opening, result.welfare.value)
        pairs = sorted(
            (layout.students.number[s], layout.openings.number[o], value)
            for s, o, value in zip(*(column.tolist() for column in columns), strict=True)
        )
        for kind, column in zip("iiq", range(3), strict=True):
            sheet.numbers(kind, [pair[column] for pair in pairs])
    return sheet.sha256
