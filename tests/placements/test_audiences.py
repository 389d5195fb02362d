"""What a class, an enterprise and the bureau read of a published round: sums, words, no more than theirs."""

import re
from types import SimpleNamespace

import pytest

from matching.db import db
from matching.kernel.i18n import speaking
from matching.placements.document import interest_of
from matching.placements.enums import Answer
from matching.rounds.models import Proposal, SlotDemand
from matching.slots.enums import SlotState
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import activate
from tests.make.placements import Market, a_published_round, answered


def _told(ranked: list[int], *, left: int = 1, exact: bool = False, declined: int = 0, **became: int) -> str:
    slot = SimpleNamespace(state=SlotState.OPEN, left=left, declined=declined, lapsed=0)
    demand = SlotDemand(ranked=ranked, became=became) if sum(ranked) else None
    with speaking("en"):
        told = interest_of(slot, demand, exact=exact)
    return " | ".join(filter(None, [told.chosen, told.choices, *told.why]))


@pytest.mark.parametrize(
    ("ranked", "became", "enterprise", "bureau"),
    [
        ([0, 0, 0, 0], {}, "Nobody ranked it. | Nobody ranked it.", "Nobody ranked it. | Nobody ranked it."),
        (
            [1, 1, 0, 0],
            {"not_needed": 1, "ineligible": 1},
            "Ranked by fewer than 5 students. | Those who ranked it wanted another slot more, and got it. | "
            "Some who ranked it may not take it because of age, major or hours.",
            "Ranked by 2 students. | first choice: 1 student, second choice: 1 student | "
            "Wanted another slot more, and got it: 1 student. | "
            "May not take it because of age, major or hours: 1 student.",
        ),
        (
            [6, 7, 0, 0],
            {"not_needed": 6, "placed": 7},
            "Ranked by 13 students. | first choice: 6 students, second choice: 7 students | "
            "Wanted another slot more, and got it: 6 students.",
            "Ranked by 13 students. | first choice: 6 students, second choice: 7 students | "
            "Wanted another slot more, and got it: 6 students.",
        ),
        (
            [6, 2, 0, 0],
            {"not_needed": 2},
            "More than 5 students ranked it. | first choice: 6 students, "
            "second choice: fewer than 5 students | Wanted another slot more, and got it: "
            "fewer than 5 students.",
            "Ranked by 8 students. | first choice: 6 students, second choice: 2 students | "
            "Wanted another slot more, and got it: 2 students.",
        ),
    ],
)
def test_an_enterprise_reads_no_number_that_points_at_somebody(
    *, ranked: list[int], became: dict[str, int], enterprise: str, bureau: str
) -> None:
    assert _told(ranked, **became) == enterprise
    assert _told(ranked, exact=True, **became) == bureau


def test_a_full_slot_needs_no_reasons_and_a_given_up_seat_is_one() -> None:
    assert "Wanted" not in _told([9, 0, 0, 0], left=0, not_needed=5)
    assert "1 student who was placed declined" in _told([9, 0, 0, 0], declined=1)


def test_the_counts_of_a_run_are_those_of_its_explanations(app: object, published: Market) -> None:
    with acting():
        told = {one.slot_id: (one.ranked, one.became) for one in db.session.query(SlotDemand)}
        entries = [one for row in db.session.query(Proposal) for one in row.explanation]
    for slot_id, (ranked, became) in told.items():
        here = [one for one in entries if one["slot_id"] == slot_id]
        assert sum(ranked) == len(here)
        assert ranked[0] == sum(one["wish"] == 1 for one in here)
        assert became == {reason: sum(one["reason"] == reason for one in here) for reason in became}
        assert sum(became.values()) == len(here)


def test_a_school_reads_its_classes_in_sums_and_finds_who_has_no_place(
    browser: Browser, lin: Person, published: Market
) -> None:
    inside = browser.as_(lin)
    page = inside.get("placements.results", round_id=published.id)
    row = re.search(r"<tbody.*?</tr>", page.html, re.S)
    assert row
    assert re.findall(r'data-label="[^"]+"[^>]*>\s*(\d+)', row[0]) == ["4", "1", "1", "0", "2", "0", "2", "0"]
    for narrow, count in (
        ({"answer": "none"}, 2),
        ({"choice": "1"}, 1),
        ({"choice": "2"}, 1),
        ({"choice": "later"}, 0),
        ({"choice": "hand"}, 0),
        ({"answer": "offered", "choice": "2"}, 1),
    ):
        assert f"{count} 人" in inside.get("placements.results", round_id=published.id, **narrow)


def test_the_sheet_of_a_class_has_a_row_a_student_masked_and_belongs_to_its_school(
    *, browser: Browser, lin: Person, bao: Person, mo: Person, hua: Person, published: Market
) -> None:
    inside = browser.as_(lin)
    with acting():
        everybody = [one.student for one in db.session.query(Proposal)]
        class_name = everybody[0].class_name
        students = [one for one in everybody if one.class_name == class_name]
        names, numbers = [one.name for one in everybody], [one.student_number for one in students]
    assert class_name in inside.get("placements.statement", round_id=published.id)
    sheet = inside.get("placements.statement", round_id=published.id, **{"class": class_name})
    assert [number for number in numbers if number not in sheet] == []
    assert [name for name in names if name in sheet] == []
    assert sheet.html.count("sign-here") == len(students)
    for somebody in (bao, mo, hua):
        assert browser.as_(somebody).get("placements.statement", round_id=published.id).status == 404


def test_the_bureau_reads_every_slot_the_emptiest_first(
    *, browser: Browser, lin: Person, hua: Person, bao: Person
) -> None:
    market = a_published_round(of=lin, at=hua, lists=[(0,), (0,)], seats=(2, 5))
    page = browser.as_(bao).get("placements.slots", round_id=market.id)
    assert page.text.index("数控岗位2") < page.text.index("数控岗位1")
    assert "没有人选它" in page
    assert "选它的人：2 人" in page
    for somebody in (lin, hua):
        assert browser.as_(somebody).get("placements.slots", round_id=market.id).status == 403


def test_an_enterprise_learns_a_name_only_after_consent_in_the_file_too(
    browser: Browser, hua: Person, published: Market
) -> None:
    first = published.students[0]
    inside = browser.as_(hua)
    with acting():
        name = db.session.query(Proposal).filter_by(student_id=first).one().student.name
    assert name not in inside.get("placements.results", round_id=published.id)
    answered(published, first, Answer.ACCEPT, by=activate(first))
    assert name in inside.get("placements.results", round_id=published.id)
