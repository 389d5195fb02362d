"""The home page of an officer: rounds that need a step, publications that wait for a second pair of eyes."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.dashboards import queries
from matching.dashboards.assembly.counts import Counts, counts_of
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Figure, Task, Waiting
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.law.book import Book
from matching.rounds.assembly import with_few_slots
from matching.rounds.enums import FEWEST_SLOTS, RoundState
from matching.rounds.models import MatchRound
from matching.rounds.queries import kinds_of_students, slots_of
from matching.slots.assembly import facts_of
from matching.web.filters import deadline, moment, number

COURSE = (
    AuditKind.ROUND_CREATE, AuditKind.ROUND_OPEN, AuditKind.ROUND_LOCK, AuditKind.RUN_FINISH,
    AuditKind.PUBLICATION_ASK, AuditKind.PUBLICATION_WITHDRAW, AuditKind.PUBLISH, AuditKind.ROUND_CLOSE,
)  # fmt: skip
CITY = (AuditKind.COHORT_ENROL, AuditKind.SLOT_POST, AuditKind.SLOT_WITHDRAW)


@dataclass(frozen=True, kw_only=True)
class Course:
    """How far one round is."""

    match_round: MatchRound
    newest_run: int
    computing: bool
    asked_by: int | None
    run_by: int | None
    counts: Counts

    @property
    def name(self) -> str:
        """Of the round."""
        return self.match_round.name

    @property
    def id(self) -> int:
        """Of the round."""
        return self.match_round.id


def side(viewer: Viewer) -> Side:
    """Everything an officer has to see."""
    bureaus, schools = places_of(viewer, Role.BUREAU_OFFICER), viewer.within(P.COHORT_SEE)
    courses = _courses(bureaus, schools)
    found = Side(
        rounds=[course.match_round for course in courses],
        may_read=[
            queries.at_these(bureaus, COURSE),
            queries.at_these(schools | viewer.within(P.SLOT_SEE), CITY),
        ],
        advice=[Advice(text=_("Make a round"), endpoint="rounds.new", icon="plus")],
        figures=_figures(courses),
    )
    for course in courses:
        found.tasks += _steps(course, viewer)
        found.waiting += _others(course, viewer)
    found.tasks += _few_slots(courses)
    return found


def _courses(bureaus: frozenset[int], schools: frozenset[int]) -> list[Course]:
    rows = db.session.execute(queries.rounds_to_keep(bureaus)).all()
    counts = counts_of([row[0].id for row in rows], schools)
    return [
        Course(
            match_round=match_round,
            newest_run=newest,
            computing=computing,
            asked_by=asked_by,
            run_by=run_by,
            counts=counts[match_round.id],
        )
        for match_round, newest, computing, asked_by, run_by in rows
    ]


def _steps(course: Course, viewer: Viewer) -> Iterator[Task]:
    """The next step of a round, if it is this officer's to make."""
    one, now = course.match_round, clock.now()
    if one.state is RoundState.PREPARING:
        yield _opening(course)
    elif one.state is RoundState.COLLECTING and one.closes_at <= now:
        yield Task(
            title=_("Lock “{name}”").format(name=one.name),
            why=_("The deadline for wishes has passed. It also locks by itself."),
            due=one.closes_at,
            action=_("Look at it"),
            object=one.name,
            endpoint="rounds.show",
            values={"round_id": one.id},
        )
    elif one.state is RoundState.LOCKED and not course.newest_run and not course.computing:
        yield Task(
            title=_("Compute the match of “{name}”").format(name=one.name),
            why=_("{n} lists of wishes are locked.").format(n=number(course.counts.submitted)),
            due=one.results_on,
            action=_("Look at it"),
            object=one.name,
            endpoint="rounds.show",
            values={"round_id": one.id},
        )
    elif one.state is RoundState.LOCKED and course.newest_run:
        yield from _publication(course, viewer)
    elif one.state is RoundState.PUBLISHED and one.answer_by <= now:
        yield Task(
            title=_("Close “{name}”").format(name=one.name),
            why=_("Everybody had time to answer."),
            due=None,
            action=_("Look at it"),
            object=one.name,
            endpoint="placements.publication",
            values={"round_id": one.id},
        )


def _opening(course: Course) -> Task:
    one = course.match_round
    if course.counts.students == 0:
        return Task(
            title=_("Choose who takes part in “{name}”").format(name=one.name),
            why=_("A round opens once at least one cohort with students takes part."),
            due=one.opens_at,
            action=_("Choose cohorts"),
            object=one.name,
            endpoint="rounds.cohorts",
            values={"round_id": one.id},
        )
    return Task(
        title=_("Open “{name}” for wishes").format(name=one.name),
        why=_("{n} students take part; they see it once it is open.").format(
            n=number(course.counts.students)
        ),
        due=one.opens_at,
        action=_("Check and open"),
        object=one.name,
        endpoint="rounds.opening",
        values={"round_id": one.id},
    )


def _publication(course: Course, viewer: Viewer) -> Iterator[Task]:
    one = course.match_round
    if course.asked_by is None:
        yield Task(
            title=_("Ask a second officer to publish “{name}”").format(name=one.name),
            why=_("The match is computed and verified. Nobody else sees it yet."),
            due=one.results_on,
            action=_("Look at it"),
            object=one.name,
            endpoint="placements.publication",
            values={"round_id": one.id},
        )
    elif _may_confirm(course, viewer):
        yield Task(
            title=_("Check and publish “{name}”").format(name=one.name),
            why=_("Another officer asks for your second look."),
            due=one.results_on,
            action=_("Check"),
            object=one.name,
            endpoint="placements.publication",
            values={"round_id": one.id},
        )


def _may_confirm(course: Course, viewer: Viewer) -> bool:
    """Not whoever asked, nor whoever started the match."""
    return viewer.id not in (course.asked_by, course.run_by)


def _others(course: Course, viewer: Viewer) -> Iterator[Waiting]:
    one, now = course.match_round, clock.now()
    if (
        one.state is RoundState.COLLECTING
        and now < one.closes_at
        and course.counts.students > course.counts.submitted
    ):
        yield Waiting(
            title=_n(
                "{n} student has not submitted",
                "{n} students have not submitted",
                course.counts.students - course.counts.submitted,
            ),
            n=course.counts.students - course.counts.submitted,
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
    if course.counts.unanswered:
        yield Waiting(
            title=_n(
                "{n} student has not answered", "{n} students have not answered", course.counts.unanswered
            ),
            n=course.counts.unanswered,
            sub=_("{name}: {when}").format(name=one.name, when=deadline(one.answer_by)),
            action=_("See who"),
            endpoint="placements.results",
            values={"round_id": one.id, "answer": "offered"},
        )


def _few_slots(courses: list[Course]) -> Iterator[Task]:
    """Of the round whose wishes close next: students to whom the law leaves too little choice."""
    now = clock.now()
    one = next(
        (
            course.match_round
            for course in courses
            if course.match_round.state is RoundState.COLLECTING and course.match_round.closes_at > now
        ),
        None,
    )
    if one is None:
        return
    few = with_few_slots(
        db.session.execute(kinds_of_students(one.id)).all(),
        [facts_of(slot) for slot in db.session.scalars(slots_of(one))],
        fewer_than=FEWEST_SLOTS,
        book=Book.default(),
    )
    if few:
        yield Task(
            title=_n("Find slots for {n} student", "Find slots for {n} students", few),
            n=few,
            why=_("They may choose fewer than {fewest} slots of “{name}”.").format(
                fewest=FEWEST_SLOTS, name=one.name
            ),
            due=one.closes_at,
            action=_("Look at it"),
            object=one.name,
            endpoint="rounds.show",
            values={"round_id": one.id},
        )


def _figures(courses: list[Course]) -> list[Figure]:
    return [
        Figure(label=label, value=number(value), endpoint=endpoint)
        for label, value, endpoint in (
            (_("Students in rounds"), sum(course.counts.students for course in courses), "rounds.index"),
            (_("Lists submitted"), sum(course.counts.submitted for course in courses), "rounds.index"),
            (_("Answers to come"), sum(course.counts.unanswered for course in courses), "placements.index"),
            (_("Without a place"), sum(course.counts.unplaced for course in courses), "placements.index"),
        )
    ]
