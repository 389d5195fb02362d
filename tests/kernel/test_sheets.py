"""Spreadsheets come from strangers and leave without formulas."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.kernel import sheets
from matching.kernel.cells import sheet_of
from matching.kernel.i18n import speaking
from tests.kernel.hostile_files import HOSTILE, number, rezipped, workbook

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def xlsx(*rows: list[object], title: str = "名单") -> bytes:
    return sheets.write(rows, title=title, headings=["甲"])


def body(data: bytes, filename: str = "a.xlsx") -> tuple[tuple[str, ...], ...]:
    """What stands below the heading."""
    return sheets.read(data, filename).rows[1:]


# Reading


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("王思远", "王思远"),
        ("　王 思远\u200b ", "王 思远"),
        ("数控（２４０１）班", "数控(2401)班"),
        ("１１０１０５", "110105"),
        ("line\nbreak", "line break"),
        (20240101, "20240101"),
        (13800138000.0, "13800138000"),
        (85.5, "85.5"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (date(2026, 9, 1), "2026-09-01"),
        (datetime(2026, 9, 1, 8, 30), "2026-09-01 08:30"),  # noqa: DTZ001  # a spreadsheet knows no zones
        (time(8, 30), "08:30:00"),
        (110105194912310000, "1.10105194912310E+17"),
        ("𠮷\ue863", "𠮷\ue863"),
    ],
)
def test_a_cell_is_read_as_it_was_meant(typed, read):
    assert body(xlsx([typed])) == ((read,),)


def test_blank_columns_and_lines_keep_their_place():
    sheet = sheets.read(workbook('<row r="3">' + number("B3") + "</row>"), "a.xlsx")
    assert sheet.rows == (("", ""), ("", ""), ("", "1"))
    assert list(sheet.lines()) == [(3, ("", "1"))]


def test_repairs_are_counted_and_shown():
    sheet = sheets.read(xlsx([" 王思远", "刘洋"], ["２", 3]), "a.xlsx")
    assert sheet.repairs == 2
    assert sheet.repaired == ((2, 0, " 王思远", "王思远"), (3, 0, "２", "2"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_csv_is_read_as_excel_and_wps_write_it(encoding, separator, ending):
    text = ending.join(
        separator.join(row) for row in [("姓名", "班级"), ("王思远", '"数控,;2401"'), ("", "")]
    )
    assert sheets.read(text.encode(encoding), "名单.CSV").rows == (("姓名", "班级"), ("王思远", "数控,;2401"))


def test_a_row_spread_over_two_lines_is_one_row():
    assert body(b'a,b\n"x\ny",1\n,2', "a.csv") == (("x y", "1"), ("", "2"))


def test_several_sheets_are_asked_about_and_one_can_be_named():
    data = sheets.write([["王思远"]], title="学生", headings=["姓名"], more=[("教师", [["姓名"], ["李敏"]])])
    with pytest.raises(sheets.SheetChoice) as asked:
        sheets.read(data, "a.xlsx")
    assert asked.value.names == ("学生", "教师")
    assert sheets.read(data, "a.xlsx", sheet="教师").rows == (("姓名",), ("李敏",))
    with pytest.raises(sheets.SheetChoice):
        sheets.read(data, "a.xlsx", sheet="厂长")


def test_hidden_and_empty_sheets_are_not_asked_about():
    data = sheets.write(
        [["尧都区"]], title="学生", headings=["县"], choices={0: ["尧都区", "曲沃县"]}, more=[("空", [])]
    )
    assert sheets.read(data, "a.xlsx").name == "学生"


def test_the_largest_allowed_sheet_is_read():
    csv = ("a," * 59 + "a\n").encode() + b"1\n" * 20_000
    sheet = sheets.read(csv, "a.csv")
    assert (len(sheet.rows), len(sheet.rows[0])) == (20_001, 60)


def test_a_format_far_below_the_rows_is_no_row():
    far = workbook(number("A1") + '<c r="XFD1048576" s="0"/>')
    assert sheets.read(far, "a.xlsx").rows == (("1",),)


def test_pictures_and_macros_in_a_workbook_are_never_unpacked():
    data = rezipped(workbook(number("A1")), {"xl/media/image1.png": b"\0<!DOCTYPE", "xl/inner.zip": b"PK"})
    assert sheets.read(data, "a.xlsx").rows == (("1",),)


# Refusing


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_with_a_sentence(name):
    filename, build, piece = HOSTILE[name]
    with pytest.raises(sheets.SheetRefused) as refused:
        sheets.read(build(), filename)
    assert piece in refused.value.sentence


def test_every_hostile_file_is_answered_within_bounded_memory():
    program = [sys.executable, "-m", "tests.kernel.hostile_files"]
    run = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["answered"] * len(HOSTILE), run.stderr[-2000:]


SMALL = sheets.write([["王思远", 1]], title="名单", headings=["姓名"])

cells = (
    st.none()
    | st.text(max_size=30)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
)
tables = st.lists(st.lists(cells, min_size=1, max_size=5), max_size=6)


@settings(deadline=None)
@given(data=st.binary(max_size=400), filename=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "", "\0.csv"]))
def test_any_bytes_are_read_or_refused(data, filename):
    with suppress(sheets.SheetRefused):
        assert sheets.read(data, filename).rows


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(changes):
    damaged = bytearray(SMALL)
    for place, byte in changes:
        damaged[int(place * len(damaged))] = byte
    with suppress(sheets.SheetRefused):
        sheets.read(bytes(damaged), "a.xlsx")


@settings(deadline=None)
@given(inside=st.text(st.sampled_from("<>/crvist =\"'A1&;x"), max_size=60))
def test_any_content_of_a_sheet_is_read_or_refused(inside):
    with suppress(sheets.SheetRefused):
        sheets.read(workbook(inside), "a.xlsx")


@settings(deadline=None)
@given(text=st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert sheets.clean(sheets.clean(text)) == sheets.clean(text)


# Writing


def formulas_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    return [
        str(found.text) for page in pages for found in ET.fromstring(page).iter() if found.tag.endswith("}f")
    ]


@settings(deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=40), min_size=1, max_size=5), max_size=6))
def test_what_was_written_is_read_back_and_no_cell_is_a_formula(rows):
    data = sheets.write(rows, title="t", headings=["甲"])
    assert formulas_in(data) == []
    assert sheets.read(data, "a.xlsx").rows == sheet_of("t", [["甲"], *rows]).rows


@settings(deadline=None)
@given(rows=tables, title=st.text(max_size=40))
def test_any_table_can_be_written(rows, title):
    data = sheets.write(rows, title=title, headings=["甲", "=乙"], as_text={0}, preface=["=筛选"])
    assert formulas_in(data) == []
    assert sheets.read(data, "a.xlsx").rows[1][:2] == ("甲", "=乙")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "#N/A", "_x0041_", "'quoted", "{=A1}"])
def test_a_text_that_looks_like_a_formula_stays_text_in_a_workbook(text):
    assert body(sheets.write([[text]], title="t", headings=["甲"])) == ((text,),)


def test_digits_that_are_no_numbers_are_typed_as_text():
    data = sheets.write([[110105194912310021]], title="t", headings=["身份证号"], as_text={0})
    assert body(data) == (("110105194912310021",),)
