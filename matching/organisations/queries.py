"""Organisations, memberships, and the viewer of a request."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, contains_eager

from matching.access.permissions import Permission
from matching.access.roles import GRANTS, Role, Scope
from matching.access.viewer import Hat, OrganisationKind, Viewer, permissions_of
from matching.accounts.enums import PRIVACY_NOTICE, AccountState
from matching.accounts.models import Account, AccountSession, digest_of_token
from matching.accounts.queries import live_session
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import apart
from matching.kernel import clock
from matching.organisations.models import Membership, Organisation

TOUCH_SECONDS = 60

_CHOSEN_LAST_FIRST = (Membership.worn_at.desc().nulls_last(), Membership.id)


def organisations_in(within: frozenset[int]) -> Select[Organisation]:
    """By kind and name."""
    return (
        select(Organisation)
        .where(Organisation.id.in_(within))
        .order_by(Organisation.kind, Organisation.name, Organisation.id)
    )


def one_organisation(organisation_id: int, within: frozenset[int]) -> Select[Organisation]:
    """One of them."""
    return organisations_in(within).where(Organisation.id == organisation_id)


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the name holds the words."""
    return Organisation.name.icontains(words, autoescape=True)


def is_of_kind(kind: str) -> ColumnElement[bool]:
    """Whether it is of the kind of this value."""
    return Organisation.kind.in_([each for each in OrganisationKind if each.value == kind])


def members_of(organisation_id: int) -> Select[Membership]:
    """Who belongs to it now, students left out: they are in the class lists."""
    return (
        select(Membership)
        .join(Membership.account)
        .options(contains_eager(Membership.account))
        .where(
            Membership.organisation_id == organisation_id,
            Membership.ended_at.is_(None),
            Membership.role != Role.STUDENT,
        )
        .order_by(Membership.role, Account.name, Membership.id)
    )


def staff_in(within: frozenset[int]) -> Select[Membership]:
    """Everybody who has or had a role there, students left out; one row a role, by name."""
    return (
        select(Membership)
        .join(Membership.account)
        .join(Membership.organisation)
        .options(contains_eager(Membership.account), contains_eager(Membership.organisation))
        .where(Membership.organisation_id.in_(within), Membership.role != Role.STUDENT)
        .order_by(Account.name, Account.id, Membership.id)
    )


def is_somebody_called(words: str) -> ColumnElement[bool]:
    """Whether name or user name holds the words."""
    return or_(*(column.icontains(words, autoescape=True) for column in (Account.name, Account.username)))


def has_state(state: str) -> ColumnElement[bool]:
    """Whether the account is in the state of this value."""
    return Account.state.in_([each for each in AccountState if each.value == state])


def has_role(role: str) -> ColumnElement[bool]:
    """Whether it is the role of this value."""
    return Membership.role.in_([each for each in Role if each.value == role])


def one_staff_account(account_id: int, within: frozenset[int]) -> Select[Account]:
    """The account of somebody who has or had a role there, and is no student."""
    there = exists().where(
        Membership.account_id == Account.id,
        Membership.organisation_id.in_(within),
        Membership.role != Role.STUDENT,
    )
    return select(Account).where(Account.id == account_id, there)


def events_in(within: frozenset[int]) -> Select[AuditEvent]:
    """The trail of these organisations, newest first. What belongs to none is read with the bureau's."""
    bureau = exists().where(Organisation.kind == OrganisationKind.BUREAU, Organisation.id.in_(within))
    here = AuditEvent.organisation_id.in_(within)
    query = select(AuditEvent).where(here | (AuditEvent.organisation_id.is_(None) & bureau))
    return query.order_by(AuditEvent.id.desc())


def is_event(kind: str) -> ColumnElement[bool]:
    """Whether it is an event of the kind of this value."""
    return AuditEvent.kind.in_([each for each in AuditKind if each.value == kind])


def is_of_day(day: str) -> ColumnElement[bool]:
    """Whether it happened on this day, as the clock in Linfen says."""
    begins = clock.from_local(datetime.combine(date.fromisoformat(day), time()))
    return and_(AuditEvent.at >= begins, AuditEvent.at < begins + timedelta(days=1))


def staff_ids(organisation_ids: frozenset[int], role: Role) -> Select[int, int]:
    """(account id, organisation id) of those who hold a role there: to whom letters go."""
    return (
        select(Membership.account_id, Membership.organisation_id)
        .where(
            Membership.organisation_id.in_(organisation_ids),
            Membership.role == role,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )


def memberships_of(account_id: int) -> Select[Membership]:
    """The hats of one person, the one chosen last before all others, then oldest first."""
    return (
        select(Membership)
        .join(Membership.organisation)
        .options(contains_eager(Membership.organisation))
        .where(Membership.account_id == account_id, Membership.ended_at.is_(None))
        .order_by(*_CHOSEN_LAST_FIRST)
    )


def own_membership(membership_id: int, account_id: int) -> Select[Membership]:
    """One of them."""
    return memberships_of(account_id).where(Membership.id == membership_id)


def viewer_by_token(token: str) -> Viewer | None:
    """Who a cookie stands for, in a short reading transaction of its own; None once the session is over."""
    with apart("read") as session:
        rows = session.execute(_by_cookie(), {"digest": digest_of_token(token)}).all()
        viewer = _viewer(rows, session) if rows else None
    if rows and rows[0].seen_at < (now := clock.now()) - timedelta(seconds=TOUCH_SECONDS):
        # Noting when somebody was last seen may wait until the database has a moment.
        with suppress(OperationalError), apart("touch") as session:
            # Merging would bring back a session that was ended meanwhile; an update of nothing does not.
            session.query(AccountSession).filter_by(id=rows[0].session_id).update({"seen_at": now})
    return viewer


def viewer_of(account: Account, session: Session) -> Viewer:
    """The viewer an account is where no browser says which hat: the one chosen last, else the first."""
    own = select(Account).outerjoin(AccountSession, false()).where(Account.id == account.id)
    return _viewer(session.execute(_with_hats(own)).all(), session)


@cache
def _by_cookie() -> Select[Any]:
    return _with_hats(live_session())


def _with_hats(people: Select[Any]) -> Select[Any]:
    """Of a signed-in browser or of an account: who it is, one row a hat, at least one row a person."""
    columns: tuple[ColumnElement[Any], ...] = (
        AccountSession.id.label("session_id"),
        AccountSession.seen_at.label("seen_at"),
        AccountSession.membership_id.label("chosen"),
        Account.id.label("account_id"),
        Account.name.label("name"),
        Account.username.label("username"),
        Account.privacy_notice.label("privacy_notice"),
        Membership.id.label("membership_id"),
        Membership.role.label("role"),
        Organisation.id.label("organisation_id"),
        Organisation.name.label("organisation_name"),
        Organisation.kind.label("organisation_kind"),
    )
    worn = and_(Membership.account_id == Account.id, Membership.ended_at.is_(None))
    return (
        people.with_only_columns(*columns, maintain_column_froms=True)
        .outerjoin(Membership, worn)
        .outerjoin(Membership.organisation)
        .order_by(*_CHOSEN_LAST_FIRST)
    )


def _viewer(rows: Sequence[Row[Any]], session: Session) -> Viewer:
    """Under the hat chosen in this browser, else the one chosen last, else the first.

    A hat that was taken away is on no peg, so whoever wore it finds another on.
    """
    one, hats = rows[0], [_hat(row) for row in rows if row.membership_id is not None]
    worn = next((hat for hat in hats if hat.membership_id == one.chosen), hats[0] if hats else None)
    return Viewer(
        id=one.account_id,
        name=one.name,
        username=one.username,
        hat=worn,
        pegs=tuple(hat for hat in hats if hat is not worn),
        held=_held(worn, session) if worn else {},
        session_id=one.session_id,
        privacy_seen=one.privacy_notice == PRIVACY_NOTICE,
    )


def _hat(row: Row[Any]) -> Hat:
    return Hat(
        membership_id=row.membership_id,
        role=row.role,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        organisation_kind=row.organisation_kind,
    )


def _held(hat: Hat, session: Session) -> Mapping[Permission, frozenset[int]]:
    wide = any(scope is not Scope.OWN for scope in GRANTS[hat.role].values())
    return permissions_of(hat, _everyone(session) if wide else {})


def _everyone(session: Session) -> dict[OrganisationKind, frozenset[int]]:
    ids: dict[OrganisationKind, set[int]] = {kind: set() for kind in OrganisationKind}
    for organisation_id, kind in session.execute(select(Organisation.id, Organisation.kind)):
        ids[kind].add(organisation_id)
    return {kind: frozenset(members) for kind, members in ids.items()}
