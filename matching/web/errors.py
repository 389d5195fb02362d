"""Every answer that is not the page says what happened and what to do, and never loses a trace."""

from http import HTTPStatus

import structlog
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from matching.audit.record import request_id
from matching.db import db
from matching.kernel.cells import MAX_BYTES
from matching.kernel.errors import Conflict, OtherHat, Refused, TooMany
from matching.kernel.i18n import _
from matching.web.session import current_viewer, has_changed_hats, nobody

log = structlog.get_logger()

PAGES = frozenset({403, 404, 409, 413, 422, 429, 500, 503})
RETRY_SECONDS = "5"


def init_errors(app: Flask) -> None:
    """Register the answers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(OtherHat, _other_hat)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(PoolTimeout, database_away)
    app.register_error_handler(DBAPIError, database_away)
    app.register_error_handler(Exception, _bug)


def error_page(status: int, **facts: object) -> tuple[str, int]:
    """The page of a status, in the layout; `sentence` says it in particular."""
    facts = {"sentence": None, "megabytes": MAX_BYTES // (1024 * 1024)} | facts
    page = render_template(f"_errors/{status}.html", request_id=request_id.get(), **facts)
    return page, status


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if 300 <= code < 400:
        return error.get_response()
    if code in PAGES:
        return error_page(code, sentence=_said(error))
    # Rare ones (405, 415, 400) are told as the nearest page; the status stays exact.
    page, _told = error_page(404 if code in (404, 405, 410) else 422)
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    return page, code, {"Allow": ", ".join(sorted(allowed))} if allowed else {}


def _said(error: HTTPException) -> str | None:
    """What a view of ours says of the thing that is not there; Werkzeug's own words are English only."""
    ours = isinstance(error, NotFound) and error.description != NotFound.description
    return error.description if ours else None


def _csrf(error: CSRFError) -> ResponseReturnValue:
    log.warning("csrf", path=request.path, reason=error.description)
    if has_changed_hats():
        return _other_hat(error)
    page, _told = error_page(
        422, sentence=_("This page was open too long. Go back, load it again, and send it once more.")
    )
    return page, HTTPStatus.BAD_REQUEST


def _other_hat(_error: Exception) -> ResponseReturnValue:
    viewer = current_viewer()
    sentence = _(
        "You are here as {role} of {organisation} now. What you sent comes from a page you opened as "
        "somebody else, so nothing was done. Change back first, then open the page again."
    )
    page, _told = error_page(
        403,
        sentence=sentence.format(
            role=viewer.role_label.lower() if viewer else "",
            organisation=viewer.organisation_name if viewer else "",
        ),
    )
    return page, HTTPStatus.CONFLICT


def _refused(error: Refused) -> ResponseReturnValue:
    return error_page(422, sentence=error.sentence)


def _conflict(error: Conflict) -> ResponseReturnValue:
    db.session.rollback()
    return error_page(409, sentence=error.sentence, differences=error.differences)


def _too_many(error: TooMany) -> ResponseReturnValue:
    page, status = error_page(429, sentence=error.sentence)
    return page, status, {"Retry-After": str(error.seconds)}


def database_away(error: Exception) -> ResponseReturnValue:
    """503 while the database cannot be reached or written, 500 for anything else it says."""
    away = isinstance(error, (OperationalError, PoolTimeout))
    if isinstance(error, DBAPIError) and not away and not error.connection_invalidated:
        return _bug(error)
    log.error("database away", error=str(error)[:500])
    _forget_session()
    page, status = error_page(503, again=_typed())
    return page, status, {"Retry-After": RETRY_SECONDS}


def _typed() -> list[tuple[str, str]]:
    """The fields of a form that may be sent again: its key makes sure that it counts once."""
    if request.method != "POST" or request.files or "once" not in request.form:
        return []
    secret = any("password" in name for name in request.form)
    return [] if secret else list(request.form.items(multi=True))


def _bug(error: Exception) -> ResponseReturnValue:
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error  # tests hear every bug
    log.exception("bug", path=request.path, exc_info=error)
    _forget_session()
    return error_page(500)


def _forget_session() -> None:
    db.session.remove()
    g.unread = 0  # the page that says so must not ask the database again
    nobody()
