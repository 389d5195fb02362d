"""The steps of an allocation: compute, look at the result, ask a second officer, publish."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _
from matching.practice.actions import allocations as actions
from matching.practice.actions import computing
from matching.practice.forms.allocations import PublishForm
from matching.practice.models import Allocation
from matching.practice.queries import allocations as queries
from matching.practice.telling import allocations as telling
from matching.practice.views.allocations import allocation_page
from matching.practice.views.blueprint import bp
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.paging import PAGE, Page
from matching.web.session import the_viewer

PARTS = ("placed", "without")


@bp.post("/practice-allocations/<int:allocation_id>/computation")
@requires(P.PRACTICE_ALLOCATE)
def compute_allocation(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Start it, and look on."""
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    job = computing.start(found, attempt=whole(request.form.get("attempt")) or 0, by=the_viewer())
    return redirect(url_for("jobs.show", job_id=job.id), code=303)


@bp.get("/practice-allocations/<int:allocation_id>/preview")
@requires(P.PRACTICE_ALLOCATE)
def preview_allocation(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Who gets what, who gets nothing, and what the machine has proved."""
    found = db.one_or_404(queries.one_computed(allocation_id, within))
    part = request.args.get("part", "")
    part = part if part in PARTS else PARTS[0]
    page = _part(found, placed=part == PARTS[0])
    teachers = db.session.scalars(queries.teaching([one["teacher"] for one in page.rows]))
    return render_template(
        "practice/allocation_preview.html",
        allocation=found,
        part=part,
        page=page,
        there={one.teacher_id: one for one in teachers},
        posts={post["id"]: post for post in found.frozen["posts"]},
        claims=list(telling.claims(found.result["certificate"])),
        why=telling.why_without,
    )


@bp.get("/practice-allocations/<int:allocation_id>/teachers/<int:teacher_id>")
@requires(P.PRACTICE_ALLOCATE)
def preview_teacher(allocation_id: int, teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What one teacher reads, or will read."""
    found = db.one_or_404(queries.one_computed(allocation_id, within))
    story = telling.story_of(found, teacher_id)
    if story is None:
        abort(404)
    names = dict(db.session.execute(queries.names_of([teacher_id])).all())
    return render_template(
        "practice/allocation_teacher.html", allocation=found, story=story, name=names[teacher_id]
    )


@bp.get("/practice-allocations/<int:allocation_id>/posts/<int:offer_id>")
@requires(P.PRACTICE_ALLOCATE)
def preview_post(allocation_id: int, offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Who wanted a post, in the order in which they come, and who got it."""
    found = db.one_or_404(queries.one_computed(allocation_id, within))
    post = next((one for one in found.frozen["posts"] if one["id"] == offer_id), None)
    if post is None:
        abort(404)
    lines = telling.queue_of(found, offer_id)
    return render_template(
        "practice/allocation_post.html",
        allocation=found,
        post=post,
        lines=lines,
        names=dict(db.session.execute(queries.names_of([line.teacher_id for line in lines])).all()),
    )


@bp.post("/practice-allocations/<int:allocation_id>/request")
@requires(P.PRACTICE_ALLOCATE)
def ask_to_publish(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Ask a second officer."""
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    actions.ask(found, by=the_viewer())
    flash(_("The other officers are asked to look at it."), "ok")
    return redirect(url_for(".allocation", allocation_id=allocation_id), code=303)


@bp.post("/practice-allocations/<int:allocation_id>/request/withdrawal")
@requires(P.PRACTICE_ALLOCATE)
def take_request_back(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Nobody is asked any more."""
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    actions.take_back(found, by=the_viewer())
    flash(_("The request is taken back."), "ok")
    return redirect(url_for(".allocation", allocation_id=allocation_id), code=303)


@bp.post("/practice-allocations/<int:allocation_id>/publication")
@requires(P.PRACTICE_ALLOCATE)
def publish_allocation(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The second officer publishes: seats are given, teachers and schools are told."""
    found = db.one_or_404(queries.one_allocation(allocation_id, within))
    form = PublishForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.publish(found, by=the_viewer())
            flash(_("Published. Every teacher who ranked posts gets a message."), "ok")
            return redirect(url_for(".allocation", allocation_id=allocation_id), code=303)
    return allocation_page(db.one_or_404(queries.one_allocation(allocation_id, within)), form)


def _part(found: Allocation, *, placed: bool) -> Page:
    """A page of those with a post, or of those without."""
    rows = [one for one in found.result["answers"] if (one["post"] is not None) is placed]
    number = max(1, min(whole(request.args.get("page")) or 1, -(-len(rows) // PAGE)))
    return Page(rows[(number - 1) * PAGE : number * PAGE], number, len(rows), PAGE)
