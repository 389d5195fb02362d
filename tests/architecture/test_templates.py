"""Templates mirror features; none is left over, none says anything in one language only."""

import re

from matching.outbox.letters import Letter
from tests.architecture.source import FEATURES, ROOT, files

TEMPLATES = ROOT / "templates"
SHARED = {
    "_layout",
    "_macros",
    "_letters",
    "_errors",
    "styleguide",
    "public",
    "outbox",
    "jobs",
    "downloads",
    "help",
}
NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt))["']""")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
BILINGUAL = re.compile(r"[._](zh|en)\.html$|styleguide|letters")


def test_every_folder_is_a_room() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders <= set(FEATURES) | SHARED


def test_every_template_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in files("matching"))
    text += "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.*"))
    named = set(NAMED.findall(text)) | {f"_letters/{letter.value}.txt" for letter in Letter}
    named |= {f"_errors/{code}.html" for code in (403, 404, 409, 413, 422, 429, 500, 503)}
    stored = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")}
    localised = {name for name in stored if re.search(r"[._](zh|en)\.html$", name)}
    assert stored - named - localised == set()


def test_every_letter_has_its_text() -> None:
    assert [k.value for k in Letter if not (TEMPLATES / "_letters" / f"{k.value}.txt").exists()] == []


def test_chinese_stands_in_the_catalogues_and_not_in_templates() -> None:
    mixed = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if not BILINGUAL.search(str(path))
        and CHINESE.search(COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert mixed == []


def test_templates_bring_no_style_or_script_of_their_own() -> None:
    own = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if re.search(
            r"<style|\sstyle=|<script(?![^>]*src=)|\son(?!ce=)\w+=|\|\s*safe\b",
            path.read_text(encoding="utf-8"),
        )
    ]
    assert own == []
