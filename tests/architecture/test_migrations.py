"""The diary of the schema: both directions, and its end is what the models say."""

import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from matching.db import db
from matching.safekeeping.ground import NEVER_ALTERED
from tests.architecture.source import ROOT


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, db.metadata))


def test_the_schema_is_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        assert _differences() == []


def test_every_step_goes_both_ways(app: Flask) -> None:
    with app.app_context():
        steps = sorted(path.stem.split("_")[0] for path in (ROOT / "migrations/versions").glob("[0-9]*.py"))
        for step in reversed(steps):
            before = f"{int(step) - 1:04d}" if step != steps[0] else "base"
            downgrade(revision=before)
            upgrade(revision=step)
            downgrade(revision=before)
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert _differences() == []


def test_numbers_have_no_gaps() -> None:
    numbers = sorted(
        int(path.stem.split("_")[0]) for path in (ROOT / "migrations/versions").glob("[0-9]*.py")
    )
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_table_that_is_locked_is_watched() -> None:
    locked = {
        table
        for path in (ROOT / "migrations/versions").glob("[0-9]*.py")
        for table in re.findall(r'^ +lock\("(\w+)"\)', path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert locked == set(NEVER_ALTERED)
