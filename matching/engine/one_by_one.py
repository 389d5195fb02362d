"""Deferred acceptance one proposal at a time (McVitie & Wilson 1971), for the few left after the rounds.

Here every opening chooses for itself; where groups, reserves or whole classes tie students and openings to
others, `one_by_one_in_sets` does the same. Only what is touched is looked at: the words an opening holds
become a heap, the least entitled on top, when the first of these students asks there.

Numbers are read and written one at a time through memoryviews, which takes numpy several times as long.
"""

from collections.abc import Iterable, Iterator
from heapq import heappush, heapreplace
from itertools import chain

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE
from matching.engine.market import Unranked

WHO = int(w.WHO)


class OneByOne:
    """Hears students one after the other, and closes openings.

    changed  the openings that hold more or fewer than before; whoever wants to know may empty it
    """

    FEW = 64
    """As many students are heard one by one; more are heard in rounds. Measured."""

    def __init__(self, applicants: Applicants) -> None:
        self._applicants = applicants
        self._next, self._wishes = applicants.next.data, applicants.wishes.data
        self._priority, self._eligible = applicants.priority.data, applicants.eligible.data
        self._who, self._drawn = applicants.who.data, applicants.drawn.data
        self._closed, self._cap = applicants.closed.data, applicants.cap.data
        self._first, self._count = applicants.first.data, applicants.count.data
        self._words = applicants.held.data
        self._longest = applicants.instance.wishes.shape[1]
        self._lowest_priority = int(applicants.instance.options.unranked is Unranked.UNACCEPTABLE)
        self._heaps: dict[int, list[int]] = {}  # the words of each opening that has been touched
        self.changed: set[int] = set()

    def hear(self, students: Iterable[int]) -> None:
        """Let these students ask, and whoever is displaced by them, until nobody asks any more."""
        heaps, cap, next_wish = self._heaps, self._cap, self._next
        waiting = list(students)
        while waiting:
            student = waiting.pop()
            for wish, opening, word in self._wishes_of(student):
                heap = heaps[opening] if opening in heaps else self._heap(opening)
                if len(heap) < cap[opening]:
                    heappush(heap, word)
                    self.changed.add(opening)
                elif heap and heap[0] < word:
                    displaced = self._student(heapreplace(heap, word))
                    next_wish[displaced] += 1
                    waiting.append(displaced)
                else:
                    continue
                next_wish[student] = wish
                break
            else:
                next_wish[student] = self._longest

    def close(self, opening: int) -> None:
        """Let an opening take nobody any more, and its students ask elsewhere."""
        self._closed[opening] = True
        students = [self._student(word) for word in self._heap(opening)]
        self._heaps[opening] = []
        self.changed.add(opening)
        for student in students:
            self._next[student] += 1
        self.hear(students)

    def is_bound(self, _opening: int) -> bool:
        """Whether a group around an opening holds as many as it may: here there is none."""
        return False

    def count(self, opening: int) -> int:
        """How many students an opening holds."""
        return len(self._heaps[opening]) if opening in self._heaps else self._count[opening]

    def write_back(self) -> None:
        """Tell the arrays who is where now."""
        openings = sorted(self._touched())
        words = [self._held(opening) for opening in openings]
        counts = np.array([len(some) for some in words], np.int64)
        held = np.array([*chain.from_iterable(words)], np.uint64)
        self._applicants.seat(np.array(openings, np.int64), counts, held)

    def _wishes_of(self, student: int) -> Iterator[tuple[int, int, int]]:
        """Wish, opening, word: what a student may still ask for, best first."""
        row, who = student * self._longest, self._who[student]
        for wish in range(self._next[student], self._longest):
            opening, priority = self._wishes[row + wish], self._priority[row + wish]
            barred = opening == NONE or not self._eligible[row + wish] or self._closed[opening]
            if not barred and priority >= self._lowest_priority:
                yield wish, opening, opening << w.KEY_BITS | priority << w.WHO_BITS | who

    def _student(self, word: int) -> int:
        return self._drawn[w.LOWEST_RANK - (word & WHO)]

    def _heap(self, opening: int) -> list[int]:
        if opening not in self._heaps:
            self._heaps[opening] = self._words_before(opening)
        return self._heaps[opening]

    def _words_before(self, opening: int) -> list[int]:
        """The words an opening held when this began: in order, which is a heap already."""
        first = self._first[opening]
        return self._words[first : first + self._count[opening]].tolist()

    def _touched(self) -> Iterable[int]:
        return self._heaps

    def _held(self, opening: int) -> list[int]:
        return sorted(self._heaps[opening])
