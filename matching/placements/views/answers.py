"""Answering a place: by the student, each word on a page of its own, or by the school from paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.queries import one_student
from matching.db import db
from matching.kernel.i18n import _
from matching.placements import actions, queries
from matching.placements.document import Story, story_of
from matching.placements.enums import CONSENT_TEXT, Answer
from matching.placements.forms import AcceptForm, AnswerForForm, DeclineForm
from matching.placements.models import Placement
from matching.placements.views.blueprint import (
    bp,
    own_student,
    why_not_accept,
    why_not_answer,
    why_not_take_back,
)
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/rounds/<int:round_id>/result/acceptance", methods=["GET", "POST"])
@requires(P.PLACEMENT_ANSWER)
def accept(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What accepting means, and the consent to hand data to this one enterprise."""
    placement = _own_placement(round_id, within)
    form = AcceptForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.answer(placement, word=Answer.ACCEPT, by=the_viewer())
            flash(_("You have accepted the place. The enterprise now sees your name."))
            return redirect(url_for(".result", round_id=round_id), code=303)
    return render_template(
        "placements/accept.html",
        placement=placement,
        form=form,
        version=CONSENT_TEXT,
        story=_story_of(placement),
        why_not=why_not_accept(placement),
    ), form.status


@bp.route("/rounds/<int:round_id>/result/refusal", methods=["GET", "POST"])
@requires(P.PLACEMENT_ANSWER)
def decline(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What declining means, and room for a reason."""
    placement = _own_placement(round_id, within)
    form = DeclineForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.answer(placement, word=Answer.DECLINE, note=form.note.data or "", by=the_viewer())
            flash(_("You have declined the place. Your school knows and talks to you."))
            return redirect(url_for(".result", round_id=round_id), code=303)
    return render_template(
        "placements/decline.html", placement=placement, form=form, why_not=why_not_answer(placement)
    ), form.status


@bp.route("/rounds/<int:round_id>/result/withdrawal", methods=["GET", "POST"])
@requires(P.PLACEMENT_ANSWER)
def take_back(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The way back from a consent, as short as the way there (PIPL Art 15)."""
    placement = _own_placement(round_id, within)
    form = DeclineForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.take_back(placement, note=form.note.data or "", by=the_viewer())
            flash(_("The consent is taken back and the place given up. Your school talks to you."))
            return redirect(url_for(".result", round_id=round_id), code=303)
    why_not = why_not_take_back(placement)
    return render_template(
        "placements/take_back.html", placement=placement, form=form, why_not=why_not
    ), form.status


@bp.route("/rounds/<int:round_id>/results/<int:student_id>/answer", methods=["GET", "POST"])
@requires(P.PLACEMENT_ANSWER)
def answer_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """School staff write down a signed answer; students share the permission, but only for themselves."""
    own = within & the_viewer().within(P.COHORT_EDIT)
    student = db.one_or_404(one_student(student_id, own))
    placement: Placement = db.one_or_404(queries.placement_of(round_id, student.id))
    form = AnswerForForm.from_request()
    form.word.choices = Answer.choices()
    if form.accepted():
        with form.showing_refusals():
            actions.answer_for(
                placement, word=form.answer, paper=form.paper.data, note=form.note.data or "", by=the_viewer()
            )
            flash(_("The answer of {name} is kept.").format(name=student.name))
            return redirect(url_for(".one_result", round_id=round_id, student_id=student_id), code=303)
    return render_template(
        "placements/answer_for.html",
        placement=placement,
        student=student,
        form=form,
        why_not=why_not_answer(placement),
    ), form.status


def _own_placement(round_id: int, within: frozenset[int]) -> Placement:
    student = own_student(within)
    found: Placement = db.one_or_404(queries.placement_of(round_id, student.id))
    return found


def _story_of(placement: Placement) -> Story:
    """The terms that were published: what the enterprise says today is not what is accepted."""
    match_round = placement.match_round
    return story_of(db.one_or_404(queries.result_of(match_round, placement.student_id)), match_round)
