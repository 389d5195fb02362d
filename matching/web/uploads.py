"""Views that take more in one request than others say so; everything else keeps the limit of the house."""

from collections.abc import Callable

from flask import Flask, current_app, request

from matching.web.guard import View

_MARK = "takes_bytes"


def takes(most: int) -> Callable[[View], View]:
    """Let this view read up to so many bytes."""

    def mark(view: View) -> View:
        setattr(view, _MARK, most)
        return view

    return mark


def init_uploads(app: Flask) -> None:
    """Register before the first that reads a form."""
    app.before_request(_widen)


def _widen() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, _MARK, current_app.config["MAX_CONTENT_LENGTH"])
