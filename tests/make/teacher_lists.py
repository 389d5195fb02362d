"""Lists of teachers as a school brings them."""

from io import BytesIO

from matching.db import db
from matching.imports.lists import Workbook, read_file
from matching.kernel.sheets import write
from matching.organisations.models import Organisation
from matching.practice.actions import lists
from matching.practice.importer import Column
from tests.cast import Person
from tests.make import acting

Row = dict[Column, str]


def a_teacher_row(number: int, **cells: str) -> Row:
    """The cells of one line as a school would type them; any of them by its column's value."""
    row = {
        Column.NAME: "赵钱孙李周吴郑王冯陈"[number % 10] + "一二三四五六七八九十"[number // 10 % 10],
        Column.STAFF_NUMBER: f"J{number:04d}",
        Column.KIND: "专业课教师",
        Column.SUBJECT: "机械类",
        Column.TEACHES: "数控车工",
        Column.TEACHING_SINCE: "2015-09-01",
        Column.IS_NEW: "否",
        Column.SKILL_LEVEL: "技师",
    }
    return {**row, **{Column(column): text for column, text in cells.items()}}


def a_file(*rows: Row, name: str = "教师名单.xlsx") -> tuple[BytesIO, str]:
    """The rows as a workbook that a browser sends."""
    columns = list(Column)
    data = write(
        [[row.get(column, "") for column in columns] for row in rows],
        title="教师名单",
        headings=[column.about.chinese for column in columns],
    )
    return BytesIO(data), name


def a_teacher_list(*rows: Row, of: Person) -> int:
    """A list that waits for its school; its id."""
    contents, name = a_file(*rows)
    with acting():
        school = db.session.get_one(Organisation, of.organisation_id)
        listed = read_file(Column, contents.getvalue(), name)
        return lists.upload(school, listed, filename=name, by=of.viewer).id


def a_teacher_workbook(row: Row, *, of: Person) -> int:
    """A workbook of two such sheets that waits until one is chosen; its id."""
    headings, cells = [column.about.chinese for column in row], list(row.values())
    data = write([cells], title="专业课", headings=headings, more=[("公共课", [headings, cells])])
    with acting():
        school = db.session.get_one(Organisation, of.organisation_id)
        brought = Workbook(("专业课", "公共课"), data)
        return lists.keep_workbook(school, brought, filename="各组.xlsx", by=of.viewer).id
