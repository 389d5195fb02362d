"""Put into the tables what no action would write, past everything the database itself refuses."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from matching.db import db

CHECKS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
UNIQUE = (
    "SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint"
    " WHERE contype = 'u' AND conrelid = to_regclass(:table)"
    " UNION ALL SELECT 'DROP INDEX ' || indexrelid::regclass FROM pg_index"
    " WHERE indisunique AND NOT indisprimary AND indrelid = to_regclass(:table)"
    " AND indexrelid NOT IN (SELECT conindid FROM pg_constraint)"
)


def plant(app: Flask, statements: Iterable[str], *, unguarded: str = "") -> None:
    """Carry the statements out with no trigger, reference or check in the way.

    `unguarded` is a table that forgets its own constraints for good; triggers are back afterwards.
    """
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            db.engine.dispose()
            _into_sqlite(Path(str(db.engine.url.database)), statements, unguarded)
        else:
            _into_postgresql(statements, unguarded)


def _into_sqlite(path: Path, statements: Iterable[str], unguarded: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    if unguarded:
        connection.executescript(
            f"CREATE TABLE bare AS SELECT * FROM {unguarded}; DROP TABLE {unguarded};"
            f" ALTER TABLE bare RENAME TO {unguarded}; CREATE UNIQUE INDEX bare_id ON {unguarded} (id)"
        )
    for statement in statements:
        connection.execute(statement)
    for _name, sql in triggers:
        connection.execute(sql)
    connection.close()


def _into_postgresql(statements: Iterable[str], unguarded: str) -> None:
    with db.engine.begin() as connection:
        for table, name in connection.execute(text(CHECKS)).all():
            if table != "-":
                connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
        if unguarded:
            for statement in connection.scalars(text(UNIQUE), {"table": unguarded}).all():
                connection.execute(text(statement))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
