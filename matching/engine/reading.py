"""Reads the arguments of `Instance.build` into arrays whose shapes agree, noting what cannot be read.

What is missing or unreadable is replaced by something harmless, so that everything else can still be checked.
Whole numbers keep the type they came in until all is known to be right: a large market is never widened.
"""

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Scalar, all_of, settled
from matching.engine.faults import Fault, FaultKind
from matching.engine.market import Groups, Options, Reserves, Ties, Unranked
from matching.engine.words import MOST_STUDENTS

MOST_SEATS = int(np.iinfo(np.int32).max)

NARROW: dict[str, type[np.generic]] = {
    "wishes": np.int32,
    "priority": np.uint16,
    "seats": np.int32,
    "lottery": np.int64,
    "eligible": np.bool_,
    "fixed": np.int32,
    "opens_with": np.int32,
    "together": np.int32,
}

Integers = npt.NDArray[Any]  # of whichever integer type
Ids = tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Arrays shaped as in `Instance`, of any integer type; `faults` holds what could not be read as given."""

    wishes: Integers
    priority: Integers
    seats: Integers
    lottery: Integers
    eligible: Bools
    fixed: Integers
    opens_with: Integers
    together: Integers
    groups: Groups
    reserves: Reserves
    options: Options
    student_ids: Ids
    opening_ids: Ids
    group_ids: Ids
    faults: tuple[Fault, ...]

    def arrays(self) -> dict[str, Any]:
        """What an `Instance` is made of: read-only arrays of narrow types. Only for faultless readings."""
        if self.wishes.shape[1] == 0:  # nobody wishes for anything: one pad each, so that there is a column
            return replace(self, **_one_pad(len(self.lottery))).arrays()
        groups, reserves = self.groups, self.reserves
        return {
            **{name: getattr(self, name) for name in ("options", "student_ids", "opening_ids", "group_ids")},
            **{name: settled(getattr(self, name), narrow) for name, narrow in NARROW.items()},
            "groups": Groups(
                parent_of_opening=settled(groups.parent_of_opening, np.int32),
                seats=settled(groups.seats, np.int32),
                parent=settled(groups.parent, np.int32),
            ),
            "reserves": Reserves(
                opening=settled(reserves.opening, np.int32),
                kind=settled(reserves.kind, np.int32),
                seats=settled(reserves.seats, np.int32),
                holders=settled(reserves.holders, np.bool_),
            ),
        }


def _one_pad(students: int) -> dict[str, Any]:
    shape = (students, 1)
    return {
        "wishes": np.full(shape, NONE, np.int32),
        "priority": np.zeros(shape, np.uint16),
        "eligible": np.zeros(shape, np.bool_),
    }


class Arguments(TypedDict):
    """Those of `Instance.build`."""

    wishes: npt.ArrayLike
    priority: npt.ArrayLike
    seats: npt.ArrayLike
    lottery: npt.ArrayLike
    eligible: npt.ArrayLike | None
    fixed: npt.ArrayLike | None
    opens_with: npt.ArrayLike | None
    groups: Groups | None
    reserves: Reserves | None
    together: npt.ArrayLike | None
    options: Options
    student_ids: Sequence[str] | None
    opening_ids: Sequence[str] | None
    group_ids: Sequence[str] | None


def read(**given: Unpack[Arguments]) -> Reading:
    """Meanings as in `Instance.build`. Never raises on bad arguments: it answers with faults."""
    desk = _Desk()
    lists = desk.numbers("wishes", given["wishes"], np.int32, dimensions=2)
    ranks = desk.numbers("priority", given["priority"], np.uint16, dimensions=2)
    rooms = desk.numbers("seats", given["seats"], np.int32)
    draws = desk.numbers("lottery", given["lottery"], np.int64)
    allowed = None if given["eligible"] is None else desk.flags("eligible", given["eligible"])
    places = None if given["fixed"] is None else desk.numbers("fixed", given["fixed"], np.int32)

    students = 0 if draws is None else len(draws)
    shape = next((array.shape for array in (lists, ranks, allowed) if array is not None), (students, 0))
    students = shape[0]
    openings = _openings_named(lists, places, given["opening_ids"]) if rooms is None else len(rooms)
    groups = desk.groups(given["groups"], openings)
    return Reading(
        wishes=desk.fitted("wishes", lists, all_of(np.int32(NONE), shape)),
        priority=desk.fitted("priority", ranks, all_of(np.uint16(0), shape)),
        seats=desk.fitted("seats", rooms, all_of(np.int32(MOST_SEATS), openings)),
        lottery=desk.fitted("lottery", draws, _distinct_numbers(draws, students)),
        eligible=desk.fitted("eligible", allowed, all_of(np.True_, shape)),
        fixed=desk.fitted("fixed", places, all_of(np.int32(NONE), students)),
        together=desk.row("together", given["together"], all_of(np.int32(NONE), students)),
        opens_with=desk.row("opens_with", given["opens_with"], all_of(np.int32(0), openings)),
        groups=groups,
        reserves=desk.reserves(given["reserves"], students),
        options=desk.options(given["options"]),
        student_ids=desk.ids("student_ids", given["student_ids"], students),
        opening_ids=desk.ids("opening_ids", given["opening_ids"], openings),
        group_ids=desk.ids("group_ids", given["group_ids"], len(groups.seats)),
        faults=tuple(desk.faults),
    )


class _Desk:
    """Takes the arguments in, one by one."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def refuse(self, name: str, kind: FaultKind) -> None:
        self.faults.append(Fault(kind=kind, field=name))

    def numbers(
        self, name: str, value: npt.ArrayLike, narrow: type[np.integer[Any]], *, dimensions: int = 1
    ) -> Integers | None:
        """Whole numbers that int64 holds, in the type they have, if that is a signed or the narrow one."""
        array = self._array(name, value, dimensions=dimensions, kinds="iu")
        if array is None or array.dtype.kind == "i" or array.dtype == narrow:
            return array
        if array.size and int(array.max()) > np.iinfo(np.int64).max:
            self.refuse(name, FaultKind.WRONG_TYPE)
            return None
        return array.astype(np.int64)

    def flags(self, name: str, value: npt.ArrayLike) -> Bools | None:
        array = self._array(name, value, dimensions=2, kinds="b")
        return None if array is None else array.astype(np.bool_, copy=False)

    def _array(
        self, name: str, value: npt.ArrayLike, *, dimensions: int, kinds: str
    ) -> npt.NDArray[Any] | None:
        try:
            array = np.asarray(value)
        except ValueError:  # numpy's answer to rows of unequal length
            array = np.empty(())
        if array.size == 0 and array.ndim == 1:  # [] has no rows, however long they would be
            array = array.reshape((0,) * dimensions)
        if array.ndim != dimensions or (array.size == 0 and max(array.shape) > 2 * MOST_STUDENTS):
            self.refuse(name, FaultKind.SHAPE)  # rows of nothing take no room, however many there are
        elif array.size and array.dtype.kind not in kinds:  # what is empty has no type yet
            self.refuse(name, FaultKind.WRONG_TYPE)
        else:
            return array
        return None

    def fitted(
        self, name: str, array: npt.NDArray[Scalar] | None, stand_in: npt.NDArray[Scalar]
    ) -> npt.NDArray[Scalar]:
        """The array if it has the shape it should, else what overlaps, laid over the stand-in."""
        if array is None or array.size == stand_in.size == 0:
            return stand_in
        if array.shape == stand_in.shape:
            return array
        self.refuse(name, FaultKind.SHAPE)
        laid = stand_in.astype(np.result_type(stand_in, array) if array.size else stand_in.dtype)
        overlap = tuple(slice(min(sides)) for sides in zip(array.shape, stand_in.shape, strict=True))
        laid[overlap] = array[overlap]
        return laid

    def row(self, name: str, value: npt.ArrayLike | None, stand_in: Integers) -> Integers:
        array = None if value is None else self.numbers(name, value, np.int32)
        return self.fitted(name, array, stand_in)

    def groups(self, groups: object, openings: int) -> Groups:
        if not isinstance(groups, Groups):
            if groups is not None:
                self.refuse("groups", FaultKind.WRONG_TYPE)
            return Groups.none(openings)
        innermost = self.numbers("groups.parent_of_opening", groups.parent_of_opening, np.int32)
        seats = self.numbers("groups.seats", groups.seats, np.int32)
        around = self.numbers("groups.parent", groups.parent, np.int32)
        number = next((len(array) for array in (seats, around) if array is not None), 0)
        outside = all_of(np.int32(NONE), openings)
        return Groups(
            parent_of_opening=self.fitted("groups.parent_of_opening", innermost, outside),
            seats=self.fitted("groups.seats", seats, all_of(np.int32(MOST_SEATS), number)),
            parent=self.fitted("groups.parent", around, all_of(np.int32(NONE), number)),
        )

    def reserves(self, reserves: object, students: int) -> Reserves:
        if not isinstance(reserves, Reserves):
            if reserves is not None:
                self.refuse("reserves", FaultKind.WRONG_TYPE)
            return Reserves.none(students)
        names = ("opening", "kind", "seats")
        columns = {
            name: self.numbers(f"reserves.{name}", getattr(reserves, name), np.int32) for name in names
        }
        number = next((len(array) for array in columns.values() if array is not None), 0)
        holders = self.flags("reserves.holders", reserves.holders)
        kinds = 0 if holders is None else holders.shape[1]
        rows = {
            name: self.fitted(f"reserves.{name}", array, all_of(np.int32(0), number))
            for name, array in columns.items()
        }
        nobody = all_of(np.False_, (students, kinds))
        return Reserves(**rows, holders=self.fitted("reserves.holders", holders, nobody))

    def options(self, options: Any) -> Options:
        try:
            return Options(ties=Ties(options.ties), unranked=Unranked(options.unranked))
        except (AttributeError, ValueError):
            self.refuse("options", FaultKind.WRONG_TYPE)
            return Options()

    def ids(self, name: str, ids: Any, length: int) -> Ids:
        if ids is None:
            return None
        try:
            named = (None,) if isinstance(ids, str) else tuple(ids)
        except TypeError:  # nothing to go through
            named = (None,)
        if not all(isinstance(one, str) for one in named) or not _plain(named):
            self.refuse(name, FaultKind.WRONG_TYPE)
        elif len(named) != length:
            self.refuse(name, FaultKind.SHAPE)
        else:
            return named
        return None


def _plain(ids: Iterable[str]) -> bool:
    """Whether databases and UTF-8 can write the ids: no half of a surrogate pair, no zero byte."""
    try:
        return b"\0" not in "".join(ids).encode()
    except UnicodeEncodeError:
        return False


def _openings_named(lists: Integers | None, places: Integers | None, ids: object) -> int:
    """How many openings there seem to be, where the seats cannot be read."""
    if isinstance(ids, Sized):
        return len(ids)
    return 1 + max(
        (int(array.max()) for array in (lists, places) if array is not None and array.size), default=NONE
    )


def _distinct_numbers(draws: Integers | None, students: int) -> Integers:
    """What was drawn if there are as many numbers as students, else as many numbers that nobody drew."""
    if draws is not None and len(draws) == students:
        return draws
    drawn = np.empty(0, np.int64) if draws is None else draws
    return np.setdiff1d(np.arange(students + len(drawn)), drawn)[:students]
