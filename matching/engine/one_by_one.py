"""Deferred acceptance one proposal at a time (McVitie & Wilson 1971), for the few left after the rounds.

Only what is touched is looked at: an opening's applicants become a heap when the first of these asks there.
A heap may hold keys of students who have left; such a key no longer counts and is thrown away when it comes
up.
"""

from heapq import heapify, heappop, heappush
from itertools import chain

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Int64s, UInt64s
from matching.engine.market import Unranked

BOOST, WHO = int(w.BOOST), int(w.WHO)


class OneByOne:
    """Hears students one after the other. Reserves are places too, numbered after openings and groups.

    held     the keys that each place holds which has been touched
    heaps    the same keys, the least entitled on top, and some that are held no more
    next     the wish of each student who was heard or let go, as in `Applicants`
    changed  the openings that hold others than before
    """

    def __init__(self, applicants: Applicants) -> None:
        self.applicants = applicants
        self.longest = applicants.instance.wishes.shape[1]
        self.needs_rank = applicants.instance.options.unranked is Unranked.UNACCEPTABLE
        self.first_reserve = len(applicants.cap)
        self.held: dict[int, set[int]] = {}
        self.heaps: dict[int, list[int]] = {}
        self.next: dict[int, int] = {}
        self.changed: set[int] = set()

    def hear(self, students: Int64s) -> None:
        """Let these students ask, and whoever is refused for them, until nobody asks any more."""
        waiting = students.tolist()
        while waiting:
            waiting += self._ask(waiting.pop())
        self._write_back()

    def _ask(self, student: int) -> list[int]:
        """One student's next proposal; returns those who are without a place after it."""
        wish, instance = self._next(student), self.applicants.instance
        if wish == self.longest:
            return []
        opening, priority = int(instance.wishes[student, wish]), int(instance.priority[student, wish])
        barred = opening == NONE or not instance.eligible[student, wish] or self.applicants.closed[opening]
        key = priority << w.WHO_BITS | int(self.applicants.who[student])
        if barred or (self.needs_rank and not priority) or self._is_below_a_limit(key, opening):
            self.next[student] = wish + 1
            return [student]
        places = self._places(opening)
        self._enter(student, key, places)
        crowded = next((place for place in places if self._is_crowded(place)), NONE)
        return [] if crowded == NONE else self._let_go(crowded)

    def _next(self, student: int) -> int:
        if student not in self.next:
            self.next[student] = int(self.applicants.next[student])
        return self.next[student]

    def _is_below_a_limit(self, key: int, opening: int) -> bool:
        """Whether the whole class of a student was refused before, even if there are seats again."""
        whole_class, bar = self.applicants.whole_class, self.applicants.bar
        return whole_class and any(key <= int(bar[place]) for place in self._places(opening))

    def _is_crowded(self, place: int) -> bool:
        if place >= self.first_reserve:
            return len(self.held[place]) > int(self.applicants.reserved.cap[place - self.first_reserve])
        return len(self.held[place]) > int(self.applicants.cap[place])

    def _enter(self, student: int, key: int, places: tuple[int, ...]) -> None:
        reserve = self._reserve(student, places[0])
        if reserve == NONE:
            self._hold(key, places)
            return
        self._hold(key | BOOST, (*places, reserve))
        if self._is_crowded(reserve):  # its least entitled holder competes for the open seats
            least = self._least(reserve)
            self._release(least, (*places, reserve))
            self._hold(least & ~BOOST, places)

    def _hold(self, key: int, places: tuple[int, ...]) -> None:
        for place in places:
            heappush(self._heap(place), key)
            self.held[place].add(key)
        self.changed.add(places[0])

    def _release(self, key: int, places: tuple[int, ...]) -> None:
        for place in places:
            self._heap(place)
            self.held[place].remove(key)
        self.changed.add(places[0])

    def _let_go(self, place: int) -> list[int]:
        """Whom a place with one too many refuses: the last one, or the whole last class."""
        least = self._least(place)
        leaving = [self._dismissed(least)]
        if self.applicants.whole_class:
            bar = self.applicants.bar[place] = least | WHO
            while self.held[place] and (least := self._least(place)) <= bar:
                leaving.append(self._dismissed(least))
        return leaving

    def _dismissed(self, key: int) -> int:
        student = int(self.applicants.drawn[w.LOWEST_RANK - (key & WHO)])
        wish = self._next(student)
        places = self._places(int(self.applicants.instance.wishes[student, wish]))
        reserve = self._reserve(student, places[0]) if key & BOOST else NONE
        self._release(key, places if reserve == NONE else (*places, reserve))
        self.next[student] = wish + 1
        return student

    def _least(self, place: int) -> int:
        """The key of the least entitled student of a place that holds somebody."""
        heap, held = self.heaps[place], self.held[place]
        while heap[0] not in held:
            heappop(heap)
        return heap[0]

    def _heap(self, place: int) -> list[int]:
        if place not in self.heaps:
            keys = self._keys_before(place)
            if place >= len(self.applicants.count):
                heapify(keys)  # those of one opening are in order already
            self.heaps[place], self.held[place] = keys, set(keys)
        return self.heaps[place]

    def _keys_before(self, place: int) -> list[int]:
        """The keys that a place held when this began: nobody has come or gone before it is first touched."""
        applicants = self.applicants
        if place >= self.first_reserve:
            words = self._words_of_reserve(place - self.first_reserve)
        elif place >= len(applicants.count):
            words = applicants.held_by(applicants.inside(place))
        else:
            first = int(applicants.first[place])
            words = applicants.held[first : first + int(applicants.count[place])]
        keys: list[int] = (words & w.KEY).tolist()
        return keys

    def _words_of_reserve(self, row: int) -> UInt64s:
        applicants = self.applicants
        words = applicants.held_by(applicants.instance.reserves.opening[[row]].astype(np.int64))
        words = words[(words & w.BOOST) != 0]
        theirs: UInt64s = words[
            applicants.reserved.row(applicants.students_of(words), w.place_of(words)) == row
        ]
        return theirs

    def _places(self, opening: int) -> tuple[int, ...]:
        """An opening and the groups around it, innermost first."""
        around = self.applicants.chains[opening].tolist()
        return (opening, *(place for place in around if place != NONE))

    def _reserve(self, student: int, opening: int) -> int:
        if not self.applicants.reserved.any:
            return NONE
        row = int(self.applicants.reserved.row(np.array([student]), np.array([opening]))[0])
        return NONE if row == NONE else self.first_reserve + row

    def _write_back(self) -> None:
        """Tell the arrays who is where now."""
        openings = np.array(sorted(self.changed), np.int64)
        keys = [sorted(self.held[opening]) for opening in openings.tolist()]
        counts = np.array([len(those) for those in keys], np.int64)
        words = w.placed(np.repeat(openings, counts), np.array([*chain(*keys)], np.uint64))
        self.applicants.seat(openings, counts, words)
        self.applicants.next[list(self.next)] = list(self.next.values())
