"""What must always hold of a round is asked inside its publication; what would not hold is not published."""

import pytest
from flask import Flask
from sqlalchemy import select

from matching.db import db
from matching.placements import actions
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from tests.browser import Browser, Page
from tests.cast import person
from tests.make import acting
from tests.make.rounds import after_the_deadline, round_of
from tests.placements.reading import Standing, standing
from tests.safekeeping.planting import plant

LATE = """
    INSERT INTO wish_submission
    (id, wish_list_id, round_id, student_id, number, "order", submitted_at, on_behalf, receipt)
    SELECT 9999, wish_list_id, round_id, student_id, 9, "order", '2027-01-01 00:00:00.000000', on_behalf, ''
    FROM wish_submission WHERE id = (SELECT max(id) FROM wish_submission)
"""
TAKEN = "UPDATE placement SET slot_id = (SELECT max(slot_id) FROM proposal) WHERE state <> 'declined'"


@pytest.mark.parametrize(("number", "planted"), [("I10", LATE), ("I4", TAKEN)])
def test_what_would_not_hold_is_refused_in_a_sentence_and_nothing_is_published(
    busy: Flask, number: str, planted: str
) -> None:
    round_id = _asked()
    plant(busy, [planted])
    before = standing(round_id)
    page = _confirm(busy, round_id)
    assert page.status == 422
    assert "没有公布" in page
    assert f"（{number}）" in page
    assert standing(round_id) == before


def test_without_a_violation_the_same_round_is_published(busy: Flask) -> None:
    round_id = _asked()
    assert _confirm(busy, round_id).status == 303
    assert standing(round_id) == Standing("published", True, ("confirmed",), 3, 11, 1)


def _asked() -> int:
    with acting():
        query = select(MatchRound.id).where(MatchRound.state == RoundState.LOCKED)
        round_id = db.session.scalars(query).one()
    with after_the_deadline(round_of(round_id)), acting():
        actions.ask(db.session.get_one(MatchRound, round_id), note="", by=person("bao").viewer)
    return round_id


def _confirm(app: Flask, round_id: int) -> Page:
    with acting():
        bing = person("bing")
    with after_the_deadline(round_of(round_id)):
        return Browser(app).as_(bing).post("placements.confirm", {"read": "y"}, round_id=round_id)
