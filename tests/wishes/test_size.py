"""The page stays small and asks little, however many slots a round has."""

import pytest

from matching.db import db
from matching.slots.models import Slot, SlotMajor
from tests.browser import Browser
from tests.make import acting
from tests.make.wishes import wishes_of
from tests.statements import MOST, Counting
from tests.wishes.conftest import LIMIT, Scene
from tests.wishes.pressing import buttons_of

BYTES = 150_000


@pytest.mark.parametrize("more", [5, 800])
def test_twelve_statements_and_150_kb_with_many_slots(
    pupil: Browser, scene: Scene, statements: Counting, more: int
) -> None:
    _copies(scene.slots[0], more)
    wishes_of(scene.student_id, scene.round_id, scene.slots[:LIMIT])
    for name, values in (("choices", {}), ("barred", {}), ("check", {}), ("receipt", {"number": 1})):
        with statements() as asked:
            page = pupil.get(f"wishes.{name}", round_id=scene.round_id, **values)
        assert page.status == 200
        assert len(asked) <= MOST, asked
        assert len(page.body) < BYTES


def test_the_paper_page_stays_small_too(browser: Browser, scene: Scene, lin, statements: Counting) -> None:
    _copies(scene.slots[0], 800)
    lins = browser.as_(lin)
    with statements() as asked:
        page = lins.get("wishes.paper_for", round_id=scene.round_id, student_id=scene.student_id)
    assert len(asked) <= MOST, asked
    assert len(page.body) < BYTES


def test_every_slot_of_the_pool_is_reached_by_links(pupil: Browser, scene: Scene) -> None:
    copies = _copies(scene.slots[0], 45)
    found: set[str] = set()
    for number in range(1, 10):
        page = pupil.get("wishes.choices", round_id=scene.round_id, page=number)
        found |= set(buttons_of(page, "add"))
        if f"page={number + 1}" not in page.html:
            break
    assert found == {f"s{slot}" for slot in (*scene.slots, *copies)}


def _copies(slot_id: int, n: int) -> list[int]:
    """Slots like a posted one. Rows, for eight hundred walks through the posting form take minutes."""
    with acting():
        posted = db.session.get_one(Slot, slot_id)
        kept = {c.key: getattr(posted, c.key) for c in Slot.__table__.columns if c.key != "id"}
        slots = [
            Slot(
                **{**kept, "title": f"{posted.title}{number}"},
                majors=[SlotMajor(major_code=code) for code in posted.major_codes],
            )
            for number in range(n)
        ]
        db.session.add_all(slots)
        db.session.flush()
        return [slot.id for slot in slots]
