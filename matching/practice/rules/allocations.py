"""What may happen to an allocation now: None, or the reason why not."""

from collections.abc import Sequence
from datetime import date, datetime

from matching.kernel import clock
from matching.kernel.i18n import _
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.practice.enums import ALLOCATION_MOVES, MOST_CHOICES, SHORTEST_REASON, AllocationState
from matching.practice.models import Allocation


def why_not_deadline(ranking_until: datetime, *, now: datetime) -> str | None:
    """Teachers need time to choose."""
    if ranking_until <= now:
        return _("Choose a moment that is still to come.")
    return None


def why_not_days(first: date, last: date, ranking_until: datetime) -> str | None:
    """What begins before teachers have chosen cannot be handed out."""
    if last < first:
        return _("The last day comes before the first. Change one of them.")
    if first <= clock.local(ranking_until).date():
        return _("Choose a day after the deadline.")
    return None


def why_not_posts(found: int) -> str | None:
    """Something is handed out."""
    if found:
        return None
    return _("No open post with a free seat begins on these days. Choose other days.")


def why_not_rank(allocation: Allocation, *, now: datetime) -> str | None:
    """Until the deadline; the last moment does not count."""
    if allocation.state is AllocationState.CANCELLED:
        return _("The bureau cancelled this allocation: {reason}").format(reason=allocation.cancelled_why)
    if allocation.state is not AllocationState.COLLECTING or now >= allocation.ranking_until:
        return _("The deadline was {moment}. Your list counts as it stood then.").format(
            moment=spoken(allocation.ranking_until)
        )
    return None


def why_not_add(order: Sequence[int]) -> str | None:
    """Ten posts say enough."""
    if len(order) < MOST_CHOICES:
        return None
    return _("At most {most} posts. Remove one first, then add another.").format(most=MOST_CHOICES)


def why_not_compute(allocation: Allocation, *, running: bool, now: datetime) -> str | None:
    """After the deadline, as often as need be, until it is published."""
    if running:
        return _("It is being computed just now.")
    if allocation.state is AllocationState.COLLECTING and now < allocation.ranking_until:
        return _("Teachers can rank until {moment}.").format(moment=spoken(allocation.ranking_until))
    return _why_not_move(allocation, AllocationState.COMPUTED)


def why_not_ask(allocation: Allocation) -> str | None:
    """Once it is computed."""
    if allocation.state is AllocationState.COLLECTING:
        return _("It has to be computed first.")
    return _why_not_move(allocation, AllocationState.ASKED)


def why_not_take_back(allocation: Allocation) -> str | None:
    """While somebody is asked."""
    if allocation.state is AllocationState.ASKED:
        return None
    return _("Nobody is asked to publish it.")


def why_not_publish(allocation: Allocation, *, by_id: int) -> str | None:
    """A second officer, once."""
    if allocation.state is AllocationState.PUBLISHED:
        return _("This allocation is already published.")
    if allocation.state is not AllocationState.ASKED:
        return _("Nobody has asked for this publication, or the request was taken back.")
    if allocation.asked_by_id == by_id:
        return _("You asked for it, so somebody else has to publish it.")
    return None


def why_not_cancel(allocation: Allocation) -> str | None:
    """What is published stays."""
    return _why_not_move(allocation, AllocationState.CANCELLED)


def why_not_reason(reason: str) -> str | None:
    """Whoever ranked posts reads why."""
    if len(reason) < SHORTEST_REASON:
        return _("Write in a few words why. Teachers who ranked posts read it.")
    return None


def _why_not_move(allocation: Allocation, there: AllocationState) -> str | None:
    if may_move(ALLOCATION_MOVES, allocation.state, there):
        return None
    return _("This allocation stands elsewhere by now: {state}.").format(state=allocation.state.label)
