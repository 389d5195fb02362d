"""Lists ask the database no more at a thousand students than at ten, and stay small."""

import pytest

from tests.browser import Browser
from tests.cast import Person
from tests.make.cohorts import a_cohort
from tests.make.rounds import a_round, a_run
from tests.make.slots import a_slot
from tests.make.wishes import wishes_of
from tests.statements import MOST, Counting

CNC = "0106"
HEAVIEST = 150_000


@pytest.mark.parametrize("students", [10, 1000])
def test_lists_need_few_statements_however_long_they_are(
    browser: Browser, statements: Counting, lin: Person, hua: Person, *, bao: Person, students: int
) -> None:
    cohort = a_cohort(of=lin, students=students, major=CNC)
    slots = [a_slot(of=hua, seats=2) for _number in range(5)]
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, slots)
    a_run(made)
    for _number in range(3):
        a_round(open=False)
    officer, school = browser.as_(bao), browser.as_(lin)
    for reader, address in [
        (officer, "/rounds"),
        (officer, f"/rounds/{made.id}"),
        (officer, f"/rounds/{made.id}/participants"),
        (officer, f"/rounds/{made.id}/participants?sort=behind"),
        (officer, f"/rounds/{made.id}/runs/1"),
        (officer, f"/rounds/{made.id}/by-hand"),
        (school, "/rounds"),
        (school, f"/rounds/{made.id}"),
        (school, f"/rounds/{made.id}/participants?state=empty"),
    ]:
        reader.get(address)  # the first look compiles the template
        with statements() as asked:
            page = reader.get(address)
        assert page.status == 200, address
        assert len(asked) <= MOST, (address, *asked)
        assert len(page.html.encode()) < HEAVIEST, address
