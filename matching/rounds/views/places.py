"""Places given by hand before the match: the list, one more, one taken back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from matching.access.permissions import Permission as P
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel.i18n import _
from matching.law.book import Book
from matching.rounds import actions, queries, rules
from matching.rounds.assembly import findings, is_barred, student_facts
from matching.rounds.forms import ByHandForm, TakeBackForm
from matching.rounds.models import MatchRound
from matching.rounds.views.blueprint import bp
from matching.rounds.views.course import has_run
from matching.slots.models import Slot
from matching.web.guard import requires
from matching.web.paging import page_of
from matching.web.session import the_viewer


@bp.get("/<int:round_id>/by-hand")
@requires(P.ROUND_EDIT)
def by_hand(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """All of them, with the reason each was given for."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    return render_template(
        "rounds/by_hand.html",
        match_round=match_round,
        page=page_of(queries.pre_assignments_of(round_id)),
        why_not=rules.why_not_preassign(match_round, has_run=has_run(match_round)),
        may_take_back=match_round.published_at is None,
    )


@bp.route("/<int:round_id>/by-hand/<int:student_id>/new", methods=["GET", "POST"])
@requires(P.ROUND_EDIT)
def give(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Choose a slot this student may take, and say why."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    student = db.one_or_404(_participant(round_id, student_id))
    slots = _lawful(match_round, student)
    form = ByHandForm.from_request()
    form.slot.choices = [(slot.id, _said(slot)) for slot in slots]
    if form.accepted():
        with form.showing_refusals():
            slot = next(slot for slot in slots if slot.id == form.slot.data)
            actions.preassign(match_round, student, slot, reason=form.reason.data, by=the_viewer())
            flash(_("The place is given. Its seat is taken before the match."), "ok")
            return redirect(url_for(".by_hand", round_id=round_id), code=303)
    page = render_template(
        "rounds/give.html",
        form=form,
        match_round=match_round,
        student=student,
        why_not=rules.why_not_preassign(match_round, has_run=has_run(match_round)),
    )
    return page, form.status


@bp.route("/<int:round_id>/by-hand/<int:student_id>/end", methods=["GET", "POST"])
@requires(P.ROUND_EDIT)
def take_back(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Take a place back, and say why."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    place = db.one_or_404(queries.one_pre_assignment(round_id, student_id))
    form = TakeBackForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.take_back(match_round, place, reason=form.reason.data, by=the_viewer())
            flash(_("The place is taken back. The student is compared like everybody again."), "ok")
            return redirect(url_for(".by_hand", round_id=round_id), code=303)
    page = render_template("rounds/take_back.html", form=form, match_round=match_round, place=place)
    return page, form.status


def _participant(round_id: int, student_id: int) -> Select[Student]:
    return queries.students_of(round_id).where(Student.id == student_id)


def _lawful(match_round: MatchRound, student: Student) -> list[Slot]:
    """Slots of the round nothing bars this student from."""
    facts, book = student_facts(student), Book.default()
    slots = db.session.scalars(queries.slots_of(match_round))
    return [slot for slot in slots if not is_barred(findings(facts, slot, book=book))]


def _said(slot: Slot) -> str:
    return _("{title}, {enterprise}, {n} seats").format(
        title=slot.title, enterprise=slot.enterprise.name, n=slot.seats
    )
