"""When students drop out or seats are added: begin anew, let people move up, or place only the unplaced.

full     before publication: what `solve` answers for the changed market
improve  after it: nobody is worse off, and the result is stable again
freeze   contracts are signed: only students without a place get one; who would block is reported

After publication nothing closes: too few may be left where some left, and a certificate says so. But nobody
is moved to an opening where nobody was if too few come together there; it is closed instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from matching.engine import vacancies
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Bools, Int32s, Int64s, frozen
from matching.engine.closing import published_order, worst_filled
from matching.engine.deferred_acceptance import heard
from matching.engine.digests import sealed
from matching.engine.instance import Instance
from matching.engine.market import Ties
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.solving import answered
from matching.engine.writing import seated, written

NO_GUARANTEES = Guarantees(stable=False, student_optimal=False, truthful=False, exact=True)


class Mode(StrEnum):
    """What may change."""

    IMPROVE = "improve"
    FREEZE = "freeze"
    FULL = "full"


class NotOffered(ValueError):
    """This way of matching again is not offered here."""


def changed(
    instance: Instance, *, leavers: Sequence[int] = (), added_seats: Mapping[int, int] | None = None
) -> Instance:
    """The market without the students who left, and with seats added (opening -> how many, 1 or more).

    Who left stays a row, without acceptable wishes. Raises ValueError for students or openings that do not
    exist and for numbers of seats that are not positive.
    """
    added = dict(added_seats or {})
    gone = np.array(sorted(set(leavers)), np.int64)
    if any(not 0 <= student < instance.students for student in gone.tolist()):
        raise ValueError("a student who left does not exist")
    if any(not 0 <= opening < instance.openings or more < 1 for opening, more in added.items()):
        raise ValueError("seats can be added to openings that exist, one or more")
    eligible, fixed, seats = instance.eligible.copy(), instance.fixed.copy(), instance.seats.copy()
    eligible[gone], fixed[gone] = False, NONE
    for opening, more in added.items():
        seats[opening] += more
    return replace(instance, eligible=frozen(eligible), fixed=frozen(fixed), seats=frozen(seats))


def rematch(
    instance: Instance,
    result: Result,
    *,
    leavers: Sequence[int] = (),
    added_seats: Mapping[int, int] | None = None,
    mode: Mode | str,
) -> Result:
    """A result for `changed(instance, ...)`, with which it is certified; `result` is one for the instance.

    Raises `NotOffered` to improve a match that is not stable, to improve one by seats added in a full group
    where whoever has the better claim to them would displace others there, and to freeze one with whole
    classes.
    """
    mode, market = Mode(mode), changed(instance, leavers=leavers, added_seats=added_seats)
    if mode is Mode.FULL:
        return answered(market)
    staying = result.match.copy()
    staying[list(leavers)] = NONE
    closed = result.closed.copy()
    has_room = _have_room(instance, result, market.seats - instance.seats)
    while True:
        if mode is Mode.FREEZE:
            after = _only_the_unmatched(market, staying, closed)
        else:
            after = _improved(market, result, staying, closed, has_room=has_room)
        too_few = _too_few(market, staying, after.match)
        if not len(too_few):
            return after if (closed == result.closed).all() else _not_exact(after, market)
        held = np.bincount(after.match[after.match != NONE], minlength=market.openings)
        closed[worst_filled(too_few, held, market, published_order(market))] = True


def _not_exact(after: Result, market: Instance) -> Result:
    """The same, found by closing one opening after the other."""
    return sealed(replace(after, guarantees=replace(after.guarantees, exact=False)), market)


def _too_few(market: Instance, staying: Int32s, match: Int32s) -> Int64s:
    """The openings that nobody was in, and that fewer came to than they open with."""
    before, now = (np.bincount(some[some != NONE], minlength=market.openings) for some in (staying, match))
    return np.flatnonzero((before == 0) & (now > 0) & (now < market.opens_with))


def _have_room(instance: Instance, result: Result, added: Int32s) -> bool:
    """Whether every group has room for the seats added in it (int32[m]) beside the students it has."""
    groups = instance.groups
    taken = np.bincount(result.match[result.match != NONE], minlength=instance.openings) + added
    for around in groups.chains.T:
        inside = around != NONE
        if (np.bincount(around[inside], taken[inside], len(groups.seats)) > groups.seats).any():
            return False
    return True


def _improved(market: Instance, result: Result, staying: Int32s, closed: Bools, *, has_room: bool) -> Result:
    if not result.guarantees.stable:
        raise NotOffered("only a stable match can be improved seat by seat")
    if len(market.reserves.seats) or market.options.ties is Ties.WHOLE_CLASS or not has_room:
        return _anew(market, result, staying, closed)
    seats = vacancies.Vacancies(market, staying, closed)
    seats.fill(seats.free_and_wanted())
    return seats.result()


def _anew(market: Instance, result: Result, staying: Int32s, closed: Bools) -> Result:
    """The stable match that is the best for all: if it makes anybody worse off, every stable match does.

    Fewer competitors and more seats make nobody worse off, except where seats are added in a full group.
    """
    applicants = Applicants(market, closed)
    heard(applicants, np.flatnonzero(market.fixed == NONE))
    after = written(applicants, Mechanism.IMPROVE, vacancies.GUARANTEES)
    compared = (staying != NONE) & (market.fixed == NONE)
    if (compared & ((after.match == NONE) | (after.wish > result.wish))).any():
        raise NotOffered("seats were added in a full group: whoever gets one displaces others there")
    return after


def _only_the_unmatched(market: Instance, staying: Int32s, closed: Bools) -> Result:
    if market.options.ties is Ties.WHOLE_CLASS:
        raise NotOffered("where whole classes go in or out, no bar would be true of a frozen match")
    signed = replace(market, fixed=frozen(np.where(staying != NONE, staying, market.fixed)))
    applicants = Applicants(signed, closed)
    heard(applicants, np.flatnonzero(signed.fixed == NONE))
    match = written(applicants, Mechanism.FREEZE, NO_GUARANTEES).match
    return written(seated(market, match, closed), Mechanism.FREEZE, NO_GUARANTEES)
