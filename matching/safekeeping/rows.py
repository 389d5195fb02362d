"""Tables as lines of text, the same from every database: what a backup holds and a restore reads.

Each table is told by a line with its name, one line a row, and a line with their number and their sum: the
hashes of the rows added up, which does not depend on the order a database gives them in.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from matching.db import Base

AT_ONCE = 500

Values = list[Any]
Sums = dict[str, tuple[int, str]]
"""Table -> number of rows, and the sum of their hashes."""


@dataclass(frozen=True)
class PlainTable:
    """A table without what Python adds to it: no enums, no zones, only what the database keeps."""

    table: Table

    @property
    def name(self) -> str:
        """Of the table."""
        return self.table.name

    @cached_property
    def bare(self) -> Table:
        """The same with plain types."""
        columns = (Column(c.name, _bare_type(c), primary_key=c.primary_key) for c in self.table.columns)
        return Table(self.name, MetaData(), *columns)

    def packed(self, connection: Connection) -> Iterator[bytes]:
        """Its rows, a line each, never more than a few of them in memory."""
        packers = [_CODECS.get(type(c.type), _AS_IT_IS)[0] for c in self.bare.columns]
        query = select(self.bare).order_by(*self.bare.primary_key)
        for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
            yield line(
                [None if value is None else pack(value) for pack, value in zip(packers, row, strict=True)]
            )

    def unpacked(self, values: Values) -> dict[str, Any]:
        """A row to insert."""
        codecs = [_CODECS.get(type(c.type), _AS_IT_IS)[1] for c in self.bare.columns]
        names = self.bare.columns.keys()
        return {
            name: None if value is None else unpack(value)
            for name, unpack, value in zip(names, codecs, values, strict=True)
        }

    def insert(self, rows: Iterable[Values], connection: Connection) -> None:
        """Put rows in, some at a time."""
        waiting = iter(rows)
        while some := [self.unpacked(values) for values in islice(waiting, AT_ONCE)]:
            connection.execute(insert(self.bare), some)

    def count(self, connection: Connection) -> int:
        """How many rows it has."""
        return connection.scalar(select(func.count()).select_from(self.bare)) or 0

    def count_on(self, connection: Connection) -> None:
        """On PostgreSQL: the next row is numbered after the last."""
        column = self.table.autoincrement_column
        if column is None or connection.dialect.name != "postgresql":
            return
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": self.name, "column": column.name},
        )
        if sequence and (last := connection.scalar(select(func.max(self.bare.c[column.name])))):
            connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


def plain_tables() -> list[PlainTable]:
    """All of them, those that are pointed to before those that point."""
    return [PlainTable(table) for table in Base.metadata.sorted_tables]


class Sum:
    """Counts lines and adds up their hashes."""

    def __init__(self) -> None:
        self._count = self._sum = 0

    def add(self, text: bytes) -> bytes:
        """One more; it is handed on."""
        self._count += 1
        self._sum += int.from_bytes(hashlib.sha256(text).digest(), "big")
        return text

    @property
    def told(self) -> tuple[int, str]:
        """As it stands in a backup."""
        return self._count, f"{self._sum % 2**256:064x}"


def sums_of(connection: Connection) -> Sums:
    """What every table adds up to."""
    found = {}
    for table in plain_tables():
        added = Sum()
        for one in table.packed(connection):
            added.add(one)
        found[table.name] = added.told
    return found


def line(content: Any) -> bytes:
    """Canonical JSON and a line feed: equal content is equal bytes, whatever database it comes from."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _bare_type(column: Column[Any]) -> TypeEngine[Any]:
    kind = column.type
    if isinstance(kind, Enum):
        return Text()
    if isinstance(kind, JSON):
        return JSON(none_as_null=bool(column.nullable))
    if isinstance(kind, LargeBinary):
        return LargeBinary()
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _same(value: Any) -> Any:
    return value


def _to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]
_AS_IT_IS: Codec = (_same, _same)
_CODECS: dict[type, Codec] = {
    LargeBinary: (_to_base64, base64.b64decode),
    DateTime: (datetime.isoformat, datetime.fromisoformat),
    Date: (date.isoformat, date.fromisoformat),
}
