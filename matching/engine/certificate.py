"""What verification of a result can find, and the certificate that says what it did find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matching.engine.arrays import NONE


class Check(StrEnum):
    """What is verified; the comment says what the fields of a `Breach` name."""

    SHAPE = "shape"  # nothing: an array has another size or type than the instance asks for
    UNKNOWN_OPENING = "unknown_opening"  # student, opening: there is no such opening
    FIXED_MOVED = "fixed_moved"  # student, opening: where they are instead of their pre-assignment
    NOT_WISHED = "not_wished"  # student, opening: not on the student's list
    INELIGIBLE = "ineligible"  # student, opening: the rules bar it, or it does not rank the student
    OVER_CAPACITY = "over_capacity"  # opening, or group
    CLOSED = "closed"  # opening: said to be closed and is not, or may not be, or is closed and not said to be
    UNDERFILLED = "underfilled"  # opening: fewer than it opens with; a note where closing could not help
    APART = "apart"  # student: their block is not in one place; always a note
    WISH = "wish"  # student: the number of the wish does not go with the match
    CUTOFF = "cutoff"  # opening, group or reserve: `full` or the bar does not go with the match
    BLOCKING = "blocking"  # student, opening they would rather have, other: whom they outrank (-1: room)
    IMPROVABLE = "improvable"  # student, opening they could have, other: who makes room (-1: nobody has to)
    UNPROVEN = "unproven"  # nothing: the result claims more than can be verified
    OPTIMALITY = "optimality"  # nothing: the prices do not prove that no pairing is better
    REOPENABLE = "reopenable"  # opening: closed, but enough students would now rather have it; always a note
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
        Check.CLOSED,
        Check.UNDERFILLED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One check that failed, with its witness: indices, -1 where there is nothing to name."""

    check: Check
    student: int = NONE
    opening: int = NONE
    other: int = NONE
    group: int = NONE
    reserve: int = NONE


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What verification found. The digests are those computed here.

    breaches  why the result may not be believed; of one check at most `certification_findings.LISTED`
    notes     what is true of the result and worth knowing, but breaks nothing it claims
    counts    how many breaches or notes of each check there are, those not listed included
    """

    breaches: tuple[Breach, ...]
    instance_digest: str
    result_digest: str | None
    notes: tuple[Breach, ...] = ()
    counts: Mapping[Check, int] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Feasible, truly reported, about this instance, and all that the result's guarantees claim."""
        return not self.breaches

    @property
    def feasible(self) -> bool:
        """Nobody is where they may not be; nothing holds more than its seats or fewer than it opens with."""
        return not any(breach.check in FEASIBILITY for breach in self.breaches)

    @property
    def blocking(self) -> tuple[Breach, ...]:
        """Students and openings who would rather have each other, in a result that claims there are none."""
        return _of(self.breaches, Check.BLOCKING)

    @property
    def improving(self) -> tuple[Breach, ...]:
        """Students who could all move to a wish they prefer, and the match would stay stable."""
        return _of(self.breaches, Check.IMPROVABLE)

    @property
    def residual(self) -> tuple[Breach, ...]:
        """The blocking pairs of a result that does not claim stability."""
        return _of(self.notes, Check.BLOCKING)

    @property
    def reopenable(self) -> tuple[Breach, ...]:
        """Closed openings that as many students as they open with would rather have than what they got."""
        return _of(self.notes, Check.REOPENABLE)


def _of(breaches: tuple[Breach, ...], check: Check) -> tuple[Breach, ...]:
    return tuple(breach for breach in breaches if breach.check == check)
