"""Deferred acceptance one proposal at a time (McVitie & Wilson 1971), for the few left after the rounds.

Here every opening chooses for itself; where groups, reserves or whole classes tie students and openings to
others, `one_by_one_in_sets` does the same. Only what is touched is looked at: the words of a full opening
become a heap, the least entitled on top, when somebody with a better claim asks there.

Numbers are read and written one at a time through memoryviews, which takes numpy several times as long.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import heapify, heapreplace

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE
from matching.engine.market import Unranked

WHO, NEVER = int(w.WHO), int(w.NEVER)
LOWEST_RANK, WHO_BITS, KEY_BITS = w.LOWEST_RANK, w.WHO_BITS, w.KEY_BITS


class OneByOne:
    """Hears students one after the other, and closes openings.

    changed  the openings that hold more or fewer than before; whoever wants to know may empty it
    """

    FEW = 64
    """As many students are heard one by one; more are heard in rounds. Measured."""

    def __init__(self, applicants: Applicants) -> None:
        openings = len(applicants.count)
        room = np.where(applicants.closed, 0, applicants.cap[:openings] - applicants.count)
        least = np.where(applicants.closed, w.NEVER, applicants.least())
        self._applicants, self._longest = applicants, applicants.instance.wishes.shape[1]
        self._next, self._wishes = applicants.next.data, applicants.wishes.data
        self._priority, self._eligible = applicants.priority.data, applicants.eligible.view(np.uint8).data
        self._who, self._drawn = applicants.who.data, applicants.drawn.data
        self._first, self._held = applicants.first.data, applicants.held.data
        self._count, self._cap = applicants.count.data, applicants.cap.data
        self._closed, self._room, self._least = applicants.closed.data, room.data, least.data
        self._lowest_priority = int(applicants.instance.options.unranked is Unranked.UNACCEPTABLE)
        self._heaps: dict[int, list[int]] = {}
        self._came: dict[int, list[int]] = defaultdict(list)  # the words that took free seats
        self._entered: list[int] = []  # all that came, also those who have left again
        self._left: list[int] = []
        self.changed: set[int] = set()

    def hear(self, students: Iterable[int]) -> None:
        """Let these students ask, and whoever is displaced by them, until nobody asks any more."""
        heaps, room, least = self._heaps, self._room, self._least
        next_wish, entered = self._next, self._entered
        waiting = list(students)
        while waiting:
            student = waiting.pop()
            for wish, opening, word in self._wishes_of(student):
                if room[opening]:
                    self._sit_down(opening, word)
                elif least[opening] < word:
                    heap = heaps.get(opening) or self._heaped(opening)
                    waiting.append(self._left_by(heapreplace(heap, word)))
                    least[opening] = heap[0]
                else:
                    continue
                next_wish[student] = wish
                entered.append(word)
                break
            else:
                next_wish[student] = self._longest

    def close(self, opening: int) -> None:
        """Let an opening take nobody any more, and its students ask elsewhere."""
        words = self._heaps.get(opening) or self._heaped(opening)
        self._closed[opening], self._room[opening], self._least[opening] = True, 0, NEVER
        self.changed.add(opening)
        self.hear([self._left_by(word) for word in words])

    def count(self, opening: int) -> int:
        """How many students an opening holds now."""
        return 0 if self._closed[opening] else self._cap[opening] - self._room[opening]

    def is_bound(self, _opening: int) -> bool:
        """Whether a group around an opening holds as many as it may: here there is none."""
        return False

    def write_back(self) -> None:
        """Tell the arrays who is where now. (No word enters or leaves twice: a refusal is final.)"""
        entered, left = (np.array(words, np.uint64) for words in (self._entered, self._left))
        touched = np.flatnonzero(np.bincount(w.place_of(np.concatenate([entered, left]))))
        words = np.sort(np.concatenate([self._applicants.held_by(touched), entered]))
        staying = np.ones(len(words), np.bool_)
        staying[np.searchsorted(words, left)] = False
        words = words.compress(staying)
        ends = np.searchsorted(w.place_of(words), touched, side="right")
        self._applicants.seat(touched, np.diff(ends, prepend=0), words)

    def _wishes_of(self, student: int) -> Iterator[tuple[int, int, int]]:
        """Wish, opening, word: what a student may still ask for, best first."""
        row, who, wishes = student * self._longest, self._who[student], self._wishes
        for wish in range(self._next[student], self._longest):
            opening, priority = wishes[row + wish], self._priority[row + wish]
            if opening != NONE and self._eligible[row + wish] and priority >= self._lowest_priority:
                yield wish, opening, opening << KEY_BITS | priority << WHO_BITS | who

    def _sit_down(self, opening: int, word: int) -> None:
        self._came[opening].append(word)
        self._least[opening] = min(self._least[opening], word)
        self._room[opening] -= 1
        self.changed.add(opening)

    def _left_by(self, word: int) -> int:
        """Whose word this is; that student goes on to the next wish."""
        student: int = self._drawn[LOWEST_RANK - (word & WHO)]
        self._next[student] += 1
        self._left.append(word)
        return student

    def _heaped(self, opening: int) -> list[int]:
        first = self._first[opening]
        heap = self._heaps[opening] = self._held[first : first + self._count[opening]].tolist()
        if opening in self._came:
            heap += self._came[opening]
            heapify(heap)
        return heap
