"""Who takes part and how far they are, and places given by hand."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.law.book import Book
from matching.rounds import queries, rules
from matching.rounds.assembly import slots_for, student_facts
from matching.rounds.enums import ListState
from matching.rounds.views.blueprint import bp, keeps, reader
from matching.rounds.views.filtering import Filter
from matching.slots.assembly import facts_of
from matching.web.guard import requires
from matching.web.paging import page_of


@bp.get("/<int:round_id>/participants")
@requires(P.ROUND_SEE)
def participants(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """By name for their own school, by pseudonym for the bureau; with what each may choose from."""
    match_round = db.one_or_404(queries.one_round(round_id, within))
    named = reader().may(P.WISH_ENTER)  # of a school: officers, of this bureau or another, read pseudonyms
    wanted = Filter.asked(full=named)
    found = queries.participants(
        round_id,
        within,
        standing=wanted.standing,
        school_id=wanted.school_id,
        class_name=wanted.class_name,
    )
    page = page_of(found, entities=False)
    slots = [facts_of(slot) for slot in db.session.scalars(queries.slots_of(match_round))]
    book = Book.default()
    return render_template(
        "rounds/participants.html",
        match_round=match_round,
        full=named,
        wanted=wanted,
        page=page,
        standing={student.id: rules.standing_of(wishes) for student, wishes in page.rows},
        choice={student.id: slots_for(student_facts(student), slots, book=book) for student, _w in page.rows},
        schools=db.session.execute(queries.schools_of(round_id, within)).all(),
        classes=db.session.scalars(queries.classes_of(round_id, within)).all(),
        standings=[ListState.SUBMITTED, ListState.SAVED, ListState.EMPTY],
        may_enter=reader().may(P.WISH_ENTER) and rules.why_not_wish(match_round, clock.now()) is None,
        may_give=keeps(match_round) and rules.why_not_preassign(match_round) is None,
    )
