"""Verifies what a result says of itself: the number of each wish, and how high the bars lay."""

import numpy as np

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certificate import Check
from matching.engine.certification_findings import Findings
from matching.engine.certification_reserves import NOBODY
from matching.engine.certification_standing import BOOST, TURN_BITS, Standing
from matching.engine.result import Bars

PRIORITY = (1 << 16) - 1


def tell_misreported_wishes(standing: Standing, findings: Findings) -> None:
    """Whoever got another of their wishes than the result says."""
    wish = np.where(standing.chosen < standing.instance.wishes.shape[1], standing.chosen, NONE)
    findings.tell(Check.WISH, student=np.flatnonzero(wish != standing.result.wish))


def tell_misreported_bars(standing: Standing, findings: Findings) -> None:
    """Sets and reserves of which the result says another bar than the lowest (priority, lottery) let in."""
    result, openings = standing.result, standing.instance.openings
    bar = np.where(standing.full & (standing.lowest < BOOST), standing.lowest, 0)
    for check_of, bars, own in [
        ("opening", result.openings, slice(None, openings)),
        ("group", result.groups, slice(openings, None)),
    ]:
        wrong = _wrong(standing, bars, standing.full[own], bar[own])
        findings.tell(Check.CUTOFF, **{check_of: wrong})
    bar = np.where(standing.reserve_bar < NOBODY, standing.reserve_bar, 0)
    wrong = _wrong(standing, result.reserves, standing.reserve_full, bar)
    findings.tell(Check.CUTOFF, reserve=wrong)


def _wrong(standing: Standing, bars: Bars, full: Bools, bar: Int64s) -> Int64s:
    """The numbers of the bars that are not as they should be."""
    priority = np.where(bar == 0, NONE, (bar >> TURN_BITS) & PRIORITY)
    last_in = standing.student_of(bar)
    lottery = np.zeros(len(bar), np.int64)
    lottery[last_in != NONE] = standing.instance.lottery[last_in[last_in != NONE]]
    return np.flatnonzero((full != bars.full) | (priority != bars.priority) | (lottery != bars.lottery))
