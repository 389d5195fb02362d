"""Make the database fail after the n-th statement, whoever sends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


class Fault(Exception):
    """The plug was pulled."""


@contextmanager
def failing_at(number: int) -> Iterator[None]:
    """The n-th statement is carried out but never answered; marks of transactions are no statements."""
    seen = 0

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal seen
        if statement.startswith(("BEGIN", "PRAGMA")):
            return
        seen += 1
        if seen == number:
            raise Fault

    event.listen(Engine, "after_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", count)
