"""Find visits and their dates; lists and pages share one WHERE."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.visits.enums import OccurrenceState
from matching.visits.models import Occurrence, Visit, VisitSubject


def visits_in(within: frozenset[int]) -> Select[Visit]:
    """All visits of these hosts, the newest first, host and majors beside each."""
    return (
        select(Visit)
        .join(Visit.enterprise)
        .options(contains_eager(Visit.enterprise), selectinload(Visit.subjects))
        .where(Visit.enterprise_id.in_(within))
        .order_by(Visit.id.desc())
    )


def one_visit(visit_id: int, within: frozenset[int]) -> Select[Visit]:
    """One of them, offered or not."""
    return visits_in(within).where(Visit.id == visit_id)


def latest_of(within: frozenset[int], most: int) -> Select[Visit]:
    """The last visits of these hosts, to copy from."""
    return visits_in(within).limit(most)


def dates_in(within: frozenset[int]) -> Select[Occurrence]:
    """All dates of these hosts' visits, the soonest first; visit and host beside each."""
    return (
        select(Occurrence)
        .join(Occurrence.visit)
        .join(Visit.enterprise)
        .options(
            contains_eager(Occurrence.visit).contains_eager(Visit.enterprise),
            contains_eager(Occurrence.visit).selectinload(Visit.subjects),
        )
        .where(Visit.enterprise_id.in_(within))
        .order_by(Occurrence.starts_at, Occurrence.id)
    )


def dates_in_view(within: frozenset[int], own: frozenset[int]) -> Select[Occurrence]:
    """What a list shows: dates to come, and of one's `own` visits all of them."""
    return dates_in(within).where(or_(is_to_come(), Visit.enterprise_id.in_(own)))


def one_date(date_id: int, within: frozenset[int]) -> Select[Occurrence]:
    """One of them, whatever became of it."""
    return dates_in(within).where(Occurrence.id == date_id)


def dates_of(visit_id: int) -> Select[Occurrence]:
    """All dates of one visit, the soonest first."""
    return select(Occurrence).where(Occurrence.visit_id == visit_id).order_by(Occurrence.starts_at)


def to_come_of(visit_id: int) -> Select[Occurrence]:
    """Those that take place and have not begun."""
    return dates_of(visit_id).where(is_to_come())


def is_to_come() -> ColumnElement[bool]:
    """Whether it takes place and has not begun."""
    return and_(Occurrence.state == OccurrenceState.PLANNED, Occurrence.starts_at > clock.now())


def is_planned() -> ColumnElement[bool]:
    """Whether it takes place, in the past or to come."""
    return Occurrence.state == OccurrenceState.PLANNED


def is_between(first: datetime, last: datetime) -> ColumnElement[bool]:
    """Whether it begins within these moments, the second left out."""
    return and_(Occurrence.starts_at >= first, Occurrence.starts_at < last)


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the visit, what it shows or its host is called so."""
    named = (Visit.title, Visit.shows, Organisation.name)
    return or_(*(column.icontains(words, autoescape=True) for column in named))


def is_in(county: str) -> ColumnElement[bool]:
    """Whether it is in the county of this code."""
    return Visit.county == county


def suits(code: str) -> ColumnElement[bool]:
    """Whether it is for students of a group of majors, or for all."""
    named = select(VisitSubject.visit_id).where(VisitSubject.visit_id == Visit.id)
    return or_(named.where(VisitSubject.subject == code).exists(), ~named.exists())


def has_free_places(_value: str) -> ColumnElement[bool]:
    """Whether somebody still finds places."""
    return and_(Occurrence.taken < Occurrence.seats, Occurrence.groups < Occurrence.most_groups)


def stands(state: str) -> ColumnElement[bool]:
    """Whether it is to come, over or cancelled."""
    conditions: dict[str, ColumnElement[bool]] = {
        "to_come": is_to_come(),
        "over": and_(Occurrence.state == OccurrenceState.PLANNED, Occurrence.starts_at <= clock.now()),
        "cancelled": Occurrence.state == OccurrenceState.CANCELLED,
    }
    return conditions[state]


def counties_of(found: Select[Occurrence]) -> Select[str, int]:
    """County code and number of dates there, for the filter."""
    counted = found.with_only_columns(Visit.county, func.count()).order_by(None)
    return counted.group_by(Visit.county).order_by(Visit.county)
