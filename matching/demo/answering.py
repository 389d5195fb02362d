"""Students answer their results within days: most accept, some decline, some have not answered yet."""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import Row, select

from matching.db import db
from matching.demo.calendar import COURSES
from matching.demo.cast import STUDENT2
from matching.demo.plan import FIRST, PAST
from matching.demo.stage import Stage, viewer_by_id
from matching.demo.wishing import Attendant
from matching.placements import actions
from matching.placements.enums import Answer
from matching.placements.models import Placement

# Of a hundred who accept and who decline; the rest has not answered yet, or never did.
ANSWERS = {PAST: (87, 7), FIRST: (62, 12)}
WITHIN_DAYS = 6
SHEET = "实习就业处档案柜，本届第 1 册"


def plan_answers(stage: Stage, key: str, people: Sequence[Attendant]) -> None:
    """Each on a day of their own after the publication; the school writes some down from paper."""
    known = {one.id: one for one in people}
    rows = db.session.execute(
        select(Placement.id, Placement.student_id, Placement.wish, Placement.enterprise_id)
        .where(Placement.round_id == stage.rounds[key])
        .order_by(Placement.id)
    ).all()
    lucky, waiting = _to_try_with(stage, rows, known) if key == FIRST else (None, set[int]())
    accept, decline = ANSWERS[key]
    for row in rows:
        one = known[row.student_id]
        luck = 0 if row.id == lucky else one.draws("answer")
        if row.id in waiting or luck >= accept + decline or not (one.is_active or one.brings_paper):
            continue
        day = COURSES[key].results + 1 + one.draws("answers", WITHIN_DAYS)
        at = stage.calendar.at(day, 12 + one.draws("hour", 9), one.draws("minute", 60))
        word = Answer.ACCEPT if luck < accept else Answer.DECLINE
        stage.agenda.add(at, partial(_answer, stage, one, row.id, word=word))


def _to_try_with(
    stage: Stage, rows: Sequence[Row[int, int, int | None, int]], known: Mapping[int, Attendant]
) -> tuple[int, set[int]]:
    """In any case the first enterprise has somebody who accepted and somebody who has not answered, and one
    student of the second school, placed at the second wish, has not.
    """
    here = [row.id for row in rows if row.enterprise_id == stage.organisations["enterprise"]]
    second = _second_wish(stage, [(row.id, known[row.student_id], row.wish) for row in rows])
    return here[0], {here[1], second}


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
