"""Rounds in every state, reached by the real actions; time travels to the deadline where it has to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from sqlalchemy import select

from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.jobs.models import Job
from matching.kernel import clock
from matching.rounds import actions, queries
from matching.rounds.actions import Terms
from matching.rounds.models import MatchRound, MatchRun, Proposal
from matching.slots.models import Slot
from tests.cast import Person, person
from tests.make import acting

CLOSES_AFTER = timedelta(days=4)


@dataclass(frozen=True)
class MadeRound:
    """A round as it was made; `closes_at` is the deadline for wishes."""

    id: int
    bureau_id: int
    name: str
    closes_at: datetime


@dataclass(frozen=True)
class MadeRun:
    """A stored run; `places` is the slot of each student by id, or None."""

    id: int
    number: int
    job_id: int
    places: dict[int, int | None]


def a_round(
    *,
    by: Person | None = None,
    cohorts: Sequence[Any] = (),
    open: bool = True,  # reads as the situation does
    locked: bool = False,
    **changes: Any,
) -> MadeRound:
    """A round of the bureau with these cohorts (made things or ids), open unless `open=False`.

    `changes` are fields of `Terms`. Wishes are open now and close in four days, slots may start from
    1 March to 31 December 2026. `locked=True`: opened, and its deadline has passed.
    """
    officer = by or _bao()
    with acting():
        terms = terms_of_a_round(**changes)
        made = actions.create(terms, bureau_id=officer.organisation_id, by=officer.viewer)
        ids = [_id(cohort) for cohort in cohorts]
        chosen = list(db.session.scalars(select(Cohort).where(Cohort.id.in_(ids))))
        actions.set_cohorts(made, chosen, by=officer.viewer)
        if open or locked:
            actions.open_(made, by=officer.viewer)
        match_round = MadeRound(made.id, made.bureau_id, made.name, made.closes_at)
    if locked:
        lock(match_round, by=officer)
    return match_round


def round_of(round_id: int) -> MadeRound:
    """A round that is there already, as plain values."""
    with acting():
        made = db.session.get_one(MatchRound, round_id)
        return MadeRound(made.id, made.bureau_id, made.name, made.closes_at)


def terms_of_a_round(**changes: Any) -> Terms:
    """What an officer would type."""
    now = clock.now().replace(microsecond=0)
    given: dict[str, Any] = {
        "name": f"{now:%Y} 年第 {_count() + 1} 轮",
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + CLOSES_AFTER,
        "results_on": (now + timedelta(days=7)).date(),
        "answer_by": now + timedelta(days=11),
        "internship_from": date(2026, 3, 1),
        "internship_until": date(2026, 12, 31),
        "wish_limit": 8,
        "fit_weight": 40,
        "distance_weight": 30,
        "score_weight": 30,
    }
    return Terms(**given | changes)


@contextmanager
def after_the_deadline(match_round: MadeRound) -> Iterator[None]:
    """A minute after the deadline, for a while; nothing if it has passed already."""
    if clock.now() > match_round.closes_at:
        yield
        return
    with time_machine.travel(match_round.closes_at + timedelta(minutes=1), tick=True):
        yield


def lock(match_round: MadeRound, *, by: Person | None = None) -> None:
    """The deadline passes and the round locks; the clock is put back afterwards."""
    officer = by or _bao()
    with after_the_deadline(match_round), acting():
        actions.lock(db.session.get_one(MatchRound, match_round.id), by=officer.viewer)


def a_run(match_round: MadeRound, *, by: Person | None = None) -> MadeRun:
    """Locked if it was not, started, and computed: the queue of the tests works at once."""
    officer = by or _bao()
    with acting():
        still_open = db.session.get_one(MatchRound, match_round.id).locked_at is None
    if still_open:
        lock(match_round, by=officer)
    with after_the_deadline(match_round):
        with acting():
            attempt = 1 + (db.session.scalar(queries.attempts_at(match_round.id)) or 0)
            known = db.session.get_one(MatchRound, match_round.id)
            job_id = actions.start_run(known, attempt=attempt, by=officer.viewer).id
        with acting():
            job = db.session.get_one(Job, job_id)
            run = db.session.scalars(select(MatchRun).where(MatchRun.job_id == job_id)).one_or_none()
            assert run is not None, f"the run was not computed: {job.state} {job.words}"
            return run_of(run.id)


def run_of(run_id: int) -> MadeRun:
    """A stored run as plain values; inside `acting()`."""
    run = db.session.get_one(MatchRun, run_id)
    said = select(Proposal.student_id, Proposal.slot_id).where(Proposal.run_id == run.id)
    places = {student_id: slot_id for student_id, slot_id in db.session.execute(said)}
    return MadeRun(run.id, run.number, run.job_id, places)


def a_place_by_hand(
    match_round: MadeRound, student: Any, slot: Any, *, reason: str = "企业指名", by: Person | None = None
) -> None:
    """A place given before the match."""
    officer = by or _bao()
    with acting():
        actions.preassign(
            db.session.get_one(MatchRound, match_round.id),
            db.session.get_one(Student, _id(student)),
            db.session.get_one(Slot, _id(slot)),
            reason=reason,
            by=officer.viewer,
        )


def _bao() -> Person:
    with acting():
        return person("bao")


def _count() -> int:
    return len(db.session.scalars(select(MatchRound.id)).all())


def _id(thing: Any) -> int:
    return thing if isinstance(thing, int) else thing.id
