"""State machines are tables: complete, and without states nobody can reach."""

import importlib
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

from matching.kernel.moves import reachable
from tests.architecture.source import PACKAGE, files


def _tables() -> Iterator[tuple[str, dict[Any, frozenset[Any]]]]:
    for path in files("matching"):
        if path.name == "enums.py":
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            module = importlib.import_module(name)
            for attribute, value in vars(module).items():
                if attribute.endswith("MOVES"):
                    yield f"{name}.{attribute}", value


TABLES = dict(_tables())


@pytest.mark.parametrize("name", TABLES)
def test_every_state_has_its_moves(name: str) -> None:
    states = type(next(iter(TABLES[name])))
    assert issubclass(states, Enum)
    assert set(TABLES[name]) == set(states)


@pytest.mark.parametrize("name", TABLES)
def test_every_state_can_be_reached_from_the_first(name: str) -> None:
    states = list(type(next(iter(TABLES[name]))))
    assert reachable(TABLES[name], states[0]) == set(states)
