"""A publication happens once and as a whole: under twenty hands, under a fault or a kill at any statement."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from flask import Flask

from matching.db import db
from tests.browser import Browser
from tests.cast import Person
from tests.make.placements import Market, asked
from tests.placements.faults import Fault, failing_at
from tests.placements.reading import Standing, standing

HANDS = 20
KILLS, EVERY = 12, 3  # at least so many, each so many statements later than the one before
NOT_YET = Standing("locked", False, ("open",), 0, 0, 0)
DONE = Standing("published", True, ("confirmed",), 2, 6, 1)
KILLED = Path(__file__).with_name("killed.py")


def test_twenty_confirmations_at_once_publish_once(browser: Browser, bing: Person, market: Market) -> None:
    asked(market)
    hands = [browser.as_(bing) for _hand in range(HANDS)]

    def confirm(hand: Browser) -> int:
        return hand.post("placements.confirm", {"read": "y"}, round_id=market.id).status

    with ThreadPoolExecutor(HANDS) as crowd:
        answers = list(crowd.map(confirm, hands))
    assert sorted(answers) == [303] + [422] * (HANDS - 1)
    assert standing(market.id) == DONE


def test_twenty_requests_at_once_make_one(browser: Browser, bao: Person, market: Market) -> None:
    hands = [browser.as_(bao) for _hand in range(HANDS)]
    ticks = {"looked": "y", "schools_told": "y", "note": ""}

    def ask(hand: Browser) -> int:
        return hand.post("placements.ask", ticks, round_id=market.id).status

    with ThreadPoolExecutor(HANDS) as crowd:
        answers = list(crowd.map(ask, hands))
    assert sorted(answers) == [303] + [422] * (HANDS - 1)
    assert standing(market.id) == NOT_YET


def test_a_fault_after_any_statement_leaves_before_or_after(
    browser: Browser, bing: Person, market: Market
) -> None:
    asked(market)
    officer = browser.as_(bing)
    failed = 0
    while standing(market.id) == NOT_YET:
        with failing_at(failed + 1):
            try:
                officer.post("placements.confirm", {"read": "y"}, round_id=market.id)
            except Fault:
                failed += 1
        assert standing(market.id) in (NOT_YET, DONE), f"after statement {failed}"
    assert standing(market.id) == DONE
    assert failed > 20  # each of them left nothing behind


def test_a_kill_at_any_moment_leaves_before_or_after(app: Flask, market: Market) -> None:
    request_id = asked(market)
    with app.app_context():
        db.engine.dispose()
    moment = (market.round.closes_at + timedelta(hours=1)).isoformat()
    told = subprocess.run(
        [sys.executable, KILLED, str(request_id), str(market.id), str(EVERY), moment],
        env={
            "DATA_DIR": str(app.config["DATA_DIR"]),
            "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    seen = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("[")]
    killed = [state for how, state in seen if how == "killed"]
    assert len(killed) >= KILLS
    assert {tuple(state) for state in killed} <= {("locked", 0, 0, 0), ("published", 2, 6, 1)}
    assert seen[-1] == ["done", ["published", 2, 6, 1]]
    assert standing(market.id) == DONE
