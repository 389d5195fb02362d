"""Three rounds run their course: to the answers, to the second officer, to the wishes of today."""

from functools import partial

from sqlalchemy import select

from matching.cohorts.models import Cohort
from matching.db import db
from matching.demo.answering import plan_answers
from matching.demo.calendar import COURSES
from matching.demo.cast import STUDENT
from matching.demo.offices import BUREAU
from matching.demo.schools import CLASSES, FIRST, SECOND, THIRD
from matching.demo.stage import Stage
from matching.demo.wishing import Habits, attendants, come_in, plan_wishes, save_three
from matching.kernel.i18n import _
from matching.placements import actions as placements
from matching.placements.models import PublicationRequest
from matching.rounds import actions as rounds
from matching.rounds.models import MatchRound

HABITS = {
    FIRST: Habits(active=82, submit=92, save=4, on_paper=75),
    SECOND: Habits(active=68, submit=48, save=24, on_paper=20),
    THIRD: Habits(active=86, submit=90, save=5, on_paper=60),
}
CHECKED = "抽看了 20 份说明，没有发现问题。"


def hold_rounds(stage: Stage) -> None:
    """Everything that happens in each of them, as far as it lies behind us."""
    for key in (FIRST, THIRD, SECOND):
        _plan(stage, key)


def _plan(stage: Stage, key: str) -> None:
    course, calendar, add = COURSES[key], stage.calendar, stage.agenda.add
    add(calendar.at(course.made, 10), partial(_make, stage, key))
    add(calendar.at(course.made, 11), partial(_choose_cohorts, stage, key))
    add(calendar.at(course.made + 1, 8), partial(_hand_out_slips, stage, key))
    add(calendar.at(course.opens, 8, 5), partial(_open, stage, key))
    if key == SECOND:
        add(calendar.at(-1, 22, 30), partial(_save_three, stage, key))
        return
    add(calendar.at(course.closes, 18, 1), partial(_lock, stage, key))
    add(calendar.at(course.closes + 1, 9), partial(_run, stage, key))
    add(calendar.at(course.closes + 1, 14, 30), partial(_ask, stage, key))
    if key == FIRST:
        add(calendar.at(course.results, 9), partial(_publish, stage, key))


def _make(stage: Stage, key: str) -> None:
    terms = stage.calendar.terms(key)
    made = rounds.create(terms, bureau_id=stage.organisations[BUREAU], by=stage.viewer("bureau"))
    stage.rounds[key] = made.id


def _choose_cohorts(stage: Stage, key: str) -> None:
    mine = [stage.cohorts[one.shortened] for one in CLASSES if one.round == key]
    chosen = list(db.session.scalars(select(Cohort).where(Cohort.id.in_(mine)).order_by(Cohort.id)))
    rounds.set_cohorts(_round(stage, key), chosen, by=stage.viewer("bureau"))


def _hand_out_slips(stage: Stage, key: str) -> None:
    come_in(stage, attendants(stage, key, HABITS[key]))
    stage.say(_("Students of {round} come in with their slips.").format(round=_round(stage, key).name))


def _open(stage: Stage, key: str) -> None:
    match_round, course = _round(stage, key), COURSES[key]
    rounds.open_(match_round, by=stage.viewer("bureau"))
    stage.say(_("{round} is open for wishes.").format(round=match_round.name))
    people = attendants(stage, key, HABITS[key])
    if key == SECOND:
        people = people[1:]  # the first student is the one to try with
    days = min(course.closes, 0) - course.opens
    plan_wishes(stage, key, people, first=stage.calendar.at(course.opens, 12), days=days)


def _save_three(stage: Stage, key: str) -> None:
    one = attendants(stage, key, HABITS[key])[0]
    save_three(stage, key, one)
    stage.accounts[STUDENT] = one.account_id
    stage.say(_("{round} takes wishes.").format(round=_round(stage, key).name))


def _lock(stage: Stage, key: str) -> None:
    rounds.lock(_round(stage, key), by=None)


def _run(stage: Stage, key: str) -> None:
    rounds.start_run(_round(stage, key), attempt=1, by=stage.viewer("bureau"))


def _ask(stage: Stage, key: str) -> None:
    match_round = _round(stage, key)
    placements.ask(match_round, note=CHECKED, by=stage.viewer("bureau"))
    stage.say(_("{round} is matched; a second officer is asked.").format(round=match_round.name))


def _publish(stage: Stage, key: str) -> None:
    match_round = _round(stage, key)
    request = select(PublicationRequest).where(PublicationRequest.round_id == match_round.id)
    placements.confirm(db.session.scalars(request).one(), by=stage.viewer("bureau2"))
    stage.say(_("{round} is published.").format(round=match_round.name))
    plan_answers(stage, match_round.id, attendants(stage, key, HABITS[key]), after=COURSES[key].results)


def _round(stage: Stage, key: str) -> MatchRound:
    return db.session.get_one(MatchRound, stage.rounds[key])
