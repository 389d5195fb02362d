"""A publication happens once and as a whole: under twenty hands, under a fault at any statement.

Killed at any statement: `tests/faults`.
"""

from concurrent.futures import ThreadPoolExecutor

from tests.browser import Browser
from tests.cast import Person
from tests.make.placements import Market, asked
from tests.placements.faults import Fault, failing_at
from tests.placements.reading import Standing, standing

HANDS = 20
NOT_YET = Standing("locked", False, ("open",), 0, 0, 0)
DONE = Standing("published", True, ("confirmed",), 2, 6, 1)


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
