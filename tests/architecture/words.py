"""What people may read, in both languages: the messages of the code and the catalogues."""

import importlib
import inspect
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.architecture.source import PACKAGE, ROOT, files

KEYWORDS = {"_": None, "_l": None, "_n": (1, 2), "progress": (3,), "gettext": None, "ngettext": (1, 2)}
CATALOGUES = sorted((PACKAGE / "translations" / "zh_CN").glob("*.po"))


@cache
def catalogue(path: Path) -> Catalog:
    """One room's Chinese."""
    with path.open("rb") as text:
        return read_po(text, locale="zh_CN")


@cache
def translated() -> dict[str, Message]:
    """Every message that has Chinese."""
    return {id_of(message): message for path in CATALOGUES for message in catalogue(path) if message.id}


def id_of(message: Message) -> str:
    """The English message, in the singular where it counts."""
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


@cache
def spoken() -> dict[str, str]:
    """Every message a person may read, and where it stands."""
    said: dict[str, str] = {}
    sources = [(path, "python") for path in files("matching")]
    sources += [(path, "jinja2.ext:babel_extract") for path in (ROOT / "templates").rglob("*.*")]
    for path, method in sources:
        options = {"extensions": "jinja2.ext.do,jinja2.ext.i18n", "trimmed": "true", "silent": "false"}
        found = extract(method, BytesIO(path.read_bytes()), KEYWORDS, options=options)
        for line, message, _comments, _context in found:
            first = message[0] if isinstance(message, tuple) else message
            if first:
                said[first] = f"{path.relative_to(ROOT)}:{line}"
    for path in files("matching"):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Enum) and kind.__module__ == module.__name__:
                said |= {str(m.message): f"{module.__name__}.{name}" for m in kind if hasattr(m, "message")}
    return said
