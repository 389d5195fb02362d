"""How the matters of practice read."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _, _n
from matching.matters.found import Found


def to_approve(found: Found) -> Task:
    """Teachers who ask their school."""
    return Task(
        title=_n("Answer {n} teacher who asks to go", "Answer {n} teachers who ask to go", found.n),
        n=found.n,
        why=_("They hold seats of practice posts until you answer."),
        due=found.due,
        since=found.since,
        action=_("Look at them"),
        endpoint="practice.sign_ups",
        values={"state": "asked"},
    )


def to_accept(found: Found) -> Task:
    """Teachers whom their school lets go."""
    return Task(
        title=_n("Answer {n} teacher who wants to come", "Answer {n} teachers who want to come", found.n),
        n=found.n,
        why=_("Their schools agree."),
        due=found.due,
        since=found.since,
        action=_("Look at them"),
        endpoint="practice.sign_ups",
        values={"state": "approved"},
    )


def days_to_confirm(found: Found) -> Task:
    """Days of one teacher."""
    said = _n("Confirm {n} day of {name}", "Confirm {n} days of {name}", found.n)
    return Task(
        title=said.format(n=found.n, name=found.name),
        n=found.n,
        why=_("{title}: was the teacher there?").format(title=found.detail),
        since=found.since,
        action=_("Look at them"),
        object=found.name,
        endpoint="practice.days",
        values={"sign_up_id": found.subject_id},
    )


def to_certify(found: Found) -> Task:
    """One practice that is over."""
    said = _n("The enterprise confirmed {n} day.", "The enterprise confirmed {n} days.", found.n)
    return Task(
        title=_("Certify the practice of {name}").format(name=found.name),
        why=said.format(n=found.n),
        since=found.since,
        action=_("Look at it"),
        object=found.name,
        endpoint="practice.days",
        values={"sign_up_id": found.subject_id},
    )


def seat_offered(found: Found) -> Task:
    """A seat that became free."""
    return Task(
        title=_("Answer the seat of “{title}”").format(title=found.name),
        why=_("{enterprise}: you are next in line. After that it goes on.").format(enterprise=found.detail),
        due=found.until,
        since=found.since,
        action=_("Answer"),
        object=found.name,
        endpoint="practice.sign_up",
        values={"sign_up_id": found.subject_id},
    )


def invited(found: Found) -> Task:
    """An invitation nobody has answered."""
    return Task(
        title=_("{inviter} invites you: “{title}”").format(inviter=found.detail, title=found.name),
        why=_("Sign up, or decline on the page of the post."),
        due=found.due,
        since=found.since,
        action=_("Look at it"),
        object=found.name,
        endpoint="practice.show",
        values={"offer_id": found.subject_id},
    )


def to_choose(found: Found) -> Task:
    """Nothing is planned while posts are open."""
    said = _n(
        "{n} post is open. You have not signed up yet.",
        "{n} posts are open. You have not signed up yet.",
        found.n,
    )
    return Task(
        title=_("Choose your next practice"),
        why=said.format(n=found.n),
        since=found.since,
        action=_("Choose a post"),
        endpoint="dashboards.home",
        values={"_anchor": "posts"},
    )
