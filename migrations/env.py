"""Alembic environment, short form: fileConfig would disable the application's loggers."""

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]
database = extension.db
options = extension.configure_args


def run() -> None:
    """Offline prints SQL; online migrates in one transaction."""
    if context.is_offline_mode():
        url = database.engine.url.render_as_string(hide_password=False)
        context.configure(url=url, target_metadata=database.metadata, literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    with database.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=database.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()


run()
