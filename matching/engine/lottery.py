"""The lottery of a round: an order that nobody can steer, and that everybody can recompute.

Before the deadline the bureau publishes `commitment(seed)`, after it the seed. The bytes that are hashed
are plain text, so a command line is enough to check, with the seed written in small hexadecimal letters:

    commitment  printf '%s' SEED | sha256sum
    a student   printf '%s\\n%s\\n%s' SEED ROUND PSEUDONYM | sha256sum

(UTF-8; one line feed between the parts, none at the end). The student with the smallest hash has number 1.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from matching.engine.arrays import Int64s

SHORTEST_SEED = 16
"""Bytes. A shorter seed could be guessed from its commitment; 32 bytes are usual."""


def commitment(seed: bytes) -> str:
    """What to publish before the deadline: SHA-256, in hex, of the seed's hexadecimal text.

    Raises ValueError for a seed of less than 16 bytes.
    """
    return hashlib.sha256(_written(seed).encode()).hexdigest()


def lottery_numbers(seed: bytes, round_id: str, pseudonyms: Sequence[str]) -> Int64s:
    """int64[n]: each student's lottery number, 1 to n, in the order of SHA-256(seed, round, pseudonym).

    The order of any two students depends on nobody else: neither on who takes part nor on the order of the
    list. Raises ValueError for a short seed, for a pseudonym that occurs twice, and for a line feed in round
    or pseudonym.
    """
    if len(set(pseudonyms)) < len(pseudonyms):
        raise ValueError("a pseudonym occurs twice")
    if any("\n" in text for text in (round_id, *pseudonyms)):
        raise ValueError("a line feed would make the hashed text ambiguous")
    before = f"{_written(seed)}\n{round_id}\n"
    hashes = [hashlib.sha256(f"{before}{pseudonym}".encode()).digest() for pseudonym in pseudonyms]
    numbers = np.empty(len(hashes), np.int64)
    numbers[sorted(range(len(hashes)), key=hashes.__getitem__)] = np.arange(1, len(hashes) + 1)
    return numbers


def _written(seed: bytes) -> str:
    if len(seed) < SHORTEST_SEED:
        raise ValueError(f"a seed has at least {SHORTEST_SEED} bytes")
    return seed.hex()
