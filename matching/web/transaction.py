"""A request is one transaction, in one place: an unsafe method that succeeds commits, all else rolls back."""

from flask import Flask, Response, request

from matching.db import db, intent
from matching.web import once

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_transaction(app: Flask) -> None:
    """Register first and last: the intent is known before any query, the commit comes after all else."""
    app.before_request(_begin)
    app.after_request(settle)


def settle(response: Response) -> Response:
    """Commit or roll back; what a rolled back request did leaves no trace."""
    if request.method not in SAFE and response.status_code < 400:
        once.remember(response)
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _begin() -> None:
    # Reading requests share; only those that may write take SQLite's one writing place.
    intent.set("read" if request.method in SAFE else "write")
