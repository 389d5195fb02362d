"""What stands in addresses and hidden fields: read without trusting it, and what no page has to handle."""

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

from matching.kernel.errors import Refused
from matching.kernel.i18n import _

DIGITS = 9
LARGEST_ID = 2**31 - 1
LONGEST_QUERY = 2000
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class IdConverter(IntegerConverter):
    """`<int:x_id>` as large as the database can hold; anything larger is no page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})


def whole(text: str | None) -> int | None:
    """A whole number of at most nine digits, or None."""
    told = (text or "").strip()
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= DIGITS else None


def init_arguments(app: Flask) -> None:
    """Before any room's routes are added."""
    app.url_map.converters["int"] = IdConverter
    app.before_request(_refuse)


def _refuse() -> None:
    if len(request.query_string) > LONGEST_QUERY:
        raise Refused(_("This address is too long. Search with fewer words."))
    # PostgreSQL has no room for NUL, and no keyboard types it.
    typed = [*request.args.values(), *request.form.values()] if not request.files else request.args.values()
    if any("\0" in text for text in typed) or "\0" in request.path:
        abort(400)
    if request.method not in SAFE and _from_elsewhere():
        abort(400)


def _from_elsewhere() -> bool:
    """The browser itself says that another site sent the form: refused beside the token (OWASP)."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host
