"""Early warnings: who may choose too little and why, which slots nobody wants; each side reads its own."""

from datetime import timedelta

import pytest
import time_machine

from matching.access.roles import Role
from matching.dashboards.questions import all_matters
from matching.db import db
from matching.matters.enums import MatterKind
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.matters import kept
from tests.make.rounds import MadeRound, a_round, lock
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of
from tests.statements import MOST, Counting

COOKING = "1901"


@pytest.fixture
def scarce(lin: Person, mo: Person, hua: Person) -> MadeRound:
    """Lin's students have one slot of their major, Mo's none; one of the two slots is ranked."""
    first = a_cohort(of=lin, students=3, major=CNC)
    second = a_cohort(of=mo, students=2, major=COOKING)
    slots = [a_slot(of=hua, title=title, seats=2) for title in ("车床", "铣床")]
    made = a_round(cohorts=[first, second])
    wishes_of(first.students[0], made, slots[:1])
    return made


def test_officers_read_everything_by_pseudonym(browser: Browser, bao: Person, scarce: MadeRound) -> None:
    page = browser.as_(bao).get("rounds.warnings", round_id=scarce.id)
    assert "5 名学生能选的岗位少于 3 个" in page
    assert "专业没有岗位2 人" in page
    assert "对口的岗位太少3 人" in page
    assert "还没有人选的岗位" in page
    assert ("铣床" in page, "车床" in page) == (True, False)


def test_a_school_reads_its_own_students_and_no_slots_of_others(
    *, browser: Browser, lin: Person, mo: Person, scarce: MadeRound
) -> None:
    page = browser.as_(lin).get("rounds.warnings", round_id=scarce.id)
    assert "3 名学生能选的岗位少于 3 个" in page
    assert "专业没有岗位" not in page
    assert "还没有人选的岗位" not in page
    assert "2 名学生能选的岗位少于 3 个" in browser.as_(mo).get("rounds.warnings", round_id=scarce.id)


def test_strangers_and_enterprises_do_not_come_in_and_a_lock_ends_it(
    *, browser: Browser, hua: Person, bao: Person, lin: Person, scarce: MadeRound
) -> None:
    assert browser.as_(hua).get("rounds.warnings", round_id=scarce.id).status == 403
    assert browser.as_(lin).get("rounds.warnings", round_id=scarce.id + 1).status == 404
    lock(scarce)
    assert browser.as_(bao).get("rounds.warnings", round_id=scarce.id).status == 303


def test_each_school_has_its_own_as_a_task(
    *, browser: Browser, lin: Person, mo: Person, bao: Person, scarce: MadeRound
) -> None:
    assert _told(MatterKind.FEW_SLOTS) == {
        (Role.BUREAU_OFFICER.value, bao.organisation_id): 5,
        (Role.SCHOOL_COORDINATOR.value, lin.organisation_id): 3,
        (Role.SCHOOL_COORDINATOR.value, mo.organisation_id): 2,
    }
    assert MatterKind.FEW_SLOTS in kept()
    assert "为 2 名学生找岗位" in browser.as_(mo).get("dashboards.home")


def test_an_enterprise_hears_in_the_last_days_that_nobody_wants_its_slots(
    *, browser: Browser, hua: Person, qi: Person, scarce: MadeRound, clock: time_machine.Traveller
) -> None:
    a_slot(of=qi, title="别家的岗位")
    assert _told(MatterKind.UNRANKED) == {}
    clock.move_to(scarce.closes_at - timedelta(days=1), tick=False)
    hr = Role.ENTERPRISE_HR.value
    assert _told(MatterKind.UNRANKED) == {(hr, hua.organisation_id): 1, (hr, qi.organisation_id): 1}
    kept()
    page = browser.as_(hua).get("dashboards.home")
    assert "看看还没有人选的 1 个岗位" in page
    assert "别家的岗位" not in page


def _told(kind: MatterKind) -> dict[tuple[str, int], int]:
    with acting():
        found = [one for one in all_matters(db.session()) if one.kind is kind]
        return {(one.audience, one.audience_id): one.n for one in found}


@pytest.mark.parametrize("students", [10, 1000])
def test_the_page_asks_little_and_stays_small(
    *, browser: Browser, lin: Person, bao: Person, hua: Person, statements: Counting, students: int
) -> None:
    cohort = a_cohort(of=lin, students=students, major=COOKING)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    for who in (lin, bao):
        inside = browser.as_(who)
        with statements() as asked:
            page = inside.get("rounds.warnings", round_id=made.id)
        assert (page.status, len(asked) <= MOST, len(page.body) < 150_000) == (200, True, True)
