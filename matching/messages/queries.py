"""Letters and deliveries to the people of these organisations, and who they are."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from matching.accounts.models import Account
from matching.cohorts.models import Student
from matching.db import Moment, on_sending
from matching.kernel import clock
from matching.messages.enums import (
    DAYS_LOOKED_BACK,
    DAYS_TO_LOOK_AFTER,
    MAILINGS_SHOWN,
    SMALLEST_MAILING,
    LedgerState,
)
from matching.organisations.models import Membership, Organisation
from matching.outbox.enums import DeliveryState
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.rounds.models import MatchRound

ON_THE_WAY = (DeliveryState.HELD, DeliveryState.WAITING, DeliveryState.SENDING)


def letters_in(within: frozenset[int]) -> Select[OutboxLetter]:
    """To whoever has a role there, newest first."""
    return select(OutboxLetter).where(_to_these(within)).order_by(OutboxLetter.id.desc())


def kinds_in(within: frozenset[int]) -> Select[Letter, int]:
    """(kind, how many) of these letters."""
    return (
        select(OutboxLetter.kind, func.count())
        .where(_to_these(within))
        .group_by(OutboxLetter.kind)
        .order_by(OutboxLetter.kind)
    )


def rounds_in_letters(within: frozenset[int], most: int) -> Select[int, str]:
    """(id, name) of the rounds these letters are about, the newest first."""
    about = exists().where(OutboxLetter.round_id == MatchRound.id, _to_these(within))
    return select(MatchRound.id, MatchRound.name).where(about).order_by(MatchRound.id.desc()).limit(most)


def deliveries_of(letter_ids: Collection[int]) -> Select[Delivery]:
    """The ways these letters took."""
    return (
        select(Delivery)
        .where(Delivery.letter_id.in_(letter_ids))
        .order_by(Delivery.letter_id, Delivery.channel)
    )


def one_delivery(delivery_id: int, within: frozenset[int]) -> Select[Delivery]:
    """One of them, to somebody there; the letter comes along."""
    return (
        select(Delivery)
        .join(Delivery.letter)
        .options(contains_eager(Delivery.letter))
        .where(Delivery.id == delivery_id, _to_these(within))
    )


def people(account_ids: Collection[int], within: frozenset[int]) -> Select[int, str, str, int, str]:
    """(account, name, pseudonym of a student or nothing, organisation, its name), by membership."""
    return (
        select(
            Account.id,
            Account.name,
            func.coalesce(Student.pseudonym, ""),
            Organisation.id,
            Organisation.name,
        )
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Student, Student.account_id == Account.id)
        .where(Account.id.in_(account_ids), Organisation.id.in_(within))
        .order_by(Membership.id)
    )


def mailings(within: frozenset[int]) -> Select[int, str, Letter, int, int, int, int]:
    """(round, its name, kind, letters, sent, failed, not read) of the last mailings about rounds."""
    since = clock.now() - timedelta(days=DAYS_LOOKED_BACK)
    return (
        select(
            MatchRound.id.label("round_id"),
            MatchRound.name,
            OutboxLetter.kind,
            func.count().label("letters"),
            _how_many(_has(Delivery.state == DeliveryState.SENT)).label("sent"),
            _how_many(_has(Delivery.state == DeliveryState.FAILED)).label("failed"),
            _how_many(OutboxLetter.read_at.is_(None)).label("unread"),
        )
        .join(MatchRound, MatchRound.id == OutboxLetter.round_id)
        .where(_to_these(within), OutboxLetter.created_at >= since)
        .group_by(MatchRound.id, MatchRound.name, OutboxLetter.kind)
        .having(func.count() >= SMALLEST_MAILING)
        .order_by(func.max(OutboxLetter.id).desc())
        .limit(MAILINGS_SHOWN)
    )


def is_to_look_after() -> ColumnElement[bool]:
    """Whether a letter of the last days failed on some way and was not read on the page either."""
    since = on_sending(lambda: clock.now() - timedelta(days=DAYS_TO_LOOK_AFTER), Moment())
    return and_(
        OutboxLetter.created_at >= since,
        OutboxLetter.read_at.is_(None),
        _has(Delivery.state == DeliveryState.FAILED),
    )


def stands(state: str) -> ColumnElement[bool]:
    """Letters in this state of the ledger."""
    unread = OutboxLetter.read_at.is_(None)
    states: dict[str, ColumnElement[bool]] = {
        LedgerState.WAITING: or_(OutboxLetter.planned_at.is_(None), _has(Delivery.state.in_(ON_THE_WAY))),
        LedgerState.SENT: and_(unread, _has(Delivery.state == DeliveryState.SENT)),
        LedgerState.READ: OutboxLetter.read_at.is_not(None),
        LedgerState.FAILED: _has(Delivery.state == DeliveryState.FAILED),
        LedgerState.MUTED: _has(Delivery.state == DeliveryState.SKIPPED),
        LedgerState.ON_THE_PAGE: and_(OutboxLetter.planned_at.is_not(None), ~_has()),
    }
    return states[state]


def went_by(channel: str) -> ColumnElement[bool]:
    """Letters with a delivery on this channel."""
    return _has(Delivery.channel == channel)


def at_an_organisation_called(words: str) -> ColumnElement[bool]:
    """Letters to people of an organisation whose name holds the words."""
    return exists().where(
        Membership.account_id == OutboxLetter.to_id,
        Organisation.id == Membership.organisation_id,
        Organisation.name.icontains(words, autoescape=True),
    )


def since(day: str) -> ColumnElement[bool]:
    """Letters of this day and later."""
    return OutboxLetter.created_at >= _midnight(date.fromisoformat(day))


def until(day: str) -> ColumnElement[bool]:
    """Letters of this day and before."""
    return OutboxLetter.created_at < _midnight(date.fromisoformat(day)) + timedelta(days=1)


def _midnight(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, time()))


def _to_these(within: frozenset[int]) -> ColumnElement[bool]:
    """Written while its reader had a role there: what somebody gets elsewhere afterwards is nobody's here."""
    there = aliased(Membership)
    return exists().where(
        there.account_id == OutboxLetter.to_id,
        there.organisation_id.in_(within),
        or_(there.ended_at.is_(None), there.ended_at > OutboxLetter.created_at),
    )


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Asked once for all letters: a question a letter would be slow on a long list."""
    return OutboxLetter.id.in_(select(Delivery.letter_id).where(*conditions))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
