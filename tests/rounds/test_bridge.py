"""From a frozen round to its answer: compared with brute force, every number of an explanation derived."""

from dataclasses import asdict
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.rounds.assembly import PROMISED, Snapshot, computed
from matching.rounds.enums import WhyWithout

BARRED = {"id": "INT-07", "message": "too young", "params": {}, "changes_on": "2026-09-01"}
Place = int | None


def a_slot(number: int, seats: int, *, is_open: bool = True) -> dict[str, Any]:
    return {
        "id": number,
        "open": is_open,
        "seats": seats,
        "title": f"岗位 {number}",
        "enterprise": "海川",
        "county": "141002",
        "pay_monthly": 3000,
        "starts_on": "2026-04-13",
        "ends_on": "2026-10-09",
    }


def a_snapshot(slots: list[dict[str, Any]], students: list[dict[str, Any]]) -> Snapshot:
    return Snapshot(
        {"format": 1, "round": {"id": 1}, "rules": {}, "lottery": {}, "slots": slots, "students": students}
    )


@st.composite
def rounds(draw: st.DrawFn) -> Snapshot:
    """Up to four students and three slots: small enough to try every way of giving the seats."""
    slots = [
        a_slot(number, draw(st.integers(1, 2)), is_open=draw(st.integers(0, 5)) > 0)
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]
    count = draw(st.integers(1, 4))
    lottery = draw(st.permutations(range(1, count + 1)))
    left = {slot["id"]: slot["seats"] for slot in slots if slot["open"]}
    students = []
    for number in range(count):
        by_hand = [slot for slot, seats in left.items() if seats] if draw(st.integers(0, 5)) == 0 else []
        fixed = draw(st.sampled_from(by_hand)) if by_hand else None
        if fixed is not None:
            left[fixed] -= 1
        order = draw(st.permutations([slot["id"] for slot in slots]))[: draw(st.integers(0, len(slots)))]
        students.append(
            {
                "id": f"P{number}",
                "lottery": lottery[number],
                "fixed": fixed,
                "submitted_at": None,
                "wishes": [
                    {
                        "slot": slot,
                        # Few different scores, so that the lottery has something to decide.
                        "parts": [draw(st.sampled_from([100, 200])), 10, 5],
                        "barred": BARRED if slot != fixed and draw(st.integers(0, 4)) == 0 else None,
                    }
                    for slot in order
                ],
            }
        )
    return a_snapshot(slots, students)


class World:
    """The same round said again, in the plainest words, for the brute force."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.students = {student["id"]: student for student in snapshot.students}
        self.seats = {slot["id"]: slot["seats"] for slot in snapshot.slots}
        offered = {slot["id"] for slot in snapshot.slots if slot["open"]}
        self.wishes = {
            one: [w["slot"] for w in student["wishes"] if w["slot"] in offered and w["barred"] is None]
            for one, student in self.students.items()
        }

    def standing(self, student: str, slot: int) -> tuple[int, int]:
        wishes = self.students[student]["wishes"]
        points = next(sum(wish["parts"]) for wish in wishes if wish["slot"] == slot)
        return points, -self.students[student]["lottery"]

    def stable_matchings(self) -> list[dict[str, Place]]:
        names = list(self.students)
        choices: list[list[Place]] = [
            [self.students[one]["fixed"]]
            if self.students[one]["fixed"] is not None
            else [*self.wishes[one], None]
            for one in names
        ]
        matchings = [dict(zip(names, places, strict=True)) for places in product(*choices)]
        return [matching for matching in matchings if self._holds(matching) and not self._blocked(matching)]

    def _holds(self, matching: dict[str, Place]) -> bool:
        return all(list(matching.values()).count(slot) <= seats for slot, seats in self.seats.items())

    def _blocked(self, matching: dict[str, Place]) -> bool:
        return any(
            self._would_swap(student, slot, matching)
            for student, place in matching.items()
            if self.students[student]["fixed"] is None
            for slot in self.better(student, place)
        )

    def better(self, student: str, place: Place) -> list[int]:
        wishes = self.wishes[student]
        return wishes if place is None else wishes[: wishes.index(place)]

    def _would_swap(self, student: str, slot: int, matching: dict[str, Place]) -> bool:
        inside = [one for one, place in matching.items() if place == slot]
        if len(inside) < self.seats[slot]:
            return True
        compared = [one for one in inside if self.students[one]["fixed"] is None]
        return any(self.standing(one, slot) < self.standing(student, slot) for one in compared)


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_the_answer_is_the_stable_one_that_is_best_for_every_student(snapshot: Snapshot) -> None:
    world = World(snapshot)
    got = {answer.pseudonym: answer.slot_id for answer in computed(snapshot).answers}
    stable = world.stable_matchings()
    assert got in stable
    for other in stable:
        for student, place in other.items():
            if place is not None and world.students[student]["fixed"] is None:
                assert got[student] is not None
                assert world.wishes[student].index(got[student]) <= world.wishes[student].index(place)


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_every_number_of_an_explanation_follows_from_the_frozen_round(snapshot: Snapshot) -> None:
    world, outcome = World(snapshot), computed(snapshot)
    got = {answer.pseudonym: answer.slot_id for answer in outcome.answers}
    by_hand = {one for one, student in world.students.items() if student["fixed"] is not None}

    def line(slot: int) -> list[str]:
        """Who weakly prefers the slot to what they got, as seats are given out."""
        fixed = sorted(
            (one for one in by_hand if got[one] == slot), key=lambda one: world.students[one]["lottery"]
        )
        free = [
            one
            for one in world.students
            if one not in by_hand
            and slot in world.wishes[one]
            and (got[one] == slot or slot in world.better(one, got[one]))
        ]
        return fixed + sorted(free, key=lambda one: world.standing(one, slot), reverse=True)

    for answer in outcome.answers:
        for told in answer.explanation:
            queue = line(told["slot_id"])
            assert told["applicants"] == len(queue)
            assert told["seats"] == world.seats[told["slot_id"]]
            if told["reason"] in ("placed", "outranked"):
                rank = queue.index(answer.pseudonym) + 1
                assert (told["rank"], told["ahead"]) == (rank, rank - 1)
                assert told["score"] == sum(told["parts"].values())
                assert (told["reason"] == "placed") == (rank <= told["seats"])
                assert told["waiting"] == (rank - told["seats"] if rank > told["seats"] else None)
            if told["reason"] == "ineligible":
                assert told["rule"]["id"] == "INT-07"
                assert told["changes_on"] == "2026-09-01"


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_nobody_vanishes_and_the_figures_add_up(snapshot: Snapshot) -> None:
    outcome = computed(snapshot)
    figures, answers = outcome.figures, outcome.answers
    assert [answer.pseudonym for answer in answers] == [student["id"] for student in snapshot.students]
    assert figures["students"] == figures["placed"] + figures["unmatched"] == len(answers)
    assert figures["placed"] == figures["preassigned"] + sum(figures["by_wish"].values())
    assert figures["unmatched"] == sum(figures["why"][why.value] for why in WhyWithout)
    for slot in snapshot.slots:
        assert sum(answer.slot_id == slot["id"] for answer in answers) <= slot["seats"]


@given(rounds())
def test_the_same_round_has_the_same_bytes_and_hashes(snapshot: Snapshot) -> None:
    again = Snapshot.unpacked(snapshot.packed)
    assert again.packed == snapshot.packed
    assert again.input_hash == snapshot.input_hash
    first, second = computed(snapshot), computed(again)
    assert first.result_hash == second.result_hash
    assert first.answers == second.answers


@settings(max_examples=50, deadline=None)
@given(rounds())
def test_every_round_promises_what_students_were_told_before_it_ran(snapshot: Snapshot) -> None:
    assert computed(snapshot).certificate["guarantees"] == asdict(PROMISED)


def test_a_withdrawn_slot_is_told_as_withdrawn_and_a_place_by_hand_as_such() -> None:
    wish = {"parts": [400, 300, 240], "barred": None}
    outcome = computed(
        a_snapshot(
            [a_slot(1, 1, is_open=False), a_slot(2, 1), a_slot(3, 1)],
            [
                {
                    "id": "A",
                    "lottery": 1,
                    "fixed": None,
                    "submitted_at": None,
                    "wishes": [{"slot": 1, **wish}, {"slot": 2, **wish}],
                },
                {"id": "B", "lottery": 2, "fixed": 3, "submitted_at": None, "wishes": [{"slot": 2, **wish}]},
                {
                    "id": "C",
                    "lottery": 3,
                    "fixed": None,
                    "submitted_at": None,
                    "wishes": [{"slot": 2, **wish}],
                },
            ],
        )
    )
    told = {answer.pseudonym: answer for answer in outcome.answers}
    assert [one["reason"] for one in told["A"].explanation] == ["withdrawn", "placed"]
    assert told["A"].wish == 2
    assert [(one["reason"], one["wish"]) for one in told["B"].explanation] == [("preassigned", None)]
    assert told["C"].explanation[0]["reason"] == "outranked"
    assert told["C"].explanation[0]["by_lottery"] is True
    assert told["C"].explanation[0]["tied"] == 1
