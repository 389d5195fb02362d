"""Allocations, reached by the real actions: set up, ranked, computed by the job, asked for, published."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, NamedTuple

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import undefer

from matching.access.permissions import Permission as P
from matching.db import db
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.kernel import clock
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice.actions import allocations, computing, rankings
from matching.practice.actions.allocations import Plan
from matching.practice.enums import AllocationState
from matching.practice.models import Allocation, PracticeOffer
from matching.practice.queries.allocations import attempts_at
from matching.practice.queries.sign_ups import teaching_post
from matching.wishes.assembly.order import Move
from matching.wishes.enums import MoveKind
from tests.cast import Person
from tests.make import acting

RANKING = timedelta(days=4)


class Bureau(NamedTuple):
    """The officer who asks, and the one who publishes."""

    first: Person
    second: Person


def an_allocation(*, by: Person, name: str = "暑期统一安排", **changes: Any) -> int:
    """Of every open post that begins in July or August, ranked for four days."""
    with acting():
        officer = by.viewer
        plan = {
            "name": name,
            "ranking_until": clock.now() + RANKING,
            "first": date(2026, 7, 1),
            "last": date(2026, 8, 31),
            "enterprises": officer.within(P.PRACTICE_SEE),
        }
        return allocations.create(Plan(**plan | changes), bureau_id=by.organisation_id, by=officer).id


def posts_of(allocation_id: int) -> list[int]:
    """What it hands out."""
    with acting():
        here = select(PracticeOffer.id).where(PracticeOffer.allocation_id == allocation_id)
        return list(db.session.scalars(here.order_by(PracticeOffer.id)))


def ranks(teacher: Person, allocation_id: int, *offers: int) -> None:
    """A teacher adds posts to the list, the best first."""
    for offer_id in offers:
        moves(teacher, allocation_id, Move(MoveKind.ADD, offer_id))


def moves(teacher: Person, allocation_id: int, move: Move) -> list[int]:
    """One press."""
    with acting():
        viewer = teacher.viewer
        there = db.session.scalars(teaching_post(viewer.id, viewer.within(P.PRACTICE_SIGN_UP))).one()
        found = db.session.get_one(Allocation, allocation_id)
        return rankings.rank(found, there, move=move, by=viewer)


@contextmanager
def after_the_deadline(allocation_id: int) -> Iterator[None]:
    """A minute after, for a while."""
    with acting():
        until = db.session.get_one(Allocation, allocation_id).ranking_until
    with time_machine.travel(max(until, clock.now()) + timedelta(minutes=1), tick=True):
        yield


def compute(allocation_id: int, *, by: Person) -> JobState:
    """The queue of the tests works at once."""
    with acting():
        found = db.session.get_one(Allocation, allocation_id)
        attempt = 1 + (db.session.scalar(attempts_at(allocation_id)) or 0)
        job_id = computing.start(found, attempt=attempt, by=by.viewer).id
    with acting():
        return db.session.get_one(Job, job_id).state


def asks(officer: Person, allocation_id: int) -> None:
    """The first officer."""
    with acting():
        allocations.ask(db.session.get_one(Allocation, allocation_id), by=officer.viewer)


def publishes(officer: Person, allocation_id: int) -> None:
    """The second officer."""
    with acting():
        allocations.publish(db.session.get_one(Allocation, allocation_id), by=officer.viewer)


def answer_of(allocation_id: int) -> dict[str, Any]:
    """What was found."""
    with acting():
        return db.session.get_one(Allocation, allocation_id, options=[undefer(Allocation.result)]).result


def published(allocation_id: int, bureau: Bureau) -> None:
    """All of it, after the deadline."""
    with after_the_deadline(allocation_id):
        compute(allocation_id, by=bureau.first)
        asks(bureau.first, allocation_id)
        publishes(bureau.second, allocation_id)


def placed(allocation_id: int) -> dict[int, int | None]:
    """Who got which post."""
    return {one["teacher"]: one["post"] for one in answer_of(allocation_id)["answers"]}


def heard(person: Person) -> list[Letter]:
    """What somebody was written."""
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id)
        return list(db.session.scalars(rows.order_by(OutboxLetter.id)))


def state_of(allocation_id: int) -> AllocationState:
    """Where it stands."""
    with acting():
        return db.session.get_one(Allocation, allocation_id).state
