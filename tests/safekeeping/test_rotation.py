"""A new key while everybody works: every read succeeds, all ends under it, and a kill costs nothing."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.models import Student
from matching.db import apart, db
from matching.kernel import vault
from matching.kernel.vault import Keyring
from matching.safekeeping.seals import sealed_columns
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_student
from tests.safekeeping.conftest import Run
from tests.safekeeping.places import Place, place_of
from tests.safekeeping.test_invariants import broken

STUDENTS, READERS = 2000, 2
EVERY = 7  # statements later than the kill before


@pytest.fixture
def here(busy: Flask) -> Iterator[Place]:
    """The busy world; its keys are put back, for the world is sealed under them."""
    key_file: Path = busy.config["FIELD_KEY_FILE"]
    before = key_file.read_text()
    yield place_of(busy)
    vault.replace_secret(key_file, before)


def keys_in_use() -> set[bytes]:
    """Of every sealed value there is."""
    with acting():
        return {
            sealed[1 : 1 + vault.KEY_ID_BYTES]
            for one in sealed_columns()
            for sealed in db.session.scalars(select(one.column))
            if sealed
        }


def test_two_thousand_students_are_read_all_the_while(busy: Flask, here: Place, mo: Person) -> None:
    cohort = a_cohort(of=mo, rows=[a_row(80_000 + number) for number in range(STUDENTS)])
    with acting():
        query = select(Student).where(Student.cohort_id == cohort.id)
        known = {one.id: (one.id_number, one.phone) for one in db.session.scalars(query)}
    stop, wrong, reads = Event(), [], []

    def read(_number: int) -> None:
        # This process opened its vault before the new key was there.
        while not stop.is_set():
            with busy.app_context(), apart("read") as session:
                for one in session.scalars(query):
                    if (one.id_number, one.phone) != known[one.id]:
                        wrong.append(one.id)
                    reads.append(one.id_number_sealed[1 : 1 + vault.KEY_ID_BYTES])

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read, number) for number in range(READERS)]
        done = here.flask("rotate-keys")
        a_student(of=mo)
        stop.set()
        for each in reading:
            each.result()
    assert done.returncode == 0, done.stderr
    assert wrong == []
    assert len(reads) >= STUDENTS * READERS
    assert len(set(reads)) == 2  # some were read under the old key, some under the new one
    assert keys_in_use() == {vault.current_ring().current}  # and so is whoever enrolled meanwhile
    assert broken(busy) == set()


def test_a_rotation_that_was_killed_goes_on_where_it_stopped(busy: Flask, here: Place) -> None:
    before = vault.current_ring()
    statement, halves = 4, set()
    while (ended := here.killed(statement, "rotate-keys").returncode) == -signal.SIGKILL:
        assert broken(busy) == set()
        halves.add(len(keys_in_use()))
        statement += EVERY
    assert (ended, halves) == (0, {1, 2})
    assert len(vault.current_ring().keys) == len(before.keys) + 1  # no second new key
    assert keys_in_use() == {vault.current_ring().current} != {before.current}
    assert broken(busy) == set()


def test_an_old_key_is_removed_only_when_nothing_can_need_it(
    busy: Flask, here: Place, run: Run, clock: time_machine.Traveller
) -> None:
    key_file: Path = busy.config["FIELD_KEY_FILE"]
    assert "只有一把" in run("rotate-keys", "--forget-old").output
    assert run("rotate-keys").exit_code == 0
    assert "不到 10 分钟" in run("rotate-keys", "--forget-old").output
    clock.shift(timedelta(minutes=11))
    rotated = Keyring.from_text(key_file.read_text())
    vault.replace_secret(key_file, _as_if_unused(rotated).text)
    assert "还有内容用旧密钥" in run("rotate-keys", "--forget-old").output
    vault.replace_secret(key_file, rotated.text)
    forgotten = run("rotate-keys", "--forget-old")
    assert forgotten.exit_code == 0, forgotten.output
    assert set(Keyring.from_text(key_file.read_text()).keys) == {rotated.current}
    assert broken(busy) == set()
    with acting():
        kinds = [AuditKind.KEY_ADD, AuditKind.KEY_RESEAL, AuditKind.KEY_FORGET]
        told = select(AuditEvent.kind).where(AuditEvent.kind.in_(kinds)).order_by(AuditEvent.id)
        assert list(db.session.scalars(told)) == kinds


def test_people_are_found_by_their_numbers_after_a_rotation(
    busy: Flask, here: Place, run: Run, mo: Person
) -> None:
    known = a_student(of=mo)
    run("rotate-keys")
    with acting():
        student = db.session.get_one(Student, known.id)
        assert student.id_number_index == vault.blind_index("student.id_number", known.id_number)
        assert (student.id_number, student.phone) == (known.id_number, known.phone)


def _as_if_unused(ring: Keyring) -> Keyring:
    """Another key seals, and nothing was sealed under it yet."""
    assert ring.since is not None
    return ring.with_new(ring.since)
