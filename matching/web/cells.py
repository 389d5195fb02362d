"""One cell of a table: in Python, for a long list has hundreds, and a macro takes several times as long."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from matching.web.filters import missing


def init_cells(app: Flask) -> None:
    """Give the templates `cell`."""
    app.jinja_env.globals["cell"] = cell


def cell(
    col: Mapping[str, Any],
    text: object = None,
    *,
    extra: str = "",
    span: int = 1,
    caller: Callable[[], Markup] | None = None,
) -> Markup:
    """Plain text, or a call block; nothing to show is shown as two dashes."""
    inside = f"<div>{caller()}</div>" if caller else escape(missing(text))
    name, attributes = ("th", ' scope="row" role="rowheader"') if col.get("head") else ("td", _of(col))
    css = " ".join(filter(None, (extra, "num" if col.get("num") else "", "acts" if col.get("acts") else "")))
    if css:
        attributes += f' class="{escape(css)}"'
    if span > 1:
        attributes += f' colspan="{span}"'
    return Markup(f"<{name}{attributes}>{inside}</{name}>")  # every part is escaped above


def _of(col: Mapping[str, Any]) -> str:
    # On a phone the row is a card, and each value stands beside the name of its column.
    return f' role="cell" data-label="{escape(col.get("short", col["label"]))}"'
