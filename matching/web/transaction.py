"""A request is one transaction, in one place: an unsafe method that succeeds commits, all else rolls back."""

from flask import Flask, Response, make_response, request
from sqlalchemy.exc import SQLAlchemyError

from matching.db import db, intent
from matching.web import once
from matching.web.errors import database_away

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_transaction(app: Flask) -> None:
    """Register first and last: the intent is known before any query, the commit comes after all else."""
    app.before_request(_begin)
    app.after_request(settle)


def settle(response: Response) -> Response:
    """Commit or roll back; what a rolled back request did leaves no trace."""
    if request.method in SAFE or response.status_code >= 400:
        db.session.rollback()
        return response
    once.remember(response)
    try:
        db.session.commit()
    except SQLAlchemyError as error:
        # A full disk or a lost connection shows here, where Flask's error handlers no longer look.
        db.session.rollback()
        return make_response(database_away(error))
    return response


def _begin() -> None:
    # Reading requests share; only those that may write take SQLite's one writing place.
    intent.set("read" if request.method in SAFE else "write")
