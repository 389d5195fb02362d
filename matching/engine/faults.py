"""What can be wrong with an instance: kinds of faults, and the exception that carries every one of them.

Faults are data. Whoever shows them to people finds the sentence for each kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SHOWN = 20


class FaultKind(StrEnum):
    """What is wrong; the comment names the fields of `Fault` that say where."""

    SHAPE = "shape"  # field: not a rectangle, or its size does not go with the other arguments
    WRONG_TYPE = "wrong_type"  # field: whole numbers, truth values or strings are expected
    GAP = "gap"  # student, wish: a wish stands behind a pad
    DUPLICATE_WISH = "duplicate_wish"  # student, wish (the later one), opening
    UNKNOWN_OPENING = "unknown_opening"  # student, wish, opening (the number that was given)
    PRIORITY_OUT_OF_RANGE = "priority_out_of_range"  # student, wish: not 0-65535
    SEATS_OUT_OF_RANGE = "seats_out_of_range"  # opening: negative, or more than int32 holds
    LOTTERY_NOT_DISTINCT = "lottery_not_distinct"  # student: one fault for each who shares a number
    UNKNOWN_FIXED = "unknown_fixed"  # student, opening (the number that was given)
    FIXED_INELIGIBLE = "fixed_ineligible"  # student, wish, opening: pre-assigned to what the rules bar
    FIXED_OVER_CAPACITY = "fixed_over_capacity"  # opening: more pre-assigned students than seats
    ID_NOT_DISTINCT = "id_not_distinct"  # field, and student or opening: one fault for each who shares an id


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where: indices into the arguments of `Instance.build`, and their ids."""

    kind: FaultKind
    field: str | None = None
    student: int | None = None
    wish: int | None = None
    opening: int | None = None
    student_id: str | None = None
    opening_id: str | None = None

    def __str__(self) -> str:
        facts = {name: value for name, value in vars(self).items() if name != "kind" and value is not None}
        return " ".join([self.kind, *(f"{name}={value}" for name, value in facts.items())])


class InstanceFaults(ValueError):
    """The instance cannot be built. `faults` holds every fault, ordered by kind and then by index."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = "; ".join(map(str, self.faults[:SHOWN]))
        more = f"; and {len(self.faults) - SHOWN} more" if len(self.faults) > SHOWN else ""
        super().__init__(f"{len(self.faults)} faults: {shown}{more}")
