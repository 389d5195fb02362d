"""Who takes part and how far they are."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.rounds import queries, rules
from matching.rounds.enums import ListState
from matching.rounds.models import MatchRound, WishList
from matching.rounds.views.blueprint import bp, keeps
from matching.rounds.views.course import choices, has_run
from matching.rounds.views.filtering import participants_listing
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer


class Participant(NamedTuple):
    """One who takes part: how far the list is, and how many slots there are to choose from."""

    student: Student
    standing: ListState
    slots: int


@bp.get("/<int:round_id>/participants")
@requires(P.ROUND_SEE)
def participants(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """By name for their own school, by pseudonym for the bureau; with what each may choose from."""
    match_round = db.one_or_404(queries.one_round(round_id, within))
    schools, named = _whose(within)
    found = find(
        queries.participants(round_id, schools),
        participants_listing(round_id, schools, named=named),
        entities=False,
    )
    return render_template(
        "rounds/participants.html",
        match_round=match_round,
        full=named,
        found=found,
        people=_told(match_round, found.page.rows),
        may_enter=named and rules.why_not_wish(match_round, clock.now()) is None,
        may_give=keeps(match_round)
        and rules.why_not_preassign(match_round, has_run=has_run(match_round)) is None,
    )


@bp.route("/<int:round_id>/participants.xlsx", methods=["GET", "POST"])
@requires(P.ROUND_SEE)
def export_participants(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The list that is shown, for a written reason."""
    match_round = db.one_or_404(queries.one_round(round_id, within))
    schools, named = _whose(within)
    return export(
        Table(
            name="Participants",
            about=match_round.name,
            query=queries.participants(round_id, schools),
            listing=participants_listing(round_id, schools, named=named),
            entities=False,
            lines=lambda rows: _told(match_round, rows),
            columns=[
                *(_of_own_school() if named else _of_others()),
                Column(_("Class"), lambda one: one.student.class_name),
                Column(_("List of wishes"), lambda one: one.standing.label),
                Column(_("May choose from"), lambda one: one.slots),
            ],
            personal=True,
            organisation_id=next(iter(schools), None) if named else match_round.bureau_id,
        )
    )


def _whose(within: frozenset[int]) -> tuple[frozenset[int], bool]:
    """The schools whose students are listed, and whether by name: officers of any bureau read pseudonyms."""
    own = the_viewer().within(P.WISH_ENTER)
    return own or within, bool(own)


def _told(match_round: MatchRound, rows: Iterable[tuple[Student, WishList | None]]) -> list[Participant]:
    there = list(rows)
    free = choices(match_round, [student for student, _wishes in there])
    return [Participant(one, rules.standing_of(wishes), free[one.id]) for one, wishes in there]


def _of_own_school() -> list[Column]:
    return [
        Column(_("Full name"), lambda one: one.student.name),
        Column(_("Student number"), lambda one: one.student.student_number, digits=True),
    ]


def _of_others() -> list[Column]:
    return [
        Column(_("Pseudonym"), lambda one: one.student.pseudonym),
        Column(_("School"), lambda one: one.student.cohort.school.name),
    ]
