"""Invite teachers to a post; a teacher says no."""

from collections.abc import Collection

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked, one
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.practice.models import Invitation, PracticeOffer
from matching.practice.queries import invitations as queries
from matching.practice.queries.sign_ups import allocation_of, signed_up_for
from matching.practice.rules import invitations as rules
from matching.practice.rules.sign_ups import why_not_open
from matching.teachers.models import Teacher


def invite(offer: PracticeOffer, teachers: Collection[Teacher], *, by: Viewer) -> int:
    """Those who were not invited yet and have not signed up; how many these were.

    The post is held: of two clicks at once the second finds what the first has done.
    """
    assert by.hat is not None  # whoever invites does it for a school or the bureau
    locked(select(PracticeOffer).where(PracticeOffer.id == offer.id))
    allocation = one(allocation_of(offer))
    refuse_if(why_not_open(offer, allocation, now=clock.now(), today=clock.today()))
    refuse_if(rules.why_not_so_many(len(teachers)))
    known = {*db.session.scalars(queries.invited_to(offer.id)), *db.session.scalars(signed_up_for(offer.id))}
    invited = [each for each in teachers if each.id not in known]
    if invited:
        _add(offer, invited, inviter_id=by.hat.organisation_id, by=by)
        _tell(offer, invited, by.hat.organisation_name)
    return len(invited)


def decline(invitation: Invitation, *, by: Viewer) -> None:
    """The teacher does not go; whoever invited reads it beside the name."""
    locked(select(Invitation).where(Invitation.id == invitation.id))
    sign_up = db.session.scalars(queries.sign_up_after(invitation)).first()
    refuse_if(rules.why_not_decline(invitation, sign_up, clock.today()))
    invitation.declined_at = clock.now()
    record(
        AuditKind.INVITATION_DECLINE,
        invitation,
        by=by,
        organisation_id=invitation.inviter_id,
        title=invitation.offer.title,
    )


def _add(offer: PracticeOffer, teachers: Collection[Teacher], *, inviter_id: int, by: Viewer) -> None:
    db.session.add_all(
        Invitation(
            offer_id=offer.id,
            teacher_id=each.id,
            inviter_id=inviter_id,
            invited_at=clock.now(),
            invited_by_id=by.id,
        )
        for each in teachers
    )
    db.session.flush()
    record(
        AuditKind.INVITE,
        offer,
        by=by,
        organisation_id=inviter_id,
        title=offer.title,
        count=len(teachers),
        teachers=[each.id for each in teachers],
    )


def _tell(offer: PracticeOffer, teachers: Collection[Teacher], inviter: str) -> None:
    facts = {
        "inviter": inviter,
        "enterprise": offer.enterprise.name,
        "title": offer.title,
        "starts_on": offer.starts_on.isoformat(),
        "ends_on": offer.ends_on.isoformat(),
    }
    post_all(
        Letter.PRACTICE_INVITED,
        [Address(each.account_id, facts) for each in teachers],
        key=f"practice_invitation:{offer.id}",
        url=f"/practices/{offer.id}",
    )
