"""Who hears of an allocation. A letter names no other teacher."""

from collections import Counter

from sqlalchemy import select

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.db import db
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.practice.models import Allocation, Preference
from matching.practice.queries import allocations as queries
from matching.teachers.models import Teacher


def tell_other_officers(allocation: Allocation, *, by: Viewer) -> None:
    """Those of the bureau who may publish: not who asks."""
    officers = db.session.execute(staff_ids(frozenset({allocation.bureau_id}), Role.BUREAU_OFFICER))
    facts = {"name": allocation.name, "asked_by": by.name}
    post_all(
        Letter.ALLOCATION_ASKED,
        [Address(who, facts) for who in dict.fromkeys(who for who, _at in officers) if who != by.id],
        key=f"allocation:{allocation.id}:{allocation.version}",
        url=f"/practice-allocations/{allocation.id}",
    )


def tell_everybody(allocation: Allocation) -> None:
    """Every teacher who ranked posts, with or without one; schools that have somebody to answer."""
    answers = allocation.result["answers"]
    posts = {post["id"]: post for post in allocation.frozen["posts"]}
    accounts = dict(db.session.execute(queries.accounts_of([one["teacher"] for one in answers])).all())
    given = [one for one in answers if one["post"] is not None]
    key, result = f"allocation:{allocation.id}", f"/practice-allocations/{allocation.id}/result"
    common = {"name": allocation.name}
    post_all(
        Letter.ALLOCATION_PLACED,
        [Address(accounts[one["teacher"]], common | _facts(posts[one["post"]])) for one in given],
        key=key,
        url=result,
    )
    post_all(
        Letter.ALLOCATION_WITHOUT,
        [Address(accounts[one["teacher"]], common) for one in answers if one["post"] is None],
        key=key,
        url=result,
    )
    school_of = {teacher["id"]: teacher["school"] for teacher in allocation.frozen["teachers"]}
    waiting = Counter(school_of[one["teacher"]] for one in given)
    readers = db.session.execute(staff_ids(frozenset(waiting), Role.SCHOOL_COORDINATOR)).all()
    at: dict[int, int] = Counter()
    for who, school_id in readers:
        at[who] += waiting[school_id]
    post_all(
        Letter.ALLOCATION_SCHOOL,
        [Address(who, common | {"n": n}) for who, n in at.items()],
        key=key,
        url="/sign-ups?state=asked",
    )


def tell_of_cancellation(allocation: Allocation) -> None:
    """Whoever ranked posts, with the reason."""
    ranked = select(Preference.teacher_id).where(Preference.allocation_id == allocation.id)
    accounts = db.session.scalars(select(Teacher.account_id).where(Teacher.id.in_(ranked)))
    facts = {"name": allocation.name, "reason": allocation.cancelled_why}
    post_all(
        Letter.ALLOCATION_CANCELLED,
        [Address(who, facts) for who in accounts],
        key=f"allocation:{allocation.id}",
        url="/practices",
    )


def _facts(post: dict[str, str]) -> dict[str, str]:
    return {name: post[name] for name in ("title", "enterprise", "starts_on", "ends_on")}
