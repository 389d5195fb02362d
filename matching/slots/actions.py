"""Post, edit, withdraw and settle slots: the law answers first."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sqlalchemy import update

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.slots import rules
from matching.slots.assembly import Terms, findings_of, terms_of
from matching.slots.enums import SlotState
from matching.slots.models import Slot, SlotMajor
from matching.slots.telling import differences

Reasons = dict[str, str]


def post(enterprise: Organisation, terms: Terms, *, reasons: Reasons, by: Viewer) -> Slot:
    """Offer a slot. `reasons`: rule id of a soft rule -> why it is justified here; kept in the trail."""
    kept = _justified(enterprise, terms, reasons)
    slot = Slot(
        enterprise_id=enterprise.id,
        **_columns(terms),
        reasons=kept,
        created_at=clock.now(),
        created_by_id=by.id,
    )
    slot.majors = [SlotMajor(major_code=code) for code in sorted(terms.major_codes)]
    db.session.add(slot)
    db.session.flush()
    record(AuditKind.SLOT_POST, slot, by=by, organisation_id=enterprise.id, title=slot.title, reasons=kept)
    return slot


def edit(slot: Slot, terms: Terms, *, reasons: Reasons, version: int, by: Viewer) -> None:
    """Change a slot; an edit made from an older version shows both texts."""
    refuse_if(rules.why_not_edit(slot))
    if slot.version != version:
        raise Conflict(
            _("Somebody changed this slot meanwhile. Look at both texts, then decide."),
            differences=differences(terms_of(slot), terms),
        )
    kept = _justified(slot.enterprise, terms, reasons, without=slot.id)
    before = terms_of(slot)
    changed = [f.name for f in fields(Terms) if getattr(before, f.name) != getattr(terms, f.name)]
    for name, value in _columns(terms).items():
        setattr(slot, name, value)
    _set_majors(slot, terms.major_codes)
    slot.reasons = kept
    slot.version += 1
    db.session.flush()
    record(
        AuditKind.SLOT_EDIT,
        slot,
        by=by,
        organisation_id=slot.enterprise_id,
        title=slot.title,
        changed=changed,
        reasons=kept,
    )


def withdraw(slot: Slot, *, reason: str, by: Viewer) -> None:
    """Take it out of the lists; who has ranked it reads that it was withdrawn, and why."""
    refuse_if(rules.why_not_withdraw(slot))
    slot.state = SlotState.WITHDRAWN
    slot.withdrawn_at, slot.withdrawn_by_id, slot.withdrawn_why = clock.now(), by.id, reason
    slot.version += 1
    record(
        AuditKind.SLOT_WITHDRAW,
        slot,
        by=by,
        organisation_id=slot.enterprise_id,
        title=slot.title,
        reason=reason,
    )


def settle(slot_ids: Collection[int], *, by: Viewer) -> None:
    """Students were placed here: from now on the terms stay, and the seats are not given a second time."""
    if not slot_ids:
        return
    settled = update(Slot).where(Slot.id.in_(slot_ids), Slot.settled_at.is_(None))
    db.session.execute(settled.values(settled_at=clock.now()))
    record(AuditKind.SLOT_SETTLE, by=by, count=len(slot_ids), slots=sorted(slot_ids))


def _justified(
    enterprise: Organisation, terms: Terms, reasons: Reasons, *, without: int | None = None
) -> Reasons:
    # Slots posted at once must count each other's seats, so an enterprise posts one after the other.
    db.session.refresh(enterprise, with_for_update={"of": Organisation, "key_share": True})
    refuse_if(rules.why_not_count(enterprise.on_post_staff), field="seats")
    findings = findings_of(enterprise, terms, without=without)
    refuse_if(rules.why_not_post(findings, reasons))
    asked = {finding.rule_id for finding in findings if finding.asks_for_a_reason}
    return {rule_id: reasons[rule_id].strip() for rule_id in sorted(asked)}


def _columns(terms: Terms) -> dict[str, Any]:
    values = {f.name: getattr(terms, f.name) for f in fields(Terms) if f.name != "major_codes"}
    return values | {"hazards": sorted(hazard.value for hazard in terms.hazards)}


def _set_majors(slot: Slot, codes: frozenset[str]) -> None:
    slot.majors = [major for major in slot.majors if major.major_code in codes] + [
        SlotMajor(major_code=code) for code in sorted(codes - slot.major_codes)
    ]
