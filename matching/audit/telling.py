"""The trail in sentences, in the reader's language."""

from typing import Any

from matching.access.roles import Role
from matching.audit.models import AuditEvent
from matching.kernel.i18n import _

NOBODY = "The service itself"
ANSWERS = {"accepted": "Accepted", "declined": "Declined"}  # as the room of placements says them

# The trail keeps the names of columns; people read what the pages call them.
FIELDS = {
    "name": "Full name",
    "class_name": "Class",
    "home_county": "Home county",
    "school_score": "School score",
    "skills": "Skills",
    "phone": "Phone",
    "id_number": "ID number",
}


class _Facts(dict[str, Any]):
    """A fact an old event does not carry reads as two dashes: the trail outlives its own wording."""

    def __missing__(self, key: str) -> str:
        return "--"


def sentence(event: AuditEvent, *, by: str = "") -> str:
    """What happened: the sentence of its kind, with its facts. `by` is read instead of the user name."""
    facts = {name: _word(name, value) for name, value in event.facts.items()}
    return event.kind.label.format_map(_Facts(facts, by=by or event.by_name or _(NOBODY)))


def _word(name: str, value: Any) -> str:
    if name == "role":
        return next((role.label for role in Role if role == value), str(value))
    if name == "fields" and isinstance(value, list):
        return ", ".join(_(FIELDS.get(str(one), str(one))) for one in value) or "--"
    if name == "list":
        return _(str(value))
    if name == "answer" and value in ANSWERS:
        return _(ANSWERS[value])
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
