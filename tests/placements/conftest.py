"""The match most tests of this room speak of: a first wish, a second, one left out, one without a list."""

import pytest
from flask import Flask

from tests.cast import Person
from tests.make.placements import Market, a_market, publish


@pytest.fixture
def market(app: Flask, lin: Person, hua: Person) -> Market:
    """Computed, not published: Lin's students at Hua's slots."""
    return a_market(of=lin, at=hua)


@pytest.fixture
def published(market: Market) -> Market:
    """The same, published."""
    publish(market)
    return market
