"""The days of the demo city, counted from the day it is built: one round is over, three are under way."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from matching.demo.plan import FIRST, PAST, SECOND, THIRD
from matching.kernel import clock
from matching.rounds.actions import Terms

SCHOOL_YEAR_BEGINS = 9  # the month: only to say which entry year is in which study year
STARTS_WITHIN = timedelta(weeks=3, days=-1)  # slots of a round start on three Mondays
WISH_LIMIT = 8
FRIDAY = 4
WEIGHTS = {"fit_weight": 50, "distance_weight": 20, "score_weight": 30}
INTERNSHIP_WEEKS = 26


@dataclass(frozen=True)
class Course:
    """The days of one round, counted from today; each later than the one before."""

    made: int
    opens: int
    closes: int
    results: int
    answers: int
    starts: int


COURSES = {
    PAST: Course(made=-296, opens=-290, closes=-270, results=-263, answers=-252, starts=-240),
    FIRST: Course(made=-40, opens=-36, closes=-16, results=-9, answers=3, starts=33),
    THIRD: Course(made=-24, opens=-20, closes=-2, results=2, answers=9, starts=54),
    SECOND: Course(made=-9, opens=-6, closes=5, results=10, answers=17, starts=75),
}


@dataclass(frozen=True)
class Calendar:
    """Days as seen from `today`, in the time of Linfen."""

    today: date

    def on(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A moment on that day."""
        return clock.from_local(datetime.combine(self.on(days), time(hour, minute)))

    def working_day(self, days: int) -> int:
        """That day, or the Friday before."""
        return days - max(0, self.on(days).weekday() - FRIDAY)

    def first_monday(self, key: str) -> date:
        """The first day on which internships of a round start."""
        earliest = self.on(COURSES[key].starts)
        return earliest + timedelta(days=-earliest.weekday() % 7)

    def window(self, key: str) -> tuple[date, date]:
        """From the first day of a cohort's internship to its last."""
        first = self.first_monday(key)
        return first, first + timedelta(weeks=INTERNSHIP_WEEKS + 3, days=-3)

    def entry_year(self, key: str, study_year: int) -> int:
        """When somebody entered who is in that study year on the first day."""
        return self._school_year(self.first_monday(key)) - study_year + 1

    def _school_year(self, on: date) -> int:
        return on.year if on.month >= SCHOOL_YEAR_BEGINS else on.year - 1

    def terms(self, key: str) -> Terms:
        """A round as the bureau makes it."""
        course, first = COURSES[key], self.first_monday(key)
        which = f"第 {list(COURSES).index(key)} 批" if key != PAST else f"（{first.month} 月上岗）"
        return Terms(
            name=f"{self._school_year(first)} 学年岗位实习{which}",
            opens_at=self.at(course.opens, 8),
            closes_at=self.at(course.closes, 18),
            results_on=self.on(course.results),
            answer_by=self.at(course.answers, 18),
            internship_from=first,
            internship_until=first + STARTS_WITHIN,
            wish_limit=WISH_LIMIT,
            **WEIGHTS,
        )
