"""What verification of a result can find, and the certificate that says what it did find."""

from dataclasses import dataclass
from enum import StrEnum

from matching.engine.arrays import NONE


class Check(StrEnum):
    """What is verified; the comment says what the fields of a `Breach` name."""

    SHAPE = "shape"  # nothing: an array has another size or type than the instance asks for
    UNKNOWN_OPENING = "unknown_opening"  # student, opening: there is no such opening
    FIXED_MOVED = "fixed_moved"  # student, opening: where they are instead of their pre-assignment
    NOT_WISHED = "not_wished"  # student, opening: not on the student's list
    INELIGIBLE = "ineligible"  # student, opening: the rules bar it
    OVER_CAPACITY = "over_capacity"  # opening
    WISH = "wish"  # student: the number of the wish does not go with the match
    CUTOFF = "cutoff"  # opening: `full` or the cutoff does not go with the match
    BLOCKING = (
        "blocking"  # student, opening they would rather have, other: whom they outrank (-1: a seat is free)
    )
    IMPROVABLE = "improvable"  # student, opening they could have, other: who would leave it; together a cycle
    INSTANCE_DIGEST = "instance_digest"  # nothing: the result belongs to another instance
    RESULT_DIGEST = "result_digest"  # nothing: the result was changed after it was sealed


FEASIBILITY = frozenset(
    {
        Check.SHAPE,
        Check.UNKNOWN_OPENING,
        Check.FIXED_MOVED,
        Check.NOT_WISHED,
        Check.INELIGIBLE,
        Check.OVER_CAPACITY,
    }
)


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One check that failed, with its witness: indices, -1 where there is nothing to name."""

    check: Check
    student: int = NONE
    opening: int = NONE
    other: int = NONE


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What verification found: nothing, or every breach. The digests are those computed here."""

    breaches: tuple[Breach, ...]
    instance_digest: str
    result_digest: str | None

    @property
    def valid(self) -> bool:
        """Feasible, stable, student-optimal, truly reported, and about this instance."""
        return not self.breaches

    @property
    def feasible(self) -> bool:
        """Nobody is where they may not be, and no opening holds more than its seats."""
        return not any(breach.check in FEASIBILITY for breach in self.breaches)

    @property
    def blocking(self) -> tuple[Breach, ...]:
        """Students and openings who would rather have each other; one witness each."""
        return self._of(Check.BLOCKING)

    @property
    def improving(self) -> tuple[Breach, ...]:
        """One cycle of students who could all move to a wish they prefer, and the match would stay stable."""
        return self._of(Check.IMPROVABLE)

    def _of(self, check: Check) -> tuple[Breach, ...]:
        return tuple(breach for breach in self.breaches if breach.check == check)
