"""Markets as large as one likes for `bench.engine`: popular openings, shared merit, regions, nested caps."""

import numpy as np
import numpy.typing as npt

from matching.engine import Groups, Instance

WISHES = 10
STUDENTS_A_SEAT = 1.1
REGIONS = 10
BLOCK = 200_000


def arrays(students: int, seed: int = 2026) -> dict[str, npt.NDArray[np.generic]]:
    """Wishes, priorities, seats and lottery of a market with ten students an opening.

    Popularity is log-normal; merit is shared by all openings and blurred by each; seven wishes of ten are in
    the student's own region.
    """
    chance = np.random.default_rng(seed)
    openings = max(REGIONS * 2, students // 10)
    popularity = chance.lognormal(0, 1, openings)
    wishes = np.full((students, WISHES), -1, np.int32)
    priority = np.empty((students, WISHES), np.uint16)
    for first in range(0, students, BLOCK):
        rows = slice(first, min(students, first + BLOCK))
        wishes[rows] = _wishes(chance, popularity, rows.stop - rows.start)
        merit = chance.normal(350, 90, (rows.stop - rows.start, 1)) + chance.normal(
            150, 50, (rows.stop - rows.start, WISHES)
        )
        priority[rows] = np.clip(merit, 0, 1000)
    share = popularity / popularity.sum() * students / STUDENTS_A_SEAT
    seats = np.maximum(1, np.round(share)).astype(np.int32)
    return {"wishes": wishes, "priority": priority, "seats": seats, "lottery": chance.permutation(students)}


def _wishes(
    chance: np.random.Generator, popularity: npt.NDArray[np.float64], students: int
) -> npt.NDArray[np.int32]:
    """Draws without repeats: the first ones of twice as many; region r has openings r, r + 10, ..."""
    upto = np.cumsum(popularity)
    drawn = np.searchsorted(upto, chance.random((students, 2 * WISHES)) * upto[-1]).astype(np.int32)
    home = chance.integers(0, REGIONS, (students, 1), dtype=np.int32)
    near = chance.random(drawn.shape) < 0.7
    drawn = np.where(near, drawn // REGIONS * REGIONS + home, drawn).astype(np.int32)
    np.minimum(drawn, len(popularity) - 1, out=drawn)
    repeated = np.zeros(drawn.shape, np.bool_)
    for column in range(1, drawn.shape[1]):
        repeated[:, column] = (drawn[:, :column] == drawn[:, [column]]).any(axis=1)
    first = np.argsort(repeated, axis=1, kind="stable")
    kept = np.where(np.take_along_axis(repeated, first, axis=1), -1, np.take_along_axis(drawn, first, axis=1))
    return np.ascontiguousarray(kept[:, :WISHES])


def nested(seats: npt.NDArray[np.int32]) -> Groups:
    """Three levels of caps that bind: five openings an enterprise, ten such a town, ten towns a county."""
    levels, sizes, around = [], [], np.arange(len(seats))
    below = seats.astype(np.int64)
    for width, cap in ((5, 0.9), (10, 0.85), (10, 0.8)):
        around = np.arange(len(below)) // width
        below = np.bincount(around, below).astype(np.int64)
        levels.append(around)
        sizes.append((below * cap).astype(np.int32))
    first = np.cumsum([0, *(len(size) for size in sizes)])
    parents = [levels[1] + first[1], levels[2] + first[2], np.full(len(sizes[2]), -1)]
    return Groups(
        parent_of_opening=levels[0].astype(np.int32),
        seats=np.concatenate(sizes),
        parent=np.concatenate(parents).astype(np.int32),
    )


def chain(students: int) -> Instance:
    """Everybody but the first has a place, and each displacement leads to one other: the worst for rounds."""
    wishes = np.stack([np.arange(students), np.arange(students) + 1], axis=1)
    wishes[0], wishes[-1, 1] = (1, 0), -1
    priority = np.tile([1, 2], (students, 1))
    return Instance.build(wishes, priority, np.ones(students + 1, np.int64), np.arange(students))
