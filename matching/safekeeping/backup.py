"""Make a backup while everybody works, and believe it only after it was restored."""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from matching.audit.kinds import AuditKind
from matching.audit.queries import faults
from matching.audit.record import record_apart
from matching.db import Base, frozen
from matching.kernel import strongbox
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.safekeeping.archive import Header, Reading, written
from matching.safekeeping.rows import sums_of

UNFINISHED = ".part"


@dataclass(frozen=True)
class Backup:
    """What was made."""

    header: Header
    size: int
    digest: str  # SHA-256 of the file


def back_up(out: Path, *, keys: list[bytes], schema: str, verify: bool = True) -> Backup:
    """A file that is whole, verified and on the disk, or none. Nobody who works meanwhile waits."""
    if out.exists():
        raise Refused(_("{file} is there already. Name another file.").format(file=out))
    with _unfinished(out) as file:
        box = strongbox.Strongbox(file, keys[0])
        with frozen() as session:
            for some in written(session.connection(), schema=schema):
                box.write(some)
        box.close()
        file.flush()
        os.fsync(file.fileno())
        header = proved(file, keys=keys) if verify else Reading(_chunks(file, keys)).header
        made = Backup(header, file.seek(0, os.SEEK_END), _digest(file))
    record_apart(
        AuditKind.BACKUP,
        by=None,
        count=sum(header.rows.values()),
        trail=header.trail,
        digest=made.digest,
        verified=verify,
    )
    return made


def proved(file: BinaryIO, *, keys: list[bytes]) -> Header:
    """Restore it into a database that nobody ever sees, and compare every table and the whole trail."""
    reading = Reading(_chunks(file, keys))
    with _throwaway() as connection:
        reading.into(connection)
        wrong = sums_of(connection) != reading.sums
        wrong = wrong or bool(connection.execute(text("PRAGMA foreign_key_check")).all())
        if wrong or faults(Session(connection), anchor=_anchor(reading.header)):
            raise Refused(_("The backup was made but could not be restored. It was thrown away; tell us."))
    return reading.header


def _anchor(header: Header) -> tuple[int, str] | None:
    number, _colon, digest = header.trail.partition(":")
    return (int(number), digest) if int(number) else None


def _chunks(file: BinaryIO, keys: list[bytes]) -> Iterator[bytes]:
    file.seek(0)
    return strongbox.opened(file, keys)


def _digest(file: BufferedRandom) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _unfinished(out: Path) -> Iterator[BufferedRandom]:
    """A file beside the wanted one that takes its name only when all went well; one at a time."""
    draft = out.with_name(out.name + UNFINISHED)
    handle = os.open(draft, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(_("Somebody is just making this backup.")) from error
        file.truncate()
        try:
            yield file
        except BaseException:
            draft.unlink()
            raise
        draft.rename(out)
    folder = os.open(out.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


@contextmanager
def _throwaway() -> Iterator[Connection]:
    """A SQLite database without a name: its pages are gone with the process, even after a kill."""
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(""), poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
