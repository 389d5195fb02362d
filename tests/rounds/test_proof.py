"""A stored run can be proved again, and one that was tampered with is not believed."""

import gzip
import json
from typing import Any

import pytest
from sqlalchemy import select, text, update

from matching.cohorts.models import Student
from matching.db import db
from matching.rounds.assembly import NotVerified, Snapshot, verified
from matching.rounds.models import MatchRun, Proposal
from tests.cast import Person
from tests.make import acting
from tests.make.rounds import MadeRound, a_round, a_run
from tests.rounds.stored import stored


def test_a_stored_run_can_be_proved_again(collected: MadeRound) -> None:
    run = a_run(collected)
    with acting():
        outcome = verified(stored(run.id))
        by_pseudonym = dict(db.session.execute(select(Student.pseudonym, Student.id)).all())
        assert {by_pseudonym[one.pseudonym]: one.slot_id for one in outcome.answers} == run.places


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("input_hash", "0" * 64),
        ("rules_hash", "0" * 64),
        ("lottery_hash", "0" * 64),
        ("result_hash", "0" * 64),
        ("certificate", {}),
        ("figures", {"placed": 6}),
        ("snapshot", b"no snapshot"),
        ("round_id", 2),
    ],
)
def test_a_run_that_was_tampered_with_is_not_believed(
    collected: MadeRound, lin: Person, column: str, value: Any
) -> None:
    run = a_run(collected)
    a_round(open=False)
    _tamper("match_run")
    with acting():
        db.session.execute(update(MatchRun).where(MatchRun.id == run.id).values({column: value}))
    with acting(), pytest.raises(NotVerified):
        verified(stored(run.id))


@pytest.mark.parametrize("part", ["seats", "lottery", "parts", "fixed"])
def test_a_changed_snapshot_is_not_believed_even_with_a_fitting_hash(
    collected: MadeRound, posted: list[int], part: str
) -> None:
    run = a_run(collected)
    _tamper("match_run")
    with acting():
        content = json.loads(gzip.decompress(stored(run.id).snapshot))
        first = next(student for student in content["students"] if student["wishes"])
        if part == "seats":
            content["slots"][0]["seats"] += 1
        elif part == "lottery":
            numbers = [student["lottery"] for student in content["students"]]
            for student, number in zip(content["students"], reversed(numbers), strict=True):
                student["lottery"] = number
        elif part == "parts":
            first["wishes"][0]["parts"][0] += 1
        else:
            first["fixed"] = posted[0]
        forged = Snapshot(content)
        values = {
            "snapshot": forged.packed,
            "input_hash": forged.input_hash,
            "lottery_hash": forged.lottery_hash,
        }
        db.session.execute(update(MatchRun).where(MatchRun.id == run.id).values(values))
    with acting(), pytest.raises(NotVerified):
        verified(stored(run.id))


def test_a_changed_proposal_is_not_believed(collected: MadeRound) -> None:
    run = a_run(collected)
    _tamper("proposal")
    with acting():
        without = update(Proposal).where(Proposal.slot_id.is_not(None)).values(slot_id=None, wish=None)
        db.session.execute(without)
    with acting(), pytest.raises(NotVerified, match="proposals"):
        verified(stored(run.id))


@pytest.mark.parametrize("table", ["match_run", "proposal", "lottery_number"])
def test_the_database_refuses_to_alter_what_was_stored(collected: MadeRound, table: str) -> None:
    a_run(collected)
    with pytest.raises(Exception, match="never altered"), acting():
        db.session.execute(text(f"DELETE FROM {table}"))


def _tamper(table: str) -> None:
    """As somebody with the keys of the database could: the guards are taken away first."""
    with acting():
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text(f"DROP TRIGGER {table}_no_update"))
        else:
            db.session.execute(text(f"DROP TRIGGER {table}_locked ON {table}"))
