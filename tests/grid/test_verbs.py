"""Methods nobody uses do nothing, and HEAD tells what GET would, without the page."""

import pytest

from tests.browser import Browser
from tests.grid.test_reading import first_only
from tests.grid.traces import differences, dump
from tests.grid.walking import City, places
from tests.grid.world import NOBODY

UNUSED = ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PEOPLE = (NOBODY, "lin", "bao")


@pytest.mark.parametrize("who", PEOPLE)
def test_methods_nobody_uses_are_refused(city: City, who: str) -> None:
    inside, before = city.browsers[who], dump(city.app)
    answered = [
        f"{method} {address}: {status}"
        for address in _addresses(city)
        for method in UNUSED
        # Those that change things are asked for their token first.
        if (status := _status(inside, address, method)) not in (400, 405)
    ]
    assert answered == []
    assert differences(before, dump(city.app)) == []


@pytest.mark.parametrize("who", PEOPLE)
def test_head_answers_like_get_without_a_page(city: City, who: str) -> None:
    inside, faults = city.browsers[who], []
    for rule in city.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            for place in places(city.app, rule, first_only):
                head = inside.client.head(place.address)
                same = head.status_code == inside.get(place.address).status
                faults += [] if same and not head.data else [place.address]
    assert faults == []


def test_options_tells_the_methods_and_does_nothing(city: City) -> None:
    inside, before = city.browsers["bao"], dump(city.app)
    for address in _addresses(city):
        answer = inside.client.options(address)
        assert (answer.status_code, answer.data) == (200, b"")
        assert "OPTIONS" in answer.headers["Allow"]
    assert differences(before, dump(city.app)) == []


def _addresses(city: City) -> set[str]:
    rules = city.app.url_map.iter_rules()
    return {place.address for rule in rules for place in places(city.app, rule, first_only)}


def _status(inside: Browser, address: str, method: str) -> int:
    return inside.client.open(address, method=method).status_code
