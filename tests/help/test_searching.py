"""What somebody types leads to the page that answers, in titles first."""

import pytest

from matching.help.searching import LONGEST_QUERY
from matching.help.topics import TOPICS
from tests.browser import Browser, Page

HOSTILE = ["<script>alert(1)</script>", ".*", "[", "\\", "%", "“”", "ＰＡＳＳ", "密" * 100]


def _found(browser: Browser, typed: str, language: str = "zh") -> tuple[Page, list[str]]:
    browser.client.set_cookie("lang", language)
    page = browser.get("help.index", q=typed)
    assert page.status == 200
    if 'id="found"' not in page.html:
        return page, []
    part = page.html.split('id="found"')[1].split("</section>")[0]
    return page, [piece.split('"')[0] for piece in part.split('href="/help/')[1:]]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("志愿", "ranking"),
        ("证件", "law-protects"),
        ("账号条", "slip-lost"),
        ("密码", "password"),
        ("随机号", "lottery"),
        ("岗位 合适度", "fit"),
        ("插队", "match"),
    ],
)
def test_chinese_words_of_two_characters_find_their_page(browser: Browser, typed: str, slug: str) -> None:
    _page, found = _found(browser, typed)
    assert slug in found[:4]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("slip", "slip-lost"), ("PASSWORD", "password"), ("lottery", "lottery"), ("deposit", "law-protects")],
)
def test_english_words_find_their_page(browser: Browser, typed: str, slug: str) -> None:
    _page, found = _found(browser, typed, "en")
    assert slug in found[:4]


def test_titles_come_before_texts(browser: Browser) -> None:
    _page, found = _found(browser, "志愿")
    named = ["志愿" in _title(slug) for slug in found]
    assert named == sorted(named, reverse=True)
    assert True in named
    assert False in named


def _title(slug: str) -> str:
    return str(TOPICS[slug].title)


def test_what_was_typed_is_marked_in_its_sentence(browser: Browser) -> None:
    page, _slugs = _found(browser, "证件")
    assert "<mark>证件</mark>" in page.html


def test_a_long_question_still_finds_what_comes_near(browser: Browser) -> None:
    page, found = _found(browser, "忘了登录密码怎么处理")
    assert "password" in found
    assert "比较接近" in page.html


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", ("没有找到", "12333", "班主任")), ("en", ("Nothing found", "12333", "teacher"))],
)
def test_who_finds_nothing_is_told_whom_to_ask(browser: Browser, language: str, told: list[str]) -> None:
    page, found = _found(browser, "xyzzy", language)
    assert found == []
    assert [word for word in told if word not in page.html] == []


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", ".*", "[", "\\", "%", "“”", "ＰＡＳＳ", "密" * 100]
)
def test_nothing_typed_breaks_the_page(browser: Browser, typed: str) -> None:
    page, _slugs = _found(browser, typed)
    assert "<script>alert" not in page.html
    assert "密" * (LONGEST_QUERY + 1) not in page.html


def test_blanks_alone_are_no_question(browser: Browser) -> None:
    assert 'id="found"' not in browser.get("help.index", q="   ").html
