"""The demo city, built once for all its tests on each database."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from flask import Flask

from matching.demo.city import build
from matching.demo.plan import Size
from tests import make
from tests.conftest import A_MONDAY_MORNING, House


def quietly(moment: datetime, sentence: str) -> None:
    """Nobody watches."""


@pytest.fixture(scope="session")
def built(house: House) -> House:
    """The city beside the cast, built once and remembered: other tests may come in between."""
    house.reset()
    make.use(house.app)
    with time_machine.travel(A_MONDAY_MORNING, tick=True), house.app.app_context():
        build(house.app.extensions["workshop"], size=Size.SMALL, tell=quietly)
    house.keep("city")
    return house


@pytest.fixture
def city(built: House) -> Iterator[Flask]:
    """The application with the city in it."""
    built.reset("city")
    make.use(built.app)
    yield built.app
    built.close()
