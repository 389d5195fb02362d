"""The whole demo city: what is built, whether it stands, and when it is complete."""

from functools import partial

from sqlalchemy import Select, exists, or_, select

from matching.accounts.actions import rename
from matching.accounts.models import Account
from matching.db import db, hurried
from matching.demo.allocations import hand_posts_out
from matching.demo.calendar import Calendar
from matching.demo.cast import STUDENT, STUDENT2
from matching.demo.classlists import enrol_everybody, leave_some_to_mend
from matching.demo.course import hold_rounds
from matching.demo.joining import come_in
from matching.demo.offers import post_everything
from matching.demo.offices import settle
from matching.demo.plan import Size, plan_of
from matching.demo.practice import send_teachers
from matching.demo.stage import Stage, Tell
from matching.demo.visits import arrange_visits
from matching.jobs.worker import Workshop
from matching.kernel import clock
from matching.organisations.models import Organisation


def build(workshop: Workshop, *, size: Size = Size.FULL, tell: Tell) -> None:
    """Live through the past in a minute or two; `tell` hears the moment and what was done."""
    stage = Stage(plan_of(size), Calendar(clock.today()), tell)
    settle(stage)
    enrol_everybody(stage)
    post_everything(stage)
    hold_rounds(stage)
    send_teachers(stage)
    hand_posts_out(stage)
    come_in(stage)
    arrange_visits(stage)
    leave_some_to_mend(stage)
    with hurried(db.engine):
        stage.agenda.play(workshop)
        stage.agenda.add(clock.now(), partial(_name_students, stage))
        stage.agenda.play(workshop)


def is_complete() -> Select[bool]:
    """Whether the city stands: giving the two students their short names is the last deed."""
    return select(exists().where(Account.username == STUDENT, Account.is_demo))


def is_begun() -> Select[bool]:
    """Whether some of it stands."""
    return select(exists().where(Organisation.is_demo))


def is_lived_in() -> Select[bool]:
    """Whether anything is no demo: then nothing invented may come beside it, and nothing be torn down."""
    return select(or_(exists().where(~Organisation.is_demo), exists().where(~Account.is_demo)))


def _name_students(stage: Stage) -> None:
    admin = stage.viewer("admin")
    for username in (STUDENT2, STUDENT):
        rename(db.session.get_one(Account, stage.accounts[username]), username=username, by=admin)
