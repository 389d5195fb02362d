"""What must always hold of slots."""

from matching.audit.kinds import AuditKind
from matching.audit.queries import untold
from matching.invariants import Invariant, Question
from matching.kernel.i18n import _l
from matching.slots.enums import SlotState
from matching.slots.models import Slot


def _withdrawn_untold() -> Question:
    return untold(Slot, Slot.state == SlotState.WITHDRAWN, AuditKind.SLOT_WITHDRAW)


INVARIANTS = (Invariant("I8", _l("Every slot that was withdrawn stands in the trail."), _withdrawn_untold),)
