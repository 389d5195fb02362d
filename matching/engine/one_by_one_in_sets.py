"""One proposal at a time where a choice reaches beyond an opening: groups, reserves, whole classes.

A student who sits down at one opening may cost another's place elsewhere in a group, so students leave from
the middle of a heap too. A heap may hold keys of students who have left; such a key no longer counts and is
thrown away when it comes up.
"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, UInt64s
from matching.engine.one_by_one import WHO, OneByOne

BOOST, KEY = int(w.BOOST), int(w.KEY)


class OneByOneInSets(OneByOne):
    """Hears and closes, as `OneByOne`. Places are numbered: openings, groups, then reserves.

    _keys   the keys that each place holds which has been touched
    _heaps  the same keys, the least entitled on top, and some that are held no more
    """

    FEW = 8

    def __init__(self, applicants: Applicants) -> None:
        super().__init__(applicants)
        self._cap = np.concatenate([applicants.cap, applicants.reserved.cap]).data
        self._openings, self._first_reserve = len(applicants.count), len(applicants.cap)
        self._keys: dict[int, set[int]] = {}
        self._around: dict[int, tuple[int, ...]] = {}

    def hear(self, students: Iterable[int]) -> None:
        waiting = list(students)
        while waiting:
            student = waiting.pop()
            for wish, opening, word in self._wishes_of(student):
                places, key = self._places(opening), word & KEY
                if self._closed[opening] or self._is_below_a_limit(key, places):
                    continue
                self._next[student] = wish
                self._enter(student, key, places)
                crowded = next((place for place in places if self._left_in(place) < 0), NONE)
                waiting += [] if crowded == NONE else self._let_go(crowded)
                break
            else:
                self._next[student] = self._longest

    def close(self, opening: int) -> None:
        self._closed[opening] = True
        self._heap(opening)
        self.hear([self._dismissed(key) for key in sorted(self._keys[opening])])

    def count(self, opening: int) -> int:
        return len(self._keys[opening]) if opening in self._keys else self._count[opening]

    def is_bound(self, opening: int) -> bool:
        """Whether a group around an opening holds as many as it may."""
        return any(self._left_in(group) <= 0 for group in self._places(opening)[1:])

    def _is_below_a_limit(self, key: int, places: tuple[int, ...]) -> bool:
        """Whether the whole class of a student was refused before, even if there are seats again."""
        bar = self._applicants.bar
        return self._applicants.whole_class and any(key <= int(bar[place]) for place in places)

    def _left_in(self, place: int) -> int:
        """How many more a place may hold; below 0, how many too many it does."""
        self._heap(place)
        return self._cap[place] - len(self._keys[place])

    def _enter(self, student: int, key: int, places: tuple[int, ...]) -> None:
        reserve = self._reserve(student, places[0])
        if reserve == NONE:
            self._hold(key, places)
            return
        self._hold(key | BOOST, (*places, reserve))
        if self._left_in(reserve) < 0:  # its least entitled holder competes for the open seats
            least = self._last(reserve)
            self._release(least, (*places, reserve))
            self._hold(least & ~BOOST, places)

    def _hold(self, key: int, places: tuple[int, ...]) -> None:
        for place in places:
            heappush(self._heap(place), key)
            self._keys[place].add(key)
        self._entered.append(places[0] << w.KEY_BITS | key)
        self.changed.add(places[0])

    def _release(self, key: int, places: tuple[int, ...]) -> None:
        for place in places:
            self._heap(place)
            self._keys[place].remove(key)
        self._left.append(places[0] << w.KEY_BITS | key)
        self.changed.add(places[0])

    def _let_go(self, place: int) -> list[int]:
        """Whom a place with one too many refuses: the last one, or the whole last class."""
        least = self._last(place)
        leaving = [self._dismissed(least)]
        if self._applicants.whole_class:
            bar = least | WHO
            self._applicants.bar[place] = bar
            while self._keys[place] and (least := self._last(place)) <= bar:
                leaving.append(self._dismissed(least))
        return leaving

    def _dismissed(self, key: int) -> int:
        student: int = self._drawn[w.LOWEST_RANK - (key & WHO)]
        wish = self._next[student]
        places = self._places(self._wishes[student * self._longest + wish])
        reserve = self._reserve(student, places[0]) if key & BOOST else NONE
        self._release(key, places if reserve == NONE else (*places, reserve))
        self._next[student] = wish + 1
        return student

    def _last(self, place: int) -> int:
        """The key of the least entitled student of a place that holds somebody."""
        heap, keys = self._heaps[place], self._keys[place]
        while heap[0] not in keys:
            heappop(heap)
        return heap[0]

    def _heap(self, place: int) -> list[int]:
        if place not in self._heaps:
            keys = self._keys_before(place)
            if place >= self._openings:
                heapify(keys)  # those of one opening are in order already
            self._heaps[place], self._keys[place] = keys, set(keys)
        return self._heaps[place]

    def _keys_before(self, place: int) -> list[int]:
        """The keys that a place held when this began: nobody has come or gone before it is first touched."""
        if place < self._openings:
            return [word & KEY for word in self._heaped(place)]
        if place < self._first_reserve:
            words = self._applicants.held_by(self._applicants.inside(place))
        else:
            words = self._words_of_reserve(place - self._first_reserve)
        keys: list[int] = (words & w.KEY).tolist()
        return keys

    def _words_of_reserve(self, row: int) -> UInt64s:
        applicants = self._applicants
        words = applicants.held_by(applicants.instance.reserves.opening[[row]].astype(np.int64))
        words = words[(words & w.BOOST) != 0]
        theirs: UInt64s = words[
            applicants.reserved.row(applicants.students_of(words), w.place_of(words)) == row
        ]
        return theirs

    def _places(self, opening: int) -> tuple[int, ...]:
        """An opening and the groups around it, innermost first."""
        if opening not in self._around:
            around = self._applicants.chains[opening].tolist()
            self._around[opening] = (opening, *(place for place in around if place != NONE))
        return self._around[opening]

    def _reserve(self, student: int, opening: int) -> int:
        if not self._applicants.reserved.any:
            return NONE
        row = int(self._applicants.reserved.row(np.array([student]), np.array([opening]))[0])
        return NONE if row == NONE else self._first_reserve + row
