"""Many hands at one list."""

from concurrent.futures import ThreadPoolExecutor

from tests.browser import Browser
from tests.make.wishes import list_of
from tests.wishes.conftest import LIMIT, Scene

HANDS = 20


def test_twenty_additions_of_one_slot_at_once_add_it_once(browser: Browser, scene: Scene) -> None:
    assert _all_at_once(browser, scene, [scene.slots[0]] * HANDS) == [303] * HANDS
    made = list_of(scene.student_id, scene.round_id)
    assert made.order == scene.slots[:1]
    assert made.version == 2


def test_additions_of_all_slots_at_once_fill_the_list_and_no_more(browser: Browser, scene: Scene) -> None:
    answers = _all_at_once(browser, scene, list(scene.slots) * 4)
    made = list_of(scene.student_id, scene.round_id)
    assert len(set(made.order)) == len(made.order) == LIMIT
    assert set(answers) == {303, 422}


def _all_at_once(browser: Browser, scene: Scene, slots: list[int]) -> list[int]:
    hands = [browser.as_(scene.student) for _hand in slots]

    def add(hand: Browser, slot: int) -> int:
        return hand.post("wishes.change", {"add": f"s{slot}"}, round_id=scene.round_id).status

    with ThreadPoolExecutor(len(hands)) as pool:
        return list(pool.map(add, hands, slots))
