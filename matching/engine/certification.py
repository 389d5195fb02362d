"""Verifies a result without trusting, or importing, what made it.

Stability is checked as it is defined: every student and every opening the student would rather have. A
pre-assigned student is out of the market, and so is the seat.

Student-optimality is checked by looking for a cycle. In a stable match let b(o) be the highest-ranked of
the students who would rather have opening o than what they got (with strict priorities there is one at
most), and draw an arrow from o to the opening b(o) has now. The match is student-optimal if and only if no
arrows form a cycle.

*A cycle shows a better stable match.* Move each b(o) along the cycle to its o. Every opening on it gives
one student up and takes one in; nobody is worse off. Whoever still wants such an o wanted it before, and
so ranks below b(o), who is now the last admitted there. Nobody blocks.

*A better stable match shows a cycle.* Let N be stable and better for the students A, worse for nobody.
The same students have places in both and every opening holds as many (Roth 1986, the rural hospitals
theorem). Take an opening o that somebody in A has in N. b(o) ranks at least as high as they do, so N
would be blocked by b(o) and o unless b(o) got o or better in N: b(o) is in A, has a place in both, and
leaves its present opening, which must then take in somebody of A. So the arrow from o leads to another
such opening, for ever, and there are finitely many: a cycle.

These cycles are the rotations of Irving & Leather 1986 ("The complexity of counting stable marriages"),
seen from the openings' side; Gusfield & Irving 1989, "The Stable Marriage Problem", chapter 2, has the
theory for one seat each.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certificate import Breach, Certificate, Check
from matching.engine.digests import digest
from matching.engine.instance import Instance
from matching.engine.result import Result


def certify(instance: Instance, result: Result) -> Certificate:
    """Verify a result in O(E) for E wishes (plus the digests). Never raises on a wrong result.

    All breaches are reported, with two exceptions: arrays of the wrong size are not looked into, and
    student-optimality is only asked of a match that is feasible and stable, because only there it means
    something.
    """
    instance_digest = digest(instance)
    breaches = [*_misshapen(instance, result)]
    if breaches:
        return Certificate(breaches=tuple(breaches), instance_digest=instance_digest, result_digest=None)
    match = _Match(instance, result)
    breaches = [*_infeasible(match), *_blocking(match)]
    breaches = breaches or [*_improvable(match)]
    breaches += [*_misreported(match, result)]
    result_digest = digest(result)
    if result.instance_digest != instance_digest:
        breaches.append(Breach(check=Check.INSTANCE_DIGEST))
    if result.digest != result_digest:
        breaches.append(Breach(check=Check.RESULT_DIGEST))
    return Certificate(breaches=tuple(breaches), instance_digest=instance_digest, result_digest=result_digest)


def _misshapen(instance: Instance, result: Result) -> Iterator[Breach]:
    students, openings = (instance.students,), (instance.openings,)
    expected: list[tuple[npt.NDArray[Any], tuple[int], type[np.generic]]] = [
        (result.match, students, np.int32),
        (result.wish, students, np.int16),
        (result.full, openings, np.bool_),
        (result.cutoff_priority, openings, np.int32),
        (result.cutoff_lottery, openings, np.int64),
    ]
    names_agree = (result.student_ids, result.opening_ids) == (instance.student_ids, instance.opening_ids)
    if not names_agree or any(array.shape != shape or array.dtype != kind for array, shape, kind in expected):
        yield Breach(check=Check.SHAPE)
        return
    for student in np.flatnonzero((result.match < NONE) | (result.match >= instance.openings)).tolist():
        yield Breach(check=Check.UNKNOWN_OPENING, student=student, opening=int(result.match[student]))


def _infeasible(match: "_Match") -> Iterator[Breach]:
    instance, place = match.instance, match.match
    moved = ~match.free & (place != instance.fixed)
    unlisted = match.free & (place != NONE) & ~match.got.any(axis=1)
    barred = match.free & (match.got & ~instance.eligible).any(axis=1)
    for check, wrong in [
        (Check.FIXED_MOVED, moved),
        (Check.NOT_WISHED, unlisted),
        (Check.INELIGIBLE, barred),
    ]:
        for student in np.flatnonzero(wrong).tolist():
            yield Breach(check=check, student=student, opening=int(place[student]))
    for opening in np.flatnonzero(match.held > instance.seats).tolist():
        yield Breach(check=Check.OVER_CAPACITY, opening=opening)


def _blocking(match: "_Match") -> Iterator[Breach]:
    students, wishes = np.nonzero(match.rather())
    openings = match.instance.wishes[students, wishes]
    standing, worst = match.standing[students, wishes], match.worst[openings]
    vacant = (match.held < match.instance.seats)[openings]
    outranks = (worst != NONE) & (standing > worst)
    other = np.where(vacant, NONE, match.student_of(worst))
    for pair in np.flatnonzero(vacant | outranks).tolist():
        yield Breach(
            check=Check.BLOCKING,
            student=int(students[pair]),
            opening=int(openings[pair]),
            other=int(other[pair]),
        )


def _improvable(match: "_Match") -> Iterator[Breach]:
    rather = match.rather()
    best = np.full(match.instance.openings, NONE, np.int64)
    np.maximum.at(best, match.instance.wishes[rather], match.standing[rather])
    first_in_line = match.student_of(best)
    arrows = np.append(match.match, NONE)[first_in_line].tolist()
    cycle = _cycle(arrows)
    before = dict(zip(cycle, [*cycle[-1:], *cycle[:-1]], strict=True))
    for opening in cycle:
        student, leaver = int(first_in_line[opening]), int(first_in_line[before[opening]])
        yield Breach(check=Check.IMPROVABLE, student=student, opening=opening, other=leaver)


def _cycle(arrows: list[int]) -> list[int]:
    """The nodes of one cycle in the order of the arrows (node to node, -1: none leaves it), or nothing."""
    walk_of = [NONE] * len(arrows)
    for start in range(len(arrows)):
        path, node = [], start
        while node != NONE and walk_of[node] == NONE:
            walk_of[node] = start
            path.append(node)
            node = arrows[node]
        if node != NONE and walk_of[node] == start:
            return path[path.index(node) :]
    return []


def _misreported(match: "_Match", result: Result) -> Iterator[Breach]:
    instance = match.instance
    wish = np.where(match.got.any(axis=1), match.chosen, NONE)
    for student in np.flatnonzero(wish != result.wish).tolist():
        yield Breach(check=Check.WISH, student=student)
    full = match.held == instance.seats
    bar = np.where(full, match.worst, NONE)
    last_in = match.student_of(bar)
    priority = np.where(bar == NONE, NONE, bar // max(instance.students, 1))
    lottery = np.append(instance.lottery, 0)[last_in]
    wrong = (full != result.full) | (priority != result.cutoff_priority) | (lottery != result.cutoff_lottery)
    for opening in np.flatnonzero(wrong).tolist():
        yield Breach(check=Check.CUTOFF, opening=opening)


class _Match:
    """The match seen from both sides.

    chosen    int64[n]     number of the wish each student got, L where none
    free      bool[n]      not pre-assigned
    held      int64[m]     how many students an opening has
    standing  int64[n, L]  priority and lottery in one number: at one opening all differ, higher is better
    worst     int64[m]     the lowest standing of a free student an opening has; -1 where there is none
    """

    def __init__(self, instance: Instance, result: Result) -> None:
        students = instance.students
        self.instance = instance
        self.match = result.match
        self.free = instance.fixed == NONE
        self.got = (instance.wishes == result.match[:, None]) & (instance.wishes != NONE)
        self.chosen = _first_true(self.got)
        self.held = np.bincount(result.match[result.match != NONE], minlength=instance.openings)
        self.by_lottery = np.argsort(instance.lottery)[::-1]
        turn = np.empty(students, np.int64)
        turn[self.by_lottery] = np.arange(students)
        self.standing = instance.priority.astype(np.int64) * students + turn[:, None]
        self.worst = self._worst()

    def _worst(self) -> Int64s:
        highest = np.iinfo(np.int64).max
        worst = np.full(self.instance.openings, highest)
        theirs = self.got & self.free[:, None]
        np.minimum.at(worst, self.instance.wishes[theirs], self.standing[theirs])
        return np.where(worst == highest, NONE, worst)

    def rather(self) -> Bools:
        """bool[n, L]: wishes that a free student is allowed and would rather have than what they got."""
        better = np.arange(self.instance.wishes.shape[1]) < self.chosen[:, None]
        rather: Bools = better & self.instance.eligible & (self.instance.wishes != NONE) & self.free[:, None]
        return rather

    def student_of(self, standing: Int64s) -> Int64s:
        """Who has this standing (somewhere); -1 stays -1."""
        whose_turn = np.append(
            self.by_lottery, NONE
        )  # so that it may be looked into when there are no students
        return np.where(standing == NONE, NONE, whose_turn[standing % max(self.instance.students, 1)])


def _first_true(flags: Bools) -> Int64s:
    """int64[n]: in each row the number of the first True, or the length of the row."""
    with_a_stop = np.concatenate([flags, np.ones((len(flags), 1), np.bool_)], axis=1)
    first: Int64s = with_a_stop.argmax(axis=1)
    return first
