"""The headings of a class list are recognised however a school writes them."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cohorts.importer import Column
from matching.imports.columns import lines_of, places_of, sheet_with
from matching.kernel.cells import sheet_of
from matching.kernel.i18n import speaking
from matching.kernel.sheets import SheetChoice, SheetRefused, write
from tests.cohorts.class_list import HEADINGS, a_sheet, checked, column_heading


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓名", Column.NAME),
        ("姓 名*", Column.NAME),
        ("＊姓名（必填）", Column.NAME),
        ("姓名 Name", Column.NAME),
        ("STUDENT NAME", Column.NAME),
        ("身份证号码", Column.ID_NUMBER),
        ("ID number (18 characters)", Column.ID_NUMBER),
        ("id_number", Column.ID_NUMBER),
        ("学号：", Column.STUDENT_NUMBER),
        ("Student No.", Column.STUDENT_NUMBER),
        ("班级", Column.CLASS_NAME),
        ("class", Column.CLASS_NAME),
        ("入学年份", Column.ENTRY_YEAR),
        ("Entry-Year", Column.ENTRY_YEAR),
        ("手机/电话", Column.PHONE),
        ("Phone", Column.PHONE),
        ("家庭所在县", Column.HOME_COUNTY),
        ("Home County*", Column.HOME_COUNTY),
        ("成绩", Column.SCHOOL_SCORE),
        ("学校评分(0-100)", Column.SCHOOL_SCORE),
        ("School score (0-100)", Column.SCHOOL_SCORE),
    ],
)
def test_a_heading_is_recognised_however_it_is_written(heading, column):
    others = [each for each in HEADINGS if each != column_heading(column)]
    assert places_of(Column, a_sheet(*others, heading)).places[column] == len(others)


@pytest.mark.parametrize(
    "heading", ["家长电话", "姓名 拼音", "监护人手机", "紧急联系人/电话", "备注", "性别"]
)
def test_what_is_not_ours_is_ignored_and_listed(heading):
    assert places_of(Column, a_sheet(*HEADINGS, heading, "")).ignored == (heading,)


def test_a_title_may_stand_above_the_headings():
    sheet = a_sheet(*HEADINGS, above=2)
    columns = places_of(Column, sheet)
    assert columns.heading_line == 3
    assert list(lines_of(sheet, columns)) == [4]


def test_all_missing_headings_are_named_at_once_and_the_phone_is_not_one_of_them():
    with pytest.raises(SheetRefused) as refused:
        places_of(Column, a_sheet("姓名", "班级", "入学年份", "成绩"))
    assert "ID number, Student number, and Home county" in refused.value.sentence


def test_a_sheet_without_any_heading_names_all_of_them():
    with pytest.raises(SheetRefused) as refused:
        places_of(Column, a_sheet("王思远", "20240001"))
    assert "Name, ID number, Student number, Class, Entry year, Home county" in refused.value.sentence


def test_two_headings_for_one_thing_are_refused():
    with pytest.raises(SheetRefused) as refused:
        places_of(Column, a_sheet(*HEADINGS, "综合成绩"))
    assert "学校评分 and 综合成绩" in refused.value.sentence


def test_headings_alone_are_no_class_list():
    sheet = sheet_of("名单", [HEADINGS, [""], ["", ""]])
    with pytest.raises(SheetRefused):
        lines_of(sheet, places_of(Column, sheet))


def test_of_several_sheets_the_one_with_our_headings_is_meant():
    data = write([["王思远"] * 8], title="学生", headings=HEADINGS, more=[("课表", [["周一"], ["数控"]])])
    assert sheet_with(Column, data, "a.xlsx").name == "学生"
    assert sheet_with(Column, data, "a.xlsx", sheet="课表").name == "课表"


def test_two_sheets_with_our_headings_are_asked_about():
    page = [HEADINGS, ["x"] * 8]
    data = write([["x"] * 8], title="一班", headings=HEADINGS, more=[("二班", page), ("说明", [["x"]])])
    with pytest.raises(SheetChoice) as asked:
        sheet_with(Column, data, "a.xlsx")
    assert asked.value.names == ("一班", "二班")


# One row


@settings(deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=8) | st.sampled_from(HEADINGS), max_size=9), max_size=6))
def test_any_sheet_is_read_or_refused_with_a_sentence(rows):
    sheet = sheet_of("t", rows)
    try:
        roster = checked(*lines_of(sheet, places_of(Column, sheet)).values())
    except SheetRefused:
        return
    assert roster.lines
