"""How the matters of an enterprise read."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _, _n
from matching.matters.found import Found


def profile(found: Found) -> Task:
    """What the profile lacks, by name."""
    names = {
        "contact_name": _("contact person"),
        "contact_phone": _("phone"),
        "address": _("address"),
        "on_post_staff": _("staff at their posts"),
    }
    lacking = [names[column] for column in found.detail.split()]
    return Task(
        title=_("Complete the profile of {name}").format(name=found.name),
        why=_("Missing: {what}.").format(what=_(", ").join(lacking)),
        since=found.since,
        action=_("Complete"),
        object=found.name,
        endpoint="organisations.edit",
        values={"organisation_id": found.subject_id},
    )


def slots_started(found: Found) -> Task:
    """Open slots nobody can choose."""
    return Task(
        title=_n("Look at {n} slot that has started", "Look at {n} slots that have started", found.n),
        n=found.n,
        why=_("Nobody can choose them any more. Withdraw them, or copy them with a new first day."),
        since=found.since,
        action=_("Look at them"),
        endpoint="slots.index",
    )


def unranked(found: Found) -> Task:
    """Slots nobody wants yet, shortly before the lists close."""
    return Task(
        title=_n("Look at {n} slot nobody has ranked", "Look at {n} slots nobody has ranked", found.n),
        n=found.n,
        why=_("{name}: pay, lodging and a clear description help students to decide.").format(
            name=found.name
        ),
        due=found.due,
        since=found.since,
        action=_("Look at them"),
        object=found.name,
        endpoint="slots.index",
    )


def no_slot(found: Found) -> Task:
    """Nothing to choose."""
    return Task(
        title=_("Post a slot"),
        why=_("Students can choose none of yours now."),
        since=found.since,
        action=_("Post a slot"),
        endpoint="slots.new",
    )


def arrivals(found: Found) -> Task:
    """Students who accepted."""
    return Task(
        title=_n("Get ready for {n} student", "Get ready for {n} students", found.n),
        n=found.n,
        why=_("They accepted, so you can read their names now."),
        due=found.due,
        since=found.since,
        action=_("See who"),
        endpoint="placements.results",
        values={"round_id": found.subject_id},
    )
