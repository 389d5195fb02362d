"""Make the link of one's calendar, anew or for the first time; take it back."""

import secrets

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.calendars.models import CalendarLink, index_of_token
from matching.calendars.queries import link_of
from matching.db import db, locked
from matching.kernel import clock, vault


def make_link(*, by: Viewer) -> CalendarLink:
    """A new secret; the old link, if there was one, stops at once."""
    token, row_key = secrets.token_urlsafe(24), vault.new_row_key()
    link = locked(link_of(by.id)) or CalendarLink(account_id=by.id)
    link.row_key, link.made_at = row_key, clock.now()
    link.token_sealed = vault.seal(token, table="calendar_link", column="token", row_key=row_key)
    link.token_index = index_of_token(token)
    db.session.add(link)
    record(AuditKind.CALENDAR_MAKE, by=by)
    return link


def remove_link(*, by: Viewer) -> None:
    """Whoever still has the link gets nothing from now on."""
    link = locked(link_of(by.id))
    if link is not None:
        db.session.delete(link)
    record(AuditKind.CALENDAR_REMOVE, by=by)
