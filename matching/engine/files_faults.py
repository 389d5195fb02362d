"""What the engine finds wrong with an instance, in sentences and in the ids of the file."""

from matching.engine.faults import Fault, FaultKind, InstanceFaults
from matching.engine.files_json import quoted

SENTENCES = {
    FaultKind.SHAPE: "The size of {field} does not go with the other arrays.",
    FaultKind.WRONG_TYPE: "{field} is of another type than it must be.",
    FaultKind.TOO_MANY: "There are too many {field}.",
    FaultKind.GAP: "Student {student} has an empty place before wish {wish}.",
    FaultKind.DUPLICATE_WISH: "Student {student} wishes for {opening} twice.",
    FaultKind.UNKNOWN_OPENING: "{who} names {opening}, which is no slot.",
    FaultKind.PRIORITY_OUT_OF_RANGE: "Student {student}, wish {wish}: the priority is not 0-65535.",
    FaultKind.SEATS_OUT_OF_RANGE: "{where} has fewer than 0 seats, or more than 2147483647.",
    FaultKind.OPENS_WITH_OUT_OF_RANGE: "Slot {opening} opens with fewer than 0, or with more than its seats.",
    FaultKind.LOTTERY_NOT_DISTINCT: "Student {student} shares a lottery number with somebody.",
    FaultKind.UNKNOWN_FIXED: "Student {student} is fixed at {opening}, which is no slot.",
    FaultKind.FIXED_INELIGIBLE: "Student {student} is fixed at {opening}, which is ineligible.",
    FaultKind.FIXED_OVER_CAPACITY: "{where} has fewer seats than students who are fixed there.",
    FaultKind.UNKNOWN_GROUP: "{where} lies in a group that is not there.",
    FaultKind.GROUP_CYCLE: "Group {group} lies inside itself.",
    FaultKind.CROSSING_GROUPS: "Groups {group} and {other_group} share slots, but neither lies in the other.",
    FaultKind.UNKNOWN_KIND: "Reserve {reserve} is for a kind that nobody can hold.",
    FaultKind.DUPLICATE_RESERVE: "Slot {opening} reserves seats for one kind twice.",
    FaultKind.RESERVES_OVER_SEATS: "Slot {opening} reserves more seats than it has.",
    FaultKind.RESERVES_OVERLAP: "Student {student} holds two kinds reserved at {opening}; one is allowed.",
    FaultKind.TOGETHER_OUT_OF_RANGE: "The block of student {student} is no number from 0 to 2147483647.",
    FaultKind.BLOCK_FIXED_APART: "Student {student} is to stay together with others who are fixed elsewhere.",
    FaultKind.NOT_COMBINABLE: "Whole classes in or out (ties) cannot be had with {field}.",
    FaultKind.ID_NOT_DISTINCT: "The id {who} stands twice.",
}


def sentences_of(faults: InstanceFaults, group_ids: tuple[str, ...] | None = None) -> list[str]:
    """One sentence for each fault; `group_ids` name the second group of two that cross."""
    return list(dict.fromkeys(_sentence(fault, group_ids or ()) for fault in faults.faults))


def _sentence(fault: Fault, group_ids: tuple[str, ...]) -> str:
    student = _name(fault.student_id, fault.student)
    opening = _name(fault.opening_id, fault.opening)
    group = _name(fault.group_id, fault.group)
    other = fault.other if fault.other is not None else -1
    who = f"Student {student}" if fault.student is not None else f"Reserve {fault.reserve}"
    return SENTENCES[fault.kind].format(
        field=fault.field,
        student=student,
        opening=opening,
        group=group,
        reserve=fault.reserve,
        other_group=_name(group_ids[other] if 0 <= other < len(group_ids) else None, other),
        wish=None if fault.wish is None else fault.wish + 1,
        who=who if fault.kind is FaultKind.UNKNOWN_OPENING else student or opening or group,
        where=f"Slot {opening}" if opening else f"Group {group}" if group else f"Reserve {fault.reserve}",
    )


def _name(one: str | None, number: int | None) -> str:
    """The id, or the number from 0 where there are none; empty where there is nothing to name."""
    return quoted(one) if one is not None else "" if number is None else f"number {number}"
