"""Figures for the monitoring: who may read them, and that they name routes and never a person."""

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from time_machine import Traveller

from matching.db import db
from matching.jobs import queue
from matching.jobs.queue import enqueue
from matching.kernel.clock import now
from matching.outbox.enums import Channel, DeliveryState, Reason
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.post import post
from matching.web import metrics
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting

TOKEN = "of the monitoring"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}

Reading = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def watched(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """An installation whose monitoring has a token."""
    monkeypatch.setitem(app.config, metrics.TOKEN, TOKEN)
    return Browser(app)


def _read(browser: Browser) -> Reading:
    answer = browser.get("/metrics", headers=SHOWN)
    assert answer.status == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.body.decode())
        for sample in family.samples
    }


def _figure(reading: Reading, name: str, **labels: str) -> float:
    return reading.get((name, frozenset(labels.items())), 0)


def test_where_no_token_is_set_there_is_no_such_page(browser: Browser) -> None:
    assert browser.get("/metrics").status == 404
    assert browser.get("/metrics", headers={"Authorization": "Bearer "}).status == 404


@pytest.mark.parametrize(
    "shown", [None, "", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN]
)
def test_who_shows_no_right_token_reads_nothing(watched: Browser, shown: str | None) -> None:
    answer = watched.get("/metrics", headers={"Authorization": shown} if shown is not None else None)
    assert (answer.status, answer.body) == (401, b"")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_administrator_without_the_token_reads_nothing(watched: Browser, ada: Person) -> None:
    assert watched.as_(ada).get("/metrics").status == 401


def test_requests_are_counted_by_route_and_status_and_never_by_address(
    watched: Browser, ada: Person, shi: Person
) -> None:
    before = _read(watched)
    inside = watched.as_(ada)
    for _time in range(3):
        inside.get("organisations.account", account_id=shi.account_id)
    inside.get("organisations.account", account_id=999_999)
    inside.get("/no/such/page/of/shi")
    after = _read(watched)

    def more(**labels: str) -> float:
        name = "matching_requests_total"
        return _figure(after, name, **labels) - _figure(before, name, **labels)

    assert more(route="organisations.account", method="GET", status="200") == 3
    assert more(route="organisations.account", method="GET", status="404") == 1
    assert more(route="none", method="GET", status="404") == 1
    routes = {value for _name, labels in after for label, value in labels if label == "route"}
    assert routes <= {*watched.app.view_functions, "none"}


def test_how_long_answers_took_is_told_by_route(watched: Browser) -> None:
    labels = {"route": "accounts.sign_in", "method": "GET"}
    before = _figure(_read(watched), "matching_request_seconds_count", **labels)
    watched.get("accounts.sign_in")
    assert _figure(_read(watched), "matching_request_seconds_count", **labels) == before + 1


def test_methods_nobody_knows_share_one_line(watched: Browser) -> None:
    for number in range(5):
        watched.client.open("/sign-in", method=f"BREW{number}")
    methods = {value for _name, labels in _read(watched) for label, value in labels if label == "method"}
    assert methods <= metrics.METHODS | {"other"}


def test_work_that_waits_is_told_with_its_age(
    watched: Browser, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue._Bell, "ring", None)
    with acting():
        enqueue("test.work", by=None, payload={})
    clock.shift(120)
    reading = _read(watched)
    assert _figure(reading, "matching_jobs", state="queued") == 1
    assert _figure(reading, "matching_jobs", state="failed") == 0
    assert 120 <= _figure(reading, "matching_jobs_oldest_waiting_seconds") < 180


def test_letters_on_their_way_and_those_that_did_not_arrive_are_told(watched: Browser, lin: Person) -> None:
    with acting():
        post(Letter.NEW_SLIP, to=lin.account_id, key="planned")
    with acting():
        letter = db.session.scalars(select(OutboxLetter)).one()
        db.session.add(
            Delivery(
                letter_id=letter.id,
                channel=Channel.EMAIL,
                state=DeliveryState.FAILED,
                reason=Reason.NOT_REACHED,
                finished_at=now(),
            )
        )
    reading = _read(watched)
    assert _figure(reading, "matching_deliveries", channel="email", state="failed") == 1
    assert _figure(reading, "matching_deliveries", channel="email", state="waiting") == 0
    assert _figure(reading, "matching_letters_unplanned") == 0


def test_what_runs_and_its_connections_are_told(watched: Browser) -> None:
    reading = _read(watched)
    assert {name for name, _labels in reading} >= {"matching_build_info", "matching_database_connections"}
    assert _figure(reading, "matching_database_up") == 1


def test_without_a_database_the_rest_is_told(watched: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> list[object]:
        raise OperationalError("SELECT", None, Exception("gone"))

    monkeypatch.setitem(watched.app.extensions, metrics.SOURCES, (away,))
    reading = _read(watched)
    assert _figure(reading, "matching_database_up") == 0
    assert any(name == "matching_requests_total" for name, _labels in reading)
    assert not any(name == "matching_jobs" for name, _labels in reading)
