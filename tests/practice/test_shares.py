"""How many teachers practised enough and are dual-qualified, by school and by subject."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from matching.kernel import clock
from matching.practice.assembly.shares import Count, Group, counts_of, together
from matching.practice.queries.records import posts_in
from matching.web.paging import rows_of
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_recognition, a_sign_up, a_teacher, an_offer, some_days_at, teacher_id_of
from tests.practice.many import a_big_school
from tests.statements import MOST, Counting

LAPSED = {"recognised_on": date(2019, 6, 1), "valid_until": date(2020, 5, 31)}


def test_reached_and_dual_are_counted_and_add_up(lin: Person, mo: Person, hua: Person) -> None:
    few, dual, over = (a_teacher(name) for name in ("wen", "gao", "lei"))
    a_teacher("yue", at="second school")
    some_days_at(a_sign_up(an_offer(of=hua), of=few), date(2026, 1, 5))
    a_recognition(teacher_id_of(dual), by=lin)
    a_recognition(teacher_id_of(over), by=lin, **LAPSED)
    with acting():
        within = frozenset({lin.organisation_id, mo.organisation_id})
        counts = counts_of(rows_of(posts_in(within)), clock.today())
    first = Group(lin.organisation_id, "示例市第一技工学校", "01")
    assert counts[first] == Count(teachers=3, asked=3, reached=0, dual=1)
    assert together(counts, lambda group: group.subject) == {"01": Count(4, 4, 0, 1)}
    assert counts[first].missing == 3


def test_a_school_sees_its_own_and_the_bureau_all_with_links_into_the_list(
    browser: Browser, lin: Person, mo: Person, bao: Person
) -> None:
    a_teacher("wen")
    a_teacher("gao", at="second school")
    own, all_of_them = (browser.as_(who).get("practice.shares") for who in (lin, bao))
    assert "示例市第二技师学院" not in own
    assert "/practice-records?subject=01" in own.html
    assert "示例市第二技师学院" in all_of_them
    assert f"/practice-records?school={mo.organisation_id}" in all_of_them.html


def test_the_file_has_a_row_for_each_subject_of_each_school(browser: Browser, bao: Person) -> None:
    a_teacher("wen")
    answer = browser.as_(bao).get("practice.shares_export")
    rows = list(load_workbook(BytesIO(answer.body)).active.iter_rows(values_only=True))
    assert [row[2:] for row in rows if row[0] == "示例市第一技工学校"] == [(1, 1, 0, 1, 0)]


def test_a_stranger_sees_nothing(browser: Browser, hua: Person, tang: Person) -> None:
    for outside in (hua, tang):
        assert browser.as_(outside).get("practice.shares").status == 403
        assert browser.as_(outside).get("practice.shares_export").status == 403


def test_many_teachers_cost_as_many_statements_as_one(
    browser: Browser, lin: Person, hua: Person, statements: Counting
) -> None:
    costs, inside = [], browser.as_(lin)
    a_teacher()
    for teachers in (0, 300):
        a_big_school(teachers, school=lin, host=hua)
        with statements() as asked:
            page = inside.get("practice.shares")
        assert len(page.body) < 150_000
        costs.append(len(asked))
    assert "301" in page
    assert costs[0] == costs[1] <= MOST
