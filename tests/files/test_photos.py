"""A photo tells what it shows and nothing else."""

from io import BytesIO

import pytest
from PIL import Image

from matching.files.enums import LONGEST_SIDE
from matching.files.photos import cleaned
from matching.kernel.errors import Refused

GPS, ORIENTATION, LYING = 0x8825, 0x0112, 6


def photo(size: tuple[int, int] = (40, 20), *, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = LYING
    exif.get_ifd(GPS)[1] = "N"
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, exif=exif)
    return written.getvalue()


def test_a_photo_loses_where_it_was_taken_and_stands_upright() -> None:
    with Image.open(BytesIO(cleaned(photo()))) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (20, 40)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_become_jpeg(kind: str) -> None:
    with Image.open(BytesIO(cleaned(photo(kind=kind)))) as kept:
        assert kept.format == "JPEG"


def test_a_large_photo_becomes_smaller() -> None:
    with Image.open(BytesIO(cleaned(photo((4000, 1000))))) as kept:
        assert max(kept.size) == LONGEST_SIDE


@pytest.mark.parametrize("contents", [b"", b"GIF89a", b"\xff\xd8\xff\xe0broken", photo()[:300]])
def test_what_is_no_photo_is_refused_with_a_sentence(contents: bytes) -> None:
    with pytest.raises(Refused, match="JPEG"):
        cleaned(contents)
