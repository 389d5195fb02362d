"""The browser of the tests: follows names of views, and checks silently what nobody remembers.

Every page: one title, one h1, no double id, a CSRF token in every POST form, no inline script, style or
handler, labels for every field; and a GET leaves nothing behind.
"""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from matching.accounts import actions
from matching.accounts.models import Account
from matching.db import db
from matching.web.session import TOKEN
from tests.cast import Person

VOID = {
    "input",
    "br",
    "img",
    "meta",
    "link",
    "hr",
    "use",
    "path",
    "col",
    "source",
    "wbr",
    "rect",
    "circle",
    "line",
}


class _Reader(HTMLParser):
    """What the checks need of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.faults: list[str] = []
        self.forms: list[dict[str, Any]] = []
        self.fields: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        self.faults += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        if str(given.get("href", "")).startswith("javascript:"):
            self.faults.append("javascript: address")
        if tag in ("script", "style") and not given.get("src"):
            self.faults.append(f"inline <{tag}>")
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        if tag == "form":
            self.forms.append({"method": (given.get("method") or "get").lower(), "names": set()})
        if tag in ("input", "select", "textarea"):
            wrapped = "label" in self.open
            if self.forms and "form" in self.open:
                self.forms[-1]["names"].add(given.get("name"))
            hidden = given.get("type") in ("hidden", "submit", "button")
            if (
                not hidden
                and not wrapped
                and not given.get("aria-label")
                and not given.get("aria-labelledby")
            ):
                self.fields.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in self.open:
            self.faults.append(f"</{tag}> closes nothing")
            return
        while self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open[-1:]):
            self.texts.append(data)


@dataclass
class Page:
    """An answer; `text` is what a person reads, white space folded."""

    status: int
    html: str
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        reader = _Reader()
        reader.feed(self.html)
        return " ".join("".join(reader.texts).split())

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    def __contains__(self, words: str) -> bool:
        return words in self.text


class Browser:
    """One person's browser. `as_` gives another browser for another person."""

    def __init__(self, app: Flask, client: FlaskClient | None = None) -> None:
        self.app = app
        self.client = client or app.test_client()

    def as_(self, person: Person) -> "Browser":
        """Signed in by the real action, without the password's slow hash."""
        with self.app.app_context():
            account = db.session.get_one(Account, person.account_id)
            token = actions.sign_in(account, device="tests", by=None)
            db.session.commit()
        fresh = Browser(self.app)
        with fresh.client.session_transaction() as session:
            session[TOKEN] = token
        return fresh

    def twin(self) -> "Browser":
        """Another tab: the same person in the same session, with a connection of its own."""
        other = Browser(self.app)
        cookie = self.client.get_cookie("session")
        assert cookie is not None
        other.client.set_cookie("session", cookie.value)
        return other

    def get(self, endpoint: str, /, *, headers: dict[str, str] | None = None, **values: Any) -> Page:
        """A view by name, or an address that begins with a slash."""
        return self._page(self.client.get(self._address(endpoint, values), headers=headers))

    def post(
        self,
        endpoint: str,
        /,
        data: dict[str, Any] | None = None,
        *,
        headers: dict[str, str] | None = None,
        token: str | None = None,
        **values: Any,
    ) -> Page:
        """Send a form; the CSRF token is added as the page would carry it."""
        sent = {"csrf_token": token or self.token(), **(data or {})}
        address = self._address(endpoint, values)
        kind = "multipart/form-data" if any(_is_file(value) for value in sent.values()) else None
        return self._page(self.client.post(address, data=sent, headers=headers, content_type=kind))

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        assert page.status in (302, 303), f"not led on: {page.status} {page.text[:300]}"
        return self.get(page.location)

    def token(self) -> str:
        """A CSRF token of this browser's session, as a page with a form would carry it."""
        with self.client.session_transaction() as session:
            raw = session.setdefault("csrf_token", "of this browser")
        return str(URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(raw))

    def _address(self, endpoint: str, values: dict[str, Any]) -> str:
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def _page(self, response: Any) -> Page:
        is_html = response.mimetype == "text/html"
        body = response.get_data()
        page = Page(
            response.status_code,
            body.decode() if is_html else "",
            dict(response.headers),
            body,
        )
        response.close()
        # Werkzeug's client writes large forms to a file and leaves it open.
        response.request.environ["wsgi.input"].close()
        str(response.headers).encode("latin-1")  # no server sends any other letter in a header
        # The few words in a redirect are the web framework's; nobody reads them.
        if is_html and not 300 <= page.status < 400 and "<html" in page.html:
            _check(page)
        return page


def _check(page: Page) -> None:
    reader = _Reader()
    reader.feed(page.html)
    faults = list(reader.faults)
    faults += [f"{n} titles" for n in [page.html.count("<title>")] if n != 1]
    faults += [f"{n} h1" for n in [reader.tags["h1"]] if n != 1]
    faults += [f"id {name!r} stands {n} times" for name, n in reader.ids.items() if n > 1]
    faults += [f"never closed: {reader.open}" for _once in [1] if reader.open]
    faults += [
        "a POST form without a CSRF token"
        for form in reader.forms
        if form["method"] == "post" and "csrf_token" not in form["names"]
    ]
    faults += [
        f"no label for {given.get('name')}"
        for given in reader.fields
        if given.get("id") not in reader.labelled
    ]
    assert not faults, faults


def _is_file(value: Any) -> bool:
    return isinstance(value, tuple) or hasattr(value, "read")
