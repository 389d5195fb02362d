"""Everything an allocation is computed from, in ids and numbers: no names of people.

    {"format": 1, "engine": "1.0.0", "allocation": id, "on": day of the deadline,
     "lottery": {"of", "seed", "commitment"},
     "posts": [{"id", "title", "enterprise", "starts_on", "ends_on", "seats"}],
     "teachers": [{"id", "school", "priority", "deadline", "lottery",
                   "choices": [{"post", "barred", "other"}]}]}

`seats` are those nobody held, `priority` is what `priority_of` says, `deadline` the day it comes from (null
where no number of days is asked of the teacher), `barred` a word of `enums.Barred` or null.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from matching.engine import ENGINE_VERSION, commitment, lottery_numbers
from matching.kernel import clock, vault
from matching.practice.assembly.standings import standings_of
from matching.practice.enums import FARTHEST_DAYS, HOLDING, Barred, OfferState
from matching.practice.ledger import Standing
from matching.practice.models import Allocation, PracticeOffer, Preference, SignUp
from matching.practice.queries import allocations as queries

FORMAT = 1
SEED_BYTES = 32


def new_seed(row_key: bytes) -> tuple[bytes, str]:
    """A fresh seed, sealed for its row, and the commitment to it that teachers see while they rank."""
    seed = secrets.token_bytes(SEED_BYTES)
    sealed = vault.seal(seed, table="practice_allocation", column="seed", row_key=row_key)
    return sealed, commitment(seed)


def priority_of(standing: Standing, on: date) -> int:
    """Higher comes first: 1 for a deadline ten years ahead or more, one more for each day it is nearer.

    Who has missed it comes before who has not, the longer the earlier, up to ten years; so does whoever never
    had a deadline to meet because nobody knows since when days are missing. 0: no number of days is asked.
    """
    if not standing.required:
        return 0
    deadline = standing.outlook.deadline
    left = (deadline - on).days if deadline else -FARTHEST_DAYS
    return 1 + FARTHEST_DAYS - max(-FARTHEST_DAYS, min(left, FARTHEST_DAYS))


def frozen_input(allocation_id: int, session: Session) -> dict[str, Any]:
    """What the tables hold of an allocation: seven statements, however many teachers there are."""
    allocation = session.get_one(Allocation, allocation_id)
    lists = _lists(session.scalars(queries.preferences_of(allocation_id)))
    posts = {post.id: post for post in session.scalars(queries.posts_of(allocation_id))}
    on = clock.local(allocation.ranking_until).date()
    standings = standings_of(list(lists), on, session=session)
    sign_ups: defaultdict[int, list[SignUp]] = defaultdict(list)
    for sign_up in session.scalars(queries.alive_sign_ups(list(lists))):
        sign_ups[sign_up.teacher_id].append(sign_up)
    schools = {one.teacher_id: one.school_id for one in session.scalars(queries.teaching(list(lists)))}
    numbers = drawn(allocation, list(lists))
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "allocation": allocation.id,
        "on": on.isoformat(),
        "lottery": {
            "of": lottery_of(allocation),
            "seed": allocation.seed.hex(),
            "commitment": allocation.seed_commitment,
        },
        "posts": [_post(posts[post_id]) for post_id in sorted(posts)],
        "teachers": [
            {
                "id": teacher_id,
                "school": schools[teacher_id],
                "priority": priority_of(standings[teacher_id], on),
                "deadline": _deadline(standings[teacher_id]),
                "lottery": numbers[teacher_id],
                "choices": [_choice(posts[post_id], sign_ups[teacher_id]) for post_id in order],
            }
            for teacher_id, order in lists.items()
        ],
    }


def lottery_of(allocation: Allocation) -> str:
    """The name its draw is hashed with."""
    return f"practice-{allocation.id}"


def drawn(allocation: Allocation, teacher_ids: Sequence[int]) -> Mapping[int, int]:
    """A number for each teacher, 1 first; the same whenever and by whomever it is computed."""
    names = [str(teacher_id) for teacher_id in teacher_ids]
    numbers = lottery_numbers(allocation.seed, lottery_of(allocation), names)
    return dict(zip(teacher_ids, numbers.tolist(), strict=True))


def why_barred(post: PracticeOffer, sign_ups: Iterable[SignUp]) -> tuple[Barred, str] | None:
    """Why this post cannot be given to a teacher with these sign-ups, and which other post is in the way."""
    if post.state is not OfferState.OPEN:
        return Barred.WITHDRAWN, ""
    if post.starts_on <= clock.today():
        return Barred.BEGUN, ""
    for sign_up in sign_ups:
        if sign_up.offer_id == post.id:
            return Barred.AGAIN, ""
        touches = sign_up.starts_on <= post.ends_on and sign_up.ends_on >= post.starts_on
        if sign_up.state in HOLDING and touches:
            return Barred.BUSY, sign_up.offer.title
    return (Barred.FULL, "") if post.free < 1 else None


def _lists(preferences: Iterable[Preference]) -> dict[int, list[int]]:
    by_teacher = groupby(preferences, attrgetter("teacher_id"))
    return {teacher_id: [one.offer_id for one in ranked] for teacher_id, ranked in by_teacher}


def _post(post: PracticeOffer) -> dict[str, Any]:
    return {
        "id": post.id,
        "title": post.title,
        "enterprise": post.enterprise.name,
        "starts_on": post.starts_on.isoformat(),
        "ends_on": post.ends_on.isoformat(),
        "seats": post.free,
    }


def _choice(post: PracticeOffer, sign_ups: list[SignUp]) -> dict[str, Any]:
    barred, other = why_barred(post, sign_ups) or (None, "")
    return {"post": post.id, "barred": barred, "other": other}


def _deadline(standing: Standing) -> str | None:
    deadline = standing.outlook.deadline
    return deadline.isoformat() if standing.required and deadline else None
