"""Everybody walks every address with every id: who is let in, what they see, and that nothing changes."""

from collections.abc import Sequence

import pytest

from tests.browser import Browser, Page
from tests.cast import PEOPLE
from tests.grid.traces import differences, dump, last_events
from tests.grid.walking import PARTS, WORDS, City, Oracle, Place, access_of, places, rules
from tests.grid.world import NEWCOMER, NOBODY, World

PUPILS = ("白鹭甲", "白鹭丁", "白鹭戊", "青松甲", "青松乙")
EVERYBODY = (NOBODY, *PEOPLE, "fei", *PUPILS)
HTMX = {"HX-Request": "true"}
NOTICE = "accounts.privacy_notice"
# Opened by what nobody can guess: tests/calendars and tests/practice have them.
BY_SECRET = {"calendars.file", "practice.verify"}
ANSWERED = {200, 302, 303, 404, 409, 422}


def first_only(part: str) -> Sequence[int | str]:
    """One is enough where the guard decides before it looks."""
    return WORDS.get(part, [1])[:1]


def test_every_part_of_an_address_has_an_owner(city: City) -> None:
    assert {part for rule in city.app.url_map.iter_rules() for part in rule.arguments} <= PARTS.keys() | WORDS


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading(city: City, who: str) -> None:
    app, oracle, inside, faults = city.app, Oracle(city.world), city.browsers[who], []
    before = dump(app)
    for rule in rules(app, "GET"):
        let_in = oracle.is_let_in(who, access_of(app, rule.endpoint))
        for place in places(app, rule, oracle.ids if let_in else first_only):
            faults += _asked(oracle, inside, who, place, let_in=let_in)
    assert not faults, "\n".join(faults)
    assert differences(before, dump(app)) == [], last_events(app)


def _asked(oracle: Oracle, inside: Browser, who: str, place: Place, *, let_in: bool) -> list[str]:
    faults = []
    for headers in _ways(place):
        try:
            page = inside.get(place.address, headers=headers)
        except Exception as error:  # whatever it is, the walk goes on and tells of all
            return [f"{place.address} raises {error!r:.300}"]
        if page.status not in _expected(oracle, who, place, let_in=let_in, whole=not headers):
            faults.append(f"{place.address} answers {page.status} {headers}")
        faults += _leaks(oracle.world, who, place, page)
    return faults


def _ways(place: Place) -> list[dict[str, str]]:
    """As a page and as a fragment; of the many addresses with several ids every other one."""
    if len(place.values) < 2:
        return [{}, HTMX]
    return [HTMX if sum(one_id for _part, one_id in place.values if isinstance(one_id, int)) % 2 else {}]


def _expected(oracle: Oracle, who: str, place: Place, *, let_in: bool, whole: bool) -> set[int]:
    if not let_in:
        return {403} if who != NOBODY else {303} if whole else {401}
    return {404} if who != NOBODY and oracle.is_foreign(who, place) else ANSWERED


def _leaks(world: World, who: str, place: Place, page: Page) -> list[str]:
    told = page.body.decode("utf-8", "ignore")
    return [
        f"{place.address} shows {mark.text}"
        for mark in world.marks
        if mark.text in told and who not in mark.allowed
    ]


def test_who_has_not_read_the_notice_gets_no_further(city: City) -> None:
    inside, further = city.browsers[NEWCOMER], []
    for rule in rules(city.app, "GET"):
        if access_of(city.app, rule.endpoint).how == "public":
            continue
        for place in places(city.app, rule, first_only):
            page = inside.get(place.address)
            kept_back = page.status == 303 and "/privacy-notice" in page.location
            if not kept_back and (rule.endpoint, page.status) != (NOTICE, 200):
                further.append(f"{place.address}: {page.status}")
    assert further == []


def test_every_view_is_reached_by_somebody(city: City) -> None:
    app, oracle, reached = city.app, Oracle(city.world), set()
    for rule in rules(app, "GET"):
        access = access_of(app, rule.endpoint)
        for who in (*EVERYBODY, NEWCOMER):
            if not oracle.is_let_in(who, access):
                continue
            for place in places(app, rule, oracle.ids):
                if rule.endpoint in reached:
                    break
                if who != NOBODY and place.values and oracle.is_foreign(who, place):
                    continue
                if city.browsers[who].get(place.address).status == 200:
                    reached.add(rule.endpoint)
    assert {rule.endpoint for rule in rules(app, "GET")} - reached == BY_SECRET
