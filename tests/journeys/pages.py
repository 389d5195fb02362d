"""Every page of the house as each role gets it: the templates, the forms sent back, the answers to errors.

Pages are taken from the application without a browser, then laid out on a small server, so that the audit
needs neither clicks nor waiting; files of the house come from the house.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from flask import Flask, template_rendered

from matching.web.errors import PAGES, error_page
from tests.architecture.source import ROOT
from tests.browser import Browser
from tests.grid.forms import SentForm, forms_on, goal_of, own_pages
from tests.grid.walking import City, Oracle, Place
from tests.grid.world import NEWCOMER, NOBODY

# One of each role, students in each situation: accepted, declined, without a place, waiting.
READERS = {
    NOBODY: "nobody",
    NEWCOMER: "newcomer",
    "lin": "school",
    "hua": "enterprise",
    "bao": "officer",
    "bing": "officer",
    "ada": "administrator",
    "tang": "teacher",
    "shi": "mentor",
    "白鹭甲": "student",
    "白鹭乙": "student",
    "白鹭丙": "student",
    "白鹭戊": "student",
}
# These look different from situation to situation, not only from role to role.
IN_ANY_STATE = (
    "rounds/show",
    "placements/publication",
    "placements/result.",
    "dashboards/home",
    "wishes/",
)
FOR_ALL_ALIKE = ("public/", "help/", "accounts/", "outbox/", "jobs/")
PARTS = ("_layout", "_macros", "_letters", "styleguide")
FRAGMENTS = {"wishes/desk_fragment.html", "slots/compliance_fragment.html"}
# What is filled in there comes to the last look before posting; a code that was never printed.
ALSO = {"hua": ("/slots/new?copy=1",), NOBODY: ("/verify/nobodys",)}
# Forms whose answer is a page of its own, and that are not whole as they stand.
TYPED: Mapping[str, Mapping[str, str]] = {
    "teachers.new": {
        "name": "韩霜",
        "staff_number": "T099",
        "kind": "general",
        "subject": "",
        "teaching_since": "2020-09-01",
        "skill_level": "none",
    }
}
SERVED = "/page/"


@dataclass(frozen=True)
class Shown:
    """A page as somebody got it; `reader` is the role."""

    template: str
    reader: str
    address: str
    status: int
    html: str

    def __str__(self) -> str:
        return f"{self.template} as {self.reader} at {self.address} ({self.status})"


Forms = list[tuple[SentForm, Place]]


@dataclass
class Album:
    """What was collected; `every` keeps each page, else one of each template and reader is enough."""

    every: bool
    shown: dict[tuple[str, ...], Shown] = field(default_factory=dict)
    rendered: list[str] = field(default_factory=list)

    def keep(self, html: str, status: int, reader: str, address: str) -> None:
        """Keep what was rendered just now, if its template has not been seen like this."""
        if "<html" in html and self.rendered:
            one = Shown(self.rendered[-1], reader, address, status, html)
            self.shown.setdefault(self._key(one), one)
        self.rendered.clear()

    def note(self, _sender: Flask, template: Any, **_rest: Any) -> None:
        """Flask tells which template it renders."""
        self.rendered.append(template.name)

    def _key(self, one: Shown) -> tuple[str, ...]:
        if self.every or one.template.startswith(IN_ANY_STATE):
            return one.template, one.reader, str(one.status), one.address
        if one.status == 422 or one.template.startswith(FOR_ALL_ALIKE):
            return one.template, str(one.status), str(one.reader == READERS[NOBODY])
        return one.template, one.reader, str(one.status)


def page_templates() -> set[str]:
    """Every template that is a page of its own."""
    folder = ROOT / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    errors = {name for name in names if name.startswith("_errors/")}
    own = {name for name in names if not name.startswith(PARTS) and not PurePath(name).name.startswith("_")}
    return (own - FRAGMENTS) | errors


def collect(city: City, language: str, *, every: bool = False) -> list[Shown]:
    """The whole album in one language."""
    album = Album(every)
    with template_rendered.connected_to(album.note, city.app):
        forms = {who: _pages_of(album, city, who, language) for who in READERS}
        for who, own in forms.items():
            _sent_back(album, city, who, own)
        for who, own in forms.items():
            _as_they_stand(album, city, who, language=language, forms=own)
        _errors(album, city, language)
    return list(album.shown.values())


def _pages_of(album: Album, city: City, who: str, language: str) -> Forms:
    """Everything one reader can open; gives one form of each view that was found on the way."""
    inside = city.browsers[who]
    forms: dict[str, tuple[SentForm, Place]] = {}
    inside.client.set_cookie("lang", language)
    for place, html in own_pages(city.app, Oracle(city.world), inside, who):
        album.keep(html, 200, READERS[who], place.address)
        forms = _by_view(city.app, place.address, html) | forms
    for address in ALSO.get(who, ()):
        page = inside.get(address)
        album.keep(page.html, page.status, READERS[who], address)
        forms |= _by_view(city.app, address, page.html)
    album.rendered.clear()
    return list(forms.values())


def _by_view(app: Flask, address: str, html: str) -> dict[str, tuple[SentForm, Place]]:
    """The forms of a page that change something, one of each view they go to."""
    found = {}
    for form in forms_on(address, html):
        goal = goal_of(app, form)
        if form.method == "post" and goal is not None:
            found[goal.endpoint] = (form, goal)
    return found


def _sent_back(album: Album, city: City, who: str, forms: Forms) -> None:
    """Forms sent with nothing typed come back with every sentence they have."""
    for form, _goal in forms:
        if form.typed:
            page = city.browsers[who].post(form.action, dict.fromkeys(form.typed, ""))
            album.keep(page.html, page.status, READERS[who], form.action)


def _as_they_stand(album: Album, city: City, who: str, *, language: str, forms: Forms) -> None:
    """Some pages come only as the answer to a form; a stale version brings the page of two texts."""
    for form, goal in forms:
        for stale in [{}] + [{"version": "0"}] * ("version" in form.fields):
            city.house.reset("grid")
            inside = Browser(city.app) if who == NOBODY else Browser(city.app).as_(city.world.people[who])
            inside.client.set_cookie("lang", language)
            page = inside.post(form.action, _filled_in(form) | dict(TYPED.get(goal.endpoint, {})) | stale)
            album.keep(page.html, page.status, READERS[who], form.action)


def _filled_in(form: SentForm) -> dict[str, Any]:
    """As the page has it, with a word changed so that there is something to compare."""
    sent: dict[str, Any] = {name: values for name, values in form.fields.items() if name != "csrf_token"}
    changed = {name: f"{form.fields[name][0]}改" for name in {"title", "name"} & form.typed}
    reasons = {name: "工作需要" for name in form.typed if name.endswith("reason")}
    return sent | changed | reasons


def _errors(album: Album, city: City, language: str) -> None:
    """Each page of an error, as somebody signed in gets it."""
    for status in sorted(PAGES):
        with city.app.test_request_context("/", headers={"Cookie": f"lang={language}"}):
            city.app.preprocess_request()
            html, _status = error_page(status)
            album.keep(html, status, "anybody", f"/ {status}")


@contextmanager
def laid_out(app: Flask, pages: list[Shown], headers: Mapping[str, str]) -> Iterator[Callable[..., Any]]:
    """A WSGI application: `/page/<number>` is a page of the album, all else is the house's."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        if not path.startswith(SERVED):
            return app.wsgi_app(environ, start_response)
        body = pages[int(path.removeprefix(SERVED))].html.encode()
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), *headers.items()])
        return [body]

    yield answer
