"""A sealed stream: whatever is done to it, it opens as it was or not at all."""

from io import BytesIO

import pytest

from matching.kernel.errors import Refused
from matching.kernel.strongbox import (
    CHUNK_BYTES,
    KEY_ID_BYTES,
    MAGIC,
    SALT_BYTES,
    TAG_BYTES,
    Strongbox,
    opened,
)

KEY, OTHER = b"k" * 32, b"o" * 32
PREFACE = len(MAGIC) + KEY_ID_BYTES + SALT_BYTES
BOX = CHUNK_BYTES + TAG_BYTES
LENGTHS = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7]


def sealed(plain: bytes, key: bytes = KEY) -> bytes:
    file = BytesIO()
    box = Strongbox(file, key)
    for start in range(0, len(plain), 10_000):
        box.write(plain[start : start + 10_000])
    box.close()
    return file.getvalue()


def unsealed(told: bytes, *keys: bytes) -> bytes:
    return b"".join(opened(BytesIO(told), keys or (KEY,)))


def some(length: int) -> bytes:
    return bytes(n * 7 % 251 for n in range(length))


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_sealed_opens_with_the_key_among_others(length: int) -> None:
    assert unsealed(sealed(some(length)), OTHER, KEY) == some(length)


def test_the_same_bytes_never_look_the_same() -> None:
    assert sealed(some(100))[PREFACE:] != sealed(some(100))[PREFACE:]


@pytest.mark.parametrize("length", LENGTHS)
def test_a_shorter_stream_does_not_open(length: int) -> None:
    told = sealed(some(length))
    boundaries = range(PREFACE, len(told), BOX)
    for end in {*boundaries, len(told) - 1, PREFACE - 1, 5, 0}:
        with pytest.raises(Refused):
            unsealed(told[:end])


def test_a_bit_turned_over_anywhere_is_noticed() -> None:
    told = sealed(some(2 * CHUNK_BYTES + 100))
    for at in [*range(0, PREFACE + 40), *range(PREFACE + 40, len(told), 5003), len(told) - 1]:
        with pytest.raises(Refused):
            unsealed(told[:at] + bytes([told[at] ^ 1]) + told[at + 1 :])


def test_chunks_open_in_their_place_only() -> None:
    told = sealed(some(4 * CHUNK_BYTES))
    preface, boxes = told[:PREFACE], [told[at : at + BOX] for at in range(PREFACE, len(told), BOX)]
    first, second, third, last = boxes
    others = sealed(some(4 * CHUNK_BYTES))[PREFACE:][:BOX]
    for moved in (
        [second, first, third, last],
        [first, third, last],
        [first, second, last],
        [first, second, third, third, last],
        [first, second, third, last, last],
        [others, second, third, last],
        [last],
    ):
        with pytest.raises(Refused):
            unsealed(preface + b"".join(moved))


def test_another_key_is_told_from_damage() -> None:
    with pytest.raises(Refused, match="另一把密钥"):
        unsealed(sealed(some(100)), OTHER)
    with pytest.raises(Refused, match="不是本平台的备份"):
        unsealed(b"SQLite format 3\x00" * 100)
