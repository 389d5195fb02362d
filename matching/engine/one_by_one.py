"""Deferred acceptance one proposal at a time (McVitie & Wilson 1971), for the few left after the rounds.

Only what is touched is looked at: an opening's applicants become a heap when the first of these asks there.
A heap may hold keys of students who have left; such a key no longer counts and is thrown away when it comes
up.
"""

from heapq import heapify, heappop, heappush
from itertools import chain
from typing import NamedTuple

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Int64s
from matching.engine.market import Unranked

BOOST, WHO = int(w.BOOST), int(w.WHO)


class _Holding(NamedTuple):
    """A student who is held: with which key, in which reserve (or -1), at which opening and groups."""

    key: int
    reserve: int
    places: tuple[int, ...]


class OneByOne:
    """Hears students one after the other. Reserves are places too, numbered after openings and groups."""

    def __init__(self, applicants: Applicants) -> None:
        self.applicants = applicants
        self.longest = applicants.instance.wishes.shape[1]
        self.needs_rank = applicants.instance.options.unranked is Unranked.UNACCEPTABLE
        self.first_reserve = len(applicants.cap)
        self.heaps: dict[int, list[int]] = {}
        self.count: dict[int, int] = {}  # of the places that have a heap
        self.holdings: dict[int, _Holding | None] = {}
        self.places: dict[int, tuple[int, ...]] = {}
        self.next: dict[int, int] = {}  # of the students who were heard or let go
        self.touched: set[int] = set()

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
        self._enter(student, key, opening)
        crowded = next((place for place in self._places(opening) if self._is_crowded(place)), NONE)
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
            return self.count[place] > int(self.applicants.reserved.cap[place - self.first_reserve])
        return self.count[place] > int(self.applicants.cap[place])

    def _enter(self, student: int, key: int, opening: int) -> None:
        reserve, places = self._reserve(student, opening), self._places(opening)
        holding = _Holding(key | BOOST, reserve, places) if reserve != NONE else _Holding(key, NONE, places)
        self._hold(student, holding)
        for place in places:
            self.count[place] += 1
        if reserve != NONE:
            self.count[reserve] += 1
            if self._is_crowded(reserve):
                self._demote(self._least(reserve), reserve)

    def _hold(self, student: int, holding: _Holding) -> None:
        for place in (*holding.places, holding.reserve):
            if place != NONE:
                heappush(self._heap(place), holding.key)
        self.holdings[student] = holding
        self.touched.add(holding.places[0])

    def _demote(self, key: int, reserve: int) -> None:
        """The least entitled holder of a full reserve competes for the open seats."""
        student = self._student(key)
        self.count[reserve] -= 1
        self._hold(student, _Holding(key & ~BOOST, NONE, self._held_at(student)))

    def _let_go(self, place: int) -> list[int]:
        """Whom a place with one too many refuses: the last one, or the whole last class."""
        leaving = [least := self._least(place)]
        self._dismiss(least)
        if self.applicants.whole_class:
            bar = self.applicants.bar[place] = least | WHO
            while self.count[place] and (least := self._least(place)) <= bar:
                leaving.append(least)
                self._dismiss(least)
        return [self._student(key) for key in leaving]

    def _dismiss(self, key: int) -> None:
        student = self._student(key)
        places = self._held_at(student)
        for place in (*places, self._reserve(student, places[0]) if key & BOOST else NONE):
            if place != NONE:
                self._heap(place)  # counted before the student leaves
                self.count[place] -= 1
        self.holdings[student] = None
        self.touched.add(places[0])
        self.next[student] = self._next(student) + 1

    def _least(self, place: int) -> int:
        """The key of the least entitled student of a place that holds somebody."""
        heap = self._heap(place)
        while not self._counts(heap[0], place):
            heappop(heap)
        return heap[0]

    def _heap(self, place: int) -> list[int]:
        if place not in self.heaps:
            keys = self._keys_before(place)
            if place >= self.first_reserve:
                keys = [key for key in keys if key & BOOST and self._uses(key, place)]
            if place >= len(self.applicants.count):
                heapify(keys)  # those of one opening are in order already
            self.heaps[place], self.count[place] = keys, len(keys)
        return self.heaps[place]

    def _keys_before(self, place: int) -> list[int]:
        """The keys that a place held when this began."""
        applicants = self.applicants
        if place >= self.first_reserve:
            place = int(applicants.instance.reserves.opening[place - self.first_reserve])
        if place >= len(applicants.count):
            words = applicants.held_by(applicants.inside(place))
        else:
            first = int(applicants.first[place])
            words = applicants.held[first : first + int(applicants.count[place])]
        keys: list[int] = (words & w.KEY).tolist()
        return keys

    def _uses(self, key: int, reserve: int) -> bool:
        student = self._student(key)
        opening = int(self.applicants.instance.reserves.opening[reserve - self.first_reserve])
        return student not in self.holdings and self._reserve(student, opening) == reserve

    def _counts(self, key: int, place: int) -> bool:
        """Whether a key in a place's heap is still that of a student who is held there."""
        student = self._student(key)
        if student not in self.holdings:
            return True  # as when this began
        holding = self.holdings[student]
        return holding is not None and holding.key == key and place in (*holding.places, holding.reserve)

    def _held_at(self, student: int) -> tuple[int, ...]:
        """The opening and groups where a student is held."""
        holding = self.holdings.get(student)
        if holding is not None:
            return holding.places
        return self._places(int(self.applicants.instance.wishes[student, self._next(student)]))

    def _student(self, key: int) -> int:
        return int(self.applicants.drawn[w.LOWEST_RANK - (key & WHO)])

    def _places(self, opening: int) -> tuple[int, ...]:
        if opening not in self.places:
            around = self.applicants.chains[opening].tolist()
            self.places[opening] = (opening, *(place for place in around if place != NONE))
        return self.places[opening]

    def _reserve(self, student: int, opening: int) -> int:
        if not self.applicants.reserved.any:
            return NONE
        row = int(self.applicants.reserved.row(np.array([student]), np.array([opening]))[0])
        return NONE if row == NONE else self.first_reserve + row

    def _write_back(self) -> None:
        """Tell the arrays who is where now."""
        openings = np.array(sorted(self.touched), np.int64)
        keys = [sorted(self._keys_now(opening)) for opening in openings.tolist()]
        counts = np.array([len(those) for those in keys], np.int64)
        words = w.placed(np.repeat(openings, counts), np.array([*chain(*keys)], np.uint64))
        self.applicants.seat(openings, counts, words)
        self.applicants.next[list(self.next)] = list(self.next.values())

    def _keys_now(self, opening: int) -> set[int]:
        return {key for key in self._heap(opening) if self._counts(key, opening)}
