"""A practice report, as people read it."""

from matching.kernel.errors import Difference
from matching.kernel.i18n import _l
from matching.practice.assembly.reports import Words

LABELS: dict[str, str] = {
    "did": _l("What did you do?"),
    "learned": _l("What did you learn?"),
    "teaching": _l("What will change in your teaching?"),
    "improvement": _l("A technical improvement"),
    "worth": _l("What it is worth in a year"),
}


def differences(theirs: Words, mine: Words) -> list[Difference]:
    """Every field in which the two differ."""
    return [
        Difference(str(label), str(getattr(theirs, name)), str(getattr(mine, name)))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(mine, name)
    ]
