"""The command line: first accounts, the proof of the trail, the grid of rights, the server itself."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from matching.db import db
from tests.browser import Browser
from tests.cast import PASSWORD
from tests.make import acting
from tests.make.accounts import Slip, signing_in, using
from tests.make.organisations import a_credit_code, named
from tests.processes import Server, ended

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """`flask ...`, as somebody types it."""

    def typed(*words: str, answers: str = "") -> Result:
        return app.test_cli_runner().invoke(args=list(words), input=answers)

    return typed


def _school(run: Run, *more: str) -> Result:
    return run(
        *("create-organisation", "新技工学校", "--kind", "school", "--county", "尧都区"),
        *("--credit-code", a_credit_code(77), "--code", "LF77", *more),
    )


def test_the_first_people_are_made_on_the_command_line(run: Run, browser: Browser) -> None:
    assert _school(run).exit_code == 0
    made = run(
        *("create-account", "zhen", "--name", "甄老师", "--organisation", "LF77", "--role", "teacher"),
        answers=f"{PASSWORD}\n{PASSWORD}\n",
    )
    assert made.exit_code == 0, made.output
    assert PASSWORD not in made.output
    assert signing_in(browser, "zhen").status == 303


def test_a_slip_can_be_printed_instead_of_a_password(run: Run, browser: Browser) -> None:
    made = run(
        *("create-account", "zhen", "--name", "甄", "--organisation", "示例市第一技工学校"),
        *("--role", "teacher", "--slip"),
    )
    code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", made.output)
    assert code is not None, made.output
    assert using(browser, Slip("zhen", code[0], 0)).status == 303


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--organisation", "nowhere", "--role", "teacher"), "没有叫 nowhere 的机构"),
        (("--organisation", "S2", "--role", "enterprise_hr"), "没有「企业人事」这个角色"),
        (("--organisation", "S2", "--role", "king"), "king"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    run: Run, browser: Browser, words: tuple[str, ...], told: str
) -> None:
    made = run("create-account", "zhen", "--name", "甄", *words, answers=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code != 0
    assert told in made.output
    assert "Traceback" not in made.output
    assert signing_in(browser, "zhen").status == 422


def test_a_second_organisation_of_the_same_code_leaves_nothing(run: Run) -> None:
    _school(run)
    again = run(
        *("create-organisation", "另一家", "--kind", "enterprise", "--county", "141002"),
        *("--credit-code", a_credit_code(77)),
    )
    assert again.exit_code == 1
    assert "已经登记过了" in again.output
    assert named("另一家") == []
    assert _school(run, "--county", "北京").exit_code == 2


def test_the_trail_is_proved_and_its_end_printed(run: Run) -> None:
    proof = run("verify-audit")
    assert proof.exit_code == 0, proof.output
    anchor = proof.output.split()[-1]
    _school(run)
    assert run("verify-audit", "--anchor", anchor).exit_code == 0
    number, _colon, digest = anchor.partition(":")
    assert run("verify-audit", "--anchor", f"{number}:{digest[::-1]}").exit_code == 1
    assert run("verify-audit", "--anchor", f"9999:{digest}").exit_code == 1
    assert run("verify-audit", "--anchor", "nonsense").exit_code == 2


def test_a_trail_that_was_touched_is_told_with_its_number(run: Run) -> None:
    with acting():
        for line in {
            "sqlite": ["DROP TRIGGER audit_event_no_update"],
            "postgresql": ["ALTER TABLE audit_event DISABLE TRIGGER ALL"],
        }[db.engine.dialect.name]:
            db.session.execute(text(line))
        db.session.execute(text("UPDATE audit_event SET by_name = 'somebody' WHERE id = 3"))
    proof = run("verify-audit")
    assert proof.exit_code == 1
    assert "第 3 条：被改动" in proof.output


def test_the_grid_of_rights_names_every_view(run: Run, app: Flask) -> None:
    lines = [line.split("\t") for line in run("policy").output.splitlines()]
    assert {line[0] for line in lines[1:]} == set(app.view_functions)
    assert {len(line) for line in lines} == {10}
    (row,) = [line for line in lines if line[0] == "organisations.trail"]
    assert dict(zip(lines[0], row, strict=True)) | {"administrator": "x", "teacher": ""} == dict(
        zip(lines[0], row, strict=True)
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path)
    with ended(started):
        yield started


def test_one_command_serves_and_what_a_kill_interrupted_is_taken_up_again(server: Server) -> None:
    server.wait()
    assert server.get("/sign-in") == 200
    server.stop(signal.SIGKILL)
    server.sql(
        "INSERT INTO job (kind, payload, state, done, total, words, words_with, back_url, attempts,"
        " lease_token, lease_until, created_at) VALUES ('outbox.deliver', '{}', 'running', 0, 0, '', '{}',"
        " '', 1, 'of the killed', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"
    )
    server.again()
    server.wait()
    its_job = "SELECT state, attempts FROM job WHERE kind = 'outbox.deliver'"
    server.until(lambda: server.sql(its_job) == [("done", 2)])
    assert server.stop() == 0
