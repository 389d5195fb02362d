"""One 64-bit word for an application: where, how entitled, who. Sorting words ranks all applicants.

    opening or group (23 bits) | boost (1) | priority (16) | inverse lottery rank (24)

The *key*, all but the place, says how entitled the applicant is: first those with a reserved seat, then by
priority, then by lottery. The lottery numbers themselves are replaced by their rank, from which the student
follows, so a sorted array of words needs no companions. No key is 0: a bar of 0 stops nobody.
"""

import numpy as np

from matching.engine.arrays import Int64s, Numbers, UInt64s

WHO_BITS, PRIORITY_BITS, BOOST_BITS, PLACE_BITS = 24, 16, 1, 23
KEY_BITS = WHO_BITS + PRIORITY_BITS + BOOST_BITS
assert KEY_BITS + PLACE_BITS == 64

LOWEST_RANK = (1 << WHO_BITS) - 1
"""What a lottery rank is taken from, so that the first comes highest and the last still above 0."""

MOST_STUDENTS = LOWEST_RANK
MOST_PLACES = (1 << PLACE_BITS) - 1
"""Openings and groups together."""

WHO = np.uint64(LOWEST_RANK)
KEY = np.uint64((1 << KEY_BITS) - 1)
NEVER = np.uint64((1 << 64) - 1)
"""Above every word: there is no such place."""
BOOST = np.uint64(1 << (WHO_BITS + PRIORITY_BITS))
_WHO_BITS, _KEY_BITS = np.uint64(WHO_BITS), np.uint64(KEY_BITS)


def keyed(priority: Numbers, who: UInt64s) -> UInt64s:
    """Keys of students with this priority, not boosted."""
    return (priority.astype(np.uint64) << _WHO_BITS) | who


def placed(place: Numbers, keys: UInt64s) -> UInt64s:
    """Words of these keys at these places (one for all, or one each)."""
    return (place.astype(np.uint64) << _KEY_BITS) | keys


def place_of(words: UInt64s) -> Int64s:
    """The opening or group of each word."""
    return (words >> _KEY_BITS).astype(np.int64)


def rank_of(words: UInt64s) -> Int64s:
    """The lottery rank of each word's student, 0 is the first."""
    return LOWEST_RANK - (words & WHO).astype(np.int64)


def class_of(words: UInt64s) -> UInt64s:
    """The words as high as they can be with the same place and priority."""
    return words | WHO
