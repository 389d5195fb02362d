"""The trail: nobody can change what it tells without being found out."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from matching.audit import queries
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent, AuditHead
from matching.audit.record import record, record_apart
from matching.db import db
from tests.cast import Person
from tests.make import acting

TRIGGERS_OFF = {
    "sqlite": ["DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"],
    "postgresql": ["ALTER TABLE audit_event DISABLE TRIGGER ALL"],
}


def _faults() -> list[queries.Fault]:
    with acting():
        return queries.faults(db.session())


def _without_triggers(statement: object) -> None:
    with acting():
        for line in TRIGGERS_OFF[db.engine.dialect.name]:
            db.session.execute(text(line))
        db.session.execute(statement)  # type: ignore[call-overload]  # any statement


def test_the_trail_of_the_cast_holds(app: object) -> None:
    assert _faults() == []


def test_a_deed_and_its_trace_are_committed_together(ada: Person) -> None:
    with acting():
        record(AuditKind.PASSWORD_CHANGE, by=ada.viewer)
        db.session.rollback()
    with acting():
        record(AuditKind.ACCOUNT_SIGN_OUT, by=ada.viewer)
    with acting():
        kinds = set(db.session.scalars(select(AuditEvent.kind).where(AuditEvent.by_id == ada.account_id)))
    assert AuditKind.ACCOUNT_SIGN_OUT in kinds
    assert AuditKind.PASSWORD_CHANGE not in kinds


def test_a_savepoint_that_is_undone_takes_back_its_own_events_only(ada: Person) -> None:
    told = [AuditKind.ACCOUNT_SIGN_OUT, AuditKind.NOTICE_ACCEPT, AuditKind.PASSWORD_CHANGE]
    with acting():
        record(told[0], by=ada.viewer)
        db.session.begin_nested().rollback()
        with db.session.begin_nested():
            record(told[1], by=ada.viewer)
        undone = db.session.begin_nested()
        with db.session.begin_nested():
            record(AuditKind.ACCOUNT_SIGN_IN, by=ada.viewer)
        undone.rollback()
        record(told[2], by=ada.viewer)
    with acting():
        events = select(AuditEvent.kind).where(AuditEvent.by_id == ada.account_id).order_by(AuditEvent.id)
        assert list(db.session.scalars(events))[-3:] == told
    assert _faults() == []


def test_the_head_of_the_trail_is_free_until_the_whole_is_committed(ada: Person) -> None:
    with acting():
        before = db.session.scalar(select(AuditHead.count))
        with db.session.begin_nested():
            record(AuditKind.ACCOUNT_SIGN_OUT, by=ada.viewer)
        assert db.session.scalar(select(AuditHead.count)) == before


def test_what_is_recorded_apart_survives_a_refused_request(ada: Person) -> None:
    with pytest.raises(RuntimeError, match="refused"):
        _be_refused(ada)
    with acting():
        assert db.session.scalar(select(AuditEvent.id).where(AuditEvent.kind == AuditKind.DENIED))
    assert _faults() == []


def _be_refused(somebody: Person) -> None:
    with acting():
        viewer = somebody.viewer
        db.session.rollback()
        record_apart(AuditKind.DENIED, by=viewer, path="/somewhere")
        raise RuntimeError("refused")


@pytest.mark.parametrize("verb", [update(AuditEvent).values(by_name="nobody"), delete(AuditEvent)])
def test_the_database_itself_refuses_to_change_the_trail(app: object, verb: object) -> None:
    with pytest.raises(DBAPIError, match="never altered"), acting():
        db.session.execute(verb)  # type: ignore[call-overload]  # either statement


@pytest.mark.parametrize(
    ("crime", "number"),
    [
        (update(AuditEvent).where(AuditEvent.id == 3).values(by_name="somebody else"), 3),
        (update(AuditEvent).where(AuditEvent.id == 4).values(facts={"name": "another"}), 4),
        (delete(AuditEvent).where(AuditEvent.id == 2), 2),
    ],
)
def test_an_edit_or_a_deletion_is_found_at_its_number(app: object, crime: object, number: int) -> None:
    _without_triggers(crime)
    assert number in [fault.number for fault in _faults()]


def test_a_cut_off_tail_is_found(app: object) -> None:
    with acting():
        count = db.session.scalar(select(AuditHead.count))
    assert count is not None
    _without_triggers(delete(AuditEvent).where(AuditEvent.id > count - 2))
    assert [fault.reason for fault in _faults()] == ["the end was cut off"]


def test_an_anchor_copied_outside_catches_a_chain_written_anew(app: object) -> None:
    with acting():
        assert queries.faults(db.session(), anchor=(1, "0" * 64))[0].reason == "differs from the anchor"
