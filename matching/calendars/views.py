"""The own calendar: its link, made anew, taken back; and the file behind it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.calendars import actions, feed, queries
from matching.db import one
from matching.kernel import clock
from matching.kernel.i18n import _, speaking
from matching.web.addresses import public_address, public_site
from matching.web.guard import public, signed_in
from matching.web.session import the_viewer

bp = Blueprint("calendars", __name__)


@bp.get("/me/calendar")
@signed_in
def mine() -> ResponseReturnValue:
    """The link, and what stands in the calendar now."""
    viewer = the_viewer()
    link = one(queries.link_of(viewer.id))
    address = public_address(".file", token=link.token) if link and link.token else None
    return render_template(
        "calendars/mine.html",
        link=link,
        address=address,
        entries=queries.entries_of(viewer.id),
    )


@bp.post("/me/calendar")
@signed_in
def make() -> ResponseReturnValue:
    """A new link; an older one stops."""
    actions.make_link(by=the_viewer())
    flash(_("This is your link. Whoever has it can read your dates, so keep it to yourself."), "ok")
    return redirect(url_for(".mine"), code=303)


@bp.post("/me/calendar/removal")
@signed_in
def remove() -> ResponseReturnValue:
    """No link any more."""
    actions.remove_link(by=the_viewer())
    flash(_("The link no longer works."), "ok")
    return redirect(url_for(".mine"), code=303)


@bp.get("/calendar/<string:token>.ics")
@public
def file(token: str) -> ResponseReturnValue:
    """The dates of whoever the link belongs to, in their language; an unknown link is no page."""
    reader = one(queries.reader_with(token)) or abort(404)
    with speaking(reader.locale):
        contents = feed.as_calendar(
            queries.entries_of(reader.id),
            name=_("School-enterprise cooperation"),
            site=public_site(),
            now=clock.now(),
        )
    return contents, 200, {"Content-Type": feed.MEDIA_TYPE, "Cache-Control": "private, no-store"}
