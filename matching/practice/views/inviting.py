"""Invite teachers to a post, or one teacher to posts; the teacher's no."""

from collections.abc import Collection

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.practice.actions import invitations as actions
from matching.practice.assembly import forecast as assembly
from matching.practice.assembly.invitations import told_of
from matching.practice.ledger.filling import Fill
from matching.practice.models import PracticeOffer
from matching.practice.queries import invitations as queries
from matching.practice.queries.offers import one_offer
from matching.practice.queries.records import one_post, posts_in
from matching.practice.views.blueprint import bp
from matching.teachers.models import Teacher, TeachingPost
from matching.teachers.telling import group_name
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.session import the_viewer

MOST_SHOWN = 50


@bp.route("/practices/<int:offer_id>/invitations", methods=["GET", "POST"])
@requires(P.PRACTICE_INVITE)
def invitations(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Whom the post fits, the most urgent first, and what came of those who were invited."""
    offer = db.one_or_404(one_offer(offer_id, the_viewer().within(P.PRACTICE_SEE)))
    if request.method == "POST":
        _say(actions.invite(offer, _chosen(within), by=the_viewer()))
        return redirect(_back(url_for(".invitations", offer_id=offer_id)), code=303)
    told = list(told_of(queries.invitations_to([offer_id], within)))
    prospects = assembly.prospects_of(db.session.scalars(posts_in(within)).all(), clock.today())
    known = {one.invitation.teacher_id for one in told}
    fitting = list(assembly.candidates(offer, prospects, clock.today(), known))
    return render_template(
        "practice/invitations.html",
        offer=offer,
        fitting=fitting[:MOST_SHOWN],
        count=len(fitting),
        told=told,
        until=assembly.days_looked_at(clock.today())[-1],
        subject_name=group_name,
        one_school=len(within) == 1,
    )


@bp.route("/teachers/<int:teacher_id>/invitations", methods=["GET", "POST"])
@requires(P.PRACTICE_INVITE)
def invite_one(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The posts that fit one teacher, those that fill most first."""
    post = db.one_or_404(one_post(teacher_id, within))
    enterprises = the_viewer().within(P.PRACTICE_SEE)
    if request.method == "POST":
        offer = db.one_or_404(one_offer(whole(request.form.get("offer")) or 0, enterprises))
        _say(actions.invite(offer, [post.teacher], by=the_viewer()))
        return redirect(url_for(".invite_one", teacher_id=teacher_id), code=303)
    told = list(told_of(queries.invitations_of(teacher_id)))
    return render_template(
        "practice/invite_one.html",
        post=post,
        fitting=_fitting(post, enterprises, {one.invitation.offer_id for one in told})[:MOST_SHOWN],
        told=told,
        until=assembly.days_looked_at(clock.today())[-1],
    )


@bp.post("/practice-invitations/<int:invitation_id>/refusal")
@requires(P.PRACTICE_SIGN_UP)
def decline(invitation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The teacher does not go; the way to other posts stays open."""
    del within  # an invitation is of the person, whatever school
    invitation = db.one_or_404(queries.one_of(the_viewer().id, invitation_id))
    actions.decline(invitation, by=the_viewer())
    flash(_("Declined. Whoever invited you sees it."), "ok")
    return redirect(url_for(".index"), code=303)


def _fitting(
    post: TeachingPost, enterprises: frozenset[int], known: Collection[int]
) -> list[tuple[PracticeOffer, Fill]]:
    """Posts nobody invited this teacher to yet, those that fill most first."""
    prospects = assembly.prospects_of([post], clock.today())
    found = [
        (offer, one.filled)
        for offer in db.session.scalars(queries.inviting(enterprises)).unique()
        if offer.id not in known
        for one in assembly.candidates(offer, prospects, clock.today())
    ]
    return sorted(found, key=lambda pair: -pair[1].days)


def _chosen(within: frozenset[int]) -> list[Teacher]:
    """The teachers the form names; one of another school is nobody."""
    ids = {whole(typed) or 0 for typed in request.form.getlist("teacher")}
    found = db.session.scalars(posts_in(within)).all() if ids else ()
    chosen = [post.teacher for post in found if post.teacher_id in ids]
    return chosen if len(chosen) == len(ids) else abort(404)


def _say(invited: int) -> None:
    if invited:
        flash(_n("{n} teacher is invited.", "{n} teachers are invited.", invited).format(n=invited), "ok")
    else:
        flash(_("They were invited before, or have signed up."), "info")


def _back(here: str) -> str:
    """To the forecast, where one came from there."""
    subject = request.form.get("subject")
    if request.form.get("from") != "forecast":
        return here
    return url_for(".forecast", subject=subject or None, _anchor="posts")
