"""Full years and months of the calendar, as the law counts them."""

from datetime import MAXYEAR, MINYEAR, date


def age_on(born: date, day: date) -> int:
    """Full years lived on ``day``; one born on 29 February grows older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday_reaching(born: date, years: int) -> date:
    """The first day on which somebody is ``years`` old."""
    return _day_or_next(born.year + years, born.month, born.day)


def months_after(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the first of the next month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    return _day_or_next(day.year + years, month + 1, day.day)


def _day_or_next(year: int, month: int, day: int) -> date:
    # Years come from outside; a check answers even for the last day of the calendar.
    year = max(MINYEAR, min(year, MAXYEAR))
    try:
        return date(year, month, day)
    except ValueError:
        # Only the 29th to 31st can be missing, and never in December.
        return date(year, month + 1, 1)


def study_year_on(entry_year: int, day: date, first_month: int) -> int:
    """1 in the first school year; a school year starts on the first of ``first_month``."""
    return day.year - entry_year + (day.month >= first_month)


def first_day_of_study_year(entry_year: int, study_year: int, first_month: int) -> date:
    """The day on which that study year begins."""
    return _day_or_next(entry_year + study_year - 1, first_month, 1)
