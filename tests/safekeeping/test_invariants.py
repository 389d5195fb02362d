"""Every invariant holds in a busy world; whatever breaks one is found, and named, and nothing else is."""

import pytest
from flask import Flask
from sqlalchemy import text

from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts.models import Student
from matching.db import db
from matching.safekeeping import checking
from tests.cast import person
from tests.make import acting
from tests.safekeeping.conftest import Run
from tests.safekeeping.planting import plant
from tests.safekeeping.violations import VIOLATIONS, Violation

NUMBERS = [
    "I1",
    "I2",
    "I3",
    "I4",
    "I5",
    "I6",
    "I7",
    "I8",
    "I9",
    "I10",
    "I11",
    "I13",
    "I14",
    "I15",
    "I16",
    "I17",
    "I18",
    "I19",
    "I20",
    "I22",
    "I23",
    "I24",
    "I25",
]


def broken(app: Flask) -> set[str]:
    """The numbers of the invariants that do not hold."""
    with app.app_context():
        return {answer.invariant.id for answer in checking.answers() if answer.witnesses}


def test_all_of_them_hold_in_a_busy_world(run: Run) -> None:
    told = run("check-invariants")
    assert told.exit_code == 0, told.output
    lines = told.output.splitlines()
    assert list(dict.fromkeys(line.split()[0] for line in lines)) == NUMBERS
    assert {line.split()[1] for line in lines} == {"正常"}


@pytest.mark.parametrize("planted", VIOLATIONS, ids=lambda planted: planted.what)
def test_what_breaks_one_is_found_and_named(busy: Flask, planted: Violation) -> None:
    plant(busy, planted.statements, unguarded=planted.unguarded)
    assert broken(busy) == set(planted.breaks.split())


def test_a_look_without_a_reason_is_found(busy: Flask) -> None:
    with acting():
        student = db.session.query(Student).first()
        record(AuditKind.STUDENT_REVEAL, student, by=person("lin").viewer, reason="")
    assert broken(busy) == {"I16"}


def test_a_lock_that_is_missing_is_found(busy: Flask) -> None:
    with acting():
        unlock = {
            "sqlite": "DROP TRIGGER proposal_no_delete",
            "postgresql": "ALTER TABLE proposal DISABLE TRIGGER USER",
        }
        db.session.execute(text(unlock[db.engine.dialect.name]))
    assert broken(busy) == {"I9"}


def test_an_index_that_does_not_fit_its_table_is_found(busy: Flask) -> None:
    damage = {
        "sqlite": (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = 'CREATE INDEX ix_slot_enterprise_id ON slot (seats)'"
            " WHERE name = 'ix_slot_enterprise_id'",
        ),
        "postgresql": (
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_slot_enterprise_id'::regclass",
        ),
    }
    with busy.app_context():
        dialect = db.engine.dialect.name
    plant(busy, damage[dialect])
    assert broken(busy) == {"I23"}


def test_witnesses_are_ids_and_nothing_personal(busy: Flask, run: Run) -> None:
    with acting():
        people = db.session.query(Student).all()
        personal = [word for one in people for word in (one.name, one.id_number, one.phone, one.pseudonym)]
    plant(busy, ["UPDATE student SET born_on = '2015-01-01', phone_index = id_number_index"])
    told = run("check-invariants")
    assert told.exit_code == 1
    assert "student_id" in told.output
    assert [word for word in personal if word and word in told.output] == []
    with acting():
        (event,) = db.session.execute(
            text("SELECT facts FROM audit_event WHERE kind = 'invariants:broken'")
        ).all()
    assert "I11" in str(event)
