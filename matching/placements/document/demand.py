"""How much a slot was wanted, and why seats are left: in words, from the counts of the frozen run.

The bureau reads every number. An enterprise knows who was placed with it, so small numbers would tell which
choice a known student made: where fewer than five ranked a slot it reads words alone, and otherwise no number
below five. A sum from which one hidden number could be worked out is told as a floor.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from matching.kernel.i18n import _, _l, _n
from matching.kernel.sentences import joined
from matching.placements.enums import FEW_PEOPLE, Outcome
from matching.rounds.models import SlotDemand
from matching.slots.enums import SlotState

REASONS = {
    Outcome.NOT_NEEDED: _l("Wanted another slot more, and got it: {people}."),
    Outcome.INELIGIBLE: _l("May not take it because of age, major or hours: {people}."),
}
IN_WORDS = {
    Outcome.NOT_NEEDED: _l("Those who ranked it wanted another slot more, and got it."),
    Outcome.INELIGIBLE: _l("Some who ranked it may not take it because of age, major or hours."),
}


class Interest(NamedTuple):
    """What is said of one slot beside its seats."""

    chosen: str
    choices: str
    why: tuple[str, ...]
    advice: str


def interest_of(slot: Any, demand: SlotDemand | None, *, exact: bool) -> Interest:
    """`slot` is a row of `seats_in`; `exact` where the reader may know every number."""
    ranked: Sequence[int] = demand.ranked if demand else ()
    became: dict[str, int] = demand.became if demand else {}
    total = sum(ranked)
    numbers = exact or total >= FEW_PEOPLE
    vacant = slot.left > 0
    return Interest(
        chosen=_chosen(ranked, exact=exact),
        choices=_choices(ranked, exact=exact) if total and numbers else "",
        why=tuple(_why(slot, total, became, counted=numbers, exact=exact)) if vacant else (),
        advice=_advice(total, became) if vacant else "",
    )


def people(n: int, *, exact: bool) -> str:
    """A number of people, or that they are few."""
    if exact or n >= FEW_PEOPLE:
        return _n("{n} student", "{n} students", n).format(n=n)
    return _("fewer than {few} students").format(few=FEW_PEOPLE)


def _chosen(ranked: Sequence[int], *, exact: bool) -> str:
    total = sum(ranked)
    if not total:
        return _("Nobody ranked it.")
    one_is_hidden = sum(0 < n < FEW_PEOPLE for n in ranked) == 1
    if not exact and total >= FEW_PEOPLE and one_is_hidden:
        return _("More than {n} students ranked it.").format(n=_floor(total))
    return _("Ranked by {people}.").format(people=people(total, exact=exact))


def _floor(total: int) -> int:
    """The next multiple of five below, so that no hidden number follows from the others."""
    return (total - 1) // FEW_PEOPLE * FEW_PEOPLE


def _choices(ranked: Sequence[int], *, exact: bool) -> str:
    names = (_("first choice"), _("second choice"), _("third choice"), _("later choice"))
    return _(", ").join(
        _("{choice}: {people}").format(choice=name, people=people(n, exact=exact))
        for name, n in zip(names, ranked, strict=True)
        if n
    )


def _why(slot: Any, total: int, became: dict[str, int], *, counted: bool, exact: bool) -> Iterator[str]:
    """Why fewer came than there are seats, the commonest reason first."""
    if slot.state is SlotState.WITHDRAWN:
        yield _("The slot was withdrawn.")
    if not total:
        yield _("Nobody ranked it.")
    for outcome in sorted(REASONS, key=lambda one: -became.get(one.value, 0)):
        n = became.get(outcome.value, 0)
        if n and counted:
            yield str(REASONS[outcome]).format(people=people(n, exact=exact))
        elif n:
            yield str(IN_WORDS[outcome])
    if given_up := slot.declined + slot.lapsed:
        yield _n(
            "{n} student who was placed declined or did not answer in time.",
            "{n} students who were placed declined or did not answer in time.",
            given_up,
        ).format(n=given_up)


def _advice(total: int, became: dict[str, int]) -> str:
    told = []
    if became.get(Outcome.INELIGIBLE.value, 0) * 2 > total:
        told.append(_("Look at what the slot asks for: majors, age, hours. Wider terms let more in."))
    elif not total or became.get(Outcome.NOT_NEEDED.value, 0):
        told.append(
            _("Compare pay, lodging, the way there and the description with slots that were ranked more.")
        )
    told.append(_("The bureau sees the seats left; they can be offered again in another round."))
    return joined(told)
