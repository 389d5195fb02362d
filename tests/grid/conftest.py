"""The grid's world is built once a database and put back for every test."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests import make
from tests.browser import Browser
from tests.conftest import A_MONDAY_MORNING, House
from tests.grid import world as worlds
from tests.grid.world import World


@pytest.fixture(scope="session")
def built(house: House) -> World:
    """Built by the real actions, then kept."""
    with time_machine.travel(A_MONDAY_MORNING, tick=True):
        house.reset()
        make.use(house.app)
        world = worlds.build()
        house.keep("grid")
    return world


@pytest.fixture
def world(built: World, house: House, clock: time_machine.Traveller) -> Iterator[World]:
    """The city, a few days after the suite's Monday."""
    clock.move_to(built.now)
    house.reset("grid")
    make.use(house.app)
    yield built
    house.close()


@pytest.fixture
def app(world: World, house: House) -> Flask:
    """The application in this world."""
    return house.app


@pytest.fixture
def browsers(world: World, app: Flask) -> dict[str, Browser]:
    """Everybody signed in, and nobody."""
    front = Browser(app)
    return {worlds.NOBODY: front, **{name: front.as_(who) for name, who in world.people.items()}}
