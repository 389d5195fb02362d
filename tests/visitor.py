"""Somebody at the other end of a real connection: forms as pages carry them, cookies kept by hand."""

import http.client
import re
from collections.abc import Mapping
from contextlib import closing
from html import unescape
from typing import NamedTuple
from urllib.parse import urlencode

from tests.processes import PATIENCE_SECONDS

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Answer(NamedTuple):
    """What came back."""

    status: int
    location: str
    html: str


class Visitor:
    """One person's browser without scripts; `headers` are what a proxy would add."""

    def __init__(
        self, port: int, *, headers: Mapping[str, str] | None = None, cookies: Mapping[str, str] | None = None
    ) -> None:
        self._port = port
        self._headers = dict(headers or {})
        self.cookies = dict(cookies or {})

    def get(self, path: str, **headers: str) -> Answer:
        """Open an address; redirects are not followed."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: Mapping[str, object]) -> Answer:
        """Send these fields and no others; nothing is tried again."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form, doseq=True), kind)

    def hidden(self, path: str) -> dict[str, str]:
        """What a page hides in its forms: the token, the key that makes many clicks one deed."""
        return {name: unescape(value) for name, value in HIDDEN.findall(self.get(path).html)}

    def fill(self, path: str, form: Mapping[str, object], *, to: str = "") -> Answer:
        """Open a page, fill its form in, and send it with what the page hid in it."""
        return self.post(to or path, {**self.hidden(path), **form})

    def sign_in(self, username: str, password: str) -> Answer:
        """Through the door."""
        return self.fill("/sign-in", {"username": username, "password": password})

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with closing(line):
            line.request(method, path, body, {**self._headers, **headers, "Cookie": cookies})
            answer = line.getresponse()
            html = answer.read().decode(errors="replace")
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _equals, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(answer.status, answer.headers.get("Location", ""), html)
