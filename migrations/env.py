"""Alembic environment, short form: fileConfig would disable the application's loggers.

Several processes may start at once: the first migrates, the others wait and find nothing left to do. A
migration is one transaction on both databases, so one that is killed leaves nothing behind.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

extension = current_app.extensions["migrate"]
database = extension.db
options = extension.configure_args

MIGRATING = 0x6D617463  # one number for all processes; PostgreSQL keeps such locks apart from tables
LONGEST_WAIT = "4s"  # behind a migration that waits for a table, everybody else would wait too


def run() -> None:
    """Offline prints SQL; online migrates in one transaction."""
    if context.is_offline_mode():
        url = database.engine.url.render_as_string(hide_password=False)
        context.configure(url=url, target_metadata=database.metadata, literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    with database.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=database.metadata, transactional_ddl=True, **options
        )
        with context.begin_transaction():
            _wait_for_others(connection)
            context.run_migrations()


def _wait_for_others(connection: Connection) -> None:
    # SQLite's transaction has begun IMMEDIATE: it is the lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('lock_timeout', '0', true)"))
        connection.execute(text("SELECT set_config('statement_timeout', '0', true)"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATING})
        connection.execute(
            text("SELECT set_config('lock_timeout', :longest, true)"), {"longest": LONGEST_WAIT}
        )


run()
