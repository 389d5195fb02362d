"""What the law looks at: a slot, and a student on the first day. Plain values, None where not told."""

from dataclasses import dataclass
from datetime import date

from matching.law.words import Hazard, Intensity, PayForm, VenueKind


@dataclass(frozen=True)
class Filing:
    """A special arrangement filed with the superior authority (INT-16)."""

    number: str
    filed_on: date | None = None


@dataclass(frozen=True)
class SlotFacts:
    """A slot. Hours in tenths, money in whole CNY, counts in persons; what is None is not judged."""

    first_day: date
    last_day: date
    hours_day: int | None = None
    hours_week: int | None = None
    rest_days_week: int | None = None
    night_work: bool = False
    overtime: bool = False
    holiday_work: bool = False
    exemption: Filing | None = None
    venue: VenueKind | None = None
    intensity: Intensity | None = None
    hazards: frozenset[Hazard] = frozenset()
    pay_monthly: int | None = None
    same_post_wage: int | None = None
    pay_form: PayForm | None = None
    pay_cycle_months: int | None = None
    fees: int = 0
    keeps_papers: bool = False
    through_agent: bool = False
    seats: int | None = None
    same_post_staff: int | None = None
    on_post_staff: int | None = None
    other_interns_post: int = 0
    other_interns_host: int = 0
    county: str = ""
    major_codes: frozenset[str] = frozenset()

    @property
    def is_exempted(self) -> bool:
        """Whether INT-13 to INT-15 are lifted: filed with a number, on a day before the first (INT-16)."""
        filing = self.exemption
        if filing is None or filing.filed_on is None:
            return False
        return bool(filing.number.strip()) and filing.filed_on < self.first_day


@dataclass(frozen=True)
class StudentFacts:
    """A student: ``sex`` is "male" or "female", ``major_code`` our four digits, the first two the group."""

    born: date
    sex: str
    major_code: str
    entry_year: int
