"""Is this slot lawful? Every check of a slot, judged by the rules of its first day."""

from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from matching.law.book import Book, Severity
from matching.law.check import Check, in_force
from matching.law.facts import SlotFacts
from matching.law.finding import Finding, gravest_first
from matching.law.hours import TIME_CHECKS
from matching.law.pay import PAY_CHECKS
from matching.law.places import PLACE_CHECKS
from matching.law.seats import SEAT_CHECKS

SLOT_CHECKS: tuple[Check, ...] = TIME_CHECKS + PLACE_CHECKS + PAY_CHECKS + SEAT_CHECKS


@dataclass(frozen=True)
class Verdict:
    """A line of the compliance panel: what was asked, if a value was told, what was found (None passes)."""

    check: Check
    told: bool
    finding: Finding | None


class _Unknown(Exception):
    pass


class _Known:
    """Facts of which some are not told yet: a check that asks for one of those is left unanswered."""

    def __init__(self, slot: SlotFacts, unknown: frozenset[str]) -> None:
        self._slot, self._not_told = slot, unknown

    def __getattr__(self, name: str) -> object:
        if name in self._not_told:
            raise _Unknown
        return getattr(self._slot, name)


def judge_slot(slot: SlotFacts, *, book: Book, unknown: frozenset[str] = frozenset()) -> list[Verdict]:
    """Every check whose rule is in force on the first day, with its answer, in the order of the form.

    Of a form that is still being filled in some facts are `unknown`; checks that need them are left out.
    """
    known = cast(SlotFacts, _Known(slot, unknown)) if unknown else slot
    verdicts = []
    for check, rule in in_force(SLOT_CHECKS, book.on(slot.first_day)):
        with suppress(_Unknown):
            verdicts.append(Verdict(check, getattr(known, check.about) is not None, check.ask(known, rule)))
    return verdicts


def check_slot(slot: SlotFacts, *, book: Book) -> list[Finding]:
    """What the law has to say about a slot, gravest first.

    A field that is blocked is not also asked a reason for: whoever has to change it changes it once.
    """
    found = [verdict.finding for verdict in judge_slot(slot, book=book) if verdict.finding]
    blocked = {finding.about for finding in found if finding.blocks}
    return gravest_first(
        finding for finding in found if finding.severity is not Severity.SOFT or finding.about not in blocked
    )
