"""What the law says to people: complete in Chinese, with its basis, and no legal number written twice."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import matching.law
from matching.kernel.i18n import _, catalogue, speaking
from matching.law.finding import basis, blocking, rule_of, rule_text, text
from matching.law.slots import SLOT_CHECKS, check_slot
from matching.law.words import Hazard, Intensity, PayForm, VenueKind
from tests.law.conftest import FIRST, LAWFUL

HERE = Path(matching.law.__file__).parent
TREES = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.py"))}
CHECK_FILES = [
    "hours.py",
    "pay.py",
    "places.py",
    "practice.py",
    "protection.py",
    "seats.py",
    "slots.py",
    "students.py",
]


def marked() -> set[str]:
    calls = (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {call.args[0].value for call in calls if isinstance(call.func, ast.Name) and call.func.id == "N_"}


def messages(book) -> set[str]:
    labels = {word.message for kind in (VenueKind, Intensity, PayForm, Hazard) for word in kind}
    told = {line for rule_id in book.ids() for line in (book.rule(rule_id).cite, book.rule(rule_id).sentence)}
    return (marked() | labels | told) - {""}


def test_every_message_has_its_chinese_with_the_same_places(book):
    zh = catalogue("zh_CN")
    for message in messages(book):
        chinese = zh.gettext(message)
        assert chinese != message, message
        places = [{name for _0, name, _2, _3 in Formatter().parse(one) if name} for one in (message, chinese)]
        assert places[0] >= places[1], message


@pytest.mark.parametrize("name", CHECK_FILES)
def test_no_check_writes_a_number_of_its_own(name):
    numbers = [
        (node.value, node.lineno)
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    ]
    assert [pair for pair in numbers if pair[0] not in {0}] == []


def test_the_law_imports_the_standard_library_only():
    imported = {
        name.split(".")[0] if not name.startswith("matching.") else name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
    }
    standard = {
        "calendar",
        "collections",
        "contextlib",
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "functools",
        "math",
        "pathlib",
        "typing",
    }
    assert {
        name for name in imported if not name.startswith("matching.law") and name not in standard
    } == set()


def test_a_sentence_tells_the_number_the_limit_and_how_it_is_computed(book):
    [pay, seats] = [
        f
        for f in check_slot(replace(LAWFUL, seats=6, pay_monthly=2400), book=book)
        if f.about in {"pay_monthly", "seats"}
    ]
    with speaking("zh_CN"):
        assert text(seats, _) == "这个岗位最多招 4 人，你填了 6 人。同类岗位 24 人 × 20% = 4 人，已有 0 人"
        assert (
            text(pay, _)
            == "报酬每月 2,400 元。同岗位工资 3,400 元的 80% 是 2,720 元。改成 2,720 元，或写明理由"
        )
    with speaking("en"):
        assert "80 % of the same-post wage of CNY 3,400 is CNY 2,720" in text(pay, _)


def test_words_and_dates_inside_a_sentence_are_translated_too(book):
    slot = replace(LAWFUL, hazards=frozenset({Hazard.HEIGHT, Hazard.TOXIC}))
    [finding] = check_slot(slot, book=book)
    with speaking("zh_CN"):
        assert text(finding, _).startswith("学生不能做：有毒物质（一级以上）、高处作业。要安排，先在到岗前")
        assert "2027年3月1日" in text(finding, _)
    with speaking("en"):
        assert "before the first day, 2027-03-01" in text(finding, _)


def test_the_basis_is_the_article_or_plainly_the_platforms_default(book):
    hours, usual = (
        check_slot(replace(LAWFUL, **change), book=book)[0]
        for change in ({"hours_day": 90}, {"hours_week": 420})
    )
    with speaking("zh_CN"):
        assert basis(rule_of(hours, book, FIRST), _) == "《劳动法》第三十六条"
        assert rule_text(rule_of(hours, book, FIRST), _) == "每天不超过 8 小时"
        assert basis(rule_of(usual, book, FIRST), _) == "平台默认，不是法律规定"
        assert basis(book.rule("INT-12"), _) == "《职业学校学生实习管理规定》第十六条第（七）项"
    assert blocking([hours, usual]) == [hours]
    assert usual.asks_for_a_reason


def test_every_unverified_rule_is_labelled_and_an_unused_one_is_told_as_read(book):
    with speaking("en"):
        for rule_id in book.ids():
            rule = book.rule(rule_id)
            assert (basis(rule, _) == "The platform's default, not a legal requirement") == (
                rule.verified == "no"
            )
            assert rule_text(rule, _)


def test_every_finding_is_about_a_field_of_the_slot(book):
    assert all(hasattr(LAWFUL, check.about) for check in SLOT_CHECKS)
    assert date(2027, 3, 1) == FIRST
