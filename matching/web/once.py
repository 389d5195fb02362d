"""Idempotency keys: twenty clicks on one form do one thing, and all twenty get the same answer."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Flask, Response, g, redirect, request
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response as AnyResponse

from matching.db import Base, db
from matching.kernel import clock
from matching.kernel.errors import Conflict
from matching.kernel.i18n import _
from matching.web.session import current_viewer

FIELD = "once"
KEPT_DAYS = 7
NOT_COMPARED = frozenset({FIELD, "csrf_token"})


class OnceKey(Base):
    """A form that was sent, and where its sender was led."""

    __tablename__ = "once_key"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes]
    location: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(index=True)


def init_once(app: Flask) -> None:
    """Claim the key of every form that carries one, before its view runs."""
    app.before_request(_claim)
    app.jinja_env.globals["once_key"] = new_key


def new_key() -> str:
    """A fresh key for a hidden field."""
    return secrets.token_urlsafe(18)


def remember(response: Response) -> None:
    """Keep the answer with the key, in the transaction of the deed."""
    row: OnceKey | None = g.get("once_row")
    if row is not None:
        row.location = response.headers.get("Location", "")


def forget_old() -> None:
    """A chore of the sweep: nobody presses the same button a week later."""
    db.session.execute(delete(OnceKey).where(OnceKey.at < clock.now() - timedelta(days=KEPT_DAYS)))


def _claim() -> AnyResponse | None:
    # Reading a large upload must not happen inside a writing transaction: its room recognises a file again.
    key = request.form.get(FIELD) if request.method == "POST" and not request.files else None
    viewer = current_viewer() if key else None
    # The guard leads others elsewhere; that answer must not be kept for the form they will send again.
    if key is None or viewer is None or not viewer.privacy_seen:
        return None
    digest, fingerprint = hashlib.sha256(f"{viewer.id}:{key}".encode()).digest(), _fingerprint()
    row = OnceKey(digest=digest, fingerprint=fingerprint, at=clock.now())
    db.session.add(row)
    try:
        # Whoever is second waits here until the first has committed.
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return _repeat(digest, fingerprint)
    g.once_row = row
    return None


def _repeat(digest: bytes, fingerprint: bytes) -> AnyResponse:
    known = db.session.scalars(select(OnceKey).where(OnceKey.digest == digest)).one()
    if known.fingerprint != fingerprint:
        raise Conflict(_("This form was already sent once with other contents. Open it again to send more."))
    location = known.location
    db.session.rollback()
    return redirect(location or request.path, code=303)


def _fingerprint() -> bytes:
    told = [request.path]
    for name, values in sorted(request.form.lists()):
        if name not in NOT_COMPARED:
            told += [name, *values]
    return hashlib.sha256("\x00".join(told).encode()).digest()
