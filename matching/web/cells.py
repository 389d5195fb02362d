"""One cell of a table: in Python, for a long list has hundreds, and a macro takes several times as long."""

from collections.abc import Callable, Mapping
from functools import lru_cache
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
    label = None if col.get("head") else str(col.get("short", col["label"]))
    classes = f"{extra}{' num' if col.get('num') else ''}{' acts' if col.get('acts') else ''}"
    classes += " no-print" if col.get("screen") else ""
    name, attributes = _opening(label, classes.strip(), span)
    return Markup(f"<{name}{attributes}>{inside}</{name}>")  # every part is escaped


@lru_cache(maxsize=1024)
def _opening(label: str | None, classes: str, span: int) -> tuple[str, str]:
    """The element and its attributes. Without the name of a column it is the head of its row."""
    attributes = Markup(' class="{}"').format(classes) if classes else Markup()
    if span > 1:
        attributes += Markup(' colspan="{}"').format(span)
    if label is None:
        return "th", f' scope="row" role="rowheader"{attributes}'
    # On a phone the row is a card, and each value stands beside the name of its column.
    return "td", f' role="cell" data-label="{escape(label)}"{attributes}'
