"""From what was frozen to the answer: who gets which post, verified, explained choice by choice, counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

import numpy as np

from matching.engine import ENGINE_VERSION, Check, Instance, Reason, Result, Row, explain, solve
from matching.practice.assembly.allocation_input import drawn, lottery_of
from matching.practice.models import Allocation

NOBODY = -1
Frozen = Mapping[str, Any]


def instance_of(frozen: Frozen) -> Instance:
    """The market as the engine takes it: teachers are its students, posts its openings."""
    posts, teachers = frozen["posts"], frozen["teachers"]
    opening = {post["id"]: number for number, post in enumerate(posts)}
    shape = (len(teachers), max((len(each["choices"]) for each in teachers), default=0))
    wishes, priority = np.full(shape, NOBODY), np.zeros(shape, np.int64)
    eligible = np.zeros(shape, np.bool_)
    for row, teacher in enumerate(teachers):
        for column, choice in enumerate(teacher["choices"]):
            wishes[row, column] = opening[choice["post"]]
            priority[row, column] = teacher["priority"]
            eligible[row, column] = choice["barred"] is None
    return Instance.build(
        wishes,
        priority,
        np.array([post["seats"] for post in posts], np.int64),
        np.array([teacher["lottery"] for teacher in teachers], np.int64),
        eligible=eligible,
        student_ids=[str(teacher["id"]) for teacher in teachers],
        opening_ids=[str(post["id"]) for post in posts],
    )


def computed(frozen: Frozen) -> dict[str, Any]:
    """Solve, verify, explain. Raises `engine.NotCertified` rather than give a wrong answer."""
    instance = instance_of(frozen)
    result = solve(instance)
    answers = _answers(frozen, instance, result)
    return {
        "certificate": {
            "checks": [check.value for check in Check],
            "breaches": 0,
            "guarantees": asdict(result.guarantees),
            "instance": result.instance_digest,
            "result": result.digest,
        },
        "figures": _figures(frozen, answers),
        "answers": answers,
    }


def doubts(allocation: Allocation) -> list[str]:
    """What of a stored answer does not follow from what was frozen.

    Only the engine that computed an answer can compute it again.
    """
    frozen, result = allocation.frozen, allocation.result
    ids = [teacher["id"] for teacher in frozen["teachers"]]
    numbers = [teacher["lottery"] for teacher in frozen["teachers"]]
    lottery = {
        "of": lottery_of(allocation),
        "seed": allocation.seed.hex(),
        "commitment": allocation.seed_commitment,
    }
    agrees = {
        "allocation": frozen["allocation"] == allocation.id,
        "lottery": frozen["lottery"] == lottery,
        "draw": list(drawn(allocation, ids).values()) == numbers,
        "result": allocation.engine_version != ENGINE_VERSION or computed(frozen) == result,
    }
    return [name for name, does in agrees.items() if not does]


def _answers(frozen: Frozen, instance: Instance, result: Result) -> list[dict[str, Any]]:
    rows = explain(instance, result)
    of_teacher = {number: list(those) for number, those in groupby(rows, key=lambda row: row.student)}
    return [
        _answer(frozen, number, opening, of_teacher.get(number, []))
        for number, opening in enumerate(result.match.tolist())
    ]


def _answer(frozen: Frozen, number: int, opening: int, rows: list[Row]) -> dict[str, Any]:
    teacher = frozen["teachers"][number]
    placed = next((row.wish + 1 for row in rows if row.reason is Reason.PLACED), None)
    return {
        "teacher": teacher["id"],
        "post": None if opening == NOBODY else frozen["posts"][opening]["id"],
        "nth": placed,
        "choices": [_explained(frozen, teacher, row) for row in rows],
    }


def _explained(frozen: Frozen, teacher: Frozen, row: Row) -> dict[str, Any]:
    choice = teacher["choices"][row.wish]
    barred = row.reason is Reason.INELIGIBLE
    return {
        "post": frozen["posts"][row.opening]["id"],
        "reason": choice["barred"] if barred else row.reason.value,
        "other": choice["other"],
        "seats": row.seats,
        "applicants": row.applicants,
        "rank": row.rank,
        "ahead": row.ahead,
        "waiting": row.waiting,
        "tied": row.tied,
        "by_lottery": row.by_lottery,
    }


def _figures(frozen: Frozen, answers: list[dict[str, Any]]) -> dict[str, Any]:
    nths = Counter(_placed(answers))
    outranked = sum(
        answer["post"] is None and any(one["reason"] == Reason.OUTRANKED for one in answer["choices"])
        for answer in answers
    )
    without = len(answers) - nths.total()
    return {
        "teachers": len(answers),
        "placed": nths.total(),
        "first": nths[1],
        "without": without,
        "outranked": outranked,
        "barred": without - outranked,
        "posts": len(frozen["posts"]),
        "seats": sum(post["seats"] for post in frozen["posts"]),
    }


def _placed(answers: list[dict[str, Any]]) -> Iterator[int]:
    return (answer["nth"] for answer in answers if answer["post"] is not None)
