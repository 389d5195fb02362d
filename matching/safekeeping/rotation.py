"""A new field key while everybody works: it seals from now on, and all that is there is sealed anew.

Other processes follow the key file, so they read under both keys without a restart. Every batch is a short
transaction of its own; whoever is killed goes on where it stopped.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, bindparam, func, select, text, update
from sqlalchemy.orm import Session

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.audit.record import record_apart
from matching.db import apart
from matching.kernel import clock, vault
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.safekeeping.seals import SealedColumn, sealed_columns

AT_ONCE = 200
PASSES, PAUSE_SECONDS = 50, 0.2  # rows somebody is just writing are left for the next pass
SETTLING = timedelta(minutes=10)  # by then no transaction lives that sealed under the key before

Progress = Callable[[SealedColumn, int], None]


def rotate(key_file: Path, *, tell: Progress) -> int:
    """Put a new key in use and seal everything under it; how much. One that was cut off is finished first."""
    with _alone(key_file):
        if not _was_cut_off():
            vault.replace_secret(key_file, vault.current_ring().with_new(clock.now()).text)
            record_apart(AuditKind.KEY_ADD, by=None)
        count = 0
        for number in range(PASSES):
            count += sum(_reseal(column, tell=tell) for column in sealed_columns())
            if not _under_old_keys():
                record_apart(AuditKind.KEY_RESEAL, by=None, count=count)
                return count
            time.sleep(PAUSE_SECONDS * (number > 0))
    raise Refused(_("Some rows are held by somebody. Start it again: it goes on where it stopped."))


def forget_old(key_file: Path) -> int:
    """Remove every key but the one that seals; how many. Refused while anything might need them."""
    with _alone(key_file):
        ring = vault.current_ring()
        refuse_if(_why_not_forget(ring))
        with apart() as session:
            _hold_everything(session)
            if _under_old_keys():
                raise Refused(_("Something is still sealed under an old key. Rotate the keys first."))
            vault.replace_secret(key_file, ring.with_current_only().text)
        record_apart(AuditKind.KEY_FORGET, by=None, count=len(ring.keys) - 1)
    return len(ring.keys) - 1


def _why_not_forget(ring: vault.Keyring) -> str | None:
    if len(ring.keys) == 1:
        return _("There is only one field key.")
    if ring.since is None or ring.since > clock.now() - SETTLING:
        return _("The new key is in use for less than {minutes} minutes. Wait a little.").format(
            minutes=SETTLING.seconds // 60
        )
    return None


def _was_cut_off() -> bool:
    """Whether the key that seals now has not taken over everything, or nobody told the trail that it has."""
    since = vault.current_ring().since
    if since is None or _under_old_keys():
        return since is not None
    told = select(AuditEvent.id).where(AuditEvent.kind == AuditKind.KEY_RESEAL, AuditEvent.at >= since)
    with apart("read") as session:
        return session.scalar(told.limit(1)) is None


def _under_old_keys() -> bool:
    with apart("read") as session:
        return any(session.scalar(_how_many(column)) for column in sealed_columns())


def _how_many(column: SealedColumn) -> Any:
    return select(func.count()).select_from(column.table).where(_is_old(column))


def _is_old(column: SealedColumn) -> ColumnElement[bool]:
    old: ColumnElement[bool] = column.key_id != vault.current_ring().current
    return (func.length(column.column) > 0) & old


def _reseal(column: SealedColumn, *, tell: Progress) -> int:
    """All rows of one column, some at a time; how many."""
    count = 0
    while True:
        with apart() as session:
            rows = session.execute(_some(column)).all()
            if not rows:
                return count
            session.connection().execute(_under_its_key(column), [_anew(column, *row) for row in rows])
        count += len(rows)
        tell(column, count)


def _some(column: SealedColumn) -> Any:
    """The next that nobody else is writing; they are held until they are sealed anew."""
    return (
        select(column.row_key, column.column, *column.identity)
        .where(_is_old(column))
        .order_by(*column.identity)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )


def _anew(column: SealedColumn, row_key: bytes, sealed: bytes, *identity: Any) -> dict[str, Any]:
    try:
        plain = column.opened(sealed, row_key)
    except (InvalidTag, KeyError) as error:
        raise Refused(
            _("A value of {table} does not open. Run “flask check-invariants”.").format(
                table=column.table.name
            )
        ) from error
    told = {f"its_{key.name}": value for key, value in zip(column.identity, identity, strict=True)}
    return {**told, "anew": column.sealed(plain, row_key)}


def _under_its_key(column: SealedColumn) -> Any:
    its_own = (key == bindparam(f"its_{key.name}", type_=key.type) for key in column.identity)
    return update(column.table).where(*its_own).values({column.column: bindparam("anew")})


def _hold_everything(session: Session) -> None:
    """On SQLite whoever writes is alone already."""
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(sorted({column.table.name for column in sealed_columns()}))
        session.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


@contextmanager
def _alone(key_file: Path) -> Iterator[None]:
    """Keys are changed by one at a time."""
    with key_file.with_name(f".{key_file.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(_("Somebody is just changing the keys.")) from error
        yield
