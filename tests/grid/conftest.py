"""The grid's world is built once a database and put back for every test."""

from collections.abc import Iterator

import pytest
import time_machine

from tests import make
from tests.browser import Browser
from tests.conftest import A_MONDAY_MORNING, House
from tests.grid import world as worlds
from tests.grid.walking import City
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
def city(world: World, house: House) -> City:
    """The world with everybody signed in."""
    front = Browser(house.app)
    return City(
        house, world, {worlds.NOBODY: front, **{name: front.as_(who) for name, who in world.people.items()}}
    )
