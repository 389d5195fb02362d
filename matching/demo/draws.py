"""Choices that look free and are the same in every demo city: drawn from a digest, never from chance."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def drawn(key: str, size: int) -> int:
    """A whole number from 0 up to `size` (not reached), always the same for the same key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % size


def one_of(key: str, things: Sequence[Thing]) -> Thing:
    """One of them."""
    return things[drawn(key, len(things))]
