"""What is done with a list that waits, step by step. A room's actions take these steps, and record."""

import hmac
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from matching.access.viewer import Viewer
from matching.db import db
from matching.imports import lists, rules
from matching.imports.columns import Columns, SheetColumn
from matching.imports.enums import UNDECIDED, UPLOAD_DAYS, WORKBOOK_DAYS, UploadState
from matching.imports.lists import Listed, Workbook
from matching.imports.models import SheetUpload
from matching.invariants import Question, Witness
from matching.kernel import clock, vault
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _

LONGEST_FILENAME = 120

# After a decision nothing personal stays: what was taken is in the register, the rest is not ours.
EMPTIED = b""

U = TypeVar("U", bound=SheetUpload)


def started(upload: U, filename: str, *, by: Viewer) -> U:
    """A new row with a key, a file name and an uploader; `fill` or `fill_with_workbook` comes next."""
    upload.row_key = vault.new_row_key()
    upload.filename = filename[-LONGEST_FILENAME:]
    upload.created_at, upload.created_by_id = clock.now(), by.id
    return upload


def fill(upload: SheetUpload, listed: Listed) -> None:
    """The list goes in, sealed."""
    upload.state = UploadState.CHECKED
    upload.contents_index = index_of(type(upload), listed)
    upload.sheet_sealed = _sealed(upload, listed.as_json())
    upload.rows = len(listed.lines)


def fill_with_workbook(upload: SheetUpload, brought: Workbook) -> None:
    """The whole file goes in, sealed, while its sheet is chosen."""
    upload.state, upload.rows, upload.contents_index = UploadState.CHOOSING, 0, EMPTIED
    upload.sheet_sealed = _sealed(upload, brought.as_json())


def opened(upload: SheetUpload, columns: Columns) -> Listed:
    """The list of an upload nobody has decided on yet."""
    return lists.listed_from(columns, _opened(upload))


def opened_workbook(upload: SheetUpload) -> Workbook:
    """The file of an upload whose sheet nobody has chosen yet."""
    return lists.workbook_from(_opened(upload))


def same(kind: type[U], listed: Listed, there: ColumnElement[bool]) -> U | None:
    """The same list waiting there already: a second click on the button makes no second one."""
    known = select(kind).where(
        there, kind.contents_index == index_of(kind, listed), kind.state == UploadState.CHECKED
    )
    return db.session.scalars(known).first()


def throw_away_workbooks(kind: type[U], there: ColumnElement[bool], *, by: Viewer) -> None:
    """Those still waiting there for a choice: the next file takes their place."""
    earlier = select(kind).where(there, kind.state == UploadState.CHOOSING).order_by(kind.id)
    for upload in db.session.scalars(earlier.with_for_update(of=kind)):
        decide(upload, UploadState.CANCELLED, by=by)


def claim(upload: SheetUpload, there: UploadState, *, version: int | None = None) -> None:
    """Hold the list until the transaction ends, as it is now and not as a page showed it."""
    db.session.refresh(upload, with_for_update={"of": type(upload)})
    refuse_if(rules.why_not_decide(upload.state, there))
    if version is not None and upload.version != version:
        raise Conflict(_("This list was changed in another window. Open it again to see how it looks now."))


def mend(
    upload: SheetUpload,
    columns: Columns,
    changes: Mapping[tuple[int, SheetColumn], str],
    *,
    dropped: Collection[int] = (),
) -> int:
    """Write what was typed into the cells of a claimed list and leave rows out; how many changed."""
    listed = opened(upload, columns)
    lines = lists.edited(listed.lines, changes, dropped=dropped)
    count = sum(lines[line] != listed.lines[line] for line in lines) + len(listed.lines) - len(lines)
    if count:
        kept = replace(listed, lines=lines, frame=listed.frame.without(dropped))
        upload.sheet_sealed = _sealed(upload, kept.as_json())
        upload.rows, upload.version = len(lines), upload.version + 1
    return count


def decide(upload: SheetUpload, state: UploadState, *, by: Viewer) -> None:
    """Taken over or thrown away; either way it is emptied."""
    upload.state = state
    upload.decided_at, upload.decided_by_id = clock.now(), by.id
    upload.sheet_sealed = upload.contents_index = EMPTIED
    upload.version += 1
    db.session.flush()


def overdue(kind: type[U]) -> Select[U]:
    """Lists nobody decided on for a month, workbooks after a day; held until they are deleted."""
    now = clock.now()
    waiting = ((UploadState.CHECKED, UPLOAD_DAYS), (UploadState.CHOOSING, WORKBOOK_DAYS))
    due = [(kind.state == state) & (kind.created_at < now - timedelta(days=days)) for state, days in waiting]
    return select(kind).where(or_(*due)).order_by(kind.id).with_for_update(of=kind)


def emptied_too_late(kind: type[SheetUpload]) -> Question:
    """An invariant: a list is kept exactly until somebody decides."""
    undecided, filled = kind.state.in_(UNDECIDED), kind.sheet_sealed != EMPTIED
    return select(kind.id.label("upload_id")).where(or_(undecided & ~filled, ~undecided & filled))


def not_as_uploaded(kind: type[SheetUpload], columns: Columns, session: Session) -> Iterator[Witness]:
    """An invariant: a list that waits opens, has its rows, and is what was uploaded until it is mended."""
    waiting = select(kind).where(kind.state == UploadState.CHECKED).order_by(kind.id)
    for upload in session.scalars(waiting):
        try:
            listed = opened(upload, columns)
        except (InvalidTag, KeyError, ValueError):
            yield {"upload_id": upload.id}
            continue
        mended = upload.version > 1
        if len(listed.lines) != upload.rows or not (
            mended or hmac.compare_digest(index_of(kind, listed), upload.contents_index)
        ):
            yield {"upload_id": upload.id}


def index_of(kind: type[SheetUpload], listed: Listed) -> bytes:
    """Equal lists have equal indexes."""
    return vault.blind_index(f"{kind.__tablename__}.sheet", listed.as_json())


def _sealed(upload: SheetUpload, text: str) -> bytes:
    return vault.seal(text, table=upload.__tablename__, column="sheet", row_key=upload.row_key)


def _opened(upload: SheetUpload) -> bytes:
    return vault.open_bytes(
        upload.sheet_sealed, table=upload.__tablename__, column="sheet", row_key=upload.row_key
    )
