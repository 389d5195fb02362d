"""What every answer of the house has in common: headers, cookies, language, one transaction."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from matching.accounts.models import Account
from matching.app import create_app
from matching.db import db
from matching.jobs.queue import hang_bell
from matching.settings import Settings
from matching.web.guard import public
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.accounts import signing_in

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def behind_tls(app: Flask) -> Iterator[Flask]:
    """The same house as people reach it through TLS, under its own name."""
    settings = {
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "QUEUE_URL": "memory",
        "PUBLIC_URL": "https://matching.example",
        "TRUSTED_HOSTS": "matching.example",
    }
    secure = create_app(Settings.from_environ(settings))
    yield secure
    with secure.app_context():
        db.engine.dispose()
    hang_bell(app.extensions["workshop"].work)


@pytest.mark.parametrize("address", ["/", "/sign-in", "/me", "/no/such/page", "/healthz"])
def test_the_headers_are_exactly_these(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in answer.headers
    assert "Server" not in answer.headers
    assert len(answer.headers["X-Request-Id"]) == 8


def test_cookies_are_closed_to_scripts_and_other_sites(browser: Browser, lin: Person) -> None:
    signing_in(browser, "lin")
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")


def test_behind_tls_cookies_are_bound_to_the_host(behind_tls: Flask, lin: Person) -> None:
    client = behind_tls.test_client()
    answer = client.get("/sign-in", base_url="https://matching.example")
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if "session" in line)
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_foreign_host_name_is_refused(behind_tls: Flask) -> None:
    client = behind_tls.test_client()
    assert client.get("/healthz", base_url="https://matching.example").status_code == 200
    assert client.get("/healthz", base_url="https://elsewhere.example").status_code == 400


def test_the_language_is_switched_and_remembered(browser: Browser) -> None:
    assert "登录" in browser.get("/sign-in")
    led = browser.get("/sign-in?next=/me&lang=en")
    assert (led.status, led.location) == (303, "/sign-in?next=%2Fme")
    page = browser.follow(led)
    assert "Sign in" in page
    assert '<html lang="en"' in page.html
    assert "lang=zh_CN" in page.html
    browser.get("/sign-in?lang=zh")
    assert "登录" in browser.get("/sign-in")


@pytest.mark.parametrize("nonsense", ["xx", "", "../../etc", "en-GB"])
def test_an_unknown_language_changes_nothing(browser: Browser, nonsense: str) -> None:
    page = browser.get("/sign-in?lang=" + nonsense)
    assert page.status == 200
    assert "登录" in page


def test_the_language_switch_leads_nowhere_else(browser: Browser) -> None:
    led = browser.client.get("//elsewhere.example/sign-in?lang=en")
    assert not led.headers.get("Location", "").startswith(("//", "http"))


def _renaming(who: Person, status: int) -> object:
    @public
    def view() -> tuple[str, int]:
        db.session.get_one(Account, who.account_id).name = "改过"
        db.session.flush()
        return "", status

    return view


@pytest.mark.parametrize(
    ("method", "status", "kept"),
    [
        ("GET", 200, False),
        ("HEAD", 200, False),
        ("POST", 200, True),
        ("POST", 303, True),
        ("POST", 422, False),
        ("POST", 409, False),
    ],
)
def test_only_a_post_that_succeeds_is_kept(
    *, browser: Browser, lin: Person, monkeypatch: pytest.MonkeyPatch, method: str, status: int, kept: bool
) -> None:
    monkeypatch.setitem(browser.app.view_functions, "accounts.sign_in", _renaming(lin, status))
    browser.client.open("/sign-in", method=method, data={"csrf_token": browser.token()})
    with acting():
        assert (db.session.get_one(Account, lin.account_id).name == "改过") is kept


def test_the_process_says_it_lives(browser: Browser) -> None:
    assert browser.get("/healthz").body == b'{"status":"ok"}\n'


def test_the_house_says_whether_it_is_ready(browser: Browser) -> None:
    assert browser.get("/readyz").status == 200
    with acting():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = browser.get("/readyz")
    assert answer.status == 503
    assert b'"migrations":false' in answer.body
