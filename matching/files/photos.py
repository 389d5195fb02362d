"""A photo is opened, turned upright, made smaller and written anew: where it was taken is lost."""

from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, UnidentifiedImageError

from matching.files.enums import LARGEST_PHOTO, LONGEST_SIDE, MOST_PIXELS, QUALITY
from matching.kernel.errors import Refused
from matching.kernel.i18n import _

MEDIA_TYPE = "image/jpeg"
FORMATS = ("JPEG", "PNG", "WEBP")


def cleaned(contents: bytes) -> bytes:
    """The photo as JPEG, at most LONGEST_SIDE pixels on a side, no metadata; Refused where it is none."""
    if len(contents) > LARGEST_PHOTO:
        raise Refused(_("This photo is larger than 8 MB. Send a smaller one."))
    try:
        with catch_warnings():
            simplefilter("ignore")  # Pillow warns of large pictures; ours are counted below
            with Image.open(BytesIO(contents), formats=FORMATS) as photo:
                if photo.width * photo.height > MOST_PIXELS:
                    raise Refused(_("This photo has too many pixels. Send a smaller one."))
                photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is not unpacked whole
                upright = ImageOps.exif_transpose(photo).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("This is not a photo that can be opened. JPEG, PNG and WebP can.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = BytesIO()
    upright.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
