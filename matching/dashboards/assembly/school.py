"""The home page of a school's coordinator: class lists, slips, wishes to remind of, results to look at."""

from collections.abc import Iterator, Sequence

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.cohorts import checking
from matching.cohorts.queries import one_upload
from matching.dashboards import queries
from matching.dashboards.assembly.round_events import SHOWN_TO_ALL
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Figure, Task, Waiting
from matching.dashboards.assembly.wording import school as wording
from matching.dashboards.assembly.wording import task_of
from matching.db import db
from matching.db import one as one_of
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.matters.enums import MatterKind
from matching.matters.found import Found
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import moment, number

OWN = (
    AuditKind.COHORT_CREATE, AuditKind.COHORT_EDIT, AuditKind.COHORT_ENROL, AuditKind.ROSTER_UPLOAD,
    AuditKind.ROSTER_CANCEL, AuditKind.SLIPS_ISSUE, AuditKind.STUDENT_WITHDRAW,
)  # fmt: skip


def side(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """Everything a coordinator has to see, of the own schools only."""
    schools = places_of(viewer, Role.SCHOOL_COORDINATOR)
    rounds = list(db.session.scalars(queries.rounds_of_schools(schools)))
    ids = [one.id for one in rounds]
    figures = db.session.execute(queries.school_figures(schools, ids)).one()
    found = Side(
        tasks=[
            _looked_into(one, schools) if one.kind is MatterKind.CLASS_LIST else task_of(one)
            for one in matters
        ],
        rounds=rounds,
        may_read=[queries.at_these(schools, OWN), queries.of_rounds(ids, SHOWN_TO_ALL)],
        advice=[Advice(text=_("Bring a class list"), endpoint="cohorts.index", icon="upload")],
    )
    for one in rounds:
        found.waiting += _others(one)
    found.figures = _figures(*figures)
    return found


def _looked_into(found: Found, schools: frozenset[int]) -> Task:
    """The rows of a class list are sealed: only whoever may read them learns how many are wrong."""
    upload = one_of(one_upload(found.subject_id, schools))
    faulty = checking.checked(checking.opened(upload).lines, upload.cohort).faulty_lines if upload else ()
    return wording.faulty_list(found, len(faulty)) if faulty else task_of(found)


def _others(one: MatchRound) -> Iterator[Waiting]:
    if one.state is RoundState.LOCKED or (
        one.state is RoundState.COLLECTING and one.closes_at <= clock.now()
    ):
        yield Waiting(
            title=_("The bureau matches “{name}”").format(name=one.name),
            sub=_("Results are planned for {when}").format(when=moment(one.results_on)),
        )


def _figures(students: int, without_password: int, submitted: int, in_place: int) -> list[Figure]:
    return [
        Figure(label=label, value=number(value), endpoint=endpoint)
        for label, value, endpoint in (
            (_("Students"), students, "cohorts.index"),
            (_("Have come in"), students - without_password, "cohorts.index"),
            (_("Lists submitted"), submitted, "rounds.index"),
            (_("Have a place"), in_place, "placements.index"),
        )
    ]
