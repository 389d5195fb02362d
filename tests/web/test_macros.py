"""The parts of the pages, rendered with their examples for a guest, staff and a student in both languages."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, render_template, request
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from matching.help import views as help_pages
from matching.kernel.i18n import _, current_locale, speak
from matching.settings import Settings
from matching.web import assets, cells, filters, headers, language, styleguide
from tests.browser import Browser
from tests.live import chromium_path

TEMPLATES = Path(__file__).parents[2] / "templates"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GUEST, STAFF, STUDENT = "guest", "staff", "student"
LOUD = ("error", "warning")
STATUSES = (403, 404, 409, 413, 422, 429, 500, 503)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Templates, formats and files of the house, without rooms or a database; `?as=` says who looks."""
    app = Flask("macros", template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(SECRET_KEY="of these tests", PROPAGATE_EXCEPTIONS=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["once_key"] = lambda: "once"
    CSRFProtect(app)
    settings = Settings.from_environ({"DATA_DIR": str(tmp_path), "DEVELOPMENT": "1"})
    filters.init_filters(app)
    cells.init_cells(app)
    assets.init_assets(app, tmp_path)
    headers.init_headers(app, settings)
    app.register_blueprint(help_pages.bp)
    help_pages.init_help(app)
    styleguide.init_styleguide(app, settings)
    app.before_request(lambda: speak(request.args.get("lang", "zh_CN")))
    app.context_processor(_surroundings)
    app.add_url_rule("/error/<int:status>", view_func=_error, endpoint="error")
    return app


def _surroundings() -> dict[str, object]:
    who = request.args.get("as", GUEST)
    places = [("Home", "home"), ("Slots", "work"), ("Ranking", "rank")] * (1 if who == STUDENT else 2)
    viewer = SimpleNamespace(
        name="林老师",
        organisation_name="临汾技师学院",
        role_label="班主任",
        is_student=who == STUDENT,
        pegs=(),
    )
    return {
        "viewer": None if who == GUEST else viewer,
        "nav_items": [
            SimpleNamespace(label=_(label), url="#", icon=icon, current=label == "Home", count=0)
            for label, icon in places
        ],
        "locale": current_locale(),
        "languages": language.languages(),
        "unread": 3,
    }


def _error(status: int) -> str:
    differences = [(_("Pay"), "3,000", "3,200"), (_("Place"), None, _("Houma City"))]
    return render_template(
        f"_errors/{status}.html", request_id="8F3A", sentence=None, differences=differences, megabytes=10
    )


def seen(app: Flask, address: str, who: str = STAFF, lang: str = "zh_CN") -> str:
    """The page, checked silently for title, headings, ids, tokens, labels and inline code."""
    page = Browser(app).get(f"{address}?as={who}&lang={lang}")
    assert page.status == 200
    return page.html


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("who", [GUEST, STAFF, STUDENT])
def test_every_part_renders_with_its_examples(app, who, lang):
    html = seen(app, "/styleguide", who, lang)
    assert f'<html lang="{"zh-CN" if lang == "zh_CN" else "en"}"' in html
    named = set(re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', html))
    known = set(re.findall(r' id="([^"]+)"', html))
    assert {one for names in named for one in names.split()} <= known


# A slip of paper is shown by the pages that print it.
SHOWN = ("styleguide/index.html", "_macros/lists.html", "cohorts/print_slips.html")


def test_the_style_guide_shows_every_macro():
    # The macros of lists are made of others, so these are shown with them.
    shown = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SHOWN)
    for path in (TEMPLATES / "_macros").glob("*.html"):
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text(encoding="utf-8")):
            assert name in shown or name in ("hidden", "job_refresh"), f"{name} of {path.name} has no example"


def test_every_macro_says_what_it_is_for():
    for path in (TEMPLATES / "_macros").glob("*.html"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for above, line in pairwise(lines):
            if re.match(r"{% macro [a-z]", line):
                assert above.startswith("{#"), line


def test_the_style_guide_exists_only_where_people_develop(app, tmp_path):
    bare = Flask("bare", static_folder=None)
    styleguide.init_styleguide(bare, Settings.from_environ({"DATA_DIR": str(tmp_path)}))
    assert bare.test_client().get("/styleguide").status_code == 404


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("who", [GUEST, STUDENT])
@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_says_what_happened_and_leads_home(app, status, who, lang):
    html = seen(app, f"/error/{status}", who, lang)
    assert str(status) in html
    assert 'href="/"' in html


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_needs_no_database_no_session_and_no_viewer(app, status):
    with app.app_context():
        template = app.jinja_env.get_template(f"_errors/{status}.html")
        html = template.render(locale="zh_CN", request_id="8F3A", megabytes=10)
        assert "8F3A" in html or status not in (500, 503)


def test_a_conflict_shows_both_texts(app):
    html = seen(app, "/error/409")
    assert "3,000" in html
    assert "3,200" in html


def macro(app: Flask, call: str, **values: object) -> str:
    """What one macro call gives, white space folded."""
    module, name = call.split(".", 1)
    source = f'{{% from "_macros/{module}.html" import {name.split("(")[0]} %}}{{{{ {name} }}}}'
    with app.test_request_context():
        return " ".join(app.jinja_env.from_string(source).render(**values).split())


def test_a_button_that_may_not_be_pressed_says_why_beside_it(app):
    html = macro(app, 'ui.button("Publish", why_not="Another officer has to confirm.")')
    assert "disabled" in html
    assert "Another officer has to confirm." in html


def test_what_people_typed_is_never_markup(app):
    html = macro(app, "ui.note(text)", text="<b>loud</b>")
    assert "<b>loud" not in html


@pytest.mark.parametrize(("total", "cells"), [(10, 10), (16, 16), (17, 0)])
def test_up_to_sixteen_stand_in_cells_and_more_on_a_bar(app, total, cells):
    html = macro(app, f"explain.rank_ruler({total}, 4, 7)")
    assert html.count("<i class=") == cells
    assert ("ruler-bar" in html) == (cells == 0)
    assert f"共 {total} 人" in html


@pytest.mark.parametrize(("value", "width"), [(50, "50.0%"), (200, "100%"), (-3, "0%")])
def test_a_meter_stays_within_its_box(app, value, width):
    assert f'width="{width}"' in macro(app, f"ui.meter({value})")


def test_a_job_asks_again_only_while_it_runs(app):
    assert "hx-get" in macro(app, 'job.job_progress("/jobs/1", "Working", done=1, total=2)')
    assert "hx-get" not in macro(app, 'job.job_progress("/jobs/1", "Done", running=false)')
    assert "refresh" in macro(app, "job.job_refresh(true)")
    assert macro(app, "job.job_refresh(false)") == ""


def test_the_first_may_not_go_up_and_the_last_not_down(app):
    cards = [{"key": f"s{n}", "title": f"Slot {n}", "url": "#", "meta": []} for n in (1, 2)]
    html = macro(app, "rank.rank_list(cards)", cards=cards)
    stuck = re.findall(r'value="([^"]+)"[^>]*disabled', html)
    assert stuck == ["s1:up", "s2:down"]


@pytest.fixture
def chromium() -> Iterator[Chromium]:
    path = chromium_path()
    with sync_playwright() as play:
        yield play.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "case",
    [(STAFF, "zh_CN", 1280, "light"), (STUDENT, "en", 360, "light"), (STUDENT, "zh_CN", 360, "dark")],
)
def test_everybody_can_use_every_part(chromium, served, case):
    who, lang, width, scheme = case
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in LOUD else None)
    page.goto(f"{served}/styleguide?as={who}&lang={lang}")
    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
    assert said == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
