"""Everything a run is computed from, frozen as canonical JSON: no names, no ID numbers, pseudonyms only.

    {"format": 1, "engine": "1.0.0",
     "round": {"id", "name", "closes_at", "locked_at", "wish_limit", "internship": [first, last]},
     "rules": {"weights": {"fit", "distance", "school"}, "farthest_km", "fit_tenths": {...}, "law": [rules]},
     "lottery": {"round", "seed", "commitment"},
     "slots": [{"id", "open", "seats", "title", "enterprise", "county", "pay_monthly",
                "starts_on", "ends_on"}],
     "students": [{"id", "lottery", "fixed", "submitted_at", "wishes": [{"slot", "parts", "barred"}]}]}

Scores are tenths of a point, `parts` are [fit, distance, school], `barred` is the finding of the law or null.
Students are sorted by pseudonym, slots by id. Canonical: keys sorted, no spaces, UTF-8.
"""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from matching.engine import Instance

FORMAT = 1
NOBODY = -1


@dataclass(frozen=True)
class Snapshot:
    """The frozen input of a run; equal content has equal bytes and equal hashes."""

    content: dict[str, Any]

    @classmethod
    def unpacked(cls, packed: bytes) -> "Snapshot":
        """From what is stored; ValueError or OSError where it is no snapshot."""
        return cls(json.loads(gzip.decompress(packed)))

    @cached_property
    def text(self) -> bytes:
        """Canonical JSON."""
        return _canonical(self.content)

    @property
    def packed(self) -> bytes:
        """As it is stored: the same content gives the same bytes."""
        return gzip.compress(self.text, mtime=0)

    @property
    def input_hash(self) -> str:
        """SHA-256 of the whole text."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def rules_hash(self) -> str:
        """SHA-256 of the rules: weights, scale, and the law in force."""
        return _hash(self.content["rules"])

    @property
    def lottery_hash(self) -> str:
        """SHA-256 of the lottery: seed, round, and the number of every student."""
        numbers = {student["id"]: student["lottery"] for student in self.students}
        return _hash({**self.content["lottery"], "numbers": numbers})

    @property
    def students(self) -> list[dict[str, Any]]:
        """In the order of the engine's rows."""
        students: list[dict[str, Any]] = self.content["students"]
        return students

    @property
    def slots(self) -> list[dict[str, Any]]:
        """In the order of the engine's openings."""
        slots: list[dict[str, Any]] = self.content["slots"]
        return slots

    @cached_property
    def instance(self) -> Instance:
        """The market as the engine takes it; wishes that are barred or no longer offered are skipped."""
        opening = {slot["id"]: number for number, slot in enumerate(self.slots)}
        offered = {slot["id"]: slot["open"] for slot in self.slots}
        longest = max((len(student["wishes"]) for student in self.students), default=0)
        shape = (len(self.students), longest)
        wishes, priority = np.full(shape, NOBODY), np.zeros(shape, np.int64)
        eligible = np.zeros(shape, np.bool_)
        for row, student in enumerate(self.students):
            for column, wish in enumerate(student["wishes"]):
                wishes[row, column] = opening[wish["slot"]]
                priority[row, column] = sum(wish["parts"])
                eligible[row, column] = offered[wish["slot"]] and wish["barred"] is None
        fixed = [opening.get(student["fixed"], NOBODY) for student in self.students]
        return Instance.build(
            wishes,
            priority,
            np.array([slot["seats"] for slot in self.slots], np.int64),
            np.array([student["lottery"] for student in self.students], np.int64),
            eligible=eligible,
            fixed=np.array(fixed, np.int64),
            student_ids=[student["id"] for student in self.students],
            opening_ids=[str(slot["id"]) for slot in self.slots],
        )


def _canonical(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _hash(content: Any) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()
