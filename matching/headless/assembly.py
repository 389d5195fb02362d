"""The bridge to the engine: a draft becomes an instance, a result becomes rows that sentences are made of."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from matching.engine import (
    ENGINE_VERSION,
    Cutoff,
    Groups,
    Guarantees,
    Instance,
    Result,
    Row,
    explain,
    lottery_numbers,
    solve,
)
from matching.engine.explanation import BindingKind
from matching.headless.draft import Draft, Slot, Student

NONE = -1
ROUND = "flask match"
"""The name of the round in the lottery: the numbers follow from it, the seed and the student numbers."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How high the bar lay at a slot or group: the last one let in, if it is full."""

    taken: int
    full: bool
    closed: bool = False
    score: Decimal | None = None
    position: int | None = None
    lottery: int | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one wish, from 1 (None: it was none). `reason`: the engine's, or `major`, `unranked`."""

    student: Student
    slot: Slot
    wish: int | None
    reason: str
    fixed: bool
    score: Decimal | None
    bar: Bar
    applicants: int
    rank: int | None
    waiting: int | None
    by_lottery: bool
    group: str | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The verified result of a draft."""

    draft: Draft
    seed: str
    lottery: dict[str, int]
    places: dict[str, Slot | None]
    bars: dict[str, Bar]
    group_bars: dict[str, Bar]
    told: dict[str, list[Told]]
    guarantees: Guarantees
    instance_digest: str
    result_digest: str
    version: str = ENGINE_VERSION


def matched(draft: Draft, seed: str) -> Outcome:
    """Draw the lottery, match, verify, explain."""
    bridge = _Bridge(draft, seed)
    result = solve(bridge.instance)
    return bridge.outcome(result)


class _Bridge:
    """Numbers what the draft names, and names again what the engine numbers."""

    def __init__(self, draft: Draft, seed: str) -> None:
        self.draft, self.seed = draft, seed
        self.slot_number = {slot.code: number for number, slot in enumerate(draft.slots)}
        self.groups = [*draft.groups]
        scores = {student.score for student in draft.students}
        scores |= {score for student in draft.students for score in student.scores.values()}
        self.scale = sorted(scores - {None}, key=lambda score: score or Decimal())
        self.priority_of = {score: number for number, score in enumerate(self.scale, start=1)}
        self.instance = self._instance()

    def _instance(self) -> Instance:
        students, slots = self.draft.students, self.draft.slots
        numbers = [student.number for student in students]
        around = {name: number for number, name in enumerate(self.groups)}
        return Instance.build(
            wishes=self._table(self.slot_number.__getitem__, NONE),
            priority=self._wished(self._priority, 0),
            seats=np.array([slot.seats for slot in slots], np.int64),
            lottery=lottery_numbers(hashlib.sha256(self.seed.encode()).digest(), ROUND, numbers),
            eligible=self._wished(lambda student, slot: not self._barred(student, slot), 1) != 0,
            fixed=np.array([self.slot_number.get(one.fixed or "", NONE) for one in students], np.int64),
            opens_with=np.array([slot.opens_with for slot in slots], np.int64),
            groups=Groups(
                parent_of_opening=np.array([around.get(slot.group or "", NONE) for slot in slots], np.int32),
                seats=np.array([self.draft.groups[name] for name in self.groups], np.int32),
                parent=np.full(len(self.groups), NONE, np.int32),
            ),
            student_ids=numbers,
            opening_ids=[slot.code for slot in slots],
            group_ids=self.groups,
        )

    def _table(
        self, number: Callable[[str], int], pad: int
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return self._wished(lambda _student, slot: number(slot.code), pad)

    def _wished(
        self, number: Callable[[Student, Slot], int], pad: int
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """int64[n, L]: a number for every wish."""
        students, slots = self.draft.students, self.draft.slots
        longest = max([1, *(len(student.wishes) for student in students)])  # one pad if there are no wishes
        table = np.full((len(students), longest), pad, np.int64)
        for row, student in enumerate(students):
            for column, code in enumerate(student.wishes):
                table[row, column] = number(student, slots[self.slot_number[code]])
        return table

    def _priority(self, student: Student, slot: Slot) -> int:
        if slot.ranking is not None:
            listed = student.number in slot.ranking
            return len(slot.ranking) - slot.ranking.index(student.number) if listed else 0
        score = _score(student, slot)
        return 0 if score is None else self.priority_of[score]

    def _barred(self, student: Student, slot: Slot) -> str:
        """Why the slot does not take the student; what was given by hand stands."""
        if student.fixed == slot.code:
            return ""
        if slot.majors and student.major not in slot.majors:
            return "major"
        return "unranked" if slot.ranking is not None and student.number not in slot.ranking else ""

    def outcome(self, result: Result) -> Outcome:
        """Everything in the words of the sheets."""
        draft, instance = self.draft, self.instance
        bars = {slot.code: self._bar(result, number) for number, slot in enumerate(draft.slots)}
        told: dict[str, list[Told]] = {student.number: [] for student in draft.students}
        for row in explain(instance, result):
            student = draft.students[row.student]
            told[student.number].append(self._told(row, student, bars))
        places = zip(draft.students, result.match.tolist(), strict=True)
        drawn = zip(draft.students, instance.lottery.tolist(), strict=True)
        return Outcome(
            draft=draft,
            seed=self.seed,
            lottery={student.number: number for student, number in drawn},
            places={one.number: None if place == NONE else draft.slots[place] for one, place in places},
            bars=bars,
            group_bars=self._group_bars(result),
            told=told,
            guarantees=result.guarantees,
            instance_digest=result.instance_digest,
            result_digest=result.digest,
        )

    def _told(self, row: Row, student: Student, bars: dict[str, Bar]) -> Told:
        slot = self.draft.slots[row.opening]
        barred = row.reason == "ineligible"
        in_group = row.binding is not None and row.binding.kind is BindingKind.GROUP
        return Told(
            student=student,
            slot=slot,
            wish=row.wish + 1 if row.wish != NONE else None,
            reason=self._barred(student, slot) if barred else row.reason.value,
            fixed=row.fixed,
            score=None if slot.ranking is not None else _score(student, slot),
            bar=bars[slot.code],
            applicants=row.applicants,
            rank=row.rank,
            waiting=row.waiting,
            by_lottery=row.by_lottery,
            group=slot.group if in_group else None,
        )

    def _bar(self, result: Result, number: int) -> Bar:
        slot = self.draft.slots[number]
        taken = int((result.match == number).sum())
        cutoff = result.cutoff(number)
        full, closed = bool(result.openings.full[number]), bool(result.closed[number])
        if slot.ranking is not None and cutoff is not None:
            position = len(slot.ranking) + 1 - cutoff.priority
            return Bar(taken=taken, full=full, closed=closed, position=position, lottery=cutoff.lottery)
        return self._scored(cutoff, taken=taken, full=full, closed=closed)

    def _group_bars(self, result: Result) -> dict[str, Bar]:
        inside = self.instance.groups.parent_of_opening
        placed = result.match[result.match != NONE]
        taken = np.bincount(inside[placed] + 1, minlength=len(self.groups) + 1)[1:].tolist()
        return {
            name: self._scored(
                result.groups.cutoff(number), taken=taken[number], full=bool(result.groups.full[number])
            )
            for number, name in enumerate(self.groups)
        }

    def _scored(self, cutoff: Cutoff | None, *, taken: int, full: bool, closed: bool = False) -> Bar:
        if cutoff is None:
            return Bar(taken=taken, full=full, closed=closed)
        score = self.scale[cutoff.priority - 1] if cutoff.priority else None
        return Bar(taken=taken, full=full, closed=closed, score=score, lottery=cutoff.lottery)


def _score(student: Student, slot: Slot) -> Decimal | None:
    return student.scores.get(slot.code, student.score)
