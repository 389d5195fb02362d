"""Bring a backup back into an empty database of either kind: all of it, or nothing."""

from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import Connection, delete, inspect, text
from sqlalchemy.exc import OperationalError

from matching.accounts.models import AccountSession
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditHead
from matching.audit.record import record
from matching.db import apart, db
from matching.kernel import strongbox
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.safekeeping.archive import Header, Reading, fingerprint_of_field_key
from matching.safekeeping.rows import plain_tables, sums_of

LONGEST_WAIT = "4s"  # for whoever is in the middle of something


def restore(source: Path, *, keys: list[bytes], schema: str, other_field_key: bool = False) -> Header:
    """In one transaction. Refused where the backup, its keys, its schema or the database do not fit.

    Everybody signs in again: nobody can tell which sessions were ended since the backup was made.
    """
    with apart("read") as session:
        _refuse_what_is_not_empty(session.connection())
    with source.open("rb") as file:
        reading = Reading(strongbox.opened(file, keys))
        _refuse_what_does_not_fit(reading.header, schema, other_field_key=other_field_key)
        upgrade()
        connection = db.session.connection()
        _keep_others_out(connection)
        _refuse_what_is_not_empty(connection)
        connection.execute(delete(AuditHead))
        reading.into(connection)
        if sums_of(connection) != reading.sums:
            raise Refused(_("What was restored is not what the backup holds. Nothing was kept."))
        connection.execute(delete(AccountSession))
    record(AuditKind.RESTORE, by=None, made_at=reading.header.made_at, trail=reading.header.trail)
    db.session.commit()
    return reading.header


def _refuse_what_does_not_fit(header: Header, schema: str, *, other_field_key: bool) -> None:
    if header.schema != schema:
        raise Refused(
            _(
                "This backup is of schema {theirs}, this release has {ours}. Install the release of that "
                "time, restore, then bring the database up to date with the new release."
            ).format(theirs=header.schema, ours=schema)
        )
    if header.field_key != fingerprint_of_field_key() and not other_field_key:
        raise Refused(
            _(
                "The field key of that time is not here: ID numbers, phones and the trail would not open. "
                "Put field.key in place first. If it is lost for ever, say --without-field-key."
            )
        )


def _keep_others_out(connection: Connection) -> None:
    """Until all is back. On SQLite the writing transaction already is the only one."""
    if connection.dialect.name != "postgresql":
        return
    names = ", ".join(
        connection.dialect.identifier_preparer.format_table(one.table) for one in plain_tables()
    )
    try:
        connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": LONGEST_WAIT})
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    except OperationalError as error:
        raise Refused(
            _("Somebody is at work in this database. Stop the server and every worker, then restore again.")
        ) from error


def _refuse_what_is_not_empty(connection: Connection) -> None:
    there = set(inspect(connection).get_table_names()) - {AuditHead.__tablename__}
    filled = [table.name for table in plain_tables() if table.name in there and table.count(connection)]
    if filled:
        raise Refused(
            _("This database is not empty ({tables}). Restore into a new one.").format(
                tables=", ".join(filled)
            )
        )
