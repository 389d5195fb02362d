"""State machines are tables: which state may follow which. They stand beside the enum."""

from collections.abc import Mapping
from typing import TypeVar

State = TypeVar("State")

Moves = Mapping[State, frozenset[State]]


def may_move(moves: Moves[State], here: State, there: State) -> bool:
    """Whether the table lists the step."""
    return there in moves[here]


def reachable(moves: Moves[State], start: State) -> set[State]:
    """Every state that can be reached from `start`, itself included."""
    seen: set[State] = set()
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(moves[state])
    return seen
