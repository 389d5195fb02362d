"""From where everybody stands to a result, and from a result back to where everybody stood."""

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Bools, Int16s, Int32s, Int64s, Numbers, UInt64s
from matching.engine.digests import digest, sealed
from matching.engine.instance import Instance
from matching.engine.result import Bars, Guarantees, Mechanism, Result


def written(
    applicants: Applicants, mechanism: Mechanism, guarantees: Guarantees, *, instance_digest: str = ""
) -> Result:
    """The result when nobody asks any more. The digest of the instance is computed unless it is given."""
    instance = applicants.instance
    match, wish = instance.fixed.copy(), _wish_of_fixed(instance)
    students = applicants.students_of(applicants.held_by(np.arange(instance.openings)))
    match[students], wish[students] = applicants.places_of(students), applicants.next[students]
    openings, groups = _bars(applicants)
    result = Result(
        match=match,
        wish=wish,
        closed=applicants.closed,
        openings=openings,
        groups=groups,
        reserves=_bars_of_reserves(applicants),
        mechanism=mechanism,
        guarantees=guarantees,
        instance_digest=instance_digest or digest(instance),
    )
    return sealed(result, instance)


def resumed(instance: Instance, result: Result) -> Applicants:
    """Where everybody stands who has got what the result says."""
    applicants = seated(instance, result.match, result.closed, result.wish)
    if applicants.whole_class:
        limits = np.concatenate([result.openings.priority, result.groups.priority]).astype(np.int64)
        below = (np.maximum(limits, 1) - 1).astype(np.uint64)
        bars = (below << np.uint64(w.WHO_BITS)) | w.WHO
        applicants.bar = np.where(limits > 0, np.maximum(bars, applicants.bar), applicants.bar)
    return applicants


def seated(instance: Instance, match: Int32s, closed: Bools, wishes: Int16s | None = None) -> Applicants:
    """Where everybody stands who has got this place (int32[n]), when bars have not been raised.

    Which wish of theirs that is (int16[n]) is looked up unless it is given.
    """
    applicants = Applicants(instance, closed)
    students = np.flatnonzero((match != NONE) & (instance.fixed == NONE))
    wish: Numbers = _wish_of(match, students, instance) if wishes is None else wishes[students]
    applicants.next[:] = instance.wishes.shape[1]
    applicants.next[students] = wish
    words = applicants.words(students, applicants.cells(students, wish), match[students])
    if applicants.reserved.any:
        words = applicants.reserved.boosted(words, students)
    counts = np.bincount(match[students], minlength=instance.openings)
    applicants.seat(np.arange(instance.openings), counts, np.sort(words))
    return applicants


def _wish_of(match: Int32s, students: Int64s, instance: Instance) -> Int64s:
    """Which wish of theirs these students have got, each one of their list."""
    _rows, wish = np.nonzero(instance.wishes[students] == match[students, None])
    return wish


def _wish_of_fixed(instance: Instance) -> Int16s:
    wish = np.full(instance.students, NONE, np.int16)
    sitting = np.flatnonzero(instance.fixed != NONE)
    students, wishes = np.nonzero(instance.wishes[sitting] == instance.fixed[sitting, None])
    wish[sitting[students]] = wishes
    return wish


def _bars(applicants: Applicants) -> tuple[Bars, Bars]:
    """Of the openings, and of the groups."""
    openings = len(applicants.count)
    full = applicants.counted() >= applicants.cap
    keys = _least_of_all(applicants)
    if applicants.whole_class:
        keys = np.where(applicants.cap > 0, applicants.bar, np.uint64(0))
        keys[:openings][applicants.closed] = 0  # refuses all, whatever their priority
        priority, lottery = _limits(keys)
    else:
        priority, lottery = _cutoffs(applicants, np.where(full, keys, np.uint64(0)))
    return (
        Bars(
            full=full[:openings].copy(),
            priority=priority[:openings].copy(),
            lottery=lottery[:openings].copy(),
        ),
        Bars(
            full=full[openings:].copy(),
            priority=priority[openings:].copy(),
            lottery=lottery[openings:].copy(),
        ),
    )


def _least_of_all(applicants: Applicants) -> UInt64s:
    """uint64[m+g]: the least key without boost that a place holds; 0 where it holds none."""
    openings, nothing = len(applicants.count), w.KEY
    least = np.full(len(applicants.cap), nothing)
    some = applicants.count > 0
    least[:openings][some] = applicants.held[applicants.first[some]] & w.KEY
    for around in applicants.chains.T:
        inside = around != NONE
        np.minimum.at(least, around[inside], least[:openings][inside])
    return np.where((least == nothing) | (least >= w.BOOST), np.uint64(0), least)


def _bars_of_reserves(applicants: Applicants) -> Bars:
    reserves, reserved = applicants.instance.reserves, applicants.reserved
    words = applicants.held_by(np.arange(len(applicants.count))) if reserved.any else np.empty(0, np.uint64)
    words = words[(words & w.BOOST) != 0]
    rows = reserved.row(applicants.students_of(words), w.place_of(words))
    held = np.bincount(rows, minlength=len(reserves.seats))
    least = np.full(len(reserves.seats), w.KEY)
    np.minimum.at(least, rows, words & w.KEY & ~w.BOOST)
    full = held >= reserved.cap
    priority, lottery = _cutoffs(applicants, np.where(full & (held > 0), least, np.uint64(0)))
    return Bars(full=full, priority=priority, lottery=lottery)


def _cutoffs(applicants: Applicants, keys: UInt64s) -> tuple[Int32s, Int64s]:
    """(priority int32, lottery int64) of keys; -1 and 0 for key 0."""
    some = keys != 0
    last_in = applicants.students_of(keys[some])
    priority = np.full(len(keys), NONE, np.int32)
    lottery = np.zeros(len(keys), np.int64)
    priority[some] = keys[some] >> np.uint64(w.WHO_BITS)
    lottery[some] = applicants.instance.lottery[last_in]
    return priority, lottery


def _limits(keys: UInt64s) -> tuple[Int32s, Int64s]:
    """The lowest priority that may enter: one above the highest class that was refused; -1 where none was."""
    limits = (keys >> np.uint64(w.WHO_BITS)).astype(np.int32) + 1
    return np.where(keys == 0, np.int32(NONE), limits), np.zeros(len(keys), np.int64)
