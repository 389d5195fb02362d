"""What a host says of a visit and a teacher of a group, each as one value."""

from dataclasses import dataclass, fields
from datetime import datetime

from matching.visits.models import Booking, Visit


@dataclass(frozen=True, kw_only=True)
class VisitTerms:
    """All of a visit but its dates. `subjects` are groups of majors, none means students of any."""

    title: str
    shows: str
    county: str
    address: str
    least_group: int
    most_group: int
    least_age: int
    students_an_adult: int
    wear: str
    bring: str
    safety: str
    access: str
    languages: str
    picks_up: bool
    decides: bool
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From when until when, as moments."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Group:
    """Who comes; needs are told without names."""

    students: int
    adults: int
    leader: str
    mobile: str
    needs: str = ""
    wants_pick_up: bool = False


def terms_of(visit: Visit) -> VisitTerms:
    """What a stored visit says, to compare with and to copy from."""
    as_they_are = [field.name for field in fields(VisitTerms) if field.name != "subjects"]
    return VisitTerms(**{name: getattr(visit, name) for name in as_they_are}, subjects=visit.subject_codes)


def group_of(booking: Booking) -> Group:
    """What a stored booking says."""
    return Group(**{field.name: getattr(booking, field.name) for field in fields(Group)})
