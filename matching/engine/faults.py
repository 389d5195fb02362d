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
    WRONG_TYPE = "wrong_type"  # field: whole numbers, truth values, strings or words are expected
    TOO_MANY = "too_many"  # field: more students, openings with groups, or wishes than can be numbered
    GAP = "gap"  # student, wish: a wish stands behind a pad
    DUPLICATE_WISH = "duplicate_wish"  # student, wish (the later one), opening
    UNKNOWN_OPENING = "unknown_opening"  # student and wish, or reserve, or group; opening (the number given)
    PRIORITY_OUT_OF_RANGE = "priority_out_of_range"  # student, wish: not 0-65535
    SEATS_OUT_OF_RANGE = "seats_out_of_range"  # opening, group or reserve: negative, or more than int32 holds
    OPENS_WITH_OUT_OF_RANGE = "opens_with_out_of_range"  # opening: negative, or more than its seats
    LOTTERY_NOT_DISTINCT = "lottery_not_distinct"  # student: one fault for each who shares a number
    UNKNOWN_FIXED = "unknown_fixed"  # student, opening (the number given)
    FIXED_INELIGIBLE = "fixed_ineligible"  # student, wish, opening: pre-assigned to what the rules bar
    FIXED_OVER_CAPACITY = "fixed_over_capacity"  # opening or group: more pre-assigned students than seats
    UNKNOWN_GROUP = "unknown_group"  # opening or group, other: the number given for the group around it
    GROUP_CYCLE = "group_cycle"  # group: lies inside itself; one fault for each on the cycle
    CROSSING_GROUPS = "crossing_groups"  # group, other (a group): they share openings, yet neither is inside
    UNKNOWN_KIND = "unknown_kind"  # reserve, other: the number given
    DUPLICATE_RESERVE = "duplicate_reserve"  # reserve (the later one), opening: the same opening and kind
    RESERVES_OVER_SEATS = "reserves_over_seats"  # opening: more reserved seats than seats
    RESERVES_OVERLAP = "reserves_overlap"  # student, opening: they hold two kinds reserved there
    TOGETHER_OUT_OF_RANGE = "together_out_of_range"  # student: below -1, or more than int32 holds
    BLOCK_FIXED_APART = "block_fixed_apart"  # student: one fault for each of a block pre-assigned differently
    NOT_COMBINABLE = "not_combinable"  # field: cannot be had where whole classes go in or out
    ID_NOT_DISTINCT = "id_not_distinct"  # field; student, opening or group: each that shares an id


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where: indices into the arguments of `Instance.build`, and their ids."""

    kind: FaultKind
    field: str | None = None
    student: int | None = None
    wish: int | None = None
    opening: int | None = None
    group: int | None = None
    reserve: int | None = None
    other: int | None = None
    student_id: str | None = None
    opening_id: str | None = None
    group_id: str | None = None

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
