"""A whole database as one stream of lines: a header, every table, and an end that shows if one is missing."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from matching.audit.models import AuditHead
from matching.kernel import clock, vault
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.safekeeping.rows import PlainTable, Sum, Sums, line, plain_tables

FORMAT = 1


@dataclass(frozen=True)
class Header:
    """What a backup says of itself before its rows."""

    format: int
    made_at: str
    schema: str  # the newest migration
    database: str  # where it was made; it may be restored to the other kind
    field_key: str  # tells one set of field keys from another, and nothing about them
    trail: str  # the end of the trail, as `verify-audit --anchor` takes it
    rows: Mapping[str, int]


def fingerprint_of_field_key() -> str:
    """Equal exactly where the same look-up key is in use."""
    return vault.keyed_digest("backup", "field key").hex()[:16]


def written(connection: Connection, *, schema: str) -> Iterator[bytes]:
    """All lines of this moment, compressed; the connection must not see others' work meanwhile."""
    squeeze, whole = zlib.compressobj(), hashlib.sha256()
    for text in _lines(connection, schema):
        whole.update(text)
        yield squeeze.compress(text)
    yield squeeze.compress(line({"end": whole.hexdigest()}))
    yield squeeze.flush()


def _lines(connection: Connection, schema: str) -> Iterator[bytes]:
    tables = plain_tables()
    count, chain = connection.execute(select(AuditHead.count, AuditHead.hash)).one()
    header = Header(
        format=FORMAT,
        made_at=clock.now().isoformat(timespec="seconds"),
        schema=schema,
        database=connection.dialect.name,
        field_key=fingerprint_of_field_key(),
        trail=f"{count}:{chain}",
        rows={table.name: table.count(connection) for table in tables},
    )
    yield line(asdict(header))
    for table in tables:
        yield line({"table": table.name, "columns": table.table.columns.keys()})
        added = Sum()
        for text in table.packed(connection):
            yield added.add(text)
        yield line({"rows": added.told[0], "sum": added.told[1]})


class Reading:
    """Goes through the lines of a backup once, and notices whatever does not add up."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._whole = hashlib.sha256()
        self._lines = self._split(chunks)
        self.header = _header(next(self._lines, b"{}"))
        self.sums: Sums = {}

    def into(self, connection: Connection) -> None:
        """Insert every row. Refused as soon as something is missing, or too much."""
        for table in plain_tables():
            told = self._told()
            if told != {"table": table.name, "columns": list(table.table.columns.keys())}:
                raise _incomplete()
            table.insert(self._rows(table), connection)
            table.count_on(connection)
        end = self._told()
        if end != {"end": self._whole.hexdigest()} or next(self._lines, None) is not None:
            raise _incomplete()
        if {name: rows for name, (rows, _sum) in self.sums.items()} != self.header.rows:
            raise _incomplete()

    def _rows(self, table: PlainTable) -> Iterator[list[Any]]:
        added = Sum()
        for text in self._lines:
            content = json.loads(text)
            if isinstance(content, dict):
                if content != dict(zip(("rows", "sum"), added.told, strict=True)):
                    raise _incomplete()
                self.sums[table.name] = added.told
                return
            added.add(text)
            yield content
        raise _incomplete()

    def _told(self) -> Any:
        return json.loads(next(self._lines, b"null"))

    def _split(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Line by line; each is added to the hash of the whole when the next is asked for."""
        swell, rest = zlib.decompressobj(), b""
        for chunk in chunks:
            *lines, rest = (rest + swell.decompress(chunk)).split(b"\n")
            for text in lines:
                yield text + b"\n"
                self._whole.update(text + b"\n")
        if rest or not swell.eof:
            raise _incomplete()


def _header(text: bytes) -> Header:
    told = json.loads(text)
    if told.get("format") != FORMAT:
        raise Refused(_("This backup is of another format. Use the release that made it."))
    return Header(**told)


def _incomplete() -> Refused:
    return Refused(_("This backup does not add up: something is missing or too much. Take another one."))
