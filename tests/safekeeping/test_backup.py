"""A backup made while people work comes back whole, on either database; anything less is refused."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel import strongbox
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, a_student
from tests.make.organisations import a_credit_code
from tests.postgres import Postgres
from tests.safekeeping.conftest import Run
from tests.safekeeping.places import NEVER, Place, place_of, with_keys_of

WRITERS, STUDENTS_BEFORE = 3, 3


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, busy: Flask, tmp_path: Path) -> Place:
    """Another machine with an empty database of either kind, and the keys."""
    url = f"sqlite:///{tmp_path / 'matching.db'}"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        server.command("DROP DATABASE IF EXISTS elsewhere WITH (FORCE)", "CREATE DATABASE elsewhere")
        url = server.url("elsewhere")
    return with_keys_of(busy, tmp_path, url)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "of the night.backup"


def test_it_comes_back_whole_on_either_database(busy: Flask, run: Run, elsewhere: Place, out: Path) -> None:
    made = run("backup", out)
    assert made.exit_code == 0, made.output
    elsewhere = with_keys_of(busy, elsewhere.folder, elsewhere.url)
    back = elsewhere.flask("restore", out)
    assert back.returncode == 0, back.stdout + back.stderr
    assert elsewhere.sums() == place_of(busy).sums()
    anchor = made.output.split()[-1]
    assert elsewhere.flask("verify-audit", "--anchor", anchor).returncode == 0
    assert back.stdout.count("正常") > 20
    # People can go on working: numbers continue where they stopped.
    facts = ("--kind", "enterprise", "--county", "尧都区", "--credit-code", a_credit_code(77))
    more = elsewhere.flask("create-organisation", "恢复后的企业", *facts)
    assert more.returncode == 0, more.stderr


def test_nobody_is_signed_in_where_a_backup_came_back(
    busy: Flask, run: Run, elsewhere: Place, out: Path
) -> None:
    assert place_of(busy).ids("account_session")
    run("backup", out)
    elsewhere = with_keys_of(busy, elsewhere.folder, elsewhere.url)
    assert elsewhere.flask("restore", out).returncode == 0
    assert elsewhere.ids("account_session") == set()


@pytest.mark.only_on("postgresql")
def test_it_is_refused_in_a_sentence_while_a_worker_is_at_work_there(
    *, busy: Flask, run: Run, postgres: Postgres, tmp_path: Path, out: Path
) -> None:
    run("backup", out)
    postgres.command("DROP DATABASE IF EXISTS elsewhere WITH (FORCE)", "CREATE DATABASE elsewhere")
    there = with_keys_of(busy, tmp_path, postgres.url("elsewhere"))
    assert there.flask("db", "upgrade").returncode == 0
    engine = create_engine(there.url)
    with engine.connect() as worker:
        worker.execute(text("LOCK TABLE job IN ROW EXCLUSIVE MODE"))  # as one that writes
        refused = there.flask("restore", out)
    engine.dispose()
    assert (refused.returncode, "停掉" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
    assert there.rows() == 0
    assert there.flask("restore", out).returncode == 0


def test_backups_and_restores_stand_in_the_trail(busy: Flask, run: Run, out: Path) -> None:
    anchor = run("backup", out).output.split()[-1]
    with acting():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.BACKUP)).one()
        assert event.facts["trail"] == anchor
        assert event.facts["verified"] is True


def test_nobody_waits_and_everything_acknowledged_before_is_in_it(
    busy: Flask, mo: Person, *, run: Run, tmp_path: Path, out: Path
) -> None:
    cohort, stop, begun, acknowledged = a_cohort(of=mo), Event(), Event(), []

    def write(_number: int) -> None:
        while not stop.is_set():
            acknowledged.append(a_student(of=mo, cohort=cohort).id)
            if len(acknowledged) >= STUDENTS_BEFORE:
                begun.set()

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, number) for number in range(WRITERS)]
        begun.wait()
        before = list(acknowledged)
        made = run("backup", out)
        stop.set()
        for each in writing:
            each.result()
    assert made.exit_code == 0, made.output
    here = with_keys_of(busy, tmp_path, f"sqlite:///{tmp_path / 'matching.db'}")
    assert here.flask("restore", out).returncode == 0  # every invariant holds in what was caught
    assert set(before) <= here.ids("student")


@pytest.mark.only_on("sqlite")
def test_nothing_in_it_can_be_read_without_its_key(busy: Flask, run: Run, out: Path) -> None:
    run("backup", out)
    with acting():
        people = db.session.scalars(select(Student)).all()
        names = [one.name.encode() for one in people]
        numbers = [word.encode() for one in people for word in (one.id_number, one.phone) if word]
    key = (busy.config["DATA_DIR"] / "backup.key").read_text().strip()
    kept = out.read_bytes()
    assert key.encode() not in kept
    assert [word for word in names + numbers if word in kept] == []
    with out.open("rb") as file:
        plain = zlib.decompress(b"".join(strongbox.opened(file, [bytes.fromhex(key)])))
    # Names are not sealed in the tables, so the backup is what hides them; numbers are sealed twice.
    assert [name for name in names if name not in plain] == []
    assert [number for number in numbers if number in plain] == []
    assert (busy.config["DATA_DIR"] / "field.key").read_text().strip().encode() not in plain


@pytest.mark.only_on("sqlite")
def test_what_does_not_fit_is_refused_and_leaves_the_database_empty(
    busy: Flask, run: Run, tmp_path: Path, out: Path
) -> None:
    run("backup", out)
    whole = out.read_bytes()
    here = with_keys_of(busy, tmp_path, f"sqlite:///{tmp_path / 'matching.db'}")
    damaged = tmp_path / "damaged.backup"
    for told, said in [
        (whole[:-1], "损坏"),
        (whole[: len(whole) // 2], "损坏"),
        (whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:], "损坏"),
        (b"no backup at all", "不是本平台的备份"),
    ]:
        damaged.write_bytes(told)
        refused = here.flask("restore", damaged)
        assert refused.returncode == 1
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
    for name, said in (("backup.key", "另一把密钥"), ("field.key", "字段密钥")):
        kept = (tmp_path / name).read_text()
        (tmp_path / name).write_text("ab" * 32 + "\n")
        assert said in here.flask("restore", out).stderr
        (tmp_path / name).write_text(kept)
    assert here.flask("restore", out).returncode == 0
    assert "不是空的" in here.flask("restore", out).stderr


def test_a_file_that_is_there_is_never_overwritten(run: Run, out: Path) -> None:
    out.write_text("the backup of yesterday")
    assert "已经有了" in run("backup", out).output
    assert out.read_text() == "the backup of yesterday"


def test_a_kill_at_any_moment_leaves_no_backup_and_an_empty_database(
    busy: Flask, run: Run, tmp_path: Path, out: Path
) -> None:
    here = place_of(busy)
    for statement in (5, 30, 60):
        assert here.killed(statement, "backup", out).returncode == -9
        assert not out.exists()
    assert here.killed(NEVER, "backup", out).returncode == 0
    there = with_keys_of(busy, tmp_path, f"sqlite:///{tmp_path / 'matching.db'}")
    assert there.flask("db", "upgrade").returncode == 0
    for statement in (40, 70, 100):
        assert there.killed(statement, "restore", out).returncode == -9
        assert there.rows() == 0
    assert there.flask("restore", out).returncode == 0
    assert there.sums() == here.sums()
