"""Chinese is complete, always: no message without it, none that says nothing, none left over."""

import ast
import importlib
import inspect
import re
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.architecture.source import PACKAGE, ROOT, files, tree

KEYWORDS = {"_": None, "_l": None, "_n": (1, 2), "progress": (3,), "gettext": None, "ngettext": (1, 2)}
PLACES = re.compile(r"%\((\w+)\)s|\{(\w*)[^}]*\}")
CATALOGUES = sorted((PACKAGE / "translations" / "zh_CN").glob("*.po"))


@cache
def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as text:
        return read_po(text, locale="zh_CN")


@cache
def _translated() -> dict[str, Message]:
    return {_id(message): message for path in CATALOGUES for message in _catalogue(path) if message.id}


def _id(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


@cache
def _spoken() -> dict[str, str]:
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


@cache
def _constants() -> set[str]:
    return {
        node.value
        for path in files("matching")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_message_is_told_in_chinese() -> None:
    missing = {message: place for message, place in _spoken().items() if message not in _translated()}
    assert missing == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_no_translation_is_empty_or_unsure(path: Path) -> None:
    unsure = [
        _id(m)
        for m in _catalogue(path)
        if m.id and (m.fuzzy or not (m.string if isinstance(m.string, str) else all(m.string)))
    ]
    assert unsure == []


def test_no_translation_names_a_place_that_is_never_filled() -> None:
    unknown = [_id(m) for m in _translated().values() if not _places(m.string) <= _places(m.id)]
    assert unknown == []


def _places(text: object) -> set[str]:
    return {a or b for a, b in PLACES.findall("".join(text) if isinstance(text, tuple) else str(text))}


def test_no_translation_is_left_over() -> None:
    rules = (PACKAGE / "law" / "rules.csv").read_text(encoding="utf-8")
    spoken, constants = _spoken(), _constants()
    assert [m for m in _translated() if m not in spoken and m not in constants and m not in rules] == []


def test_rooms_agree_on_their_words() -> None:
    said: dict[str, set[str]] = {}
    for path in CATALOGUES:
        for message in _catalogue(path):
            if message.id:
                said.setdefault(_id(message), set()).add(str(message.string))
    assert {message: words for message, words in said.items() if len(words) > 1} == {}
