"""Finds what a file says that cannot be meant: ids nobody has, things said twice, scales that disagree."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from matching.engine.files_json import quoted as q
from matching.engine.files_market import Group, Market, Scale, Slot


def faults_in(market: Market) -> list[str]:
    """Every fault, one sentence each, in the ids of the file."""
    return [
        *_shared_ids(market),
        *_faults_of_students(market),
        *_faults_of_slots(market),
        *_faults_of_kinds(market),
        *_faults_of_ineligible(market),
        *_faults_of_lottery(market),
        *_faults_of_fit(market),
    ]


def _shared_ids(market: Market) -> Iterator[str]:
    for what, ids in [
        ("students", [one.id for one in market.students]),
        ("slots", [one.id for one in market.slots]),
        ("groups", [one.id for one in market.groups]),
    ]:
        for one, times in _repeated(ids):
            yield f"{times} {what} have the id {q(one)}."


def _faults_of_students(market: Market) -> Iterator[str]:
    slots = {slot.id for slot in market.slots}
    for student in market.students:
        who = f"Student {q(student.id)}"
        for wish in _unknown(student.wishes, slots):
            yield f"{who} wishes for {q(wish)}, which is no slot."
        for wish, times in _repeated(student.wishes):
            yield f"{who} wishes for {q(wish)} {times} times."
        if student.fixed is not None and student.fixed not in slots:
            yield f"{who} is fixed at {q(student.fixed)}, which is no slot."
        for kind, times in _repeated(student.holds):
            yield f"{who} holds {q(kind)} {times} times."


def _faults_of_slots(market: Market) -> Iterator[str]:
    students = {student.id for student in market.students}
    groups = {group.id for group in market.groups}
    places: list[tuple[str, Slot | Group]] = [("Slot", slot) for slot in market.slots]
    for what, place in [*places, *(("Group", group) for group in market.groups)]:
        name = f"{what} {q(place.id)}"
        if place.parent is not None and place.parent not in groups:
            yield f"{name} lies in {q(place.parent)}, which is no group."
        yield from _faults_of_scale(name, place, students)
    for slot in market.slots:
        for kind, times in _repeated([reserve["kind"] for reserve in slot.reserves]):
            yield f"Slot {q(slot.id)} reserves seats for {q(kind)} {times} times."


def _faults_of_scale(name: str, scale: Scale, students: set[str]) -> Iterator[str]:
    if scale.ranking is not None and scale.scores is not None:
        yield f"{name} has both a ranking and scores; one says who comes first."
    for one in _unknown(scale.ranking or (), students):
        yield f"{name} ranks {q(one)}, who is no student."
    for one, times in _repeated(scale.ranking or ()):
        yield f"{name} ranks {q(one)} {times} times."
    for one in _unknown(scale.scores or (), students):
        yield f"{name} has a score for {q(one)}, who is no student."


def _faults_of_kinds(market: Market) -> Iterator[str]:
    held = {kind for student in market.students for kind in student.holds}
    known = held if market.kinds is None else set(market.kinds)
    for kind, times in _repeated(market.kinds or ()):
        yield f"The kind {q(kind)} is listed {times} times."
    for slot in market.slots:
        for kind in _unknown([reserve["kind"] for reserve in slot.reserves], known):
            unheard = "no student holds; if that is so, list it in kinds"
            why = unheard if market.kinds is None else "is not in kinds"
            yield f"Slot {q(slot.id)} reserves seats for {q(kind)}, which {why}."
    for student in market.students if market.kinds is not None else ():
        for kind in _unknown(student.holds, known):
            yield f"Student {q(student.id)} holds {q(kind)}, which is not in kinds."


def _faults_of_ineligible(market: Market) -> Iterator[str]:
    students, slots = {one.id for one in market.students}, {one.id for one in market.slots}
    for student, slot in market.ineligible:
        if student not in students:
            yield f"An ineligible pair names {q(student)}, who is no student."
        if slot not in slots:
            yield f"An ineligible pair names {q(slot)}, which is no slot."


def _faults_of_lottery(market: Market) -> Iterator[str]:
    if market.lottery is None:
        return
    students = [student.id for student in market.students]
    for one in _unknown(market.lottery, set(students)):
        yield f"The lottery names {q(one)}, who is no student."
    for one in _unknown(dict.fromkeys(students), market.lottery):
        yield f"Student {q(one)} has no lottery number."
    drawn: dict[int, list[str]] = {}
    for one, number in market.lottery.items():
        drawn.setdefault(number, []).append(one)
    for number, sharing in drawn.items():
        if len(sharing) > 1:
            yield f"The lottery number {number} was given to {', '.join(map(q, sharing))}."


def _faults_of_fit(market: Market) -> Iterator[str]:
    students, slots = {one.id for one in market.students}, {one.id for one in market.slots}
    for student, values in (market.fit or {}).items():
        if student not in students:
            yield f"Fit names {q(student)}, who is no student."
        for slot in values:
            if slot not in slots:
                yield f"Fit of {q(student)} names {q(slot)}, which is no slot."
            elif (student, slot) in market.ineligible:
                yield f"Fit of {q(student)} names {q(slot)}, which is ineligible."


def _repeated(ids: Iterable[str]) -> list[tuple[str, int]]:
    """What occurs more than once, and how often."""
    times = Counter(ids)
    return [(one, count) for one, count in times.items() if count > 1] if len(times) < times.total() else []


def _unknown(ids: Iterable[str], known: Container[str]) -> list[str]:
    return [one for one in dict.fromkeys(ids) if one not in known]
