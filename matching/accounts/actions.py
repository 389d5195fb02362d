"""What can be done with an account."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert

from matching.access.viewer import Viewer
from matching.accounts import queries, rules
from matching.accounts.enums import (
    ACTIVATION_DAYS,
    LONGEST_DEVICE,
    PRIVACY_NOTICE,
    WRONG_TRIES_MINUTES,
    AccountState,
)
from matching.accounts.models import (
    Account,
    AccountSession,
    ActivationCode,
    FailedTry,
    digest_of_code,
    digest_of_name,
    digest_of_token,
)
from matching.accounts.passwords import hashed, matches, why_not_password
from matching.audit.kinds import AuditKind
from matching.audit.record import record, record_apart
from matching.db import Base, apart, db, flush_or_conflict, one
from matching.kernel import clock
from matching.kernel.errors import Refused, TooMany, refuse_if
from matching.kernel.i18n import _, current_locale

# No O, 0, I, 1, L: a slip is read by candle light.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
NAME_OR_PASSWORD = "User name or password is not right."

Hashing = Callable[[str], str]


def create_account(
    username: str,
    *,
    name: str,
    password: str | None,
    is_demo: bool = False,
    hashing: Hashing = hashed,
    by: Viewer | None,
) -> Account:
    """A new person; without a password they come by a slip. `hashing` makes the hash that is kept."""
    if password is not None:
        refuse_if(why_not_password(password, username=username), field="password")
    now = clock.now()
    account = Account(
        username=username.strip(),
        name=name.strip(),
        state=AccountState.ACTIVE if password else AccountState.INVITED,
        password_hash=hashing(password) if password else None,
        password_changed_at=now if password else None,
        is_demo=is_demo,
        created_at=now,
    )
    db.session.add(account)
    flush_or_conflict(_("This user name is taken. Choose another."), field="username")
    record(AuditKind.ACCOUNT_CREATE, account, by=by, username=account.username)
    return account


def check_password(username: str, password: str) -> int:
    """The id of the account, in transactions of its own: hashing must not hold the database up.

    Raises TooMany after ten wrong tries in five minutes, Refused otherwise: one sentence for every reason.
    """
    # A form's key may hold SQLite's one place for writers already; nothing was done yet that must stay.
    db.session.rollback()
    count = _count_a_try(username)
    with apart("read") as session:
        account = session.scalars(queries.account_typed(username)).first()
    known = account is not None and account.state is AccountState.ACTIVE
    right = matches(account.password_hash if account is not None and known else None, password)
    if account is None or not right:
        _tell_failure(username)
        raise Refused(_(NAME_OR_PASSWORD))
    _forgive(count)
    return account.id


@contextmanager
def counted_try(name: str) -> Iterator[None]:
    """A secret asked elsewhere than at the door: counted before it is looked at, forgiven where it is right.

    In transactions of its own, so it comes before anything is written. Raises TooMany as the door does.
    """
    db.session.rollback()
    count = _count_a_try(name)
    yield
    _forgive(count)


def sign_in(account: Account, *, device: str, by: Viewer | None) -> str:
    """Begin a session on the server; the token for the cookie exists nowhere else.

    Letters come in the language in which somebody signed in last.
    """
    token, now = secrets.token_urlsafe(32), clock.now()
    account.locale = current_locale()
    db.session.execute(delete(AccountSession).where(queries.is_over()))
    db.session.add(
        AccountSession(
            token_digest=digest_of_token(token),
            account_id=account.id,
            created_at=now,
            seen_at=now,
            device=device[:LONGEST_DEVICE],
        )
    )
    db.session.execute(delete(FailedTry).where(FailedTry.name_digest == digest_of_name(account.username)))
    record(AuditKind.ACCOUNT_SIGN_IN, account, by=by or _as_viewer(account))
    return token


def sign_out(*, by: Viewer) -> None:
    """End the session this request came with."""
    db.session.execute(delete(AccountSession).where(AccountSession.id == by.session_id))
    record(AuditKind.ACCOUNT_SIGN_OUT, by=by)


def end_session(session: AccountSession, *, by: Viewer) -> None:
    """Sign another browser out."""
    db.session.delete(session)
    record(AuditKind.ACCOUNT_END_SESSION, session.account, by=by)


def end_other_sessions(*, by: Viewer) -> None:
    """Sign every browser out but the one this request came from."""
    db.session.execute(
        delete(AccountSession).where(AccountSession.account_id == by.id, AccountSession.id != by.session_id)
    )
    record(AuditKind.ACCOUNT_END_SESSION, by=by)


def change_password(*, old: str, new: str, by: Viewer) -> None:
    """Every session of the account ends, this one too; the present password is asked as at the door.

    Both hashes are made before the transaction writes, so that nobody waits for them.
    """
    refuse_if(why_not_password(new, username=by.username), field="new")
    try:
        check_password(by.username, old)
    except Refused as refusal:
        raise Refused(_("This is not your present password."), field="old") from refusal
    fresh = hashed(new)
    account = db.session.get_one(Account, by.id)
    account.password_hash, account.password_changed_at = fresh, clock.now()
    _end_all_sessions(account)
    record(AuditKind.PASSWORD_CHANGE, account, by=by)


def deactivate(account: Account, *, reason: str, by: Viewer) -> None:
    """Out at once: no session survives."""
    refuse_if(rules.why_not_deactivate(account, by.id))
    account.state = AccountState.DEACTIVATED
    account.deactivated_at, account.deactivated_by_id = clock.now(), by.id
    _end_all_sessions(account)
    record(AuditKind.ACCOUNT_DEACTIVATE, account, by=by, username=account.username, reason=reason)


def reactivate(account: Account, *, by: Viewer) -> None:
    """Back in; somebody who never had a password is invited again."""
    refuse_if(rules.why_not_reactivate(account))
    account.state = AccountState.ACTIVE if account.password_hash else AccountState.INVITED
    account.deactivated_at = account.deactivated_by_id = None
    record(AuditKind.ACCOUNT_REACTIVATE, account, by=by, username=account.username)


def rename(account: Account, *, username: str, by: Viewer) -> None:
    """Another user name for the same person; the trail keeps both."""
    before, account.username = account.username, username.strip()
    flush_or_conflict(_("This user name is taken. Choose another."), field="username")
    record(AuditKind.ACCOUNT_RENAME, account, by=by, before=before, username=account.username)


def issue_codes(
    account_ids: Iterable[int],
    *,
    by: Viewer | None,
    kind: AuditKind = AuditKind.SLIPS_ISSUE,
    of: Base | None = None,
    organisation_id: int | None = None,
    **facts: Any,
) -> dict[int, str]:
    """New codes, the old ones are void. Account id -> code, shown once, kept as digests.

    One event tells it all: `of` whom or what the slips are, and the facts its `kind` speaks of.
    """
    ids = list(account_ids)
    codes = {account_id: _new_code() for account_id in ids}
    now = clock.now()
    db.session.execute(delete(ActivationCode).where(ActivationCode.account_id.in_(ids)))
    if codes:
        db.session.execute(
            insert(ActivationCode),
            [
                {
                    "account_id": account_id,
                    "digest": digest_of_code(account_id, code),
                    "issued_at": now,
                    "issued_by_id": by.id if by else None,
                    "expires_at": now + timedelta(days=ACTIVATION_DAYS),
                }
                for account_id, code in codes.items()
            ],
        )
    record(kind, of, by=by, organisation_id=organisation_id, count=len(codes), **facts)
    return codes


def activate(username: str, *, code: str, password: str, hashing: Hashing = hashed) -> Account:
    """Use a slip once: set the first password, or a new one. As slow for unknown names as for known ones."""
    refuse_if(why_not_password(password, username=username.strip()), field="password")
    db.session.rollback()
    count = _count_a_try(username)
    fresh = hashing(password)
    account = db.session.scalars(queries.account_typed(username)).first()
    slip = one(queries.code_of(account.id)) if account is not None else None
    if (why_not := rules.why_not_activate(account, slip, code, clock.now())) is not None:
        # The failure is told in a transaction of its own; SQLite has room for one writer.
        db.session.rollback()
        _tell_failure(username)
        raise Refused(why_not, field="code")
    db.session.execute(delete(FailedTry).where(FailedTry.id == count))
    assert account is not None  # the rule has just refused nobody
    account.password_hash, account.password_changed_at = fresh, clock.now()
    kind = AuditKind.PASSWORD_CHANGE if account.state is AccountState.ACTIVE else AuditKind.ACCOUNT_ACTIVATE
    account.state = AccountState.ACTIVE
    db.session.delete(slip)
    _end_all_sessions(account)
    record(kind, account, by=_as_viewer(account))
    return account


def accept_privacy_notice(account: Account, *, by: Viewer) -> None:
    """Which text was read, and when (PIPL Art 17)."""
    account.privacy_notice, account.privacy_notice_at = PRIVACY_NOTICE, clock.now()
    record(AuditKind.NOTICE_ACCEPT, account, by=by, version=PRIVACY_NOTICE)


def _count_a_try(username: str) -> int:
    """Counted before the slow hash, so that forty at once are not forty free ones; forgiven when right."""
    now, digest = clock.now(), digest_of_name(username)
    with apart() as session:
        tried = FailedTry(name_digest=digest, at=now)
        session.add(tried)
        session.flush()
        count = tried.id
    with apart("read") as session:
        others = (session.scalar(queries.wrong_tries(username, now)) or 1) - 1
    if (pause := rules.why_not_try(others)) is not None:
        # A try that was not made does not lengthen the pause.
        _forgive(count)
        raise TooMany(pause, seconds=WRONG_TRIES_MINUTES * 60)
    return count


def _forgive(count: int) -> None:
    with apart() as session:
        session.execute(delete(FailedTry).where(FailedTry.id == count))


def _tell_failure(username: str) -> None:
    record_apart(AuditKind.SIGN_IN_FAILED, by=None, username=digest_of_name(username).hex()[:12])


def _end_all_sessions(account: Account) -> None:
    db.session.execute(delete(AccountSession).where(AccountSession.account_id == account.id))


def _new_code() -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _as_viewer(account: Account) -> Viewer:
    return Viewer(id=account.id, name=account.name, username=account.username)
