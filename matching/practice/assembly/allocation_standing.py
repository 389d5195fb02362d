"""Whether what was computed can still happen: posts, seats and teachers may have changed since."""

from collections import Counter, defaultdict
from datetime import date

from matching.db import db
from matching.kernel.i18n import _
from matching.practice.assembly.allocation_input import why_barred
from matching.practice.enums import Barred
from matching.practice.models import Allocation, PracticeOffer, SignUp
from matching.practice.queries import allocations as queries


def why_not_stands(allocation: Allocation) -> str | None:
    """None while every teacher can have what was found; else what is in the way."""
    given = {one["teacher"]: one["post"] for one in allocation.result["answers"] if one["post"] is not None}
    posts = {post.id: post for post in db.session.scalars(queries.posts_of(allocation.id))}
    changed = _changed_post(allocation, posts, Counter(given.values())) or _changed_teacher(
        allocation, posts, given
    )
    if changed is None:
        return None
    return _("{what} Compute the allocation again; nobody has been told anything yet.").format(what=changed)


def _changed_post(
    allocation: Allocation, posts: dict[int, PracticeOffer], needed: Counter[int]
) -> str | None:
    for frozen in allocation.frozen["posts"]:
        seats = needed[frozen["id"]]
        if not seats:
            continue
        post = posts[frozen["id"]]
        dates = (date.fromisoformat(frozen["starts_on"]), date.fromisoformat(frozen["ends_on"]))
        barred = why_barred(post, ())
        if barred and barred[0] is not Barred.FULL:
            return _("“{title}” is no longer offered.").format(title=post.title)
        if post.free < seats:
            return _("“{title}” has fewer free seats than were given away.").format(title=post.title)
        if (post.starts_on, post.ends_on) != dates:
            return _("The days of “{title}” were changed.").format(title=post.title)
    return None


def _changed_teacher(
    allocation: Allocation, posts: dict[int, PracticeOffer], given: dict[int, int]
) -> str | None:
    there = {one.teacher_id: one for one in db.session.scalars(queries.teaching(given))}
    sign_ups: defaultdict[int, list[SignUp]] = defaultdict(list)
    for sign_up in db.session.scalars(queries.alive_sign_ups(given)):
        sign_ups[sign_up.teacher_id].append(sign_up)
    school_of = {one["id"]: one["school"] for one in allocation.frozen["teachers"]}
    for teacher_id, post_id in given.items():
        if teacher_id not in there or there[teacher_id].school_id != school_of[teacher_id]:
            return _("A teacher who was given a post has left the school.")
        barred = why_barred(posts[post_id], sign_ups[teacher_id])
        if barred and barred[0] in (Barred.AGAIN, Barred.BUSY):
            return _("{teacher} has taken another post on the days of “{title}”.").format(
                teacher=there[teacher_id].teacher.name, title=posts[post_id].title
            )
    return None
