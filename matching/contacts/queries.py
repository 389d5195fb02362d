"""How people can be reached: what the outbox asks, and what the settings page shows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Select, func, or_, select, update

from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.contacts.models import (
    CodeRequest,
    Contact,
    ContactClaim,
    MessageChoice,
    MessageLanguage,
)
from matching.db import apart
from matching.kernel import clock
from matching.outbox.enums import MOST_REFUSALS, Channel, Topic
from matching.outbox.reach import Reach

log = structlog.get_logger()

Mobiles = Callable[[Collection[int]], Mapping[int, str]]

MOST_NAMED = 20  # in one line of the log


class _Registered:
    """Numbers the rooms above keep themselves, so that nobody keeps a copy; told by the factory."""

    mobiles: Mobiles | None = None


def register_mobiles(source: Mobiles) -> None:
    """Say who knows the mobile numbers of class lists."""
    _Registered.mobiles = source


def listed_mobiles(account_ids: Collection[int]) -> Mapping[int, str]:
    """Account -> number in a class list."""
    return _Registered.mobiles(account_ids) if _Registered.mobiles else {}


def contact_of(account_id: int, channel: Channel) -> Select[Contact]:
    """The confirmed address, if there is one."""
    return select(Contact).where(Contact.account_id == account_id, Contact.channel == channel)


def claim_of(account_id: int, channel: Channel) -> Select[ContactClaim]:
    """The address that waits for its code, if there is one."""
    return select(ContactClaim).where(ContactClaim.account_id == account_id, ContactClaim.channel == channel)


def choices_of(account_ids: Collection[int]) -> Select[MessageChoice]:
    """What these people chose."""
    return (
        select(MessageChoice)
        .where(MessageChoice.account_id.in_(account_ids))
        .order_by(MessageChoice.account_id, MessageChoice.topic, MessageChoice.channel)
    )


def language_of(account_id: int) -> Select[MessageLanguage]:
    """The language they chose for messages, if they did."""
    return select(MessageLanguage).where(MessageLanguage.account_id == account_id)


def requests_since(account_id: int, address_index: bytes, since: datetime) -> Select[int]:
    """How many codes this person asked for, or anybody for this address."""
    mine = CodeRequest.account_id == account_id
    return select(func.count()).where(
        or_(mine, CodeRequest.address_index == address_index), CodeRequest.at > since
    )


def reach_of(account_ids: Collection[int]) -> dict[int, Reach]:
    """Four statements, however many people; who left is not among them.

    Students get what is urgent by text message too; others where they ask for it. An address that does not
    open counts as none: one that is lost must not keep the letters of all others back.
    """
    with apart("read") as session:
        chosen_language = func.coalesce(MessageLanguage.locale, Account.locale)
        people = session.execute(
            select(Account.id, chosen_language)
            .outerjoin(MessageLanguage, MessageLanguage.account_id == Account.id)
            .where(Account.id.in_(account_ids), Account.state != AccountState.DEACTIVATED)
        ).all()
        contacts: defaultdict[int, list[Contact]] = defaultdict(list)
        for contact in session.scalars(select(Contact).where(Contact.account_id.in_(account_ids))):
            contacts[contact.account_id].append(contact)
        chosen: defaultdict[int, dict[tuple[Topic, Channel], bool]] = defaultdict(dict)
        for choice in session.scalars(choices_of(account_ids)):
            chosen[choice.account_id][choice.topic, choice.channel] = choice.wanted
    listed = listed_mobiles(account_ids)
    if lost := [one.account_id for several in contacts.values() for one in several if one.address is None]:
        log.error("addresses cannot be read", count=len(lost), accounts=lost[:MOST_NAMED])
    return {
        account_id: Reach(
            locale=locale,
            addresses=_addresses(contacts[account_id], listed.get(account_id)),
            not_working=frozenset(one.channel for one in contacts[account_id] if one.not_working_at),
            chosen=chosen[account_id],
            by_default=habit(account_id in listed),
        )
        for account_id, locale in people
    }


def _addresses(contacts: Collection[Contact], listed: str | None) -> dict[Channel, str]:
    """What somebody confirmed goes before the number of a class list."""
    in_list = {Channel.SMS: listed} if listed else {}
    return in_list | {one.channel: one.address for one in contacts if one.address is not None}


def habit(listed: bool) -> frozenset[Channel]:
    """The channels that bring what nobody has chosen about."""
    return frozenset(Channel) if listed else frozenset({Channel.EMAIL})


def note(account_id: int, channel: Channel, works: bool) -> None:
    """An address that took a letter works; one that refused three in a row counts as not working."""
    mine = (Contact.account_id == account_id) & (Contact.channel == channel)
    with apart() as session:
        if works:
            session.execute(update(Contact).where(mine, Contact.refusals > 0).values(refusals=0))
            return
        session.execute(update(Contact).where(mine).values(refusals=Contact.refusals + 1))
        session.execute(
            update(Contact)
            .where(mine, Contact.refusals >= MOST_REFUSALS, Contact.not_working_at.is_(None))
            .values(not_working_at=clock.now())
        )


def an_hour_ago() -> datetime:
    """Since when codes are counted."""
    return clock.now() - timedelta(hours=1)
