"""Lists stay small and ask little, whatever the number of students."""

import pytest

from tests.browser import Browser
from tests.cast import Person
from tests.make.cohorts import activate
from tests.make.placements import Market, a_market, publish
from tests.statements import MOST, Counting

BYTES = 150_000


@pytest.mark.parametrize("students", [10, 1000])
def test_twelve_statements_and_150_kb_however_many_students(
    *,
    browser: Browser,
    lin: Person,
    hua: Person,
    bao: Person,
    bing: Person,
    statements: Counting,
    students: int,
) -> None:
    lists = [(0, 1)] * 3 + [(1, 0)] + [()] * (students - 4)
    market = a_market(of=lin, at=hua, lists=lists, seats=(2, 1), scores=[90] + [80] * (students - 1))
    _asks_little(market, statements, {"publication": browser.as_(bao), "preview": browser.as_(bing)})
    officer = browser.as_(bing)
    _asks_little(market, statements, {"preview_school": officer}, school_id=lin.organisation_id)
    _asks_little(market, statements, {"preview_enterprise": officer}, enterprise_id=hua.organisation_id)
    # The first look is also told to the trail.
    officer.get("placements.preview_student", round_id=market.id, student_id=market.students[0])
    _asks_little(market, statements, {"preview_student": officer}, student_id=market.students[0])
    publish(market)
    _asks_little(market, statements, {"slots": browser.as_(bao)})
    everybody = {"lin": lin, "hua": hua, "bao": bao}
    for somebody in everybody.values():
        inside = browser.as_(somebody)
        _asks_little(market, statements, {"index": inside, "results": inside})
    pupil = browser.as_(activate(market.students[0]))
    _asks_little(market, statements, {"result": pupil, "check": pupil, "accept": pupil})
    inside = browser.as_(lin)
    with statements() as asked:
        page = inside.get("placements.one_result", round_id=market.id, student_id=market.students[0])
    assert (page.status, len(asked) <= MOST) == (200, True), asked


def _asks_little(market: Market, statements: Counting, pages: dict[str, Browser], **further: int) -> None:
    for endpoint, inside in pages.items():
        values = {} if endpoint == "index" else {"round_id": market.id} | further
        with statements() as asked:
            page = inside.get(f"placements.{endpoint}", **values)
        assert page.status == 200
        assert len(asked) <= MOST, (endpoint, asked)
        assert len(page.body) < BYTES, endpoint
