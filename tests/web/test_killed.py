"""A web process killed between the deed and the answer: the form is sent again, the deed stays one."""

import http.client
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from matching.db import db
from matching.kernel import clock
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.processes import GUNICORN, Server, ended
from tests.slots.typing import enterprise_of, typed
from tests.visitor import Visitor

DYING = (*GUNICORN, "--workers", "1", "--threads", "4", "--bind", "127.0.0.1:{port}", "tests.web.dying:app")


def _slots() -> list[int]:
    with acting():
        return list(db.session.scalars(select(Slot.id)))


def test_a_form_whose_answer_was_lost_is_answered_when_it_is_sent_again(
    app: Flask, browser: Browser, hua: Person, tmp_path: Path
) -> None:
    inside = browser.as_(hua)
    form = typed(enterprise=enterprise_of(inside), confirm="1", once="the key of this form")
    form["csrf_token"] = inside.token()
    cookie = inside.client.get_cookie("session")
    assert cookie is not None
    environ = {
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "QUEUE_URL": "memory",
        "MOMENT": clock.now().isoformat(),
        "SPARED": str(tmp_path / "spared"),
    }
    server = Server(tmp_path, DYING, environ)
    visitor = Visitor(server.port, cookies={"session": cookie.value})
    with ended(server):
        server.wait()
        with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
            visitor.post("/slots/new", form)
        (made,) = _slots()
        server.wait()
        again = visitor.post("/slots/new", form)
    assert (again.status, again.location) == (303, f"/slots/{made}")
    assert _slots() == [made]
