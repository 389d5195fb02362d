"""When students drop out or seats are added: begin anew, let people move up, or place only the unplaced.

full     before publication: deferred acceptance on the changed market
improve  after it: nobody is worse off, and the result is stable again
freeze   contracts are signed: only students without a place get one; who would block is reported
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from matching.engine import vacancies
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Int32s, frozen
from matching.engine.closing import close_underfilled
from matching.engine.deferred_acceptance import heard, stable
from matching.engine.digests import sealed
from matching.engine.instance import Instance
from matching.engine.market import Ties
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.writing import seated, written

NO_GUARANTEES = Guarantees(stable=False, student_optimal=False, truthful=False, exact=True)


class Mode(StrEnum):
    """What may change."""

    IMPROVE = "improve"
    FREEZE = "freeze"
    FULL = "full"


class NotOffered(ValueError):
    """This way of matching again is not offered for an instance with these features."""


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

    Raises `NotOffered` to improve a match that is not stable, to improve one with closed openings and
    reserves or whole classes, to improve one by seats added in a group that has no room for them, and to
    freeze one with whole classes.
    """
    market = changed(instance, leavers=leavers, added_seats=added_seats)
    staying = result.match.copy()
    staying[list(leavers)] = NONE
    if mode is Mode.IMPROVE:
        if not _have_room(instance, result, market.seats - instance.seats):
            raise NotOffered("seats were added in a full group: whoever gets one may displace others there")
        return _improved(market, result, staying)
    if mode is Mode.FREEZE:
        return _only_the_unmatched(market, result, staying)
    return close_underfilled(market, stable(market)) if result.closed.any() else stable(market)


def _have_room(instance: Instance, result: Result, added: Int32s) -> bool:
    """Whether every group has room for the seats added in it (int32[m]) beside the students it has."""
    groups = instance.groups
    taken = np.bincount(result.match[result.match != NONE], minlength=instance.openings) + added
    for around in groups.chains.T:
        inside = around != NONE
        if (np.bincount(around[inside], taken[inside], len(groups.seats)) > groups.seats).any():
            return False
    return True


def _improved(market: Instance, result: Result, staying: Int32s) -> Result:
    if not result.guarantees.stable:
        raise NotOffered("only a stable match can be improved seat by seat")
    if len(market.reserves.seats) or market.options.ties is Ties.WHOLE_CLASS:
        if result.closed.any():
            raise NotOffered("reserves or whole classes, and openings that were closed")
        # Fewer competitors and more seats make nobody worse off in the student-optimal match.
        anew = replace(stable(market), mechanism=Mechanism.IMPROVE, guarantees=vacancies.GUARANTEES)
        return sealed(anew, market)
    seats = vacancies.Vacancies(market, staying, result.closed)
    seats.fill(seats.free_and_wanted())
    return seats.result()


def _only_the_unmatched(market: Instance, result: Result, staying: Int32s) -> Result:
    if market.options.ties is Ties.WHOLE_CLASS:
        raise NotOffered("where whole classes go in or out, no bar would be true of a frozen match")
    signed = replace(market, fixed=frozen(np.where(staying != NONE, staying, market.fixed)))
    applicants = Applicants(signed, result.closed)
    heard(applicants, np.flatnonzero(signed.fixed == NONE))
    match = written(applicants, Mechanism.FREEZE, NO_GUARANTEES).match
    return written(seated(market, match, result.closed), Mechanism.FREEZE, NO_GUARANTEES)
