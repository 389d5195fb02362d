"""What a list of participants is narrowed by, as the address says it."""

from dataclasses import dataclass
from typing import Self

from flask import request
from sqlalchemy import Select

from matching.cohorts.models import Student
from matching.rounds import queries
from matching.rounds.enums import ListState
from matching.rounds.models import WishList


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Empty means all. The bureau filters by school, a school by class."""

    standing: ListState | None
    school_id: int | None
    class_name: str

    @classmethod
    def asked(cls, *, full: bool) -> Self:
        """Read the query string; what makes no sense is left out."""
        standing = request.args.get("state", "")
        school = request.args.get("school", "")
        return cls(
            standing=next((state for state in ListState if state.value == standing), None),
            school_id=int(school) if not full and school.isdecimal() and len(school) < 10 else None,
            class_name=request.args.get("class", "")[:100] if full else "",
        )

    def of(self, round_id: int, schools: frozenset[int]) -> Select[Student, WishList]:
        """The participants of these schools that the filter leaves."""
        return queries.participants(
            round_id,
            schools,
            standing=self.standing,
            school_id=self.school_id,
            class_name=self.class_name,
        )

    @property
    def chosen(self) -> int:
        """How many filters are set."""
        return sum(value not in (None, "") for value in (self.standing, self.school_id, self.class_name))
