"""The one door through which lists leave: all filtered rows, no formula, stars in numbers, told to the trail.

A list of persons asks for a reason first: its address answers a small page, and sending that brings the file.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from matching.audit.kinds import AuditKind
from matching.audit.record import record_apart
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.kernel.exports import write
from matching.kernel.i18n import _, _l, _n
from matching.web.filters import stamp
from matching.web.forms import BaseForm
from matching.web.listing import Listing
from matching.web.paging import count_of, rows_of
from matching.web.session import the_viewer
from matching.web.validators import fill, stripped

MOST_ROWS = 20_000
SHORTEST_REASON, LONGEST_REASON = 2, 500
ENDING = ".xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {ENDING: XLSX, ".pdf": "application/pdf"}

_NOT_IN_FILENAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class Column:
    """A column of the file; `full` is the value without its stars, `digits` are no number."""

    label: str
    value: Callable[[Any], object]
    full: Callable[[Any], object] | None = None
    digits: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """What leaves. `name` is the list in English, `about` whose it is; `lines` makes lines of the rows."""

    name: str
    query: Select[*tuple[Any, ...]]
    listing: Listing
    columns: Sequence[Column]
    about: str = ""
    personal: bool = False
    may_reveal: bool = False
    organisation_id: int | None = None
    entities: bool = True
    lines: Callable[[list[Any]], Iterable[Any]] = list

    @property
    def title(self) -> str:
        """The list as people call it."""
        return (
            _("{list}, {about}").format(list=_(self.name), about=self.about) if self.about else _(self.name)
        )


class ExportForm(BaseForm):
    """Why; and whether numbers are needed without their stars."""

    reason = TextAreaField(
        _l("Reason"),
        [fill(_l("Write the reason in a few words")), Length(SHORTEST_REASON, LONGEST_REASON)],
        filters=[stripped],
    )
    full = BooleanField(_l("ID numbers and phones in full"))


def export(table: Table) -> ResponseReturnValue:
    """The file, or the page that asks why it is needed."""
    query = table.listing.of(table.query)
    count = count_of(query)
    if not table.personal:
        refuse_if(why_not_export(count))
        return _file(table, query)
    form = ExportForm.from_request()
    why_not = why_not_export(count)
    if form.accepted() and why_not is None:
        return _file(table, query, reason=form.reason.data, full=form.full.data and table.may_reveal)
    page = render_template(
        "downloads/ask.html", table=table, form=form, count=count, why_not=why_not, back=_page_url()
    )
    return page, form.status


def why_not_export(count: int) -> str | None:
    """A file has an end; a longer list is narrowed first."""
    if count > MOST_ROWS:
        return _("A file holds up to {limit:,} rows, this list has {count:,}. Choose filters first.").format(
            limit=MOST_ROWS, count=count
        )
    return None


def attached(data: bytes, name: str, *, ending: str = ENDING) -> Response:
    """A file as an answer: it is saved under this name, and never kept on the way."""
    answer = Response(data, mimetype=KINDS[ending], headers={"Cache-Control": "no-store"})
    filename = _NOT_IN_FILENAMES.sub(" ", name).strip() + ending
    # Headers are Latin-1: a Chinese name travels in the form of RFC 8187, which every browser reads.
    answer.headers.set("Content-Disposition", "attachment", **{"filename*": f"UTF-8''{quote(filename)}"})
    return answer


def _file(
    table: Table, query: Select[*tuple[Any, ...]], *, reason: str | None = None, full: bool = False
) -> Response:
    values = [(column.full if full and column.full else column.value) for column in table.columns]
    rows = [
        [value(line) for value in values] for line in table.lines(rows_of(query, entities=table.entities))
    ]
    # The file is written, and told to the trail, while no transaction is open.
    db.session.rollback()
    data = write(
        rows,
        title=_(table.name),
        headings=[column.label for column in table.columns],
        preface=[_preface(table, len(rows))],
        as_text=[place for place, column in enumerate(table.columns) if column.digits],
    )
    _tell(table, len(rows), reason=reason, full=full)
    return attached(data, f"{table.title} {clock.today().isoformat()}")


def _preface(table: Table, count: int) -> str:
    rows = _n("{n} row", "{n} rows", count).format(n=count)
    return _("{list}; filter: {filter}; {rows}; exported by {person}, {moment}").format(
        list=table.title,
        filter=table.listing.sentence,
        rows=rows,
        person=the_viewer().name,
        moment=stamp(),
    )


def _tell(table: Table, count: int, *, reason: str | None, full: bool) -> None:
    viewer = the_viewer()
    kind = AuditKind.EXPORT_FULL if full else AuditKind.EXPORT_PERSONS if table.personal else AuditKind.EXPORT
    record_apart(
        kind,
        by=viewer,
        organisation_id=table.organisation_id or (viewer.hat.organisation_id if viewer.hat else None),
        list=table.name,
        about=table.about,
        filter=table.listing.sentence,
        count=count,
        **({"reason": reason} if reason else {}),
    )


def _page_url() -> str:
    """The page of the list: the same address without the ending."""
    query = request.query_string.decode()
    return request.path.removesuffix(ENDING) + (f"?{query}" if query else "")
