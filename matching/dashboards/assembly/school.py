"""The home page of a school's coordinator: class lists, slips, wishes to remind of, results to look at."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.cohorts import checking
from matching.cohorts.enums import UPLOAD_DAYS
from matching.cohorts.models import RosterUpload
from matching.cohorts.queries import undecided
from matching.dashboards import queries
from matching.dashboards.assembly.counts import Counts, counts_of
from matching.dashboards.assembly.round_events import SHOWN_TO_ALL
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Figure, Task, Waiting
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.placements.queries import WITHOUT
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import moment, number

LISTS_SHOWN = 20
OWN = (
    AuditKind.COHORT_CREATE, AuditKind.COHORT_EDIT, AuditKind.COHORT_ENROL, AuditKind.ROSTER_UPLOAD,
    AuditKind.ROSTER_CANCEL, AuditKind.SLIPS_ISSUE, AuditKind.STUDENT_WITHDRAW,
)  # fmt: skip


def side(viewer: Viewer) -> Side:
    """Everything a coordinator has to see, of the own schools only."""
    schools = places_of(viewer, Role.SCHOOL_COORDINATOR)
    rounds = list(db.session.scalars(queries.rounds_of_schools(schools)))
    ids = [one.id for one in rounds]
    counts = counts_of(ids, schools)
    students, without_password = db.session.execute(queries.enrolment(schools)).one()
    found = Side(
        rounds=rounds,
        may_read=[queries.at_these(schools, OWN), queries.of_rounds(ids, SHOWN_TO_ALL)],
        advice=[Advice(text=_("Bring a class list"), endpoint="cohorts.index", icon="upload")],
    )
    found.tasks += _lists(list(db.session.scalars(undecided(schools).limit(LISTS_SHOWN))))
    found.tasks += _slips(students, without_password, rounds)
    for one in rounds:
        found.tasks += _wishes(one, counts[one.id])
        found.tasks += _results(one, counts[one.id])
        found.waiting += _others(one)
    found.figures = _figures(students, without_password, list(counts.values()))
    return found


def _lists(uploads: Sequence[RosterUpload]) -> Iterator[Task]:
    """The newest list is looked into; of more than one, the others are counted."""
    if not uploads:
        return
    newest, others = uploads[0], len(uploads) - 1
    faulty = len(checking.checked(checking.opened(newest).lines, newest.cohort).faulty_lines)
    if faulty:
        title = _n("Mend {n} row of a class list", "Mend {n} rows of a class list", faulty)
    else:
        title = _n("Enrol {n} student of a class list", "Enrol {n} students of a class list", newest.rows)
    yield Task(
        title=title,
        n=faulty or newest.rows,
        why=_("{cohort}: nobody of this list is enrolled before all its rows are right.").format(
            cohort=newest.cohort.name
        )
        if faulty
        else newest.cohort.name,
        due=_thrown_away(newest),
        action=_("Mend") if faulty else _("Check and enrol"),
        object=newest.cohort.name,
        endpoint="cohorts.roster" if faulty else "cohorts.check",
        values={"upload_id": newest.id},
    )
    if others:
        yield Task(
            title=_n("Decide on {n} more class list", "Decide on {n} more class lists", others),
            n=others,
            why=_("Lists nobody decides on are thrown away after {days} days.").format(days=UPLOAD_DAYS),
            due=_thrown_away(uploads[-1]),
            action=_("See them"),
            endpoint="cohorts.index",
        )


def _thrown_away(upload: RosterUpload) -> datetime:
    return upload.created_at + timedelta(days=UPLOAD_DAYS)


def _slips(students: int, without_password: int, rounds: Sequence[MatchRound]) -> Iterator[Task]:
    if not without_password:
        return
    closing = [one.closes_at for one in rounds if _takes_wishes(one)]
    yield Task(
        title=_n("Hand out a slip to {n} student", "Hand out slips to {n} students", without_password),
        n=without_password,
        why=_("They have not come in yet. {n} of {all} have.").format(
            n=number(students - without_password), all=number(students)
        ),
        due=min(closing) if closing else None,
        done=students - without_password,
        total=students,
        action=_("Print slips"),
        endpoint="cohorts.index",
    )


def _wishes(one: MatchRound, counts: Counts) -> Iterator[Task]:
    students, submitted, saved = counts.students, counts.submitted, counts.saved
    if _takes_wishes(one) and students > submitted:
        yield Task(
            title=_n(
                "Remind {n} student of the wishes",
                "Remind {n} students of their wishes",
                students - submitted,
            ),
            n=students - submitted,
            why=_("{name}: {saved} lists are saved but not submitted, so they do not count yet.").format(
                name=one.name, saved=number(saved)
            )
            if saved
            else one.name,
            due=one.closes_at,
            done=submitted,
            total=students,
            action=_("See who"),
            object=one.name,
            endpoint="rounds.participants",
            values={"round_id": one.id},
        )


def _results(one: MatchRound, counts: Counts) -> Iterator[Task]:
    placed, unanswered, unplaced = counts.placed, counts.unanswered, counts.unplaced
    if unanswered and clock.now() < one.answer_by:
        yield Task(
            title=_n("Remind {n} student to answer", "Remind {n} students to answer", unanswered),
            n=unanswered,
            why=_("{name}: without an answer the place is lost.").format(name=one.name),
            due=one.answer_by,
            done=placed - unanswered,
            total=placed,
            action=_("See who"),
            object=one.name,
            endpoint="placements.results",
            values={"round_id": one.id, "answer": "offered"},
        )
    if unplaced:
        yield Task(
            title=_n(
                "Talk to {n} student without a place",
                "Talk to {n} students without a place",
                unplaced,
            ),
            n=unplaced,
            why=_("{name}: not placed, declined, or not answered in time.").format(name=one.name),
            due=one.internship_from,
            action=_("See who"),
            object=one.name,
            endpoint="placements.results",
            values={"round_id": one.id, "answer": WITHOUT},
        )


def _others(one: MatchRound) -> Iterator[Waiting]:
    if one.state is RoundState.LOCKED or (
        one.state is RoundState.COLLECTING and one.closes_at <= clock.now()
    ):
        yield Waiting(
            title=_("The bureau matches “{name}”").format(name=one.name),
            sub=_("Results are planned for {when}").format(when=moment(one.results_on)),
        )


def _takes_wishes(one: MatchRound) -> bool:
    return one.state is RoundState.COLLECTING and clock.now() < one.closes_at


def _figures(students: int, without_password: int, counts: Sequence[Counts]) -> list[Figure]:
    return [
        Figure(label=label, value=number(value), endpoint=endpoint)
        for label, value, endpoint in (
            (_("Students"), students, "cohorts.index"),
            (_("Have come in"), students - without_password, "cohorts.index"),
            (_("Lists submitted"), sum(one.submitted for one in counts), "rounds.index"),
            (_("Have a place"), sum(one.in_place for one in counts), "placements.index"),
        )
    ]
