"""A teacher ranks posts of an allocation on a phone, and reads what came of it."""

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.errors import Refused
from matching.kernel.i18n import _, _n
from matching.practice.actions import rankings as actions
from matching.practice.enums import MOST_CHOICES
from matching.practice.models import Allocation, PracticeOffer
from matching.practice.queries import allocations as queries
from matching.practice.queries.offers import is_for_subject
from matching.practice.queries.sign_ups import of_account, teaching_post
from matching.practice.rules import allocations as rules
from matching.practice.telling.allocations import story_of
from matching.practice.views.blueprint import bp
from matching.slots.telling import county_name
from matching.teachers.models import Teacher, TeachingPost
from matching.web.filters import span
from matching.web.guard import requires
from matching.web.paging import Page, page_of
from matching.web.session import the_viewer
from matching.wishes.assembly.order import pressed
from matching.wishes.assembly.words import after_move
from matching.wishes.enums import KEY, POOL_PAGE


@bp.get("/practice-rankings")
@requires(P.PRACTICE_SIGN_UP)
def rankings(within: frozenset[int]) -> ResponseReturnValue:
    """Allocations a teacher can take part in, or took part in."""
    post = one(teaching_post(the_viewer().id, within))
    found = db.session.scalars(queries.to_rank(post.teacher_id, clock.now())).all() if post else []
    return render_template("practice/rankings.html", found=found, now=clock.now())


@bp.get("/practice-allocations/<int:allocation_id>/ranking")
@requires(P.PRACTICE_SIGN_UP)
def ranking(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The list, and the posts one may still add."""
    post = db.one_or_404(teaching_post(the_viewer().id, within))
    return _page(_to_rank(allocation_id, post), post)


@bp.post("/practice-allocations/<int:allocation_id>/ranking")
@requires(P.PRACTICE_SIGN_UP)
def rank(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One press of a button; saved at once, and counted as the deadline finds it."""
    post = db.one_or_404(teaching_post(the_viewer().id, within))
    found = _to_rank(allocation_id, post)
    try:
        move = pressed(request.form)
        offer = one(queries.posts_of(found.id).where(PracticeOffer.id == move.slot_id)) if move else None
        if move is None or offer is None:
            raise Refused(_("Press one of the buttons of a post."))
        after = actions.rank(found, post, move=move, by=the_viewer())
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.sentence, "warn")
        return _page(_to_rank(allocation_id, post), post, status=422)
    flash(after_move(move, offer.title, after), "ok")
    anchor = f"{KEY}{offer.id}" if offer.id in after else "chosen"
    return redirect(url_for(".ranking", allocation_id=allocation_id, _anchor=anchor), code=303)


@bp.get("/practice-allocations/<int:allocation_id>/result")
@requires(P.PRACTICE_SIGN_UP)
def allocation_result(allocation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What a teacher got, and why, choice by choice."""
    post = db.one_or_404(teaching_post(the_viewer().id, within))
    found = db.one_or_404(queries.one_published(allocation_id, post.teacher_id))
    story = story_of(found, post.teacher_id)
    if story is None:
        abort(404)
    mine = one(of_account(story.post["id"], the_viewer().id)) if story.post else None
    return render_template("practice/allocation_result.html", allocation=found, story=story, mine=mine)


def _to_rank(allocation_id: int, post: TeachingPost) -> Allocation:
    found: Allocation = db.one_or_404(queries.one_to_rank(allocation_id, post.teacher_id, clock.now()))
    return found


def _page(found: Allocation, post: TeachingPost, *, status: int = 200) -> ResponseReturnValue:
    ranked = db.session.scalars(queries.ranking_of(found.id, post.teacher_id)).all()
    ids = [each.offer_id for each in ranked]
    chosen = {each.id: each for each in db.session.scalars(queries.posts_numbered(ids))}
    page, shows_all = _pool(queries.posts_of(found.id).where(PracticeOffer.id.not_in(chosen)), post.teacher)
    return render_template(
        "practice/ranking.html",
        allocation=found,
        most=MOST_CHOICES,
        ranked=_cards(chosen[offer_id] for offer_id in ids),
        saved_at=max((each.ranked_at for each in ranked), default=None),
        pool=_cards(page.rows),
        page=page,
        shows_all=shows_all,
        why_not=rules.why_not_rank(found, now=clock.now()),
        why_not_add=rules.why_not_add(ids),
    ), status


def _pool(left: Select[PracticeOffer], teacher: Teacher) -> tuple[Page, bool]:
    """A page of what may still be added: posts for the own subject first of all, or where asked for, all."""
    if request.args.get("all") != "1":
        fitting = page_of(left.where(is_for_subject(teacher.subject)), size=POOL_PAGE)
        if fitting.total:
            return fitting, False
    return page_of(left, size=POOL_PAGE), True


def _cards(posts: Iterable[PracticeOffer]) -> list[dict[str, Any]]:
    """Posts as the macros of a ranking want them."""
    return [
        {
            "key": f"{KEY}{post.id}",
            "title": post.title,
            "url": url_for(".show", offer_id=post.id),
            "meta": [
                post.enterprise.name,
                _("{county}, {days}, {seats}").format(
                    county=county_name(post.county),
                    days=span(post.starts_on, post.ends_on),
                    seats=_n("{n} free seat", "{n} free seats", post.free).format(n=post.free),
                ),
            ],
        }
        for post in posts
    ]
