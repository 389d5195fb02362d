"""A person without scripts: sees forms, changes fields, presses buttons. Nothing else is possible."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.browser import Browser, Page


@dataclass
class _Form:
    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, bool]] = field(default_factory=list)  # name, value, can be pressed


class _Forms(HTMLParser):
    """Every form with what it would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            self.forms.append(_Form(given.get("action", ""), given.get("method", "get")))
        elif self._inside:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form = self.forms[-1]
        if tag == "button" and given.get("type", "submit") == "submit":
            form.buttons.append((given.get("name", ""), given.get("value", ""), "disabled" not in given))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given["value"]
        elif tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            form.values[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""


def buttons_of(page: Page, name: str) -> list[str]:
    """The values of all buttons of that name that can be pressed."""
    return [
        value for form in _forms(page) for named, value, enabled in form.buttons if named == name and enabled
    ]


def press(browser: Browser, page: Page, name: str = "", value: str = "", **changed: Any) -> Page:
    """Press the button of a POST form after changing fields; follow where it leads."""
    return follow_if_led_on(browser, send(browser, page, name, value, **changed))


def send(browser: Browser, page: Page, name: str = "", value: str = "", **changed: Any) -> Page:
    """The same without following."""
    for form in _forms(page):
        if form.method == "post" and (name, value, True) in form.buttons and "/sign-out" not in form.action:
            assert set(changed) <= {*form.values, "read"}, f"no such field: {changed}"
            sent = {**form.values, **changed, **({name: value} if name else {})}
            token = sent.pop("csrf_token")
            return browser.post(form.action, sent, token=token)
    raise AssertionError(f"no button {name}={value}")


def follow_if_led_on(browser: Browser, page: Page) -> Page:
    """The page itself, or where it leads."""
    return browser.follow(page) if page.status in (302, 303) else page


def _forms(page: Page) -> list[_Form]:
    reader = _Forms()
    reader.feed(page.html)
    return reader.forms
