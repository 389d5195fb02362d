"""What was said of a group, as people read it."""

from typing import Any

from matching.kernel.errors import Difference
from matching.kernel.i18n import _, _l
from matching.visits.assembly.terms import Group

LABELS: dict[str, str] = {
    "students": _l("Students"),
    "adults": _l("Adults with them"),
    "leader": _l("Who leads the group"),
    "mobile": _l("Mobile number on the day"),
    "needs": _l("What the group needs"),
    "wants_pick_up": _l("Please fetch us"),
}


def differences(theirs: Group, mine: Group) -> list[Difference]:
    """Every field in which the two differ."""
    return [
        Difference(str(label), _told(getattr(theirs, name)), _told(getattr(mine, name)))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
