"""How the matters of records, posts and reports of practice read."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _, _n
from matching.matters.found import Found


def records_to_certify(found: Found) -> Task:
    """Practice from elsewhere of one teacher."""
    return Task(
        title=_("Certify what {name} recorded").format(name=found.name),
        why=_("Practice at {enterprise}. It counts once you have certified it.").format(
            enterprise=found.detail
        ),
        since=found.since,
        action=_("Look at it"),
        object=found.name,
        endpoint="practice.decide_record",
        values={"record_id": found.subject_id},
    )


def posts_to_refresh(found: Found) -> Task:
    """Posts that teachers read as old."""
    said = _n("Is {n} practice post still valid?", "Are {n} practice posts still valid?", found.n)
    return Task(
        title=said.format(n=found.n),
        n=found.n,
        why=_("Nobody has confirmed them for long, and teachers are told so."),
        since=found.since,
        action=_("Look at them"),
        endpoint="practice.index",
        values={"state": "old"},
    )


def days_missing(found: Found) -> Task:
    """A practice that is over, of which no day stands."""
    return Task(
        title=_("Enter your days at “{title}”").format(title=found.name),
        why=_("It is over and no day is entered. If you did not go, withdraw."),
        since=found.since,
        action=_("Enter them"),
        object=found.name,
        endpoint="practice.days",
        values={"sign_up_id": found.subject_id},
    )


def report_due(found: Found) -> Task:
    """A practice that is over, without a report."""
    return _about_report(
        found,
        title=_("Hand in your report on “{title}”").format(title=found.name),
        why=_("Three questions; photos if you like. You can save and go on later."),
        action=_("Write it"),
    )


def report_returned(found: Found) -> Task:
    """A report that came back."""
    return _about_report(
        found,
        title=_("Change your report on “{title}”").format(title=found.name),
        why=found.detail,
        action=_("Change it"),
    )


def reports_to_read(found: Found) -> Task:
    """A report that waits for the school."""
    return _about_report(
        found,
        title=_("Read the practice report of {name}").format(name=found.name),
        why=found.detail,
        action=_("Look at it"),
    )


def worth_to_confirm(found: Found) -> Task:
    """An improvement that waits for the enterprise's figure."""
    return _about_report(
        found,
        title=_("Say what the improvement of {name} is worth").format(name=found.name),
        why=_("The teacher puts it at CNY {n} a year. Your own figure counts.").format(n=found.n),
        action=_("Look at it"),
    )


def _about_report(found: Found, *, title: str, why: str, action: str) -> Task:
    return Task(
        title=title,
        why=why,
        since=found.since,
        action=action,
        object=found.name,
        endpoint="practice.report",
        values={"sign_up_id": found.subject_id},
    )
