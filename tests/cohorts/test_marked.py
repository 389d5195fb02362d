"""The school's own list back, with what is wrong marked: as they wrote it, and ready to be uploaded again."""

import json
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.importer import Column
from matching.cohorts.models import RosterUpload
from matching.db import db
from matching.imports.lists import Frame
from matching.imports.marked import MOST_WHOLE, marked
from matching.kernel import vault
from tests.browser import Browser, Page
from tests.cast import Person
from tests.cohorts.class_list import an_id, another, checked
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, an_upload

# In an order of their own, with names of their own, and with columns we know nothing of.
HEADINGS = [
    "序号",
    "学 号",
    "姓名(必填)",
    "班级",
    "公民身份号码",
    "备注",
    "年级",
    "联系电话",
    "生源地",
    "成绩",
]
ORDER = {
    "学 号": Column.STUDENT_NUMBER,
    "姓名(必填)": Column.NAME,
    "班级": Column.CLASS_NAME,
    "公民身份号码": Column.ID_NUMBER,
    "年级": Column.ENTRY_YEAR,
    "联系电话": Column.PHONE,
    "生源地": Column.HOME_COUNTY,
    "成绩": Column.SCHOOL_SCORE,
}


def own_line(number: int, remark: str, **typed: str) -> list[str]:
    row = a_row(number) | {Column(name): text for name, text in typed.items()}
    told = {heading: row[column] for heading, column in ORDER.items()}
    told |= {"序号": f"0{number}", "备注": remark}
    return [told[heading] for heading in HEADINGS]


def own_file(*lines: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "二班"
    for line in (["2024 级新生名单"], HEADINGS, *lines):
        sheet.append(line)
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        cell.data_type = "s"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def sent(data: bytes) -> dict[str, Any]:
    return {"file": (BytesIO(data), "我们的名单.xlsx")}


def rows_of(page: Page) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(page.body)).active.iter_rows())


def test_the_list_comes_back_as_it_was_and_goes_in_again(browser: Browser, lin: Person) -> None:
    cohort, here = a_cohort(of=lin), browser.as_(lin)
    lines = [own_line(1, "=走读"), own_line(2, "住校", phone="12345", home_county="北京"), own_line(3, "")]
    address = here.post("cohorts.upload", sent(own_file(*lines)), cohort_id=cohort.id).location
    page = here.get(f"{address}.xlsx")
    assert page.headers["Cache-Control"] == "no-store"
    title, headings, first, second, third = rows_of(page)
    assert title[1].value == "2024 级新生名单"
    assert [cell.value for cell in headings] == ["问题", *HEADINGS]
    assert [[cell.value or "" for cell in row[1:]] for row in (first, second, third)] == lines
    assert {cell.data_type for row in (first, second, third) for cell in row} <= {"s", "n"}
    assert first[5].number_format == "@"
    assert first[0].value is None
    assert "手机" in second[0].value
    red = {HEADINGS[place - 1] for place, cell in enumerate(second) if cell.fill.fill_type == "solid"}
    assert red == {"联系电话", "生源地"}
    assert "手机" in second[8].comment.text
    book = load_workbook(BytesIO(page.body))
    book.active["I4"], book.active["J4"] = "13800132299", "尧都区"
    corrected = BytesIO()
    book.save(corrected)
    again = here.post("cohorts.upload", sent(corrected.getvalue()), cohort_id=cohort.id)
    assert "登记这 3 人吗" in here.follow(here.follow(again))


def test_what_was_mended_or_left_out_on_the_page_is_so_in_the_file(browser: Browser, lin: Person) -> None:
    cohort, here = a_cohort(of=lin), browser.as_(lin)
    lines = [own_line(1, "甲", phone="1"), own_line(2, "乙", phone="2"), own_line(3, "丙", phone="3")]
    address = here.post("cohorts.upload", sent(own_file(*lines)), cohort_id=cohort.id).location
    here.post(address, {"cell-3-phone": "13800132299", "out": "4", "version": "1"})
    _title, _headings, first, second, third = rows_of(here.get(f"{address}.xlsx"))
    assert (first[0].value, first[8].value, first[6].value) == (None, "13800132299", "甲")
    assert [cell.value for cell in second] == [None] * len(second)
    assert (third[8].value, third[6].value) == ("3", "丙")


def test_the_file_is_in_the_trail_and_gone_once_decided(browser: Browser, lin: Person) -> None:
    cohort, here = a_cohort(of=lin), browser.as_(lin)
    faulty = sent(own_file(own_line(1, "", phone="1")))
    address = here.post("cohorts.upload", faulty, cohort_id=cohort.id).location
    here.get(f"{address}.xlsx")
    with here.app.app_context():
        told = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert told is not None
        assert (told.kind, told.facts["count"]) == (AuditKind.ROSTER_EXPORT, 1)
    here.post(f"{address}/cancellation")
    assert here.get(f"{address}.xlsx").status == 303


def test_of_a_very_long_list_only_the_rows_to_correct_come_back() -> None:
    rows = [_somebody(number) for number in range(MOST_WHOLE)]
    roster = checked(*rows, _somebody(MOST_WHOLE) | {Column.PHONE: "1"})
    places = {column: place for place, column in enumerate(Column)}
    frame = Frame(1, places, (tuple("abcdefgh"), *(("",) * 8 for _line in roster.lines)))
    book = load_workbook(BytesIO(marked(frame, roster, title="长名单")))
    _headings, only = book.active.iter_rows()
    assert only[0].value.startswith(f"第 {MOST_WHOLE + 2} 行：")
    assert only[1].value == "王思远"


def _somebody(number: int) -> dict[Column, str]:
    month, serial = divmod(number, 1000)
    born = an_id(f"2008{month + 1:02}14", serial)
    return another(serial, id_number=born, student_number=f"2024{number:05}")


def test_a_list_kept_before_frames_were_is_mended_and_given_back_in_our_columns(
    browser: Browser, lin: Person
) -> None:
    upload_id = an_upload(a_cohort(of=lin), [a_row(1), a_row(2, name="")], of=lin)
    with acting():
        upload = db.session.get_one(RosterUpload, upload_id)
        kept = {"table": "roster_upload", "column": "sheet", "row_key": upload.row_key}
        told = json.loads(vault.open_bytes(upload.sheet_sealed, **kept))
        del told["frame"]
        upload.sheet_sealed = vault.seal(json.dumps(told), **kept)
    inside = browser.as_(lin)
    assert inside.get("dashboards.home").status == 200
    book = load_workbook(BytesIO(inside.get(f"/rosters/{upload_id}.xlsx").body))
    assert [cell.value for cell in book.active[1]][1:] == [column.label for column in Column]
