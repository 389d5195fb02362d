"""Vacancy chains: a seat comes free, the most entitled student who would rather have it moves, and so on.

Beginning from a stable match, every seat that comes free (somebody left, seats were added) goes to the most
entitled student who prefers it to what they have; that frees another one, until nobody wants the last
(Blum, Roth & Rothblum 1997, "Vacancy chains and equilibration in senior-level labor markets"). Nobody is
ever worse off, and the end is stable. Under nested caps, a seat that comes free in a full group is free in
any of its openings, and goes to the most entitled of all who want one there.
"""

from collections.abc import Iterable

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Bools, Int32s, Int64s, UInt64s
from matching.engine.instance import Instance
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.writing import seated, written

GUARANTEES = Guarantees(stable=True, student_optimal=False, truthful=False, exact=True)


class Vacancies:
    """A stable match in which seats come free. Who wants what is looked up once; each seat costs its chain.

    wanting  uint64[e]  the words of all who would rather have an opening than what they got, sorted
    first    int64[m]   where those of an opening begin
    last     int64[m]   the most entitled who may still want it; below `first`: nobody does
    room     int64[m+g] seats of openings and groups that are free
    """

    def __init__(self, instance: Instance, match: Int32s, closed: Bools) -> None:
        self.instance = instance
        self.applicants = seated(instance, match, closed)
        self.match = match.copy()
        self.wanting = _wanting(self.applicants)
        bounds = np.searchsorted(w.place_of(self.wanting), np.arange(instance.openings + 1))
        self.first, self.last = bounds[:-1], bounds[1:] - 1
        self.room = self.applicants.cap - self.applicants.counted()

    def leave(self, student: int) -> None:
        """A student is out of the market; the seat goes to who wants it."""
        opening = int(self.match[student])
        self.match[student] = NONE
        self.applicants.next[student] = NONE  # wants nothing any more
        if opening != NONE:
            self._free(opening)
            self.fill([opening])

    def free_and_wanted(self) -> list[int]:
        """The openings with a free seat that somebody would rather have."""
        openings = np.arange(self.instance.openings)
        wanted = openings[self.last >= self.first]
        openings_to_fill: list[int] = wanted[self._has_room(wanted)].tolist()
        return openings_to_fill

    def fill(self, openings: Iterable[int]) -> None:
        """Give away what is free at these openings, and what comes free by that."""
        waiting = list(openings)
        while waiting:
            region = self._region(waiting.pop())
            while (move := self._next_move(region)) is not None:
                student, wish, opening = move
                before = int(self.match[student])
                self.match[student], self.applicants.next[student] = opening, wish
                self.room[self._places(opening)] -= 1
                if before != NONE:
                    self._free(before)
                    waiting.append(before)

    def result(self) -> Result:
        """The match as it is now; everybody is in it who has not left."""
        return written(
            seated(self.instance, self.match, self.applicants.closed), Mechanism.IMPROVE, GUARANTEES
        )

    def _free(self, opening: int) -> None:
        self.room[self._places(opening)] += 1

    def _places(self, opening: int) -> Int64s:
        around = self.applicants.chains[opening]
        return np.append(around[around != NONE], opening)

    def _region(self, opening: int) -> Int64s:
        """The openings for which a seat free at this one may count: those of its outermost group."""
        outermost = self.applicants.chains[opening, -1:]
        if not len(outermost) or outermost[0] == NONE:
            return np.array([opening])
        return self.applicants.inside(int(outermost[0]))

    def _next_move(self, region: Int64s) -> tuple[int, int, int] | None:
        """Student, wish, opening: the most entitled who wants an opening of the region that has room."""
        region = region[self._has_room(region)]
        while len(region := region[self.last[region] >= self.first[region]]):
            keys = self.wanting[self.last[region]] & w.KEY
            best = keys.max(keepdims=True)
            student = int(self.applicants.students_of(best)[0])
            wish, opening = self._preferred(student, region[keys == best])
            self.last[opening] -= 1
            if wish < self.applicants.next[student]:
                return student, wish, opening
        return None

    def _preferred(self, student: int, openings: Int64s) -> tuple[int, int]:
        """Wish, opening: which of these a student likes best."""
        wishes = self.instance.wishes[student]
        wish = int(np.flatnonzero(np.isin(wishes, openings))[0])
        return wish, int(wishes[wish])

    def _has_room(self, region: Int64s) -> Bools:
        free: Bools = self.room[region] > 0
        for around in self.applicants.chains[region].T:
            free &= (around == NONE) | (self.room[around] > 0)
        return free


def _wanting(applicants: Applicants) -> UInt64s:
    instance, words = applicants.instance, [np.empty(0, np.uint64)]
    students = np.flatnonzero(instance.fixed == NONE)
    for wish in range(instance.wishes.shape[1]):
        students = students[applicants.next[students] > wish]
        opening = instance.wishes[students, wish]
        cells = applicants.cells(students, np.full(len(students), wish))
        may = applicants.acceptable(cells, opening)
        words.append(applicants.words(students[may], cells[may], opening[may]))
    return np.sort(np.concatenate(words))
