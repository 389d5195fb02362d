"""The demo city, built once for all its tests on each database."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from flask import Flask

from matching.demo.city import build
from tests import make
from tests.conftest import A_MONDAY_MORNING, House


def quietly(moment: datetime, sentence: str) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def city(house: House) -> Iterator[Flask]:
    """The application with the city in it, beside the cast."""
    house.reset()
    make.use(house.app)
    with time_machine.travel(A_MONDAY_MORNING, tick=True), house.app.app_context():
        build(house.app.extensions["workshop"], tell=quietly)
    yield house.app
    house.close()
