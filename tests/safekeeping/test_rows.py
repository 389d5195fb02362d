"""Rows as lines: whatever a table may hold travels, and adds up the same in any order."""

from datetime import UTC, date, datetime

from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Float, Integer, LargeBinary, String, Text

from matching.imports.enums import UploadState
from matching.safekeeping.rows import Sum, line, plain_tables

TRAVEL = {Integer, BigInteger, Text, String, Boolean, Float, LargeBinary, DateTime, Date, JSON}


def test_every_kind_of_column_there_is_travels() -> None:
    odd = {
        f"{table.name}.{column.name}": type(column.type).__name__
        for table in plain_tables()
        for column in table.bare.columns
        if type(column.type) not in TRAVEL
    }
    assert odd == {}


def test_a_sum_depends_on_the_rows_and_not_on_their_order() -> None:
    rows = [line([number, "名"]) for number in range(20)]
    sums = []
    for some in (rows, rows[::-1], rows[:-1], [*rows, rows[0]]):
        added = Sum()
        for text in some:
            added.add(text)
        sums.append(added.told)
    assert sums[0] == sums[1]
    assert len(set(sums)) == 3


def test_bytes_moments_days_and_words_come_back_as_the_database_keeps_them() -> None:
    (uploads,) = [table for table in plain_tables() if table.name == "roster_upload"]
    names = list(uploads.bare.columns.keys())
    told = dict.fromkeys(names) | {"row_key": "AAEC", "created_at": "2026-03-16T02:00:00", "state": "checked"}
    row = uploads.unpacked([told[name] for name in names])
    moment = datetime(2026, 3, 16, 2, 0, tzinfo=UTC).replace(tzinfo=None)
    assert (row["row_key"], row["created_at"], row["decided_at"]) == (b"\x00\x01\x02", moment, None)
    assert row["state"] == UploadState.CHECKED.value
    (cohorts,) = [table for table in plain_tables() if table.name == "cohort"]
    names = list(cohorts.bare.columns.keys())
    told = dict.fromkeys(names) | {"internship_from": "2026-04-13"}
    assert cohorts.unpacked([told[name] for name in names])["internship_from"] == date(2026, 4, 13)
