"""Whatever stands in a file of arrays, the door answers or says why not, in no more room than it may."""

import io
import random
import zipfile
from contextlib import suppress

import numpy as np
import pytest

from matching.engine.files_arrays import ArrayFile, read_arrays
from matching.engine.files_json import Unreadable

MARKET = {
    "wishes": np.array([[0, 1], [0, -1]]),
    "priority": np.array([[9, 0], [8, 0]]),
    "seats": np.array([1, 1]),
    "lottery": np.array([2, 1]),
}
LISTED = b"PK\x01\x02"  # an entry in the list of contents
SIZE = slice(24, 28)  # where it says how large it is unpacked


def archive(**members: bytes) -> bytearray:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, data in members.items():
            file.writestr(f"{name}.npy", data)
    return bytearray(written.getvalue())


def member(array) -> bytes:
    written = io.BytesIO()
    np.save(written, array)
    return written.getvalue()


def refusal(data: bytes, **known: tuple[str, ...]) -> str:
    with pytest.raises(Unreadable) as refused:
        read_arrays(bytes(data), **{"required": (), "known": ("wishes",), **known})
    return str(refused.value)


def test_an_archive_that_would_unpack_to_too_much_is_left_packed():
    data = archive(a=b"", b=b"", c=b"")
    place = data.find(LISTED)
    while place >= 0:
        data[place + SIZE.start : place + SIZE.stop] = (4 * 10**9).to_bytes(4, "little")
        place = data.find(LISTED, place + 1)
    assert "unpacks to 12000000000 bytes" in refusal(data)


@pytest.mark.parametrize("heading", [b"<U0", b"|V0"])
def test_any_number_of_nothing_is_refused(heading):
    data = member(np.zeros(1000, "<U1")).replace(b"<U1", heading)
    assert '"wishes" is no array' in refusal(archive(wishes=data))


def test_what_is_no_array_is_named():
    assert '"wishes" is no array' in refusal(archive(wishes=b"read me"))


def test_rows_without_columns_are_not_counted_one_by_one():
    endless = np.broadcast_to(np.empty(0, np.int32), (10**15, 0))
    for name in MARKET:
        with pytest.raises(Unreadable, match="The size of"):
            ArrayFile(
                bytes(archive(**{one: member(array) for one, array in (MARKET | {name: endless}).items()}))
            )


def test_broken_headings_and_archives_are_refused_or_read():
    chance, sound = random.Random(1), member(MARKET["wishes"])
    signs = b"(){}[],:'\"\\ 0189azAZ\n\t<>|#@\x00\xff"
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(chance.choice([1, 1, 3])):
            data[chance.randrange(128)] = chance.choice(signs)
        whole = archive(wishes=bytes(data))
        if chance.random() < 0.5:
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        with suppress(Unreadable):
            assert set(read_arrays(bytes(whole), required=(), known=("wishes",))) <= {"wishes"}
