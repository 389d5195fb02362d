"""Which days may be entered, and what may become of them now."""

from collections.abc import Iterable
from datetime import date

from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.practice.enums import (
    DAY_MOVES,
    SHORTEST_REASON,
    SIGN_UP_MOVES,
    DaySource,
    DayState,
    SignUpState,
)
from matching.practice.models import PracticeDay, PracticeOffer, SignUp

OPEN = frozenset({DayState.ENTERED, DayState.CONFIRMED})  # the enterprise may tick it


def why_not_keep(sign_up: SignUp) -> str | None:
    """Days are kept from the enterprise's yes to the school's certificate."""
    if sign_up.state is SignUpState.CERTIFIED:
        return _("The school has certified these days. For a correction it has to open them again.")
    if sign_up.state is not SignUpState.ACCEPTED:
        return _("Days are entered once school and enterprise agree.")
    return None


def why_not_enter(sign_up: SignUp, day: date, *, today: date) -> str | None:
    """A day within the dates that has come."""
    if day > today:
        return _("{day} has not come yet.").format(day=spoken(day))
    if not sign_up.starts_on <= day <= sign_up.ends_on:
        return _("{day} is outside this practice: {first} to {last}.").format(
            day=spoken(day), first=spoken(sign_up.starts_on), last=spoken(sign_up.ends_on)
        )
    return why_not_keep(sign_up)


def why_no_code(offer: PracticeOffer, *, today: date) -> str | None:
    """There is a code on the days of the post."""
    if offer.starts_on <= today <= offer.ends_on:
        return None
    return _("There is a code on the days of this post: {first} to {last}.").format(
        first=spoken(offer.starts_on), last=spoken(offer.ends_on)
    )


def why_not_again(kept: PracticeDay | None) -> str | None:
    """A day stands once; one that was taken back or refused may be entered again."""
    if kept is None or may_move(DAY_MOVES, kept.state, DayState.ENTERED):
        return None
    return _("{day} is entered already: {state}.").format(day=spoken(kept.day), state=kept.state.label)


def why_not_by_hand(source: DaySource, day: date, reason: str, *, today: date) -> str | None:
    """What was not entered on the day itself is explained."""
    if source is DaySource.HAND and day != today and len(reason) < SHORTEST_REASON:
        return _("Write in a few words why this day was not entered on the day itself.")
    return None


def why_not_take_back(day: PracticeDay) -> str | None:
    """Until the enterprise has looked at it."""
    return _why_not(day, DayState.REMOVED)


def why_not_confirm(day: PracticeDay) -> str | None:
    """What waits for the enterprise."""
    return _why_not(day, DayState.CONFIRMED)


def why_not_refuse(day: PracticeDay) -> str | None:
    """Before the school has certified it."""
    return _why_not(day, DayState.REFUSED)


def why_not_chosen(days: Iterable[PracticeDay]) -> str | None:
    """Something is ticked."""
    return None if list(days) else _("Tick at least one day.")


def why_not_certify(sign_up: SignUp, days: Iterable[PracticeDay]) -> str | None:
    """Once the enterprise has looked at every day, and confirmed at least one."""
    if not may_move(SIGN_UP_MOVES, sign_up.state, SignUpState.CERTIFIED):
        return _("This sign-up stands elsewhere by now: {state}.").format(state=sign_up.state.label)
    states = [each.state for each in days]
    if waiting := states.count(DayState.ENTERED):
        sentence = _n(
            "{n} day still waits for the enterprise. Certify when it has answered.",
            "{n} days still wait for the enterprise. Certify when it has answered.",
            waiting,
        )
        return sentence.format(n=waiting)
    if DayState.CONFIRMED not in states:
        return _("No day is confirmed by the enterprise yet.")
    return None


def why_not_reopen(sign_up: SignUp) -> str | None:
    """What is certified can be opened for a correction."""
    if sign_up.state is SignUpState.CERTIFIED:
        return None
    return _("This sign-up stands elsewhere by now: {state}.").format(state=sign_up.state.label)


def _why_not(day: PracticeDay, there: DayState) -> str | None:
    if may_move(DAY_MOVES, day.state, there):
        return None
    return _("{day} stands elsewhere by now: {state}.").format(day=spoken(day.day), state=day.state.label)
