"""Students answer their results within days: most accept, some decline, some have not answered yet."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select

from matching.db import db
from matching.demo.cast import STUDENT2
from matching.demo.stage import Stage, viewer_by_id
from matching.demo.wishing import Attendant
from matching.placements import actions
from matching.placements.enums import Answer
from matching.placements.models import Placement

ACCEPT, DECLINE = 62, 12  # of a hundred; the rest has not answered yet
WITHIN_DAYS = 6
SHEET = "实习就业处档案柜，本届第 1 册"


def plan_answers(stage: Stage, round_id: int, people: Sequence[Attendant], *, after: int) -> None:
    """Each on a day of their own; `after` is the day of the publication, counted from today.

    In any case the first enterprise has somebody who accepted and somebody who has not answered, and one
    student of the second school, placed at the second wish, has not.
    """
    known = {one.id: one for one in people}
    rows = db.session.execute(
        select(Placement.id, Placement.student_id, Placement.wish, Placement.enterprise_id)
        .where(Placement.round_id == round_id)
        .order_by(Placement.id)
    ).all()
    here = [row.id for row in rows if row.enterprise_id == stage.organisations["enterprise"]]
    waiting = {here[1], _second_wish(stage, [(row.id, known[row.student_id], row.wish) for row in rows])}
    for row in rows:
        one = known[row.student_id]
        luck = 0 if row.id == here[0] else one.draws("answer")
        if row.id in waiting or luck >= ACCEPT + DECLINE or not (one.is_active or one.brings_paper):
            continue
        day = after + 1 + one.draws("answers", WITHIN_DAYS)
        at = stage.calendar.at(day, 12 + one.draws("hour", 9), one.draws("minute", 60))
        word = Answer.ACCEPT if luck < ACCEPT else Answer.DECLINE
        stage.agenda.add(at, partial(_answer, stage, one, row.id, word=word))


def _second_wish(stage: Stage, places: Sequence[tuple[int, Attendant, int | None]]) -> int:
    """The placement of the student to try with; StopIteration where the match gave none."""
    placement_id, one = next(
        (placement_id, one)
        for placement_id, one, wish in places
        if wish == 2 and one.is_active and one.school == "school2"
    )
    stage.accounts[STUDENT2] = one.account_id
    return placement_id


def _answer(stage: Stage, one: Attendant, placement_id: int, *, word: Answer) -> None:
    placement = db.session.get_one(Placement, placement_id)
    if one.is_active:
        actions.answer(placement, word=word, by=viewer_by_id(one.account_id))
    else:
        actions.answer_for(placement, word=word, paper=SHEET, by=stage.viewer(one.school))
