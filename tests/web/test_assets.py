"""Static files: hashed, compressed, pinned, and safe when several processes start at once."""

import gzip
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from flask import Flask

from matching.web import assets


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = Flask("assets", static_folder=None)
    assets.init_assets(app, tmp_path)
    return app


def test_every_own_file_and_htmx_have_an_address_that_names_their_content(tmp_path):
    laid = assets.collect(tmp_path)
    assert {"css/app.css", "js/app.js", "js/htmx.js", "icons.svg", "favicon.svg"} <= set(laid)
    for hashed in laid.values():
        digest = hashlib.sha256((tmp_path / hashed).read_bytes()).hexdigest()
        assert digest.startswith(hashed.split(".")[-2])


def test_the_compressed_copies_say_the_same(tmp_path):
    for hashed in assets.collect(tmp_path).values():
        plain = (tmp_path / hashed).read_bytes()
        assert gzip.decompress((tmp_path / f"{hashed}.gz").read_bytes()) == plain
        assert brotli.decompress((tmp_path / f"{hashed}.br").read_bytes()) == plain


def test_a_second_start_writes_nothing(tmp_path):
    assets.collect(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assets.collect(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_ten_starts_at_once_leave_whole_files_and_nothing_else(tmp_path):
    with ThreadPoolExecutor(10) as starts:
        laid = list(starts.map(assets.collect, [tmp_path] * 10))
    assert all(one == laid[0] for one in laid)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {name + ending for name in laid[0].values() for ending in ("", ".gz", ".br")}


def test_a_vendor_file_that_is_not_the_pinned_one_stops_the_start():
    changed = assets.VENDOR["js/htmx.js"]._replace(sha256="0" * 64)
    with pytest.raises(assets.UnknownAsset, match="not the file that was pinned"):
        assets.pinned(changed)


def test_a_vendor_package_that_is_missing_stops_the_start():
    with pytest.raises(assets.UnknownAsset, match="not installed"):
        assets.pinned(assets.Vendored("no_such_package_here", "x.js", ""))


def test_no_source_map_is_named_and_no_other_host_is_asked():
    for name, content in assets.sources().items():
        assert b"sourceMappingURL" not in content, name
        if name.endswith(".css"):
            assert not re.search(rb"url\(|@import", content), name


def test_files_are_served_forever_sealed_against_sniffing_and_for_our_pages_only(app):
    with app.app_context():
        address = app.jinja_env.globals["asset"]("css/app.css")
    with app.test_client().get(address, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_name_that_does_not_exist_is_a_bug_and_says_so(app):
    with pytest.raises(KeyError):
        app.jinja_env.globals["asset"]("css/missing.css")


def test_the_style_sheet_stays_one_file_under_its_cap():
    sheets = sorted((assets.OWN / "css").iterdir())
    assert [sheet.name for sheet in sheets] == ["app.css"]
    assert len(sheets[0].read_text(encoding="utf-8").splitlines()) < 600
    assert len((assets.OWN / "js" / "app.js").read_text(encoding="utf-8").splitlines()) < 150


def test_every_symbol_a_template_asks_for_is_in_the_sprite():
    sprite = set(re.findall(r'id="i-([a-z-]+)"', (assets.OWN / "icons.svg").read_text(encoding="utf-8")))
    templates = Path(assets.OWN).parents[1] / "templates"
    asked = {
        (path.name, name)
        for path in templates.rglob("*.html")
        for name in re.findall(r'icon(?:\(|=)"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert {(page, name) for page, name in asked if name not in sprite} == set()
