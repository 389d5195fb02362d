"""The officer's list: every step of a round, how it stands, and the one thing to do about it."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app, url_for

from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.kernel.sentences import joined
from matching.rounds import rules
from matching.rounds.enums import AFTER_THE_DEADLINE, FEWEST_SLOTS, RoundState
from matching.rounds.models import MatchRound, MatchRun
from matching.rounds.views.course import Size, Supply
from matching.web.filters import day, moment, number, span

UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row; `post` makes the button change something at once, `why_not` greys it with its reason."""

    title: str
    told: str
    done: bool = False
    action: str = ""
    url: str = ""
    primary: bool = False
    why_not: str | None = None
    post: bool = False
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All the steps look at."""

    match_round: MatchRound
    size: Size
    supply: Supply
    beside: str | None
    runs: list[MatchRun]
    jobs: list[Job]

    @property
    def job(self) -> Job | None:
        """The attempt that is not over."""
        return next((job for job in self.jobs if job.state in UNFINISHED), None)


def steps(here: Standing) -> list[Step]:
    """From the terms to the publication, in order."""
    return [
        _terms(here),
        _cohorts(here),
        _supply(here),
        _rules(here),
        _opening(here),
        _wishes(here),
        _run(here),
        *_publication(here),
    ]


def _terms(here: Standing) -> Step:
    one = here.match_round
    told = _(
        "Wishes until {closes}, results on {results}, answers until {answers}. Internships start {window}."
    )
    return Step(
        title=_("Dates"),
        told=told.format(
            closes=moment(one.closes_at),
            results=day(one.results_on),
            answers=moment(one.answer_by),
            window=span(one.internship_from, one.internship_until),
        ),
        done=True,
        action=_("Change"),
        url=url_for(".edit", round_id=one.id),
        why_not=rules.why_not_edit(one, clock.now()),
    )


def _cohorts(here: Standing) -> Step:
    n = here.size.students
    told = _n("{n} student", "{n} students", n).format(n=number(n))
    among = _n("in {n} cohort", "in {n} cohorts", here.size.cohorts).format(n=here.size.cohorts)
    may_change = rules.why_not_set_cohorts(here.match_round) is None
    return Step(
        title=_("Who takes part"),
        told=_("{students} {cohorts}").format(students=told, cohorts=among) if n else _("Nobody yet"),
        done=n > 0,
        action=_("Choose cohorts") if may_change else _("See participants"),
        url=url_for(".cohorts" if may_change else ".participants", round_id=here.match_round.id),
        primary=n == 0,
    )


def _supply(here: Standing) -> Step:
    seats, slots, few = here.supply.seats, here.supply.slots, here.supply.with_few
    told = _("{seats} seats in {slots} slots for {students} students.").format(
        seats=number(seats), slots=number(slots), students=number(here.size.students)
    )
    if few:
        less = _n(
            "{n} student may take fewer than {fewest} of them.",
            "{n} students may take fewer than {fewest} of them.",
            few,
        )
        told = joined([told, less.format(n=number(few), fewest=FEWEST_SLOTS)])
    return Step(
        title=_("Students and seats"),
        told=told,
        done=seats >= here.size.students > 0 and not few,
        action=_("Places by hand"),
        url=url_for(".by_hand", round_id=here.match_round.id),
    )


def _rules(here: Standing) -> Step:
    fit, distance, school = here.match_round.weights
    told = _(
        "Major {fit}, way from home {distance}, school score {school}. Equal scores are decided by lottery."
    )
    return Step(
        title=_("Rules"),
        told=told.format(fit=fit, distance=distance, school=school),
        done=True,
        action=_("Read in words"),
        url=url_for(".rules", round_id=here.match_round.id),
    )


def _opening(here: Standing) -> Step:
    one = here.match_round
    if one.state is not RoundState.PREPARING:
        told = _("Students choose from {moment} on").format(moment=moment(one.opens_at))
        return Step(title=_("Opening"), told=told, done=True)
    return Step(
        title=_("Opening"),
        told=_("Every student who takes part gets a letter."),
        action=_("Check and open"),
        url=url_for(".opening", round_id=one.id),
        primary=here.size.students > 0,
        why_not=rules.why_not_open(
            one,
            students=here.size.students,
            slots=here.supply.slots,
            beside=here.beside,
            now=clock.now(),
        ),
    )


def _wishes(here: Standing) -> Step:
    one, size = here.match_round, here.size
    told = _("{submitted} of {students} lists are submitted").format(
        submitted=number(size.submitted), students=number(size.students)
    )
    if one.state is RoundState.PREPARING:
        return Step(title=_("Wishes"), told=_("After the opening"))
    if size.saved:
        told = _("{told}, {n} more are only saved").format(told=told, n=number(size.saved))
    locked = one.locked_at is not None
    if locked and one.locked_at is not None:
        told = _("{told}. Locked {moment}.").format(told=told, moment=moment(one.locked_at))
    past = not locked and rules.why_not_lock(one, clock.now()) is None
    return Step(
        title=_("Wishes"),
        told=told,
        done=locked,
        action=_("Lock now") if past else _("See who lacks what"),
        url=url_for(".lock" if past else ".participants", round_id=one.id),
        post=past,
        primary=past,
    )


def _run(here: Standing) -> Step:
    one = here.match_round
    if here.job is not None:
        return Step(
            title=_("Match"),
            told=_("Being computed now"),
            action=_("See how far it is"),
            url=url_for("jobs.show", job_id=here.job.id),
            primary=True,
        )
    return Step(
        title=_("Match"),
        told=_found(here.runs),
        done=bool(here.runs),
        action=_("Compute again") if here.runs else _("Compute the match"),
        url=url_for(".start", round_id=one.id),
        post=True,
        primary=not here.runs and one.state is RoundState.LOCKED,
        why_not=rules.why_not_run(one, running=False),
        fields={"attempt": len(here.jobs) + 1},
    )


def _found(runs: list[MatchRun]) -> str:
    """What the newest run found, in one sentence."""
    if not runs:
        return _("Computed, verified and explained in the background")
    figures = {name: number(runs[0].figures[name]) for name in ("placed", "students", "first")}
    return _("{placed} of {students} students have a place, {first} their first wish").format(**figures)


def _publication(here: Standing) -> list[Step]:
    """The room above publishes; its page is linked where it is installed."""
    one = here.match_round
    if "placements.publication" not in current_app.view_functions:
        return []
    ready = bool(here.runs) and one.state in AFTER_THE_DEADLINE
    published = one.published_at is not None
    return [
        Step(
            title=_("Publication"),
            told=_("Published {moment}").format(moment=moment(one.published_at))
            if one.published_at
            else _("Two officers look at it. Until then nobody else sees anything."),
            done=published,
            action=_("Check and publish") if not published else _("See it"),
            url=url_for("placements.publication", round_id=one.id),
            primary=ready and not published,
            why_not=None if ready else _("There is nothing to publish before a match is computed."),
        )
    ]
