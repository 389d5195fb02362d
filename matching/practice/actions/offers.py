"""Offer, change, confirm and withdraw posts for practice."""

from dataclasses import fields
from typing import Any

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.practice.actions import seats
from matching.practice.assembly.offers import OfferTerms, terms_of
from matching.practice.enums import OfferState
from matching.practice.models import OfferSubject, PracticeOffer
from matching.practice.rules import offers as rules
from matching.practice.telling.offers import differences


def post(enterprise: Organisation, terms: OfferTerms, *, by: Viewer) -> PracticeOffer:
    """Offer a post; teachers can sign up at once."""
    refuse_if(rules.why_not_dates(terms.starts_on, terms.ends_on), field="ends_on")
    now = clock.now()
    offer = PracticeOffer(
        enterprise_id=enterprise.id,
        **_columns(terms),
        fresh_at=now,
        created_at=now,
        created_by_id=by.id,
    )
    offer.subjects = [OfferSubject(subject=code) for code in sorted(terms.subjects)]
    db.session.add(offer)
    db.session.flush()
    _record(AuditKind.OFFER_POST, offer, by=by)
    return offer


def edit(offer: PracticeOffer, terms: OfferTerms, *, version: int, by: Viewer) -> None:
    """Change a post, and so confirm it; an edit made from an older version shows both texts."""
    refuse_if(rules.why_not_edit(offer))
    before = terms_of(offer)
    if offer.version != version:
        raise Conflict(
            _("Somebody changed this post meanwhile. Look at both texts, then decide."),
            differences=differences(before, terms),
        )
    refuse_if(rules.why_not_dates(terms.starts_on, terms.ends_on), field="ends_on")
    refuse_if(rules.why_not_move(offer, terms.starts_on, terms.ends_on), field="starts_on")
    refuse_if(rules.why_not_shrink(offer, terms.seats), field="seats")
    for name, value in _columns(terms).items():
        setattr(offer, name, value)
    offer.subjects = [each for each in offer.subjects if each.subject in terms.subjects] + [
        OfferSubject(subject=code) for code in sorted(terms.subjects - before.subjects)
    ]
    offer.fresh_at = clock.now()
    offer.version += 1
    db.session.flush()
    changed = [f.name for f in fields(OfferTerms) if getattr(before, f.name) != getattr(terms, f.name)]
    _record(AuditKind.OFFER_EDIT, offer, by=by, changed=changed)
    seats.hand_on(offer, by=by)  # there may be more of them now


def confirm(offer: PracticeOffer, *, by: Viewer) -> None:
    """It still holds, as it stands."""
    refuse_if(rules.why_not_confirm(offer, clock.today()))
    offer.fresh_at = clock.now()
    _record(AuditKind.OFFER_CONFIRM, offer, by=by)


def withdraw(offer: PracticeOffer, *, reason: str, by: Viewer) -> None:
    """Take it out of the lists; everybody who signed up is told why, and is free again."""
    refuse_if(rules.why_not_withdraw(offer, clock.today()))
    released = seats.release_all(offer, why=reason, by=by)
    offer.state = OfferState.WITHDRAWN
    offer.withdrawn_at, offer.withdrawn_by_id, offer.withdrawn_why = clock.now(), by.id, reason
    offer.version += 1
    _record(AuditKind.OFFER_WITHDRAW, offer, by=by, reason=reason, released=released)


def _record(kind: AuditKind, offer: PracticeOffer, *, by: Viewer, **facts: Any) -> None:
    record(kind, offer, by=by, organisation_id=offer.enterprise_id, title=offer.title, **facts)


def _columns(terms: OfferTerms) -> dict[str, Any]:
    values = {f.name: getattr(terms, f.name) for f in fields(OfferTerms) if f.name != "subjects"}
    return values | {"contents": sorted(content.value for content in terms.contents)}
