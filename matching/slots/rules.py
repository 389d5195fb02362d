"""Whether a slot may be posted, edited, withdrawn now; the law's answer and the reasons that were given."""

from collections.abc import Iterable, Mapping

from matching.kernel.i18n import _
from matching.kernel.moves import may_move
from matching.law.finding import Finding
from matching.slots.enums import MOVES, SHORTEST_REASON, SlotState
from matching.slots.models import Slot


def why_not_edit(slot: Slot) -> str | None:
    """A withdrawn slot stays as it was: students may have read it. A settled one: they were placed by it."""
    if slot.state is not SlotState.OPEN:
        return _("This slot was withdrawn. Copy it to post it again.")
    if slot.settled_at is not None:
        return _("Students were placed on these terms, so they stay. Copy the slot to offer other terms.")
    return None


def why_not_withdraw(slot: Slot) -> str | None:
    """Once, and not from under the students who were placed there."""
    if not may_move(MOVES, slot.state, SlotState.WITHDRAWN):
        return _("This slot is already withdrawn.")
    if slot.settled_at is not None:
        return _("Students were placed here, so the slot cannot be withdrawn.")
    return None


def why_not_count(on_post_staff: int) -> str | None:
    """Interns are counted against the staff, so the staff has to be told first (INT-25)."""
    if on_post_staff == 0:
        return _("First enter how many staff your enterprise has on post, on its own page.")
    return None


def without_reason(findings: Iterable[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """Soft findings nobody has justified yet."""
    return [
        finding
        for finding in findings
        if finding.asks_for_a_reason and len(reasons.get(finding.rule_id, "").strip()) < SHORTEST_REASON
    ]


def why_not_post(findings: Iterable[Finding], reasons: Mapping[str, str]) -> str | None:
    """Hard findings block, soft ones need a written reason."""
    found = list(findings)
    if any(finding.blocks for finding in found):
        return _("The slot breaks a rule that admits no exception. Change what is marked.")
    if without_reason(found, reasons):
        return _("Some answers need a written reason. Write it beside each.")
    return None
