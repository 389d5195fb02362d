"""Which column is which: headings in Chinese and English, as schools really write them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from babel.lists import format_list

from matching.kernel.i18n import _, current_locale
from matching.kernel.sheets import Sheet, SheetRefused, chosen, sheets_of


class Column(StrEnum):
    """What we read of a student; the value is stable and may be stored."""

    NAME = "name"
    ID_NUMBER = "id_number"
    STUDENT_NUMBER = "student_number"
    CLASS_NAME = "class_name"
    ENTRY_YEAR = "entry_year"
    PHONE = "phone"
    HOME_COUNTY = "home_county"
    SCHOOL_SCORE = "school_score"

    @property
    def label(self) -> str:
        """The heading in the reader's language, as the template has it."""
        english, chinese, _more = _HEADINGS[self]
        return english if current_locale() == "en" else chinese


OPTIONAL = frozenset({Column.PHONE})
REQUIRED = tuple(column for column in Column if column not in OPTIONAL)

Lines = Mapping[int, Mapping[Column, str]]

PROBLEM = "Problem"  # heads the first column of a list that was given back with its faults marked

# A title, a department or a date may stand above the headings; further down nobody puts them.
_HEADING_WITHIN = 10
_FEWEST = 2

_HEADINGS: Mapping[Column, tuple[str, str, str]] = {
    Column.NAME: ("Name", "姓名", "学生姓名 学生名字 名字 studentname fullname"),
    Column.ID_NUMBER: (
        "ID number",
        "身份证号",
        "身份证 身份证号码 身份证件号 身份证件号码 居民身份证号 居民身份证号码 公民身份号码 证件号 证件号码 "
        "id idno idcard idcardno idcardnumber residentidnumber",
    ),
    Column.STUDENT_NUMBER: ("Student number", "学号", "学生学号 studentno studentid"),
    Column.CLASS_NAME: ("Class", "班级", "班级名称 行政班 行政班级 所在班级 班 classname"),
    Column.ENTRY_YEAR: (
        "Entry year",
        "入学年份",
        "入学年度 入学年 入学时间 入学日期 入学年月 年级 级 yearofentry entrydate enrolmentyear",
    ),
    Column.PHONE: (
        "Phone",
        "手机",
        "电话 手机号 手机号码 电话号码 联系电话 本人手机 本人手机号 本人电话 学生手机 学生手机号 学生电话 "
        "phonenumber mobile mobilephone mobilenumber telephone tel",
    ),
    Column.HOME_COUNTY: (
        "Home county",
        "家庭所在县区",
        "户籍县区 家庭所在县 家庭所在区县 户籍所在县 户籍所在县区 户籍县 户籍 户籍地 县区 区县 县市区 "
        "所在县区 生源地 生源县 生源县区 county homedistrict district",
    ),
    Column.SCHOOL_SCORE: (
        "School score",
        "学校评分",
        "成绩 评分 学业成绩 综合成绩 在校成绩 平均成绩 综合评分 学生成绩 score",
    ),
}


@dataclass(frozen=True)
class Columns:
    """The line of the headings as Excel numbers it, each column's place from 0, headings that are ignored."""

    heading_line: int
    places: Mapping[Column, int]
    ignored: tuple[str, ...] = ()


def sheet_of_students(data: bytes, filename: str, *, sheet: str | None = None) -> Sheet:
    """The sheet of the file that has our headings, or the one named; SheetChoice where several have them."""
    found = tuple(_unmarked(page) for page in sheets_of(data, filename))
    fitting = tuple(page for page in found if _lacking(_headings(page)[1]) == [])
    return chosen(found if sheet is not None else fitting or found, sheet)


def columns_of(sheet: Sheet) -> Columns:
    """Which column is which; SheetRefused names every heading that is missing, or that stands there twice."""
    line, meanings = _headings(sheet)
    if lacking := _lacking(meanings):
        raise SheetRefused(
            _(
                "These columns are missing: {columns}. "
                "Write their names into the heading row, or start from the template."
            ).format(columns=_listed(column.label for column in lacking))
        )
    headings = sheet.rows[line - 1]
    for column in Column:
        twice = [headings[place] for place, meaning in enumerate(meanings) if meaning is column]
        if len(twice) > 1:
            raise SheetRefused(
                _("{count} columns mean the same: {headings}. Rename or delete all but one.").format(
                    count=len(twice), headings=_listed(twice)
                )
            )
    places = {meaning: place for place, meaning in enumerate(meanings) if meaning}
    unknown = (heading for heading, meaning in zip(headings, meanings, strict=True) if not meaning)
    return Columns(line, places, tuple(filter(None, unknown)))


def lines_of(sheet: Sheet, columns: Columns) -> dict[int, dict[Column, str]]:
    """The cells of every filled line below the headings, by line; SheetRefused where there is none."""
    lines = {
        line: {column: row[place] for column, place in columns.places.items()}
        for line, row in sheet.lines()
        if line > columns.heading_line and any(row[place] for place in columns.places.values())
    }
    if not lines:
        raise SheetRefused(_("There are headings but no students below them. Fill in at least one row."))
    return lines


def _unmarked(sheet: Sheet) -> Sheet:
    """The sheet without the column of problems that we put before its own."""
    line, _meanings = _headings(sheet)
    if sheet.rows and sheet.rows[line - 1][0] in _PROBLEM_IN_ANY_LANGUAGE:
        return replace(sheet, rows=tuple(row[1:] for row in sheet.rows))
    return sheet


def _headings(sheet: Sheet) -> tuple[int, list[Column | None]]:
    """The line that looks most like headings, and what each of its cells means."""
    best: tuple[int, list[Column | None]] = (1, [])
    for line, row in enumerate(sheet.rows[:_HEADING_WITHIN], start=1):
        meanings = [_meaning(cell) for cell in row]
        known = len(set(meanings) - {None})
        if known >= _FEWEST and known > len(set(best[1]) - {None}):
            best = line, meanings
    return best


def _lacking(meanings: list[Column | None]) -> list[Column]:
    return [column for column in REQUIRED if column not in meanings]


def _meaning(heading: str) -> Column | None:
    """The column a heading names: 姓名*, 姓 名, 姓名（必填）, Name, 姓名 Name; None for anything else."""
    plain = _BRACKETS.sub(" ", heading.casefold())
    whole = _WORDS.get(_bare(plain))
    if whole:
        return whole
    named = {_WORDS.get(_bare(run)) for run in _RUNS.findall(plain)}
    return named.pop() if len(named) == 1 else None


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _listed(words: Iterable[str]) -> str:
    return format_list(list(words), locale=current_locale())


_PROBLEM_IN_ANY_LANGUAGE = {PROBLEM, "问题"}
_BRACKETS = re.compile(r"[(\[{【〔〈《].*?[)\]}】〕〉》]")
_RUNS = re.compile(r"[一-鿿]+|[a-z0-9]+(?:[ _.-]+[a-z0-9]+)*")
_WORDS = {
    _bare(word.casefold()): column
    for column, (english, chinese, more) in _HEADINGS.items()
    for word in (english, chinese, *more.split())
}
