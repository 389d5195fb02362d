"""Twenty hands press one button at once: one thing is made, and all twenty are told of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.browser import Browser
from tests.grid.forms import SentForm, forms_on
from tests.grid.keyed import FILLED_IN
from tests.grid.traces import dump
from tests.grid.walking import City

HANDS = 20


@pytest.mark.parametrize("endpoint", FILLED_IN)
def test_twenty_hands_make_one_thing(city: City, endpoint: str) -> None:
    alone, rows = _pressed(city, endpoint, hands=1)
    together, rows_of_many = _pressed(city, endpoint, hands=HANDS)
    assert alone[0][0] == 303
    assert together == alone * HANDS
    assert rows_of_many == rows


def _pressed(city: City, endpoint: str, *, hands: int) -> tuple[list[tuple[int, str]], dict[str, int]]:
    """The answers to so many hands, and the rows of every table afterwards."""
    who, address, typed = FILLED_IN[endpoint]
    page = address.format(**city.world.ids)
    city.house.reset("grid")
    inside = Browser(city.app).as_(city.world.people[who])
    press, crowd = _press(_form(inside, page), typed), [inside.twin() for _hand in range(hands)]
    with ThreadPoolExecutor(hands) as pool:
        answers = list(pool.map(press, crowd))
    return answers, {table: rows for table, (rows, _digest) in dump(city.app).items()}


def _form(inside: Browser, page: str) -> SentForm:
    (form,) = [form for form in forms_on(page, inside.get(page).html) if "once" in form.fields]
    return form


def _press(form: SentForm, typed: dict[str, Any]) -> Callable[[Browser], tuple[int, str]]:
    sent = {name: values for name, values in form.fields.items() if name != "csrf_token"} | typed

    def press(hand: Browser) -> tuple[int, str]:
        page = hand.post(form.action, sent)
        return page.status, page.location

    return press
