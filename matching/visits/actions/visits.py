"""Offer a visit and its dates, change it, call off a date or the whole of it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict, locked
from matching.kernel import clock
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.visits.actions import places
from matching.visits.assembly.terms import Hours, VisitTerms, terms_of
from matching.visits.enums import OccurrenceState, VisitState
from matching.visits.models import Occurrence, Visit, VisitSubject
from matching.visits.queries import visits as queries
from matching.visits.queries.bookings import the_date
from matching.visits.rules import visits as rules
from matching.visits.telling.visits import differences


def offer(enterprise: Organisation, terms: VisitTerms, *, by: Viewer) -> Visit:
    """A visit; it can be booked once it has dates."""
    visit = Visit(enterprise=enterprise, **_columns(terms), created_at=clock.now(), created_by_id=by.id)
    visit.subjects = [VisitSubject(subject=code) for code in sorted(terms.subjects)]
    db.session.add(visit)
    db.session.flush()
    _record(AuditKind.VISIT_OFFER, visit, by=by)
    return visit


def edit(visit: Visit, terms: VisitTerms, *, version: int, by: Viewer) -> None:
    """Change what it says; an edit made from an older version shows both texts."""
    refuse_if(rules.why_not_edit(visit))
    before = terms_of(visit)
    if visit.version != version:
        raise Conflict(
            _("Somebody changed this visit meanwhile. Look at both texts, then decide."),
            differences=differences(before, terms),
        )
    for name, value in _columns(terms).items():
        setattr(visit, name, value)
    visit.subjects = [each for each in visit.subjects if each.subject in terms.subjects] + [
        VisitSubject(subject=code) for code in sorted(terms.subjects - before.subjects)
    ]
    visit.version += 1
    db.session.flush()
    changed = [f.name for f in fields(VisitTerms) if getattr(before, f.name) != getattr(terms, f.name)]
    _record(AuditKind.VISIT_EDIT, visit, by=by, changed=changed)


def add_dates(
    visit: Visit, dates: Sequence[Hours], *, seats: int, most_groups: int, by: Viewer
) -> list[Occurrence]:
    """Dates on which it takes place, all or none."""
    refuse_if(rules.why_not_edit(visit))
    for hours in dates:
        refuse_if(rules.why_not_hours(hours.starts_at, hours.ends_at, now=clock.now()), field="first_day")
    made = [
        Occurrence(
            visit=visit, starts_at=each.starts_at, ends_at=each.ends_at, seats=seats, most_groups=most_groups
        )
        for each in dates
    ]
    db.session.add_all(made)
    flush_or_conflict(_("This visit has a date at that time already."), field="first_day")
    _record(AuditKind.VISIT_DATES, visit, by=by, count=len(made))
    return made


def reseat(occurrence: Occurrence, *, seats: int, most_groups: int, by: Viewer) -> None:
    """More places or fewer; whoever waits hears of the new ones."""
    locked(the_date(occurrence.id))
    refuse_if(rules.why_not_cancel(occurrence, now=clock.now()))
    refuse_if(rules.why_not_seats(occurrence, seats), field="seats")
    refuse_if(rules.why_not_groups(occurrence, most_groups), field="most_groups")
    before = occurrence.seats
    occurrence.seats, occurrence.most_groups = seats, most_groups
    occurrence.version += 1
    db.session.flush()
    _record(AuditKind.VISIT_RESEAT, occurrence.visit, by=by, before=before, seats=seats)
    places.hand_on(occurrence, by=by)


def cancel_date(occurrence: Occurrence, *, reason: str, by: Viewer) -> int:
    """It does not take place; everybody who held places or waited is told why. How many bookings ended."""
    locked(the_date(occurrence.id))
    refuse_if(rules.why_not_cancel(occurrence, now=clock.now()))
    occurrence.state = OccurrenceState.CANCELLED
    occurrence.cancelled_at, occurrence.cancelled_by_id = clock.now(), by.id
    occurrence.cancelled_why = reason
    occurrence.version += 1
    ended = places.free_all(occurrence, why=reason, by=by)
    moment = clock.written(occurrence.starts_at)
    _record(AuditKind.VISIT_CANCEL, occurrence.visit, by=by, moment=moment, count=ended, reason=reason)
    return ended


def withdraw(visit: Visit, *, reason: str, by: Viewer) -> None:
    """Take it out of the lists, and call off its dates to come."""
    refuse_if(rules.why_not_withdraw(visit))
    for occurrence in db.session.scalars(queries.to_come_of(visit.id)).all():
        cancel_date(occurrence, reason=reason, by=by)
    visit.state, visit.withdrawn_why = VisitState.WITHDRAWN, reason
    visit.withdrawn_at, visit.withdrawn_by_id = clock.now(), by.id
    visit.version += 1
    db.session.flush()
    _record(AuditKind.VISIT_WITHDRAW, visit, by=by, reason=reason)


def _record(kind: AuditKind, visit: Visit, *, by: Viewer, **facts: Any) -> None:
    record(kind, visit, by=by, organisation_id=visit.enterprise_id, title=visit.title, **facts)


def _columns(terms: VisitTerms) -> dict[str, Any]:
    return {f.name: getattr(terms, f.name) for f in fields(VisitTerms) if f.name != "subjects"}
