"""From a snapshot to its answer: who goes where, verified, explained wish by wish, and counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, NamedTuple

from matching.engine import ENGINE_VERSION, Check, Reason, Result, Row, explain, solve
from matching.engine.deferred_acceptance import GUARANTEES
from matching.rounds.assembly.snapshot import NOBODY, Snapshot
from matching.rounds.enums import WhyWithout

PREASSIGNED = "preassigned"
WITHDRAWN = "withdrawn"
TOP = 3
PROMISED = GUARANTEES
"""What students may be told of every round before it runs: see `computed`."""


class Answer(NamedTuple):
    """What a run says for one student; `wish` counts from 1."""

    pseudonym: str
    slot_id: int | None
    wish: int | None
    explanation: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A verified answer to a snapshot; everything in it follows from the snapshot."""

    snapshot: Snapshot
    engine_version: str
    result_hash: str
    certificate: dict[str, Any]
    figures: dict[str, Any]
    answers: list[Answer]


def computed(snapshot: Snapshot) -> Outcome:
    """Solve, verify, explain. Raises `engine.NotCertified` rather than give a wrong answer."""
    result = solve(snapshot.instance)
    answers = _answers(snapshot, result)
    return Outcome(
        snapshot=snapshot,
        engine_version=ENGINE_VERSION,
        result_hash=result.digest,
        certificate={
            "checks": [check.value for check in Check],
            "breaches": 0,
            "guarantees": asdict(result.guarantees),
            "instance": result.instance_digest,
            "result": result.digest,
        },
        figures=_figures(snapshot, answers),
        answers=answers,
    )


def why_without(explanation: list[dict[str, Any]]) -> WhyWithout:
    """Why there is no place, from the explanation of one who has none."""
    if not explanation:
        return WhyWithout.NO_LIST
    compared = any(one["reason"] == Reason.OUTRANKED for one in explanation)
    return WhyWithout.FULL if compared else WhyWithout.BARRED


def _answers(snapshot: Snapshot, result: Result) -> list[Answer]:
    rows = explain(snapshot.instance, result)
    by_student = {number: list(those) for number, those in groupby(rows, key=lambda row: row.student)}
    match = result.match.tolist()
    return [
        _answer(snapshot, number, match[number], by_student.get(number, []))
        for number in range(len(snapshot.students))
    ]


def _answer(snapshot: Snapshot, number: int, opening: int, rows: Iterable[Row]) -> Answer:
    student = snapshot.students[number]
    told = [_explained(snapshot, row) for row in rows]
    if student["fixed"] is not None:
        # A place given by hand was never compared: there is nothing to say about the other wishes.
        told = [one for one in told if one["reason"] == PREASSIGNED]
    slot_id = None if opening == NOBODY else snapshot.slots[opening]["id"]
    wish = next((one["wish"] for one in told if one["slot_id"] == slot_id), None)
    return Answer(student["id"], slot_id, wish, told)


def _explained(snapshot: Snapshot, row: Row) -> dict[str, Any]:
    slot = snapshot.slots[row.opening]
    wish = None if row.wish == NOBODY else snapshot.students[row.student]["wishes"][row.wish]
    barred = wish["barred"] if wish else None
    reason = _reason(row, is_open=slot["open"])
    compared = reason in (Reason.PLACED, Reason.OUTRANKED)
    return {
        "wish": None if row.wish == NOBODY else row.wish + 1,
        "slot_id": slot["id"],
        **{name: slot[name] for name in ("title", "enterprise", "county", "pay_monthly")},
        **{name: slot[name] for name in ("starts_on", "ends_on")},
        "reason": reason,
        "seats": row.seats,
        "applicants": row.applicants,
        "rank": row.rank if compared else None,
        "ahead": row.ahead if compared else None,
        "waiting": row.waiting,
        "score": sum(wish["parts"]) if wish else None,
        "parts": dict(zip(("fit", "distance", "school"), wish["parts"], strict=True)) if wish else None,
        "cutoff": row.cutoff.priority if row.cutoff else None,
        "by_lottery": row.by_lottery,
        "tied": row.tied or 0,
        "rule": {name: barred[name] for name in ("id", "message", "params")} if barred else None,
        "changes_on": barred["changes_on"] if barred else None,
    }


def _reason(row: Row, *, is_open: bool) -> str:
    if row.reason is Reason.PLACED and row.fixed:
        return PREASSIGNED
    if row.reason is Reason.INELIGIBLE and not is_open:
        return WITHDRAWN
    return row.reason.value


def _figures(snapshot: Snapshot, answers: list[Answer]) -> dict[str, Any]:
    listed = {student["id"] for student in snapshot.students if student["wishes"]}
    by_hand = {student["id"] for student in snapshot.students if student["fixed"] is not None}
    wishes = Counter(answer.wish for answer in answers if answer.wish and answer.pseudonym not in by_hand)
    without = [answer for answer in answers if answer.slot_id is None]
    return {
        "students": len(answers),
        "lists": len(listed),
        "seats": sum(slot["seats"] for slot in snapshot.slots if slot["open"]),
        "placed": len(answers) - len(without),
        "preassigned": len(by_hand),
        "by_wish": {str(wish): wishes[wish] for wish in sorted(wishes)},
        "first": wishes[1],
        "top": sum(count for wish, count in wishes.items() if wish <= TOP),
        "unmatched": len(without),
        "why": {
            why.value: sum(why_without(answer.explanation) is why for answer in without) for why in WhyWithout
        },
    }
