"""How long class lists of 2,000 and 10,000 rows take, beside the least they could: `python -m bench.roster`.

Shown is upload, check and the page with the totals; enrolled is the confirmation. Bare is reading the same
workbook and inserting its rows into one plain table, in the same run on the same machine. Each size has a
process of its own, so that its memory above the idle service can be read.
"""

import multiprocessing
import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from python_calamine import CalamineWorkbook

from bench._house import application
from matching.cohorts.importer import Column
from matching.kernel.sheets import write
from tests import cast
from tests.browser import Browser, Page
from tests.make.cohorts import a_cohort, a_row

SIZES = (2000, 10_000)
KIBIBYTES = 1024
T = TypeVar("T")


def main(*sizes: int) -> None:
    """Print seconds, ratios and memory."""
    fresh = multiprocessing.get_context("spawn")
    for rows in sizes or SIZES:
        with fresh.Pool(1) as writer:
            data = writer.apply(_workbook, (rows,))
        measured = fresh.Process(target=_measure, args=(rows, data))
        measured.start()
        measured.join()


def _measure(rows: int, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = _timed(lambda: _bare(data, Path(folder) / "bare.db"))[0]
        app = application(Path(folder))
        with app.app_context():
            lin = cast.person("lin")
        cohort, here = a_cohort(of=lin), Browser(app).as_(lin)
        idle = _peak()
        shown, page = _timed(lambda: _upload(here, data, cohort.id))
        assert page.status == 200, page.text
        enrolled, answer = _timed(lambda: here.post("cohorts.enrol", {"version": "1"}, upload_id=1))
        assert answer.status == 303, answer.text
    print(f"a class list of {rows:,} rows")
    print(f"  bare      {bare:6.2f} s   read and inserted, nothing checked, nothing sealed")
    print(f"  shown     {shown:6.2f} s   {shown / bare:5.1f} x bare")
    print(f"  enrolled  {enrolled:6.2f} s   {enrolled / bare:5.1f} x bare")
    print(f"  together  {shown + enrolled:6.2f} s   {(shown + enrolled) / bare:5.1f} x bare")
    print(f"  memory    {_peak() - idle:6.0f} MiB above the idle service")


def _peak() -> float:
    """The most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES


def _upload(here: Browser, data: bytes, cohort_id: int) -> Page:
    kept = here.post("cohorts.upload", {"file": (BytesIO(data), "list.xlsx")}, cohort_id=cohort_id)
    return here.follow(here.follow(kept))


def _bare(data: bytes, path: Path) -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute(f"CREATE TABLE student ({', '.join(f'c{n}' for n in range(len(Column)))})")
    places = ", ".join("?" * len(Column))
    with database:
        database.executemany(f"INSERT INTO student VALUES ({places})", sheet[1:])
    database.close()


def _workbook(rows: int) -> bytes:
    listed = (list(a_row(number).values()) for number in range(rows))
    return write(listed, title="students", headings=[column.label for column in Column], as_text=[1, 2, 5])


def _timed(deed: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    answer = deed()
    return perf_counter() - begun, answer


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
