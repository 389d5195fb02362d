"""Every sealed column, found by its name: whoever adds one is found with it (a test in architecture/)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, LargeBinary, Table, func, select
from sqlalchemy.orm import Session

from matching.db import Base
from matching.invariants import Invariant, Witness
from matching.kernel import vault
from matching.kernel.i18n import _l

SUFFIX, ROW_KEY = "_sealed", "row_key"
AT_ONCE = 1000


@dataclass(frozen=True)
class SealedColumn:
    """A column whose values open only in their own row, with the names they were sealed under."""

    table: Table
    column: Column[Any]

    @property
    def name(self) -> str:
        """Under which name its values are sealed."""
        return self.column.name.removesuffix(SUFFIX)

    @property
    def identity(self) -> tuple[Column[Any], ...]:
        """What tells a row."""
        return tuple(self.table.primary_key.columns)

    @property
    def row_key(self) -> Column[Any]:
        """What binds a value to its row."""
        return self.table.c[ROW_KEY]

    @property
    def key_id(self) -> Any:
        """Under which key a value is sealed, as the database reads it."""
        return func.substr(self.column, len(vault.VERSION) + 1, vault.KEY_ID_BYTES, type_=LargeBinary())

    def opened(self, sealed: bytes, row_key: bytes) -> bytes:
        """The value."""
        return vault.open_bytes(sealed, table=self.table.name, column=self.name, row_key=row_key)

    def sealed(self, plain: bytes, row_key: bytes) -> bytes:
        """The value, under today's key."""
        return vault.seal(plain, table=self.table.name, column=self.name, row_key=row_key)


def sealed_columns() -> tuple[SealedColumn, ...]:
    """All of them, in the order of the tables."""
    return tuple(
        SealedColumn(table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(SUFFIX)
    )


def _does_not_open(session: Session) -> Iterator[Witness]:
    for one in sealed_columns():
        query = (
            select(one.row_key, one.column, *one.identity)
            .where(func.length(one.column) > 0)
            .order_by(*one.identity)
            .execution_options(yield_per=AT_ONCE)
        )
        for row_key, sealed, *identity in session.execute(query):
            try:
                one.opened(sealed, row_key)
            except (InvalidTag, KeyError, ValueError):
                row = {column.name: value for column, value in zip(one.identity, identity, strict=True)}
                yield {"table": one.table.name, "column": one.column.name, **row}


INVARIANTS = (Invariant("I15", _l("Everything sealed opens with a known key."), look=_does_not_open),)
