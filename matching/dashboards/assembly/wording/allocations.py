"""How the matters of allocations of practice posts read."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _
from matching.matters.found import Found


def rank(found: Found) -> Task:
    """A teacher has no list yet."""
    return Task(
        title=_("Rank posts of “{name}”").format(name=found.name),
        n=found.n,
        why=_("{n} of its posts are for your subject. You have not ranked any yet.").format(n=found.n),
        due=found.due,
        since=found.since,
        action=_("Rank posts"),
        object=found.name,
        endpoint="practice.ranking",
        values={"allocation_id": found.subject_id},
    )


def compute(found: Found) -> Task:
    """The deadline has passed."""
    title = _("Allocation to be computed: “{name}”")
    return _allocation(found, title, why=_("The deadline for ranking has passed."), action=_("Look at it"))


def ask(found: Found) -> Task:
    """Computed, and nobody asked."""
    return _allocation(
        found,
        _("Ask a second officer to publish the allocation “{name}”"),
        why=_("It is computed and proved. Nobody else sees it yet."),
        action=_("Look at it"),
    )


def publish(found: Found) -> Task:
    """Another officer asked."""
    return _allocation(
        found,
        _("Check and publish the allocation “{name}”"),
        why=_("Another officer asks for your second look."),
        action=_("Check"),
    )


def _allocation(found: Found, title: str, *, why: str, action: str) -> Task:
    return Task(
        title=title.format(name=found.name),
        why=why,
        due=found.due,
        since=found.since,
        action=action,
        object=found.name,
        endpoint="practice.allocation",
        values={"allocation_id": found.subject_id},
    )
