"""Who takes part and how far they are."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.rounds import queries, rules
from matching.rounds.enums import ListState
from matching.rounds.views.blueprint import bp, keeps
from matching.rounds.views.course import choices, has_run
from matching.rounds.views.filtering import Filter
from matching.web.guard import requires
from matching.web.paging import page_of
from matching.web.session import the_viewer


@bp.get("/<int:round_id>/participants")
@requires(P.ROUND_SEE)
def participants(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """By name for their own school, by pseudonym for the bureau; with what each may choose from."""
    match_round = db.one_or_404(queries.one_round(round_id, within))
    own = the_viewer().within(P.WISH_ENTER)  # officers, of this bureau or another, read pseudonyms
    schools = own or within
    wanted = Filter.asked(full=bool(own))
    page = page_of(wanted.of(round_id, schools), entities=False)
    return render_template(
        "rounds/participants.html",
        match_round=match_round,
        full=bool(own),
        wanted=wanted,
        page=page,
        standing={student.id: rules.standing_of(wishes) for student, wishes in page.rows},
        choice=choices(match_round, [student for student, _wishes in page.rows]),
        schools=db.session.execute(queries.schools_of(round_id, schools)).all(),
        classes=db.session.scalars(queries.classes_of(round_id, schools)).all(),
        standings=[ListState.SUBMITTED, ListState.SAVED, ListState.EMPTY],
        may_enter=bool(own) and rules.why_not_wish(match_round, clock.now()) is None,
        may_give=keeps(match_round)
        and rules.why_not_preassign(match_round, has_run=has_run(match_round)) is None,
    )
