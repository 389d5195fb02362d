"""How an officer's matters read."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.rounds.enums import FEWEST_SLOTS
from matching.web.filters import number


def cohorts(found: Found) -> Task:
    """Nobody takes part yet."""
    return _round(
        found,
        title=_("Choose who takes part in “{name}”"),
        why=_("A round opens once at least one cohort with students takes part."),
        action=_("Choose cohorts"),
        endpoint="rounds.cohorts",
    )


def opening(found: Found) -> Task:
    """Ready to be opened."""
    return _round(
        found,
        title=_("Open “{name}” for wishes"),
        why=_("{n} students take part; they see it once it is open.").format(n=number(found.more)),
        action=_("Check and open"),
        endpoint="rounds.opening",
    )


def lock(found: Found) -> Task:
    """The deadline has passed."""
    return _round(
        found,
        title=_("Lock “{name}”"),
        why=_("The deadline for wishes has passed. It also locks by itself."),
        action=_("Look at it"),
        endpoint="rounds.show",
    )


def run(found: Found) -> Task:
    """Locked, and nothing computed."""
    return _round(
        found,
        title=_("Compute the match of “{name}”"),
        why=_("{n} lists of wishes are locked.").format(n=number(found.more)),
        action=_("Look at it"),
        endpoint="rounds.show",
    )


def ask(found: Found) -> Task:
    """Computed, and nobody asked."""
    return _round(
        found,
        title=_("Ask a second officer to publish “{name}”"),
        why=_("The match is computed and verified. Nobody else sees it yet."),
        action=_("Look at it"),
        endpoint="placements.publication",
    )


def confirm(found: Found) -> Task:
    """Another officer asked."""
    return _round(
        found,
        title=_("Check and publish “{name}”"),
        why=_("Another officer asks for your second look."),
        action=_("Check"),
        endpoint="placements.publication",
    )


def close(found: Found) -> Task:
    """Everything is answered, or too late."""
    return _round(
        found,
        title=_("Close “{name}”"),
        why=_("Everybody had time to answer."),
        action=_("Look at it"),
        endpoint="placements.publication",
    )


def few_slots(found: Found) -> Task:
    """The law leaves some students too little choice."""
    return _round(
        found,
        title=_n("Find slots for {n} student", "Find slots for {n} students", found.n),
        why=_("They may choose fewer than {fewest} slots of “{name}”.").format(
            fewest=FEWEST_SLOTS, name=found.name
        ),
        action=_("Look at it"),
        endpoint="rounds.warnings",
    )


def _round(found: Found, *, title: str, why: str, action: str, endpoint: str) -> Task:
    return Task(
        title=title.replace("{name}", found.name),
        n=found.n or None,
        why=why,
        due=found.due,
        since=found.since,
        action=action,
        object=found.name,
        endpoint=endpoint,
        values={"round_id": found.subject_id},
    )
