"""Before the publication, officers read what a student, a school and an enterprise will read."""

from typing import NamedTuple

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.placements import queries
from matching.placements.assembly.looks import enough, looked_at, note_look, sample_of
from matching.placements.document import fairness_of, standing_of, story_of
from matching.placements.models import Placement
from matching.placements.views.blueprint import Edition, Side, bp
from matching.placements.views.showing import enterprise_page, school_page
from matching.rounds.models import MatchRound, MatchRun
from matching.rounds.queries import own_round, runs_of
from matching.web.guard import requires
from matching.web.paging import Page, page_of
from matching.web.session import the_viewer

LONGEST_SEARCH = 40
TABS = ("students", "schools", "enterprises")


class Shown(NamedTuple):
    """The round and its newest run, not yet published."""

    match_round: MatchRound
    run: MatchRun

    @property
    def edition(self) -> Edition:
        """As the pages of results take it."""
        return Edition(self.match_round, self.run.id, preview=True)


@bp.get("/rounds/<int:round_id>/preview")
@requires(P.PLACEMENT_PUBLISH)
def preview(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Whose page to look at: ten students nobody chose, any student, any school, any enterprise."""
    shown = _shown(round_id, within)
    typed = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    tab = request.args.get("as", "")
    tab = tab if tab in TABS else TABS[0]
    return render_template(
        "placements/preview.html",
        match_round=shown.match_round,
        run=shown.run,
        tab=tab,
        typed=typed,
        page=_whose(shown, tab, typed),
        sample=_sample(shown) if tab == "students" else [],
        seen=looked_at(shown.run, by_id=the_viewer().id),
        enough=enough(shown.run),
    )


@bp.get("/rounds/<int:round_id>/preview/students/<int:student_id>")
@requires(P.PLACEMENT_PUBLISH)
def preview_student(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The page of a student, who is a pseudonym here; that it was looked at is kept."""
    shown = _shown(round_id, within)
    proposal = db.one_or_404(queries.said_of(shown.run.id, student_id))
    student = proposal.student
    sample = [one_id for one_id, _pseudonym in _sample(shown)]
    state = standing_of(proposal, None)
    note_look(shown.match_round, shown.run, student.pseudonym, by=the_viewer())
    return render_template(
        "placements/result.html",
        preview=True,
        match_round=shown.match_round,
        student=student,
        name=student.pseudonym,
        story=story_of(proposal, shown.match_round),
        # As the publication will write it; never saved.
        placement=Placement(state=state) if state else None,
        why_not_answer=None,
        why_not_accept=None,
        why_not_take_back=None,
        run=shown.run,
        fairness=fairness_of(shown.run),
        older=[],
        next_id=_after(student_id, sample),
    )


@bp.get("/rounds/<int:round_id>/preview/schools/<int:school_id>")
@requires(P.PLACEMENT_PUBLISH)
def preview_school(round_id: int, school_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The page of a school; its students are pseudonyms here."""
    shown = _shown(round_id, within)
    if school_id not in {row.id for row in db.session.execute(queries.schools_of_run(shown.run.id))}:
        abort(404)
    return school_page(shown.edition, Side("school", frozenset({school_id})))


@bp.get("/rounds/<int:round_id>/preview/enterprises/<int:enterprise_id>")
@requires(P.PLACEMENT_PUBLISH)
def preview_enterprise(round_id: int, enterprise_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The page of an enterprise, with the words and the silences it will read."""
    shown = _shown(round_id, within)
    if enterprise_id not in set(db.session.scalars(queries.enterprises_of(shown.match_round, shown.run.id))):
        abort(404)
    return enterprise_page(shown.edition, Side("enterprise", frozenset({enterprise_id})))


def _shown(round_id: int, within: frozenset[int]) -> Shown:
    match_round = db.one_or_404(own_round(round_id, within))
    if match_round.published_run_id is not None:
        abort(404)
    return Shown(match_round, db.first_or_404(runs_of(round_id)))


def _whose(shown: Shown, tab: str, typed: str) -> Page:
    if tab == "students":
        return page_of(queries.students_of_run(shown.run.id, like=typed), entities=False)
    if tab == "schools":
        return page_of(queries.schools_of_run(shown.run.id), entities=False)
    return page_of(queries.enterprises_in(shown.match_round, shown.run.id), entities=False)


def _sample(shown: Shown) -> list[tuple[int, str]]:
    rows = db.session.execute(queries.students_of_run(shown.run.id))
    return sample_of(shown.run, [(row[0], row[1]) for row in rows])


def _after(student_id: int, sample: list[int]) -> int | None:
    """The next of the ten; somebody looked up by hand leads to the first."""
    place = sample.index(student_id) + 1 if student_id in sample else 0
    return sample[place] if place < len(sample) else None
