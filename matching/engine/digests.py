"""Fingerprints by which anybody can tell that an instance or a result is the one that was published.

The digest is SHA-256, in hex, of an ASCII text: a heading, then one JSON array a line (as Python's `json`
writes it with separators "," and ":" and escapes for all but ASCII), each line closed by a line feed.
First the openings, then the students, each sorted by id, character by character. Row order therefore
never counts, and nothing depends on the platform. Rows without ids are named by their number ("0", "1",
...), and then their order does count.

Instance:  matching.engine instance 1
           ["opening",id,seats]
           ["student",id,lottery,pre-assigned opening or null,[[opening,priority,eligible],...best first]]
Result:    matching.engine result 1
           ["instance",digest]
           ["guarantees",stable,student_optimal,truthful,exact]
           ["opening",id,full,cutoff priority or null,cutoff lottery or null]
           ["student",id,opening or null,number of the wish from 0 or null]
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, replace

from matching.engine.arrays import NONE
from matching.engine.instance import Instance
from matching.engine.result import Result


def digest(published: Instance | Result) -> str:
    """The digest, computed anew: of a result, whatever its own `digest` says."""
    rows = _instance_rows(published) if isinstance(published, Instance) else _result_rows(published)
    kind = "instance" if isinstance(published, Instance) else "result"
    text = hashlib.sha256(f"matching.engine {kind} 1\n".encode())
    for row in rows:
        text.update(json.dumps(row, separators=(",", ":")).encode() + b"\n")
    return text.hexdigest()


def sealed(result: Result) -> Result:
    """The result with its own digest."""
    return replace(result, digest=digest(result))


def _instance_rows(instance: Instance) -> Iterator[list[object]]:
    seats = instance.seats.tolist()
    for opening in _by_id(instance.opening_ids):
        yield ["opening", instance.opening_ids[opening], seats[opening]]
    lottery, fixed = instance.lottery.tolist(), instance.fixed.tolist()
    for student in _by_id(instance.student_ids):
        place = _name(fixed[student], instance.opening_ids)
        yield [
            "student",
            instance.student_ids[student],
            lottery[student],
            place,
            _wish_rows(instance, student),
        ]


def _wish_rows(instance: Instance, student: int) -> list[tuple[str, int, bool]]:
    wishes = instance.wishes[student].tolist()
    ranks, allowed = instance.priority[student].tolist(), instance.eligible[student].tolist()
    return [
        (instance.opening_ids[opening], rank, may)
        for opening, rank, may in zip(wishes, ranks, allowed, strict=True)
        if opening != NONE
    ]


def _result_rows(result: Result) -> Iterator[list[object]]:
    yield ["instance", result.instance_digest]
    yield ["guarantees", *astuple(result.guarantees)]
    full = result.full.tolist()
    for opening in _by_id(result.opening_ids):
        bar = result.cutoff(opening) or (None, None)
        yield ["opening", result.opening_ids[opening], full[opening], *bar]
    match, wish = result.match.tolist(), result.wish.tolist()
    for student in _by_id(result.student_ids):
        number = None if wish[student] == NONE else wish[student]
        yield ["student", result.student_ids[student], _name(match[student], result.opening_ids), number]


def _by_id(ids: tuple[str, ...]) -> list[int]:
    return sorted(range(len(ids)), key=ids.__getitem__)


def _name(opening: int, ids: tuple[str, ...]) -> str | None:
    return None if opening == NONE else ids[opening]
