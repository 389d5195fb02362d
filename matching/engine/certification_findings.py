"""Collects what verification finds: every breach is counted, and the first of each check are listed."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE
from matching.engine.certificate import Breach, Check

LISTED = 1000
"""Breaches of one check that are listed; a result with more is wrong all over, and a number says that."""

Indices = npt.NDArray[np.signedinteger[Any]] | None


class Findings:
    """Breaches in the order they were found."""

    def __init__(self) -> None:
        self.listed: list[Breach] = []
        self.counts: Counter[Check] = Counter()

    def __bool__(self) -> bool:
        return bool(self.listed)

    def add(self, breach: Breach) -> None:
        """One more."""
        self.counts[breach.check] += 1
        if self.counts[breach.check] <= LISTED:
            self.listed.append(breach)

    def extend(self, breaches: Iterable[Breach]) -> None:
        """Some more."""
        for breach in breaches:
            self.add(breach)

    def tell(
        self,
        check: Check,
        *,
        student: Indices = None,
        opening: Indices = None,
        other: Indices = None,
        group: Indices = None,
        reserve: Indices = None,
    ) -> None:
        """One breach a row of the arrays given, which are equally long."""
        columns = (student, opening, other, group, reserve)
        total = next(len(column) for column in columns if column is not None)
        room = max(LISTED - self.counts[check], 0)
        rows = [[NONE] * min(room, total) if column is None else column[:room].tolist() for column in columns]
        for s, o, whom, g, r in zip(*rows, strict=True):
            self.listed.append(Breach(check=check, student=s, opening=o, other=whom, group=g, reserve=r))
        if total:
            self.counts[check] += total
