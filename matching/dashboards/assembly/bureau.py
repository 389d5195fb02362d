"""The home page of an officer: rounds that need a step, publications that wait for a second pair of eyes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.dashboards import queries
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Figure, Waiting
from matching.dashboards.assembly.wording import task_of
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import deadline, moment, number

COURSE = (
    AuditKind.ROUND_CREATE, AuditKind.ROUND_OPEN, AuditKind.ROUND_LOCK, AuditKind.RUN_FINISH,
    AuditKind.PUBLICATION_ASK, AuditKind.PUBLICATION_WITHDRAW, AuditKind.PUBLISH, AuditKind.ROUND_CLOSE,
)  # fmt: skip
CITY = (AuditKind.COHORT_ENROL, AuditKind.SLOT_POST, AuditKind.SLOT_WITHDRAW)


class Course(NamedTuple):
    """How far one round is, in the order of `queries.rounds_to_keep`."""

    match_round: MatchRound
    asked_by: int | None
    run_by: int | None
    students: int
    submitted: int
    unanswered: int
    unplaced: int


def side(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """Everything an officer has to see."""
    bureaus, schools = places_of(viewer, Role.BUREAU_OFFICER), viewer.within(P.COHORT_SEE)
    courses = [Course(*row) for row in db.session.execute(queries.rounds_to_keep(bureaus, schools))]
    found = Side(
        tasks=[task_of(one) for one in matters],
        rounds=[course.match_round for course in courses],
        may_read=[
            queries.at_these(bureaus, COURSE),
            queries.at_these(schools | viewer.within(P.SLOT_SEE), CITY),
        ],
        advice=[Advice(text=_("Make a round"), endpoint="rounds.new", icon="plus")],
        figures=_figures(courses),
    )
    for course in courses:
        found.waiting += _others(course, viewer)
    return found


def _may_confirm(course: Course, viewer: Viewer) -> bool:
    """Not whoever asked, nor whoever started the match."""
    return viewer.id not in (course.asked_by, course.run_by)


def _others(course: Course, viewer: Viewer) -> Iterator[Waiting]:
    one, now = course.match_round, clock.now()
    if one.state is RoundState.COLLECTING and now < one.closes_at and course.students > course.submitted:
        yield Waiting(
            title=_n(
                "{n} student has not submitted",
                "{n} students have not submitted",
                course.students - course.submitted,
            ),
            n=course.students - course.submitted,
            sub=_("{name}: {when}").format(name=one.name, when=deadline(one.closes_at)),
            action=_("See who"),
            endpoint="rounds.participants",
            values={"round_id": one.id},
        )
    if one.state is RoundState.LOCKED and course.asked_by is not None and not _may_confirm(course, viewer):
        yield Waiting(
            title=_("A second officer looks at “{name}”").format(name=one.name),
            sub=_("Results are planned for {when}").format(when=moment(one.results_on)),
            action=_("See"),
            endpoint="placements.publication",
            values={"round_id": one.id},
        )
    if course.unanswered:
        yield Waiting(
            title=_n("{n} student has not answered", "{n} students have not answered", course.unanswered),
            n=course.unanswered,
            sub=_("{name}: {when}").format(name=one.name, when=deadline(one.answer_by)),
            action=_("See who"),
            endpoint="placements.results",
            values={"round_id": one.id, "answer": "offered"},
        )


def _figures(courses: list[Course]) -> list[Figure]:
    return [
        Figure(label=label, value=number(value), endpoint=endpoint)
        for label, value, endpoint in (
            (_("Students in rounds"), sum(course.students for course in courses), "rounds.index"),
            (_("Lists submitted"), sum(course.submitted for course in courses), "rounds.index"),
            (_("Answers to come"), sum(course.unanswered for course in courses), "placements.index"),
            (_("Without a place"), sum(course.unplaced for course in courses), "placements.index"),
        )
    ]
