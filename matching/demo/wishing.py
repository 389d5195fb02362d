"""Students come in by their slips, rank what they may choose, and submit: most of them, as in life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from matching.accounts.actions import activate, issue_codes
from matching.accounts.models import Account
from matching.cohorts.models import Student
from matching.db import db
from matching.demo.cast import PASSWORD
from matching.demo.draws import drawn
from matching.demo.offices import greet, hashed_once
from matching.demo.stage import Stage, viewer_by_id
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.kernel.majors import group_code
from matching.rounds.models import MatchRound
from matching.rounds.queries import slots_of
from matching.slots.models import Slot, SlotMajor
from matching.wishes import actions
from matching.wishes.assembly.desk import laid_out
from matching.wishes.assembly.order import Move
from matching.wishes.enums import MoveKind

TASTE = 350  # tenths of a point by which somebody may like a slot more than its score says
LONGEST, FEWEST = 8, 2
MINUTES_A_DAY = 600  # students are at it from noon till ten
SAVED_WISHES = 3


@dataclass(frozen=True)
class Habits:
    """Of a hundred students: how many come in, submit, only save; and how many lists the school types in."""

    active: int
    submit: int
    save: int
    on_paper: int


@dataclass(frozen=True)
class Attendant:
    """One student of a round, as plain values."""

    id: int
    account_id: int
    username: str
    school: str
    habits: Habits

    def draws(self, what: str, size: int = 100) -> int:
        """What this student does, the same in every demo city."""
        return drawn(f"{self.username}:{what}", size)

    @property
    def is_active(self) -> bool:
        """Whether this student uses the slip."""
        return self.draws("active") < self.habits.active

    @property
    def brings_paper(self) -> bool:
        """Whether this student, who has no account yet, hands in a list on paper."""
        return not self.is_active and self.draws("paper") < self.habits.on_paper


def attendants(stage: Stage, key: str, habits: Habits) -> list[Attendant]:
    """Everybody enrolled in the cohorts of a round, in the order of their classes."""
    schools = {stage.cohorts[one.shortened]: one.school for one in stage.plan.classes_in(key)}
    rows = db.session.execute(
        select(Student.id, Student.account_id, Account.username, Student.cohort_id)
        .join(Account, Account.id == Student.account_id)
        .where(Student.cohort_id.in_(schools))
        .order_by(Student.cohort_id, Student.student_number)
    )
    return [Attendant(*row[:3], schools[row[3]], habits) for row in rows]


def come_in(stage: Stage, people: Sequence[Attendant]) -> None:
    """Slips are handed out, school by school; who uses one sets a password and reads the privacy notice."""
    active = [one for one in people if one.is_active]
    for school in sorted({one.school for one in active}):
        codes = issue_codes(
            [one.account_id for one in active if one.school == school], by=stage.viewer(school)
        )
        for one in active:
            if one.school == school:
                # A slip is printed before it is used, and everybody uses it alone: a transaction each.
                stage.agenda.add(
                    clock.now(), partial(_use_slip, stage, one.username, codes[one.account_id]), alone=True
                )


def _use_slip(stage: Stage, username: str, code: str) -> None:
    greet(activate(username, code=code, password=PASSWORD, hashing=hashed_once))
    if stage.is_time_to_tell("slips"):
        stage.say(_("{count} students have come in by now.").format(count=stage.counts["slips"]))


def plan_wishes(stage: Stage, key: str, people: Sequence[Attendant], *, first: datetime, days: int) -> None:
    """Each at a moment of their own; a list that only stays saved does not count, and some never begin."""
    for one in people:
        if (one.is_active or one.brings_paper) and one.draws("begins") < one.habits.submit + one.habits.save:
            day, minute = one.draws("day", days), one.draws("minute", MINUTES_A_DAY)
            stage.agenda.add(first + timedelta(days=day, minutes=minute), partial(_rank, stage, key, one))


def save_three(stage: Stage, key: str, one: Attendant) -> None:
    """Choose three slots, one after the other, and do not submit."""
    match_round, student = _both(stage, key, one)
    for slot_id in _liked(match_round, student, one)[:SAVED_WISHES]:
        actions.change(
            match_round, student, move=Move(MoveKind.ADD, slot_id), by=viewer_by_id(one.account_id)
        )


def _rank(stage: Stage, key: str, one: Attendant) -> None:
    match_round, student = _both(stage, key, one)
    order = _liked(match_round, student, one)[: FEWEST + one.draws("length", LONGEST - FEWEST + 1)]
    if not order:
        return  # too young for everything: the page says so, and from when on that changes
    by = viewer_by_id(one.account_id) if one.is_active else stage.viewer(one.school)
    wishes = actions.write_down(match_round, student, order=order, by=by)
    if one.draws("begins") < one.habits.submit or one.brings_paper:
        actions.submit(match_round, student, version=wishes.version, by=by)
        if stage.is_time_to_tell(key):
            sentence = _("{round}: {count} lists of wishes submitted.")
            stage.say(sentence.format(round=match_round.name, count=stage.counts[key]))


def _liked(match_round: MatchRound, student: Student, one: Attendant) -> list[int]:
    """What the rules allow, best first: score and taste together."""
    # Slots of other groups of majors are barred in any case.
    fitting = Slot.majors.any(SlotMajor.major_code.startswith(group_code(student.cohort.major_code)))
    offered = list(db.session.scalars(slots_of(match_round).where(fitting)).unique())
    pool = laid_out(match_round, student, [], offered=offered).pool
    ranked = sorted(pool, key=lambda choice: -(choice.points.total + one.draws(choice.slot.title, TASTE)))
    return [choice.slot.id for choice in ranked]


def _both(stage: Stage, key: str, one: Attendant) -> tuple[MatchRound, Student]:
    return db.session.get_one(MatchRound, stage.rounds[key]), db.session.get_one(Student, one.id)
