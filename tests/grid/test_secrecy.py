"""Between a run and its publication nobody but officers can tell that there was one: not by one character."""

from datetime import timedelta

import pytest
import time_machine

from matching.db import db
from matching.placements import actions
from matching.placements.models import PublicationRequest
from matching.rounds.models import MatchRound
from tests.browser import Browser, Page
from tests.cast import Person
from tests.grid.forms import own_pages
from tests.grid.test_reading import EVERYBODY
from tests.grid.walking import City, Oracle
from tests.grid.world import OFFICERS
from tests.make import acting
from tests.make.rounds import MadeRound, a_run, lock

# The trail tells an administrator that an officer pressed a button, and the ledger of messages that another
# was asked for a second look; what came of it stands nowhere there.
TOLD = {("ada", view) for view in ("organisations.trail", "organisations.export_trail", "messages.index")}
OTHERS = [who for who in EVERYBODY if who not in OFFICERS]


@pytest.mark.only_on("sqlite")
def test_nothing_shows_before_the_publication(city: City, clock: time_machine.Traveller) -> None:
    bao, bing = city.world.people["bao"], city.world.people["bing"]
    joint = _joint(city)
    lock(joint, by=bao)
    clock.move_to(joint.closes_at + timedelta(hours=1))
    inside = {who: _inside(city, who) for who in OTHERS}
    before = _pages(city, inside)
    a_run(joint, by=bao)
    with acting():
        request_id = actions.ask(db.session.get_one(MatchRound, joint.id), note="", by=bao.viewer).id
    assert _changed(before, _pages(city, inside)) == []
    _confirm(request_id, bing)
    told = _changed(before, _pages(city, inside))
    assert {"lin", "hua", "白鹭甲"} <= {who for who, _address in told}


def _joint(city: City) -> MadeRound:
    with acting():
        one = db.session.get_one(MatchRound, city.world.ids["joint"])
        return MadeRound(one.id, one.bureau_id, one.name, one.closes_at)


def _confirm(request_id: int, bing: Person) -> None:
    with acting():
        request = db.session.get_one(PublicationRequest, request_id)
        actions.confirm(request, by=bing.viewer)


def _inside(city: City, who: str) -> Browser:
    """Days have passed since the city was built: everybody signs in anew."""
    there = city.world.people.get(who)
    return Browser(city.app).as_(there) if there else Browser(city.app)


def _pages(city: City, inside: dict[str, Browser]) -> dict[tuple[str, str], str]:
    """Who and where -> the text that is read there."""
    oracle = Oracle(city.world)
    return {
        (who, place.address): Page(200, html, {}, b"").text
        for who, browser in inside.items()
        for place, html in own_pages(city.app, oracle, browser, who)
        if (who, place.endpoint) not in TOLD
    }


def _changed(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    return [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
