"""Chinese is complete, always: no message without it, none that says nothing, none left over."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, files, tree
from tests.architecture.words import CATALOGUES, catalogue, id_of, spoken, translated

PLACES = re.compile(r"%\((\w+)\)s|\{(\w*)[^}]*\}")


@cache
def _constants() -> set[str]:
    return {
        node.value
        for path in files("matching")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_message_is_told_in_chinese() -> None:
    missing = {message: place for message, place in spoken().items() if message not in translated()}
    assert missing == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_no_translation_is_empty_or_unsure(path: Path) -> None:
    unsure = [
        id_of(m)
        for m in catalogue(path)
        if m.id and (m.fuzzy or not (m.string if isinstance(m.string, str) else all(m.string)))
    ]
    assert unsure == []


def test_no_translation_names_a_place_that_is_never_filled() -> None:
    unknown = [id_of(m) for m in translated().values() if not _places(m.string) <= _places(m.id)]
    assert unknown == []


def _places(text: object) -> set[str]:
    return {a or b for a, b in PLACES.findall("".join(text) if isinstance(text, tuple) else str(text))}


def test_no_translation_is_left_over() -> None:
    rules = (PACKAGE / "law" / "rules.csv").read_text(encoding="utf-8")
    said, constants = spoken(), _constants()
    assert [m for m in translated() if m not in said and m not in constants and m not in rules] == []


def test_rooms_agree_on_their_words() -> None:
    said: dict[str, set[str]] = {}
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id:
                said.setdefault(id_of(message), set()).add(str(message.string))
    assert {message: words for message, words in said.items() if len(words) > 1} == {}
