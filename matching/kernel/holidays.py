"""Days of rest: weekends and statutory holidays, and the weekends that were moved for them.

The table holds what the State Council has announced, and for a year not yet announced the statutory days
alone; beyond it, a Saturday or Sunday is a day of rest and no other day is.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

SATURDAY = 6


def is_rest(day: date) -> bool:
    """Whether work generally rests on this day."""
    return _known().get(day, day.isoweekday() >= SATURDAY)


@cache
def _known() -> Mapping[date, bool]:
    path = Path(__file__).parent / "data" / "holidays.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {date.fromisoformat(row["date"]): row["type"] == "off" for row in csv.DictReader(lines)}
