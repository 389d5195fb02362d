"""An order of slots, and what one move makes of it. Pure: lists in, lists out.

A move names its slot and is made in the order as it finds it, so a page that has grown old may still send
one: nothing that was done meanwhile is lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.wishes.enums import KEY, MoveKind

PRESSED = re.compile(rf"{KEY}(\d{{1,9}})(?::(up|down|to))?")
NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True)
class Move:
    """One press: what, with which slot, and for `TO` the position asked for (1 is the first)."""

    kind: MoveKind
    slot_id: int
    position: int | None = None


def moved(order: Sequence[int], move: Move) -> list[int]:
    """The order afterwards: the same slots, none twice, but for an addition at the end or a removal.

    What cannot be done (up from the top, a slot that is not there) changes nothing; positions beyond the ends
    mean the ends.
    """
    after = list(order)
    if move.kind is MoveKind.ADD:
        return after if move.slot_id in after else [*after, move.slot_id]
    if move.slot_id not in after:
        return after
    at = after.index(move.slot_id)
    after.remove(move.slot_id)
    if move.kind is not MoveKind.REMOVE:
        after.insert(_goal(move, at, len(after)), move.slot_id)
    return after


def _goal(move: Move, at: int, last: int) -> int:
    """The index asked for, kept inside the list."""
    asked = at if move.position is None else move.position - 1
    goal = {MoveKind.UP: at - 1, MoveKind.DOWN: at + 1}.get(move.kind, asked)
    return min(max(goal, 0), last)


def pressed(typed: Mapping[str, str]) -> Move | None:
    """The move whose button was pressed; None for anything else.

    `move=s12:up`, `move=s12:down`, `move=s12:to` with `to_s12=3`, `add=s12`, `remove=s12`.
    """
    for name, kind in (("add", MoveKind.ADD), ("remove", MoveKind.REMOVE), ("move", None)):
        found = PRESSED.fullmatch(typed.get(name, ""))
        if found and (kind is None) == (found[2] is not None):
            key = f"{KEY}{found[1]}"
            return Move(kind or MoveKind(found[2]), int(found[1]), number_in(typed.get(f"to_{key}", "")))
    return None


def number_in(text: str) -> int | None:
    """A number as somebody may send it, or None."""
    return int(text) if NUMBER.fullmatch(text) else None
