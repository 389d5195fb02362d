"""Deferred acceptance in rounds: everybody without a place asks at once, and every opening chooses at once.

With strict choices the outcome does not depend on the order of proposals (McVitie & Wilson 1971), so a round
may hear everybody: sort the words of all who ask together with those held where they ask, and keep the best.

What an opening and the groups around it choose is laminar concave (Kojima, Tamura & Yokoo 2018, "Designing
matching mechanisms under constraints"): the best of each opening up to its seats, of those the best of each
innermost group up to its cap, and so on outward. Whoever is refused once would be refused again by any larger
crowd, so a refusal is final.

Where ties go in or out as a whole class (Biro & Kiselgof 2015, "College admissions with stable score-
limits"), a set that cannot seat all refuses the lowest classes, and refuses them for good: score limits
only rise.
"""

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants, ragged
from matching.engine.arrays import NONE, Bools, Int64s, Numbers, UInt64s


def settle(applicants: Applicants, students: Int64s, *, until: int) -> Int64s:
    """Let these students ask, and whoever is refused for them, until `until` or fewer ask; returns those.

    There are few rounds where tastes differ and many where each displacement leads to one other: the last few
    students are heard one by one (`one_by_one`).
    """
    while len(students) > until:
        students = applicants.students_of(_refused(applicants, _proposals(applicants, students)))
        applicants.next[students] += 1
    return students


def _proposals(applicants: Applicants, students: Int64s) -> UInt64s:
    """The words, sorted, of each student's next wish that has a chance; others are passed over for good."""
    longest, bar = applicants.instance.wishes.shape[1], _highest_bars(applicants)
    asking = [np.empty(0, np.uint64)]
    students = np.sort(students)  # so that lists are read in the order in which they lie
    wish = applicants.next.take(students)
    while len(wish := wish.compress(unheard := wish < longest)):
        students = students.compress(unheard)
        cells = applicants.cells(students, wish)
        opening = applicants.wishes.take(cells)
        keys = applicants.keys(students, cells)
        heard = _at_best(applicants, keys, students, opening) > bar.take(opening)
        heard &= applicants.acceptable(cells, opening)
        asking.append(w.placed(opening.compress(heard), keys.compress(heard)))
        passed = ~heard
        students, wish = students.compress(passed), wish.compress(passed) + np.int16(1)
        applicants.next[students] = wish
    return np.sort(np.concatenate(asking))


def _highest_bars(applicants: Applicants) -> UInt64s:
    """uint64[m]: the highest bar among an opening and the groups around it."""
    highest = applicants.bar[: len(applicants.count)]
    for around in applicants.chains.T:
        highest = np.where(around == NONE, highest, np.maximum(highest, applicants.bar[around]))
    return highest


def _at_best(applicants: Applicants, keys: UInt64s, students: Int64s, opening: Numbers) -> UInt64s:
    """The keys at the most: a holder of a reserved kind may be boosted."""
    if not applicants.reserved.any:
        return keys
    return np.where(applicants.reserved.row(students, opening) != NONE, keys | w.BOOST, keys)


def _refused(applicants: Applicants, asking: UInt64s) -> UInt64s:
    """The words that openings and groups refuse once they have heard those who ask; the others are held."""
    touched = w.place_of(asking[_starts(asking)])
    pool = np.concatenate([applicants.held_by(touched), asking])
    if applicants.reserved.any:
        pool = applicants.reserved.boosted(pool, applicants.students_of(pool))
    else:
        pool.sort(kind="stable")  # which merges what is in order already
    leaving, counts = _over(applicants, pool)
    applicants.seat(touched, counts, pool.compress(~leaving))
    refused = [pool.compress(leaving)]
    for level in range(applicants.chains.shape[1]):
        refused.append(_refused_by_groups(applicants, level, touched))
    return np.concatenate(refused)


def _refused_by_groups(applicants: Applicants, level: int, touched: Int64s) -> UInt64s:
    """The words that the groups of one level around these openings cannot keep; they are dismissed."""
    groups = applicants.groups_around(touched, level)
    openings, width = applicants.openings_of(groups)
    held = np.add.reduceat(applicants.count.take(openings), np.cumsum(width) - width)
    excess = np.maximum(held - applicants.cap.take(groups), 0)
    # The last of each opening are enough to find the last of the group, and the next one, its bar.
    looked_at = np.minimum(applicants.count.take(openings), np.repeat(excess + (excess > 0), width))
    last = applicants.held.take(ragged(applicants.first.take(openings), looked_at))
    words = np.sort(w.placed(np.repeat(np.repeat(groups, width), looked_at), last & w.KEY))
    leaving, _counts = _over(applicants, words, held.compress(excess > 0))
    refused: UInt64s = words.compress(leaving)
    applicants.dismiss(applicants.places_of(applicants.students_of(refused)))
    return refused


def _over(applicants: Applicants, words: UInt64s, counts: Int64s | None = None) -> tuple[Bools, Int64s]:
    """Of sorted words: which are too many at their place, and how many each place keeps. Raises the bars.

    `counts` tells how many each place holds where the words are only its last ones.
    """
    starts = _starts(words)
    places = w.place_of(words[starts])
    if counts is None:
        counts = np.diff(np.append(starts, len(words)))
    cap = applicants.cap[places]
    excess = np.maximum(counts - cap, 0)
    if applicants.whole_class:
        refuse = excess > 0
        highest = w.class_of(words[starts[refuse] + excess[refuse] - 1])
        excess[refuse] = np.searchsorted(words, highest, side="right") - starts[refuse]
        raised, bars = places[refuse], highest & w.KEY
    else:
        full = (counts >= cap) & (cap > 0)
        raised, bars = places[full], words[starts[full] + excess[full]] & w.KEY
    applicants.bar[raised] = np.maximum(applicants.bar[raised], bars)
    leaving = np.zeros(len(words), np.bool_)
    leaving[ragged(starts, excess)] = True
    return leaving, counts - excess


def _starts(words: UInt64s) -> Int64s:
    """Where each place begins in sorted words."""
    place = words >> np.uint64(w.KEY_BITS)
    return np.flatnonzero(np.append(True, place[1:] != place[:-1])[: len(words)])
