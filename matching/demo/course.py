"""Three rounds run their course: to the answers, to the second officer, to the wishes of today."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select

from matching.cohorts.models import Cohort
from matching.db import db
from matching.demo.answering import plan_answers
from matching.demo.calendar import COURSES
from matching.demo.cast import STUDENT
from matching.demo.offices import BUREAU
from matching.demo.plan import FIRST, PAST, SECOND, THIRD
from matching.demo.stage import Stage
from matching.demo.wishing import Attendant, Habits, attendants, come_in, plan_wishes, save_three
from matching.kernel.i18n import _
from matching.placements import actions as placements
from matching.placements.models import PublicationRequest
from matching.rounds import actions as rounds
from matching.rounds.models import MatchRound

# In the first round of the service many lists still came on paper.
HABITS = {
    PAST: Habits(active=46, submit=95, save=2, on_paper=90),
    FIRST: Habits(active=82, submit=92, save=4, on_paper=75),
    SECOND: Habits(active=68, submit=48, save=24, on_paper=20),
    THIRD: Habits(active=86, submit=90, save=5, on_paper=60),
}
CHECKED = "抽看了 20 份说明，没有发现问题。"


def hold_rounds(stage: Stage) -> None:
    """Everything that happens in each of them, as far as it lies behind us."""
    for key in (PAST, FIRST, THIRD, SECOND):
        if stage.plan.classes_in(key):
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
    if key in (PAST, FIRST):
        add(calendar.at(course.results, 9), partial(_publish, stage, key))
    if key == PAST:
        add(calendar.at(course.answers, 18, 1), partial(_lapse, stage, key))
        add(calendar.at(course.answers + 1, 10), partial(_close, stage, key))


def _make(stage: Stage, key: str) -> None:
    stage.come_in("bureau")
    terms = stage.calendar.terms(key)
    made = rounds.create(terms, bureau_id=stage.organisations[BUREAU], by=stage.viewer("bureau"))
    stage.rounds[key] = made.id


def _choose_cohorts(stage: Stage, key: str) -> None:
    mine = [stage.cohorts[one.shortened] for one in stage.plan.classes_in(key)]
    chosen = list(db.session.scalars(select(Cohort).where(Cohort.id.in_(mine)).order_by(Cohort.id)))
    rounds.set_cohorts(_round(stage, key), chosen, by=stage.viewer("bureau"))


def _hand_out_slips(stage: Stage, key: str) -> None:
    come_in(stage, attendants(stage, key, HABITS[key]))
    stage.say(_("Students of {round} come in with their slips.").format(round=_round(stage, key).name))


def _open(stage: Stage, key: str) -> None:
    stage.come_in("bureau")
    match_round, course = _round(stage, key), COURSES[key]
    rounds.open_(match_round, by=stage.viewer("bureau"))
    stage.say(_("{round} is open for wishes.").format(round=match_round.name))
    people = attendants(stage, key, HABITS[key])
    if key == SECOND:
        people = [one for one in people if one is not _to_try_with(people)]
    days = min(course.closes, 0) - course.opens
    plan_wishes(stage, key, people, first=stage.calendar.at(course.opens, 12), days=days)


def _save_three(stage: Stage, key: str) -> None:
    one = _to_try_with(attendants(stage, key, HABITS[key]))
    save_three(stage, key, one)
    stage.accounts[STUDENT] = one.account_id
    stage.say(_("{round} takes wishes.").format(round=_round(stage, key).name))


def _to_try_with(people: Sequence[Attendant]) -> Attendant:
    """The first student of the first school."""
    return next(one for one in people if one.school == "school")


def _lock(stage: Stage, key: str) -> None:
    rounds.lock(_round(stage, key), by=None)


def _run(stage: Stage, key: str) -> None:
    stage.come_in("bureau")
    rounds.start_run(_round(stage, key), attempt=1, by=stage.viewer("bureau"))


def _ask(stage: Stage, key: str) -> None:
    match_round = _round(stage, key)
    placements.ask(match_round, note=CHECKED, by=stage.viewer("bureau"))
    stage.say(_("{round} is matched; a second officer is asked.").format(round=match_round.name))


def _publish(stage: Stage, key: str) -> None:
    match_round = _round(stage, key)
    stage.come_in("bureau2")
    request = select(PublicationRequest).where(PublicationRequest.round_id == match_round.id)
    placements.confirm(db.session.scalars(request).one(), by=stage.viewer("bureau2"))
    stage.say(_("{round} is published.").format(round=match_round.name))
    plan_answers(stage, key, attendants(stage, key, HABITS[key]))


def _lapse(stage: Stage, key: str) -> None:
    """What the sweep does by itself."""
    placements.lapse(_round(stage, key))


def _close(stage: Stage, key: str) -> None:
    stage.come_in("bureau")
    match_round = _round(stage, key)
    placements.close_round(match_round, by=stage.viewer("bureau"))
    stage.say(_("{round} is over and closed.").format(round=match_round.name))


def _round(stage: Stage, key: str) -> MatchRound:
    return db.session.get_one(MatchRound, stage.rounds[key])
