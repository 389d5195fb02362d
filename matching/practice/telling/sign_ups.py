"""What a teacher said when signing up, as people read it."""

from typing import Any

from matching.kernel.errors import Difference
from matching.kernel.i18n import _, _l
from matching.kernel.labels import LabelledEnum
from matching.practice.assembly.sign_ups import Wish

LABELS: dict[str, str] = {
    "wants": _l("What I want to learn"),
    "timetable": _l("My lessons in these days"),
    "timetable_note": _l("Who takes over which lessons"),
    "department_agrees": _l("My department agrees"),
}


def differences(theirs: Wish, mine: Wish) -> list[Difference]:
    """Every field in which the two differ."""
    return [
        Difference(str(label), _told(getattr(theirs, name)), _told(getattr(mine, name)))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]


def _told(value: Any) -> str:
    if isinstance(value, LabelledEnum):
        return value.label
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
