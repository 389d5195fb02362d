"""Ranking on a phone, by links and buttons alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.cohorts.models import Student
from matching.db import db
from matching.kernel.errors import Refused
from matching.rounds.models import MatchRound
from matching.wishes import actions, queries
from matching.wishes.assembly.order import Move
from matching.wishes.enums import MoveKind
from tests.browser import Browser
from tests.make import acting
from tests.make.cohorts import a_cohort, activate
from tests.make.slots import a_slot
from tests.make.wishes import list_of, wishes_of
from tests.wishes.conftest import LIMIT, Scene
from tests.wishes.pressing import buttons_of, press, send


def test_the_only_round_is_opened_at_once(pupil: Browser, scene: Scene) -> None:
    assert pupil.get("wishes.mine").location == f"/rounds/{scene.round_id}/choices"


def test_a_student_without_a_round_reads_what_to_wait_for(browser: Browser, scene: Scene, mo) -> None:
    elsewhere = activate(a_cohort(of=mo, students=1).students[0])
    page = browser.as_(elsewhere).get("wishes.mine")
    assert page.status == 200
    assert "还没有轮到你填志愿" in page


def test_a_slot_is_added_moved_removed_and_all_is_saved_at_once(pupil: Browser, scene: Scene) -> None:
    a, b, c, *_rest = scene.slots
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    for slot in (a, b, c):
        page = press(pupil, page, "add", f"s{slot}")
    assert list_of(scene.student_id, scene.round_id).order == (a, b, c)
    page = press(pupil, page, "move", f"s{c}:up")
    assert "「钳工」移到了第 2 位，已保存。" in page
    assert list_of(scene.student_id, scene.round_id).order == (a, c, b)
    page = press(pupil, page, "move", f"s{a}:down")
    page = press(pupil, page, "remove", f"s{c}")
    assert "「钳工」已去掉，已保存。" in page
    assert list_of(scene.student_id, scene.round_id).order == (a, b)
    assert "2 个已保存，未提交" in page


def test_after_a_move_the_page_stands_at_the_moved_card(pupil: Browser, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:2], submit=False)
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    led_on = send(pupil, page, "move", f"s{scene.slots[1]}:up")
    assert led_on.status == 303
    assert led_on.location.endswith(f"#s{scene.slots[1]}")


def test_any_slot_reaches_any_place_in_three_actions(pupil: Browser, scene: Scene) -> None:
    # Open the card, choose the place, press the button: the one post is the third action.
    for at in range(LIMIT):
        for place in range(1, LIMIT + 1):
            order = list_or_wish(scene)
            slot = order[at]
            page = pupil.get("wishes.choices", round_id=scene.round_id)
            press(pupil, page, "move", f"s{slot}:to", **{f"to_s{slot}": str(place)})
            after = list_of(scene.student_id, scene.round_id).order
            assert after.index(slot) == place - 1


def list_or_wish(scene: Scene) -> tuple[int, ...]:
    with acting():
        known = db.session.scalars(queries.list_of(scene.round_id, scene.student_id)).one_or_none()
        if known is not None:
            return tuple(known.order)
    return wishes_of(scene.student_id, scene.round_id, scene.slots[:LIMIT], submit=False).order


def test_no_slot_needs_more_than_two_presses_to_be_where_it_shall(pupil: Browser, scene: Scene) -> None:
    # Each is added by one press, and at most one "move to" brings it to its place.
    wanted = tuple(reversed(scene.slots[:LIMIT]))
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    presses = 0
    for slot in scene.slots[:LIMIT]:
        page, presses = press(pupil, page, "add", f"s{slot}"), presses + 1
    for place, slot in enumerate(wanted[:-1], start=1):
        page = press(pupil, page, "move", f"s{slot}:to", **{f"to_s{slot}": str(place)})
        presses += 1
    assert list_of(scene.student_id, scene.round_id).order == wanted
    assert presses <= 2 * LIMIT


def test_the_last_change_is_undone_once(pupil: Browser, scene: Scene) -> None:
    a, b, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b], submit=False)
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    page = press(pupil, page, "remove", f"s{a}")
    [version] = buttons_of(page, "undo")
    page = press(pupil, page, "undo", version)
    assert "上一步已撤销" in page
    assert list_of(scene.student_id, scene.round_id).order == (a, b)
    assert buttons_of(page, "undo") == []


def test_undo_from_an_old_page_takes_nothing_away(pupil: Browser, scene: Scene) -> None:
    a, b, c, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b], submit=False)
    old = pupil.get("wishes.choices", round_id=scene.round_id)
    press(pupil, old, "add", f"s{c}")
    [version] = buttons_of(old, "undo")
    page = send(pupil, old, "undo", version)
    assert page.status == 422
    assert "这次没有撤销" in page
    assert list_of(scene.student_id, scene.round_id).order == (a, b, c)


def test_two_tabs_lose_nothing_of_each_other(pupil: Browser, scene: Scene) -> None:
    a, b, c, d, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b], submit=False)
    first, second = (pupil.get("wishes.choices", round_id=scene.round_id) for _tab in range(2))
    press(pupil, first, "add", f"s{c}")
    press(pupil, second, "add", f"s{d}")
    press(pupil, second, "move", f"s{b}:up")
    page = send(pupil, first, "add", f"s{d}")
    assert page.status == 303
    assert list_of(scene.student_id, scene.round_id).order == (b, a, c, d)


def test_a_full_list_says_what_to_do_first(pupil: Browser, scene: Scene) -> None:
    before = pupil.get("wishes.choices", round_id=scene.round_id)
    wishes_of(scene.student_id, scene.round_id, scene.slots[:LIMIT], submit=False)
    full = pupil.get("wishes.choices", round_id=scene.round_id)
    assert buttons_of(full, "add") == []
    assert f"这次最多选 {LIMIT} 个" in full
    stale = send(pupil, before, "add", f"s{scene.slots[-1]}")
    assert stale.status == 422
    assert f"这次最多选 {LIMIT} 个" in stale
    assert list_of(scene.student_id, scene.round_id).order == scene.slots[:LIMIT]


@pytest.mark.parametrize(
    "typed", [{}, {"move": "s1"}, {"move": "x"}, {"add": "s1:up"}, {"move": "s" + "9" * 40}]
)
def test_what_no_button_sends_changes_nothing(pupil: Browser, scene: Scene, typed: dict[str, str]) -> None:
    page = pupil.post("wishes.change", typed, round_id=scene.round_id)
    assert page.status == 422
    assert "点岗位旁边的按钮" in page


def test_a_slot_that_was_never_on_the_list_is_not_named(pupil: Browser, scene: Scene) -> None:
    page = pupil.post("wishes.change", {"remove": f"s{scene.slots[0]}"}, round_id=scene.round_id)
    assert page.status == 422
    assert "这个岗位已经不在志愿里" in page


def test_with_htmx_only_the_list_comes_back_and_the_message_is_spoken(pupil: Browser, scene: Scene) -> None:
    headers = {"HX-Request": "true"}
    led_on = pupil.post(
        "wishes.change", {"add": f"s{scene.slots[0]}"}, headers=headers, round_id=scene.round_id
    )
    part = pupil.get(led_on.location.partition("#")[0], headers=headers)
    assert part.html.lstrip().startswith('<div id="wishes"')
    assert "<html" not in part.html
    assert 'hx-swap-oob="innerHTML"' in part.html
    assert "「车工」加到了第 1 志愿" in part
    assert part.headers["Vary"].count("HX-Request") == 1


def test_the_pool_is_filtered_by_county_and_lodging(pupil: Browser, scene: Scene, hua) -> None:
    away = a_slot(of=hua, title="山里的岗位", county="141034", lodging=False, seats=1)
    only = pupil.get("wishes.choices", round_id=scene.round_id, county="141034")
    assert buttons_of(only, "add") == [f"s{away}"]
    both = pupil.get("wishes.choices", round_id=scene.round_id, county="141034", lodging="1")
    assert buttons_of(both, "add") == []
    assert "没有符合的岗位" in both
    added = press(pupil, only, "add", f"s{away}")
    assert "「山里的岗位」加到了第 1 志愿" in added


def test_the_truth_is_told_about_order_and_fit(pupil: Browser, scene: Scene) -> None:
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    assert "照真实想法排" in page
    assert "合适度真的算数" in page


def test_nobody_is_told_how_many_want_a_slot(browser: Browser, scene: Scene) -> None:
    pupil = browser.as_(scene.student)
    before = pupil.get("wishes.choices", round_id=scene.round_id).text
    wishes_of(scene.cohort.students[1], scene.round_id, scene.slots[:2])
    assert pupil.get("wishes.choices", round_id=scene.round_id).text == before


presses = st.lists(
    st.tuples(st.sampled_from(MoveKind), st.integers(0, 5), st.none() | st.integers(1, 5)), max_size=14
)


@settings(
    max_examples=12,
    deadline=None,
    # Every example empties the list first, so the one world serves them all.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(presses)
def test_whatever_is_pressed_the_list_stays_sound_and_undo_restores(
    scene: Scene, sequence: list[tuple[MoveKind, int, int | None]]
) -> None:
    slots = (*scene.slots, 10**6)
    with acting():
        match_round = db.session.get_one(MatchRound, scene.round_id)
        student, by = db.session.get_one(Student, scene.student_id), scene.student.viewer
        wishes = actions.write_down(match_round, student, order=[], by=by)
        for kind, index, position in sequence:
            before = list(wishes.order)
            move = Move(kind, slots[index], position)
            try:
                wishes = actions.change(match_round, student, move=move, by=by)
            except Refused:
                assert wishes.order == before
            assert len(set(wishes.order)) == len(wishes.order) <= LIMIT
            assert set(wishes.order) <= set(scene.slots)
            if wishes.order != before:
                after = list(wishes.order)
                wishes = actions.undo(match_round, student, version=wishes.version, by=by)
                assert wishes.order == before
                wishes = actions.write_down(match_round, student, order=after, by=by)
