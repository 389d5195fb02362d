"""How a school's table of practice records grows with its teachers: `python -m bench.ledger`.

The page is asked for as a browser does: guard, filters, every ledger counted, sorted, the first fifty shown.
Each teacher has three stays attended day by day and three earlier records. Bare is fetching the same rows by
sqlite3 alone, in the same run on the same machine. Linear is a ratio of ten between 2,000 teachers and 200.
"""

import gc
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import process_time

from bench._house import application
from tests import cast
from tests.browser import Browser
from tests.practice.many import a_big_school

SIZES = (200, 1000, 2000)
TABLES = ("teacher", "teaching_post", "practice_sign_up", "practice_day", "practice_record")
TIMES = 5


def main() -> None:
    """Print seconds and ratios."""
    print("the table of practice records")
    first = 0.0
    for teachers in SIZES:
        bare, page = _measure(teachers)
        first = first or page / teachers
        print(
            f"  {teachers:5,} teachers  bare {bare:5.3f} s   page {page:5.3f} s   {page / bare:4.1f} x bare"
            f"   {page / teachers / first:4.2f} x the time for each of {SIZES[0]}"
        )


def _measure(teachers: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder))
        with app.app_context():
            lin, hua = cast.person("lin"), cast.person("hua")
        a_big_school(teachers, school=lin, host=hua)
        inside = Browser(app).as_(lin)
        assert inside.get("practice.records").status == 200
        gc.collect()
        gc.freeze()  # as the service does before it answers
        page = _best(lambda: inside.get("practice.records"))
        gc.unfreeze()
        return _best(lambda: _bare(Path(folder) / "matching.db")), page


def _bare(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        for table in TABLES:
            database.execute(f"SELECT * FROM {table}").fetchall()


def _best(deed: Callable[[], object]) -> float:
    """The least of a few times: what else the machine did is in the others."""
    times = []
    for _time in range(TIMES):
        begun = process_time()
        deed()
        times.append(process_time() - begun)
    return min(times)


if __name__ == "__main__":
    main()
