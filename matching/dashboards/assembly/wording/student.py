"""How a student's matters read."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.web.filters import day


def rank(found: Found) -> Task:
    """Nothing on the list yet."""
    return Task(
        title=_("Rank your wishes"),
        why=_("Up to {limit} slots, the one you like best first.").format(limit=found.more),
        due=found.due,
        action=_("Start ranking"),
        endpoint="wishes.choices",
        values={"round_id": found.subject_id},
    )


def submit(found: Found) -> Task:
    """A list that does not count, or not as it is now."""
    again, n = bool(found.more), found.n
    return Task(
        title=_n("Submit your changed list of {n} wish", "Submit your changed list of {n} wishes", n)
        if again
        else _n("Submit the {n} wish you saved", "Submit the {n} wishes you saved", n),
        n=n,
        why=_("Until then the list you submitted earlier counts.")
        if again
        else _("Saved is not submitted: only a submitted list counts."),
        due=found.due,
        action=_("Check and submit"),
        endpoint="wishes.choices",
        values={"round_id": found.subject_id},
    )


def answer(found: Found) -> Task:
    """A place that is offered."""
    return Task(
        title=_("Answer your result: {title}").format(title=found.name),
        why=_("{enterprise}, from {day} on. Without an answer the place is lost.").format(
            enterprise=found.detail, day=day(found.day) if found.day else ""
        ),
        due=found.due,
        action=_("Read and answer"),
        endpoint="placements.result",
        values={"round_id": found.subject_id},
    )
