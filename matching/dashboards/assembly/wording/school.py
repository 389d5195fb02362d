"""How a coordinator's matters read."""

from matching.dashboards.assembly.tasks import Task
from matching.imports.enums import UPLOAD_DAYS
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.placements.queries import WITHOUT
from matching.web.filters import number


def class_list(found: Found) -> Task:
    """The newest list, before anybody has looked into it."""
    return Task(
        title=_n("Enrol {n} student of a class list", "Enrol {n} students of a class list", found.n),
        n=found.n,
        why=found.name,
        due=found.due,
        since=found.since,
        action=_("Check and enrol"),
        object=found.name,
        endpoint="cohorts.check",
        values={"upload_id": found.subject_id},
    )


def faulty_list(found: Found, faulty: int) -> Task:
    """The same list, looked into: so many of its rows are wrong."""
    return Task(
        title=_n("Mend {n} row of a class list", "Mend {n} rows of a class list", faulty),
        n=faulty,
        why=_("{cohort}: nobody of this list is enrolled before all its rows are right.").format(
            cohort=found.name
        ),
        due=found.due,
        since=found.since,
        action=_("Mend"),
        object=found.name,
        endpoint="cohorts.roster",
        values={"upload_id": found.subject_id},
    )


def class_lists(found: Found) -> Task:
    """All other lists."""
    return Task(
        title=_n("Decide on {n} more class list", "Decide on {n} more class lists", found.n),
        n=found.n,
        why=_("Lists nobody decides on are thrown away after {days} days.").format(days=UPLOAD_DAYS),
        due=found.due,
        since=found.since,
        action=_("See them"),
        endpoint="cohorts.index",
    )


def slips(found: Found) -> Task:
    """Students who have not come in."""
    return Task(
        title=_n("Hand out a slip to {n} student", "Hand out slips to {n} students", found.n),
        n=found.n,
        why=_("They have not come in yet. {n} of {all} have.").format(
            n=number(found.of - found.n), all=number(found.of)
        ),
        due=found.due,
        since=found.since,
        done=found.of - found.n,
        total=found.of,
        action=_("Print slips"),
        endpoint="cohorts.index",
    )


def wishes_missing(found: Found) -> Task:
    """Lists that do not count yet."""
    return Task(
        title=_n("Remind {n} student of the wishes", "Remind {n} students of their wishes", found.n),
        n=found.n,
        why=_("{name}: {saved} lists are saved but not submitted, so they do not count yet.").format(
            name=found.name, saved=number(found.more)
        )
        if found.more
        else found.name,
        due=found.due,
        since=found.since,
        done=found.of - found.n,
        total=found.of,
        action=_("See who"),
        object=found.name,
        endpoint="rounds.participants",
        values={"round_id": found.subject_id},
    )


def answers_missing(found: Found) -> Task:
    """Results nobody answered."""
    return Task(
        title=_n("Remind {n} student to answer", "Remind {n} students to answer", found.n),
        n=found.n,
        why=_("{name}: without an answer the place is lost.").format(name=found.name),
        due=found.due,
        since=found.since,
        done=found.of - found.n,
        total=found.of,
        action=_("See who"),
        object=found.name,
        endpoint="placements.results",
        values={"round_id": found.subject_id, "answer": "offered"},
    )


def without_place(found: Found) -> Task:
    """Students the match, or their own answer, left without a place."""
    return Task(
        title=_n("Talk to {n} student without a place", "Talk to {n} students without a place", found.n),
        n=found.n,
        why=_("{name}: not placed, declined, or not answered in time.").format(name=found.name),
        due=found.due,
        since=found.since,
        action=_("See who"),
        object=found.name,
        endpoint="placements.results",
        values={"round_id": found.subject_id, "answer": WITHOUT},
    )


def teachers_to_admit(found: Found) -> Task:
    """Those who came by the school's code."""
    title = _n("Answer {n} teacher who asks to join", "Answer {n} teachers who ask to join", found.n)
    return Task(
        title=title.format(n=found.n),
        n=found.n,
        why=_("They know the code of your school and see nothing of it until you agree."),
        since=found.since,
        action=_("Look at them"),
        endpoint="teachers.requests",
    )
