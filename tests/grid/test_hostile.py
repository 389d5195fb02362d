"""Hostile text in every field: an answer in words, never a crash, never handed back as markup."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest

from matching.web.headers import CONTENT_SECURITY_POLICY
from tests.browser import Browser, Page
from tests.grid.forms import SentForm, forms_on, own_forms, own_pages
from tests.grid.hostile import HOSTILE, MARKUP
from tests.grid.walking import City, Oracle
from tests.grid.world import NOBODY

TYPISTS = (NOBODY, "lin", "hua", "bao", "ada", "白鹭甲")
KEPT = {"csrf_token", "once"}  # the house's own; test_csrf and test_once are about them
STEP = {"sqlite": 1, "postgresql": 4}  # what depends on the database shows in some of the strings
ADDRESSES = ("page", "q", "lang", "next", "sort", "state", "class", "copy", "run", "slot", "answer")


@pytest.mark.parametrize("who", TYPISTS)
def test_no_form_stumbles_over_hostile_text(city: City, who: str) -> None:
    inside, faults = city.browsers[who], []
    forms = {goal.endpoint: form for form, goal in own_forms(city.app, Oracle(city.world), inside, who)}
    for number, form in enumerate(forms.values()):
        if set(form.fields) | form.files <= KEPT:
            continue
        city.house.reset("grid")  # what the last form did, such as leaving, must not hide this one
        inside = Browser(city.app)
        if who != NOBODY:
            inside = inside.as_(city.world.people[who])
        for sent, text in _sendings(form, number, STEP[city.house.name]):
            faults += _tried(inside.post, f"{form.page} -> {form.action}", text, data=sent, to=form.action)
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("who", TYPISTS)
def test_no_address_stumbles_over_hostile_text(city: City, who: str) -> None:
    inside, faults = city.browsers[who], []
    pages = {
        place.endpoint: (place, html) for place, html in own_pages(city.app, Oracle(city.world), inside, who)
    }
    for number, (place, html) in enumerate(pages.values()):
        asked = {
            name for form in forms_on(place.address, html) if form.method == "get" for name in form.fields
        }
        for text in HOSTILE[number % 5 :: 5 * STEP[city.house.name]]:
            address = f"{place.address}?{urlencode(dict.fromkeys((*ADDRESSES, *asked), text))}"
            faults += _tried(inside.get, place.address, text, to=address)
    assert not faults, "\n".join(faults[:40])


def _sendings(form: SentForm, number: int, step: int) -> Iterator[tuple[dict[str, Any], str]]:
    """Every string in every typed field at once; then one field at a time, the others as they stand."""
    names = [name for name in form.fields if name not in KEPT]
    whole = {name: values for name, values in form.fields.items() if name != "csrf_token"}
    for text in HOSTILE[number % step :: step]:
        yield whole | {name: text for name in form.typed} | _files(form, text), text
    for place, name in enumerate(names):
        for text in HOSTILE[(number + place) % 13 :: 13 * step]:
            yield whole | {name: text}, text


def _files(form: SentForm, text: str) -> dict[str, Any]:
    name = "".join(letter for letter in text if letter.isprintable())[:80] or "x"
    endings = (".csv", ".xlsx", "")
    ending = endings[len(text) % len(endings)]
    return {field: (BytesIO(text.encode()), name + ending) for field in form.files}


def _tried(ask: Callable[..., Page], where: str, text: str, *, to: str, **sent: Any) -> list[str]:
    try:
        page = ask(to, **sent)
    except Exception as error:  # whatever it is, the others are tried too
        return [f"{where} with {text[:40]!r} raises {error!r:.200}"]
    faults = [f"{where} with {text[:40]!r} answers {page.status}"] if page.status >= 500 else []
    if text in MARKUP and "<" in text and text in page.html:
        faults.append(f"{where} hands {text!r} back as it came")
    if page.headers.get("Content-Security-Policy") != CONTENT_SECURITY_POLICY:
        faults.append(f"{where} comes without its policy")
    return faults
