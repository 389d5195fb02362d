"""The forms of a page, as a browser would send them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.browser import Browser
from tests.grid.walking import Oracle, Place, access_of, places, rules
from tests.grid.world import NOBODY

CHOSEN = {"radio", "checkbox"}
PRESSED = {"submit", "button", "image", "reset"}
A_FEW = 3  # pages of one view with several ids in its address: their forms differ in the ids only


@dataclass
class SentForm:
    """Where it goes and what it carries; `typed` are the fields in which somebody writes."""

    page: str
    action: str = ""
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    hx_post: bool = False

    def add(self, name: str, value: str) -> None:
        """One more value for a name."""
        self.fields.setdefault(name, []).append(value)


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.found: list[SentForm] = []
        self.by_id: dict[str, SentForm] = {}
        self.open: SentForm | None = None
        self.select, self.area = "", ""
        self.first_option = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self.page
            self.open = SentForm(self.page, action, given.get("method", "get").lower())
            self.found.append(self.open)
            self.by_id[given.get("id", "")] = self.open
            return
        form = self.by_id.get(given["form"]) if "form" in given else self.open
        name = given.get("name", "")
        if form is None or (not name and tag != "option"):
            return
        if tag in ("input", "button"):
            self._input(form, given, tag)
        elif tag == "textarea":
            form.typed.add(name)
            form.add(name, "")
            self.area = name
        elif tag == "select":
            self.select, self.first_option = name, ""
        elif tag == "option" and self.select:
            self._option(form, given)

    def _input(self, form: SentForm, given: dict[str, str], tag: str) -> None:
        name, value = given["name"], given.get("value", "")
        kind = given.get("type", "submit" if tag == "button" else "text")
        if kind == "file":
            form.files.add(name)
        elif kind in CHOSEN:
            value = value or "y"
            if "checked" in given or (kind == "checkbox" and "required" in given):
                form.add(name, value)
            else:
                form.fields.setdefault(name, [])
        elif kind in PRESSED:
            form.fields.setdefault(name, [value])  # one button is pressed
        else:
            form.add(name, value)
            if kind != "hidden":
                form.typed.add(name)

    def _option(self, form: SentForm, given: dict[str, str]) -> None:
        if "selected" in given or self.select not in form.fields:
            form.fields[self.select] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area and self.open is not None:
            self.open.fields[self.area][-1] += data


def forms_on(page: str, html: str) -> list[SentForm]:
    """Every form of a page."""
    reader = _Forms(page)
    reader.feed(html)
    return reader.found


def goal_of(app: Flask, form: SentForm) -> Place | None:
    """The view a form is sent to."""
    path = form.action.partition("?")[0].partition("#")[0]
    try:
        endpoint, values = app.url_map.bind("localhost").match(path, method=form.method.upper())
    except HTTPException:
        return None
    return Place(endpoint, path, tuple(values.items()), access_of(app, endpoint))


def own_pages(app: Flask, oracle: Oracle, inside: Browser, who: str) -> Iterator[tuple[Place, str]]:
    """The pages of one person: of every view, those that are theirs and answer."""
    for rule in rules(app, "GET"):
        if not oracle.is_let_in(who, access_of(app, rule.endpoint)):
            continue
        answered = 0
        for place in places(app, rule, oracle.ids):
            if len(place.values) > 1 and answered == A_FEW:
                break
            if who != NOBODY and oracle.is_foreign(who, place):
                continue
            page = inside.get(place.address)
            if page.status == 200 and page.html:
                answered += 1
                yield place, page.html


def own_forms(app: Flask, oracle: Oracle, inside: Browser, who: str) -> Iterator[tuple[SentForm, Place]]:
    """Every form that changes something, with the view it goes to."""
    for place, html in own_pages(app, oracle, inside, who):
        for form in forms_on(place.address, html):
            goal = goal_of(app, form)
            if form.method == "post" and goal is not None:
                yield form, goal
