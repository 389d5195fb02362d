"""The sentences about one slot for one student, and about what a move did."""

from collections.abc import Sequence

from matching.kernel.i18n import _
from matching.kernel.sentences import joined
from matching.law.book import Book
from matching.law.finding import Finding, basis, blocking, rule_of, text
from matching.slots.models import Slot
from matching.wishes.assembly.desk import Choice
from matching.wishes.assembly.order import Move
from matching.wishes.enums import Barred, MoveKind


def why_not_choose(choice: Choice) -> str | None:
    """Why this slot cannot be wished for, in one sentence or more; None if it can."""
    return joined(reasons(choice)) or None


def reasons(choice: Choice) -> list[str]:
    """Every reason by itself: the rule, the student's own value, and from when on it would be open."""
    if choice.barred is Barred.WITHDRAWN:
        why = choice.slot.withdrawn_why
        return [
            _("The enterprise has withdrawn this slot. It can no longer be chosen. Reason: {why}").format(
                why=why
            )
        ]
    if choice.barred is Barred.OUTSIDE:
        return [_("This slot now starts outside the dates of this round. It can no longer be chosen.")]
    return [_with_basis(finding, choice.slot) for finding in blocking(choice.findings)]


def remarks(choice: Choice) -> list[str]:
    """What is worth knowing though it bars nothing."""
    return [text(finding, _) for finding in choice.findings if not finding.blocks]


def after_move(move: Move, title: str, order: Sequence[int]) -> str:
    """What is said when a move is made, from the order as it is now."""
    if move.slot_id not in order:
        return _("“{title}” is no longer on the list. Saved.").format(title=title)
    place = order.index(move.slot_id) + 1
    if move.kind is MoveKind.ADD:
        said = _("“{title}” is wish {n} now. Saved.")
    else:
        said = _("“{title}” moved to position {n}. Saved.")
    return said.format(title=title, n=place)


def _with_basis(finding: Finding, slot: Slot) -> str:
    rule = rule_of(finding, Book.default(), slot.starts_on)
    return _("{sentence} ({basis})").format(sentence=text(finding, _), basis=basis(rule, _))
