"""How the five-year ledgers of a school's teachers grow with their number: `python -m bench.ledger`.

Each teacher has twenty pieces of evidence over eight years, half of them attended day by day. Linear is a
ratio of ten between 2,000 teachers and 200 of them.
"""

import random
from datetime import UTC, date, datetime, timedelta
from time import process_time

from matching.kernel.periods import Period, of_days
from matching.law.book import Book
from matching.law.practice import requirement
from matching.practice.ledger import Evidence, EvidenceState, settled, standing

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
PIECES = 20
SIZES = (200, 2000)


def main() -> None:
    """Print both times and their ratio."""
    few, many = (_seconds(number) for number in SIZES)
    print(f"the ledgers of {SIZES[0]:,} and {SIZES[1]:,} teachers")
    print(f"  {few:6.3f} s and {many:6.3f} s, {many / few:4.1f} x")


def _seconds(teachers: int) -> float:
    chance = random.Random(teachers)
    histories = [[_evidence(chance, number) for number in range(PIECES)] for _ in range(teachers)]
    asked = requirement(book=Book.default(), on=TODAY)
    begun = process_time()
    table = [standing(settled(history), asked, on=TODAY, since=date(2018, 9, 1)) for history in histories]
    table.sort(key=lambda one: one.urgency)
    return process_time() - begun


def _evidence(chance: random.Random, number: int) -> Evidence:
    first = TODAY - chance.randrange(-200, 8 * 365) * DAY
    last = first + chance.randrange(15) * DAY
    attended = (
        day for day in (first + more * DAY for more in range(15)) if day <= last and day.weekday() < 5
    )
    periods = of_days(attended) if number % 2 else (Period(first, last),)
    recorded_at = datetime(2026, 1, 1, tzinfo=UTC) + number * DAY
    return Evidence(f"record:{number}", recorded_at, chance.choice(list(EvidenceState)), periods)


if __name__ == "__main__":
    main()
