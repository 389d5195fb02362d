"""What people do about their messages: give an address, confirm it, take it away, choose topics."""

from collections.abc import Mapping

from sqlalchemy import delete, update

from matching.access.viewer import Viewer
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.contacts import queries
from matching.contacts.enums import CODE_JOB, FORMER_JOB, ClaimState
from matching.contacts.models import (
    CodeRequest,
    Contact,
    ContactClaim,
    MessageChoice,
    MessageLanguage,
    index_of_address,
    masked,
)
from matching.contacts.rules import is_just_confirmed, why_not_ask, why_not_confirm, why_not_own
from matching.db import apart, db, locked, one
from matching.jobs.queue import enqueue
from matching.kernel import clock, vault
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.outbox.enums import Channel, Topic
from matching.outbox.letters import Letter
from matching.outbox.post import post
from matching.outbox.reach import NEVER_MUTED


def ask_for_code(channel: Channel, address: str, *, by: Viewer) -> None:
    """Remember a new address until its code comes back; the old one stays in use. A job sends the code."""
    _one_at_a_time(by)
    refuse_if(why_not_own(channel, listed=by.id in queries.listed_mobiles([by.id])), field="address")
    index = index_of_address(channel, address)
    asked = db.session.scalar(queries.requests_since(by.id, index, queries.an_hour_ago())) or 0
    refuse_if(why_not_ask(asked), field="address")
    db.session.execute(
        delete(ContactClaim).where(ContactClaim.account_id == by.id, ContactClaim.channel == channel)
    )
    row_key = vault.new_row_key()
    claim = ContactClaim(
        account_id=by.id,
        channel=channel,
        row_key=row_key,
        address_sealed=vault.seal(address, table="contact_claim", column="address", row_key=row_key),
        state=ClaimState.ASKED,
    )
    db.session.add_all([claim, CodeRequest(account_id=by.id, address_index=index, at=clock.now())])
    record(AuditKind.CONTACT_ASK, by=by, channel=channel.value)
    enqueue(CODE_JOB, by=by, payload={"claim": row_key.hex()})


def confirm(channel: Channel, code: str, *, by: Viewer) -> None:
    """The code came back: messages go there from now on; all addresses are told so, the old one too.

    The second click of two finds it done, and that is an answer.
    """
    _count_a_try(channel, by)
    claim, former = locked(queries.claim_of(by.id, channel)), one(queries.contact_of(by.id, channel))
    if claim is None and is_just_confirmed(former, clock.now()):
        return
    refuse_if(why_not_confirm(claim, code, clock.now()), field="code")
    assert claim is not None  # the rule has just refused nobody
    assert claim.address is not None  # nor one that does not open
    if former is not None and former.address != claim.address:
        _tell_former(former)
    contact = former or Contact(account_id=by.id, channel=channel)
    contact.row_key = vault.new_row_key()
    contact.address_sealed = vault.seal(
        claim.address, table="contact", column="address", row_key=contact.row_key
    )
    contact.confirmed_at, contact.refusals, contact.not_working_at = clock.now(), 0, None
    db.session.add(contact)
    db.session.delete(claim)
    record(AuditKind.CONTACT_CONFIRM, by=by, channel=channel.value)
    post(
        Letter.ADDRESS_CHANGED,
        to=by.id,
        key=f"contact:{contact.row_key.hex()}",
        url="/me/messages",
        address=masked(channel, claim.address),
    )


def remove(channel: Channel, *, by: Viewer) -> None:
    """Nothing goes there any more, and it is told so; an address that waits for its code is forgotten too."""
    contact = one(queries.contact_of(by.id, channel))
    if contact is None and one(queries.claim_of(by.id, channel)) is None:
        raise Refused(_("There is no address to take away."))
    if contact is not None:
        _tell_former(contact)
    for kept in (Contact, ContactClaim):
        db.session.execute(delete(kept).where(kept.account_id == by.id, kept.channel == channel))
    record(AuditKind.CONTACT_REMOVE, by=by, channel=channel.value)


def choose(wanted: Mapping[tuple[Topic, Channel], bool], *, locale: str, by: Viewer) -> None:
    """What comes by which channel, and in which language; account and security always come."""
    _one_at_a_time(by)
    for kept in (MessageChoice, MessageLanguage):
        db.session.execute(delete(kept).where(kept.account_id == by.id))
    db.session.add_all(
        MessageChoice(account_id=by.id, topic=topic, channel=channel, wanted=yes)
        for (topic, channel), yes in wanted.items()
        if topic not in NEVER_MUTED
    )
    if locale:
        db.session.add(MessageLanguage(account_id=by.id, locale=locale))
    record(AuditKind.MESSAGES_CHOOSE, by=by, count=sum(not yes for yes in wanted.values()))


def _one_at_a_time(by: Viewer) -> None:
    """Two tabs of one person wait for each other: what the first put in, the second finds and replaces."""
    db.session.get_one(Account, by.id, with_for_update=True)


def _tell_former(contact: Contact) -> None:
    """Whoever took an account over cannot silence its owner: the address that is left hears of it, once."""
    if contact.address is None:
        return
    enqueue(
        FORMER_JOB,
        by=None,
        payload={
            "account": contact.account_id,
            "channel": contact.channel.name,
            "row_key": contact.row_key.hex(),
            "address_sealed": contact.address_sealed.hex(),
        },
    )


def _count_a_try(channel: Channel, by: Viewer) -> None:
    """Counted before the comparison, in a transaction of its own: a refusal rolls nothing of it back."""
    # A form's key may hold SQLite's one place for writers already; nothing was done yet that must stay.
    db.session.rollback()
    with apart() as session:
        session.execute(
            update(ContactClaim)
            .where(ContactClaim.account_id == by.id, ContactClaim.channel == channel)
            .values(wrong_tries=ContactClaim.wrong_tries + 1)
        )
