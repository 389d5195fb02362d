"""When a list of wishes may be changed and submitted. Who may do so at all is not asked here."""

from collections.abc import Sequence
from datetime import datetime

from matching.kernel.i18n import _
from matching.rounds.enums import ListState
from matching.rounds.models import MatchRound, WishList
from matching.rounds.rules import is_submitted, standing_of, why_not_wish


def why_not_change(match_round: MatchRound, now: datetime) -> str | None:
    """Before the round opens and from its deadline on, nothing moves."""
    return why_not_wish(match_round, now)


def why_not_add(order: Sequence[int], limit: int) -> str | None:
    """The round says how many wishes a list may hold."""
    if len(order) < limit:
        return None
    return _("This round takes at most {limit} wishes. Remove one first, then add another.").format(
        limit=limit
    )


def why_not_undo(wishes: WishList | None, version: int) -> str | None:
    """One step back, and only from the list that the page shows."""
    if wishes is None or wishes.previous_order is None:
        return _("There is nothing to undo.")
    if wishes.version != version:
        return _("The list was changed again meanwhile. Look at it first: it was not undone.")
    return None


def why_not_submit(wishes: WishList | None, valid: int, limit: int) -> str | None:
    """`valid` wishes of the list can still be chosen."""
    if wishes is None or not wishes.order:
        return _("The list is empty. Choose at least one slot first.")
    if valid == 0:
        return _("None of the slots on the list can be chosen now. Choose another one first.")
    if valid > limit:
        return _("The list holds {n} wishes, this round takes at most {limit}. Remove some first.").format(
            n=valid, limit=limit
        )
    if is_submitted(wishes):
        return _("This list is submitted already. Nothing has changed since.")
    return None


def state_of(wishes: WishList | None, *, locked: bool) -> ListState:
    """Where a list stands, in one word."""
    return ListState.LOCKED if locked else standing_of(wishes)
