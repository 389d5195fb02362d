"""Allocations: the list, a new one, one with its steps, and cancelling it."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.models import Account
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import allocations as actions
from matching.practice.actions.allocations import Plan
from matching.practice.assembly.allocation_standing import why_not_stands
from matching.practice.enums import AllocationState
from matching.practice.forms.allocations import AllocationForm, CancelForm, PublishForm
from matching.practice.models import Allocation
from matching.practice.queries import allocations as queries
from matching.practice.rules import allocations as rules
from matching.practice.views.blueprint import bp
from matching.web.forms import BaseForm
from matching.web.guard import requires
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for, find
from matching.web.session import the_viewer


@dataclass(frozen=True)
class Size:
    """How many posts are handed out, and how many teachers ranked some."""

    posts: int
    teachers: int


@bp.get("/practice-allocations")
@requires(P.PRACTICE_ALLOCATE)
def allocations(within: frozenset[int]) -> ResponseReturnValue:
    """The newest first."""
    found = find(queries.allocations_in(within), _listing())
    return render_template("practice/allocations.html", found=found, sizes=_sizes(found.page.rows))


@bp.route("/practice-allocations/new", methods=["GET", "POST"])
@requires(P.PRACTICE_ALLOCATE)
def new_allocation(within: frozenset[int]) -> ResponseReturnValue:
    """Which posts are handed out, and until when teachers rank them."""
    form = AllocationForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            made = actions.create(_plan(form), bureau_id=min(within), by=the_viewer())
            flash(_("Teachers can rank these posts now."), "ok")
            return redirect(url_for(".allocation", allocation_id=made.id), code=303)
    return render_template("practice/allocation_new.html", form=form), form.status


@bp.get("/practice-allocations/<int:allocation_id>")
@requires(P.PRACTICE_ALLOCATE)
def allocation(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Where it stands, the next step, and what it hands out."""
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    return allocation_page(found, PublishForm.from_request())


@bp.route("/practice-allocations/<int:allocation_id>/cancellation", methods=["GET", "POST"])
@requires(P.PRACTICE_ALLOCATE)
def cancel_allocation(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Nothing is handed out; whoever ranked posts is told why."""
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    form = CancelForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.cancel(found, reason=form.reason.data, by=the_viewer())
            flash(_("Cancelled. Its posts are open to all again."), "ok")
            return redirect(url_for(".allocation", allocation_id=allocation_id), code=303)
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    return render_template(
        "practice/allocation_cancel.html",
        allocation=found,
        form=form,
        why_not=rules.why_not_cancel(found),
    ), form.status


def allocation_page(found: Allocation, form: BaseForm) -> ResponseReturnValue:
    """The page of one, with whatever form is on it."""
    by_id, now = the_viewer().id, clock.now()
    running = db.session.scalars(queries.running_jobs_of(found.id)).first()
    is_open = found.state in (AllocationState.COMPUTED, AllocationState.ASKED)
    return render_template(
        "practice/allocation.html",
        allocation=found,
        form=form,
        size=_sizes([found])[found.id],
        posts=db.session.scalars(queries.posts_of(found.id)).all(),
        running=running,
        attempt=1 + (db.session.scalar(queries.attempts_at(found.id)) or 0),
        people=_people(found),
        why_not_compute=rules.why_not_compute(found, running=running is not None, now=now),
        why_not_ask=rules.why_not_ask(found),
        why_not_publish=rules.why_not_publish(found, by_id=by_id),
        why_not_now=why_not_stands(found) if is_open else None,
        why_not_cancel=rules.why_not_cancel(found),
        over=now >= found.ranking_until,
    ), form.status


def _people(found: Allocation) -> dict[int, str]:
    """Who did a step, by name."""
    ids = {found.created_by_id, found.computed_by_id, found.asked_by_id, found.published_by_id}
    there = db.session.query(Account).where(Account.id.in_(ids - {None}))
    return {account.id: account.name for account in there}


def _plan(form: AllocationForm) -> Plan:
    return Plan(
        name=form.name.data,
        ranking_until=clock.from_local(form.ranking_until.data),
        first=form.first.data,
        last=form.last.data,
        enterprises=the_viewer().within(P.PRACTICE_SEE),
    )


def _sizes(rows: list[Allocation]) -> dict[int, Size]:
    counted = db.session.execute(queries.sizes_of([one.id for one in rows]))
    return {allocation_id: Size(posts, teachers) for allocation_id, posts, teachers in counted}


def _listing() -> Listing:
    return asked_for(
        [
            Filter(name="q", legend=_("Name"), where=queries.is_called, kind=Kind.WORDS),
            Filter(
                name="state",
                legend=_("State"),
                where=queries.stands,
                kind=Kind.ANY,
                options=[Option(*choice) for choice in AllocationState.choices()],
            ),
        ],
        [
            Sort(name="newest", label=_("Newest first"), by=(Allocation.id.desc(),), falling=True),
            Sort(
                name="deadline",
                label=_("Earliest deadline first"),
                by=(Allocation.ranking_until, Allocation.id),
            ),
        ],
    )
