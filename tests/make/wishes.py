"""Wishes, ranked and submitted by the real actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matching.cohorts.models import Student
from matching.db import db
from matching.rounds.models import MatchRound, WishList
from matching.wishes import actions, queries
from matching.wishes.assembly.order import Move
from matching.wishes.enums import MoveKind
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import person_of


@dataclass(frozen=True)
class MadeList:
    """A student's list as it is saved, and what of it was submitted last."""

    id: int
    order: tuple[int, ...]
    previous: tuple[int, ...] | None
    version: int
    submitted: tuple[int, ...] | None
    number: int
    receipt: str


def wishes_of(
    student: Any, match_round: Any, slots: Sequence[Any], *, submit: bool = True, by: Person | None = None
) -> MadeList:
    """The student wishes for these slots, best first. Everything may be given as made things or as ids.

    `by` somebody of the school: entered on behalf. `submit=False`: only saved.
    """
    student_id, round_id = _id(student), _id(match_round)
    who = by or person_of(student_id)
    with acting():
        loaded, known = db.session.get_one(MatchRound, round_id), db.session.get_one(Student, student_id)
        for slot in slots:
            move = Move(MoveKind.ADD, _id(slot))
            wishes = actions.change(loaded, known, move=move, by=who.viewer)
        if submit:
            actions.submit(loaded, known, version=wishes.version, by=who.viewer)
    return list_of(student_id, round_id)


def list_of(student: Any, match_round: Any) -> MadeList:
    """The list as it stands now."""
    with acting():
        wishes = db.session.scalars(queries.list_of(_id(match_round), _id(student))).one()
        latest = db.session.scalars(
            queries.submissions_of(wishes.round_id, wishes.student_id).limit(1)
        ).one_or_none()
        return MadeList(
            id=wishes.id,
            order=tuple(wishes.order),
            previous=_frozen(wishes),
            version=wishes.version,
            submitted=tuple(latest.order) if latest else None,
            number=latest.number if latest else 0,
            receipt=latest.receipt if latest else "",
        )


def _frozen(wishes: WishList) -> tuple[int, ...] | None:
    return None if wishes.previous_order is None else tuple(wishes.previous_order)


def _id(thing: Any) -> int:
    return thing if isinstance(thing, int) else thing.id
