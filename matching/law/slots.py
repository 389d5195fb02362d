"""Is this slot lawful? Every check of a slot, judged by the rules of its first day."""

from dataclasses import dataclass

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


def judge_slot(slot: SlotFacts, *, book: Book) -> list[Verdict]:
    """Every check whose rule is in force on the first day, with its answer, in the order of the form."""
    return [
        Verdict(check, getattr(slot, check.about) is not None, check.ask(slot, rule))
        for check, rule in in_force(SLOT_CHECKS, book.on(slot.first_day))
    ]


def check_slot(slot: SlotFacts, *, book: Book) -> list[Finding]:
    """What the law has to say about a slot, gravest first.

    A field that is blocked is not also asked a reason for: whoever has to change it changes it once.
    """
    found = [verdict.finding for verdict in judge_slot(slot, book=book) if verdict.finding]
    blocked = {finding.about for finding in found if finding.blocks}
    return gravest_first(
        finding for finding in found if finding.severity is not Severity.SOFT or finding.about not in blocked
    )
