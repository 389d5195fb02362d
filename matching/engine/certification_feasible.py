"""Verifies the form of a result, that nobody is where they may not be, and that nothing is overfull."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE
from matching.engine.certificate import Breach, Check
from matching.engine.certification_findings import Findings
from matching.engine.certification_standing import TURN_BITS, Standing
from matching.engine.instance import Instance
from matching.engine.market import Unranked
from matching.engine.result import Bars, Mechanism, Result


def tell_misshapen(instance: Instance, result: Result, findings: Findings) -> None:
    """Whether the result can be looked into at all."""
    n, m = instance.students, instance.openings
    expected: list[tuple[npt.NDArray[Any], int, type[np.generic]]] = [
        (result.match, n, np.int32),
        (result.wish, n, np.int16),
        (result.closed, m, np.bool_),
        *_bars(result.openings, m),
        *_bars(result.groups, len(instance.groups.seats)),
        *_bars(result.reserves, len(instance.reserves.seats)),
    ]
    if any(array.shape != (length,) or array.dtype != kind for array, length, kind in expected):
        findings.add(Breach(check=Check.SHAPE))
        return
    unknown = np.flatnonzero((result.match < NONE) | (result.match >= m))
    findings.tell(Check.UNKNOWN_OPENING, student=unknown, opening=result.match[unknown])


def _bars(bars: Bars, length: int) -> list[tuple[npt.NDArray[Any], int, type[np.generic]]]:
    return [
        (bars.full, length, np.bool_),
        (bars.priority, length, np.int32),
        (bars.lottery, length, np.int64),
    ]


def tell_infeasible(standing: Standing, findings: Findings) -> None:
    """Whoever is where they may not be, and every set that holds too many."""
    instance, match = standing.instance, standing.result.match
    moved = np.flatnonzero(~standing.free & (match != instance.fixed))
    findings.tell(Check.FIXED_MOVED, student=moved, opening=match[moved])
    longest = instance.wishes.shape[1]
    unlisted = standing.free & (match != NONE) & (standing.chosen == longest)
    if standing.result.mechanism is not Mechanism.WELFARE:  # which may pair those who never asked
        wrong = np.flatnonzero(unlisted)
        findings.tell(Check.NOT_WISHED, student=wrong, opening=match[wrong])
    listed = standing.had.student
    may = instance.eligible[listed, standing.chosen[listed]]
    if instance.options.unranked is Unranked.UNACCEPTABLE:
        may &= standing.had.word >> TURN_BITS > 0
    barred = listed[~may]
    findings.tell(Check.INELIGIBLE, student=barred, opening=match[barred])
    over = np.flatnonzero(standing.held > standing.seats)
    findings.tell(Check.OVER_CAPACITY, opening=over[over < instance.openings])
    findings.tell(Check.OVER_CAPACITY, group=over[over >= instance.openings] - instance.openings)


def tell_closed(standing: Standing, findings: Findings, notes: Findings) -> None:
    """Openings closed that may not be, and those left open that take too few: after closing none may."""
    instance, result = standing.instance, standing.result
    held, asks = standing.held[: instance.openings], instance.opens_with > 1
    wrong = result.closed & ((held > 0) | ~asks)
    if result.mechanism is Mechanism.STABLE:
        wrong |= result.closed
    few = (held > 0) & (held < instance.opens_with)
    excused = np.ones(instance.openings, np.bool_)
    if result.mechanism is Mechanism.CLOSING:
        wrong |= ~result.closed & asks & (held == 0)
        excused = instance.seats_fixed > 0
    findings.tell(Check.UNDERFILLED, opening=np.flatnonzero(few & ~excused))
    notes.tell(Check.UNDERFILLED, opening=np.flatnonzero(few & excused))
    findings.tell(Check.CLOSED, opening=np.flatnonzero(wrong))


def tell_apart(standing: Standing, notes: Findings) -> None:
    """Everybody of a block whose members are not all in one place, or all without one."""
    block, match = standing.instance.together, standing.result.match
    members = np.flatnonzero(block != NONE)
    if not len(members):
        return
    members = members[np.argsort(block[members], kind="stable")]
    begins = np.flatnonzero(np.diff(block[members], prepend=NONE))
    apart = np.minimum.reduceat(match[members], begins) != np.maximum.reduceat(match[members], begins)
    notes.tell(Check.APART, student=members[np.repeat(apart, np.diff(begins, append=len(members)))])


def tell_reopenable(standing: Standing, asking: npt.NDArray[np.int64], notes: Findings) -> None:
    """Closed openings that enough students would rather have than what they got."""
    enough = standing.closed & (asking >= standing.instance.opens_with)
    notes.tell(Check.REOPENABLE, opening=np.flatnonzero(enough))
