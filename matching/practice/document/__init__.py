"""The personal record of practice as a PDF: words and numbers in, a document out.

Nothing is loaded before the first document: the setter and its fonts weigh some fifty megabytes.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parent / "record.typ"
BODY_FONT = "NotoSerifSC-Regular.otf"
_IN_NO_FONT = "\U0010fffe"
_MEASURED_AT = 24  # pixels


def record_pdf(paper: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The document, for keeping (PDF/A-2b): no font of the machine, nothing from outside."""
    import typst  # noqa: PLC0415  # see above

    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        pdf_standards="a-2b",
        timestamp=int(made_at.timestamp()),
    )


def without_shape(words: Iterable[str]) -> str:
    """Letters the font has no shape for, each once: a name must never lose one silently."""
    return "".join(letter for letter in dict.fromkeys("".join(words)) if not _has_shape(letter))


@cache
def _has_shape(letter: str) -> bool:
    font = _body_font()
    return bool(letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(_IN_NO_FONT)))


@cache
def _body_font() -> Any:
    from PIL import ImageFont  # noqa: PLC0415  # see above

    return ImageFont.truetype(_fonts() / BODY_FONT, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@cache
def _fonts() -> Path:
    import pylopdf_fonts_zh_cn  # noqa: PLC0415  # see above

    return Path(pylopdf_fonts_zh_cn.__file__).parent
