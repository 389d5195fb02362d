"""Count what a page asks of the database: `with statements() as asked: ...; assert len(asked) <= MOST`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

MOST = 12  # statements a list or home page may need, at ten rows and at a thousand

Counting = Callable[[], AbstractContextManager[list[str]]]

_NOT_ASKED = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile, on every engine and in every session, transaction marks left out."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_NOT_ASKED):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def statements() -> Counting:
    """Ask for it by name; `tests/conftest.py` makes it known everywhere."""
    return counted
