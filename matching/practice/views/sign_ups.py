"""Signing up, and the list of sign-ups: own ones, those of the school, those for the enterprise's posts."""

from operator import attrgetter

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import sign_ups as actions
from matching.practice.assembly.sign_ups import wish_of
from matching.practice.enums import SignUpState
from matching.practice.forms.sign_ups import SignUpForm
from matching.practice.models import PracticeOffer, SignUp
from matching.practice.queries import sign_ups as queries
from matching.practice.queries.offers import one_offer
from matching.practice.rules import sign_ups as rules
from matching.practice.views.blueprint import bp
from matching.practice.views.reach import reach
from matching.teachers.models import TeachingPost
from matching.teachers.telling import group_name
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for, find
from matching.web.session import the_viewer


@bp.get("/sign-ups")
@requires(P.PRACTICE_SEE)
def sign_ups(within: frozenset[int]) -> ResponseReturnValue:
    """The newest first; states narrow the list."""
    found = find(queries.sign_ups_in(within, reach()), _listing())
    viewer = the_viewer()
    return render_template(
        "practice/sign_ups.html",
        found=found,
        own=viewer.may(P.PRACTICE_SIGN_UP),
        hosts=viewer.may(P.PRACTICE_HOST),
    )


@bp.route("/sign-ups.xlsx", methods=["GET", "POST"])
@requires(P.PRACTICE_SEE)
def sign_ups_export(within: frozenset[int]) -> ResponseReturnValue:
    """The same rows as a file; they name persons, so it asks for a reason."""
    return export(
        Table(
            name="Sign-ups for practice",
            query=queries.sign_ups_in(within, reach()),
            listing=_listing(),
            columns=_columns(),
            personal=True,
        )
    )


@bp.route("/practices/<int:offer_id>/sign-up", methods=["GET", "POST"])
@requires(P.PRACTICE_SIGN_UP)
def sign_up_for(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Three fields; the answer is a seat, or a place in the queue."""
    viewer = the_viewer()
    offer = db.one_or_404(one_offer(offer_id, viewer.within(P.PRACTICE_SEE)))
    post = one(queries.teaching_post(viewer.id, within))
    form = SignUpForm.from_request()
    why_not = _why_not(offer, post)
    if form.accepted() and post is not None:
        with form.showing_refusals():
            made = actions.sign_up(offer, post, form.wish, by=viewer)
            flash(_told(made), "ok")
            return redirect(url_for(".sign_up", sign_up_id=made.id), code=303)
    return render_template(
        "practice/sign_up_form.html", form=form, offer=offer, sign_up=None, why_not=why_not
    ), form.status


@bp.route("/sign-ups/<int:sign_up_id>/edit", methods=["GET", "POST"])
@requires(P.PRACTICE_SIGN_UP)
def edit_sign_up(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The same three fields, until the school has decided."""
    viewer = the_viewer()
    sign_up = db.one_or_404(queries.of_teacher(sign_up_id, viewer.id, within))
    form = SignUpForm.from_request(**vars(wish_of(sign_up)), version=sign_up.version)
    if form.accepted():
        with form.showing_refusals():
            actions.edit(sign_up, form.wish, version=form.version_read, by=viewer)
            flash(_("Saved."), "ok")
            return redirect(url_for(".sign_up", sign_up_id=sign_up_id), code=303)
    return render_template(
        "practice/sign_up_form.html",
        form=form,
        offer=sign_up.offer,
        sign_up=sign_up,
        why_not=rules.why_not_edit(sign_up),
    ), form.status


def _why_not(offer: PracticeOffer, post: TeachingPost | None) -> str | None:
    if post is None:
        return _("Your school has not entered you as a teacher yet. Talk to your school's office.")
    allocation = one(queries.allocation_of(offer))
    closed = rules.why_not_open(offer, allocation, now=clock.now(), today=clock.today())
    if closed or offer.taken >= offer.seats:
        return closed or rules.why_not_again(one(queries.alive_of(offer.id, post.teacher_id)))
    busy = queries.holding_of([post.teacher_id], offer.starts_on, offer.ends_on).limit(1)
    again = rules.why_not_again(one(queries.alive_of(offer.id, post.teacher_id)))
    return again or rules.why_not_busy(one(busy))


def _told(made: SignUp) -> str:
    if made.state is SignUpState.WAITING:
        return _("All seats are taken. You are number {n} on the waiting list.").format(n=made.queue_number)
    return _("Signed up, and a seat is kept for you. Now your school decides.")


def _listing() -> Listing:
    return asked_for(
        [
            Filter(
                name="q", legend=_("Teacher, post or enterprise"), where=queries.is_called, kind=Kind.WORDS
            ),
            Filter(
                name="state",
                legend=_("State"),
                where=queries.stands,
                kind=Kind.ANY,
                options=[Option(*choice) for choice in SignUpState.choices()],
            ),
        ],
        [
            Sort(name="newest", label=_("Newest first"), by=(SignUp.id.desc(),), falling=True),
            Sort(name="start", label=_("Earliest start first"), by=(SignUp.starts_on, SignUp.id)),
        ],
    )


def _columns() -> list[Column]:
    return [
        Column(_("Teacher"), attrgetter("teacher.name")),
        Column(_("School"), attrgetter("school.name")),
        Column(_("Subject"), lambda one: group_name(one.teacher.subject)),
        Column(_("Post"), attrgetter("offer.title")),
        Column(_("Enterprise"), attrgetter("offer.enterprise.name")),
        Column(_("First day"), attrgetter("starts_on")),
        Column(_("Last day"), attrgetter("ends_on")),
        Column(_("State"), attrgetter("state.label")),
        Column(_("Since"), lambda one: clock.written(one.moved_at)),
        Column(_("What the teacher wants to learn"), attrgetter("wants")),
    ]
