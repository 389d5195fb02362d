"""Large enterprises that offer no post, for the bureau: the list, the file, and a reminder."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.kernel.regions import counties
from matching.organisations.models import Organisation
from matching.organisations.queries import is_called
from matching.practice.actions import duty as actions
from matching.practice.queries import duty as queries
from matching.practice.rules.duty import why_not_remind
from matching.practice.telling.law import quoted
from matching.practice.views.blueprint import bp
from matching.slots.telling import county_name
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.listing import Filter, Kind, Listing, Option
from matching.web.paging import asked_for, find
from matching.web.session import the_viewer


@dataclass(frozen=True)
class Line:
    """An enterprise of the list, its posts of last year, and when it was reminded."""

    enterprise: Organisation
    last_year: int
    reminded_at: datetime | None

    @property
    def why_not(self) -> str | None:
        """Why it is not reminded now."""
        return why_not_remind(self.reminded_at, clock.now())


@bp.get("/practices/without-posts")
@requires(P.PRACTICE_REMIND)
def without_posts(within: frozenset[int]) -> ResponseReturnValue:
    """Those of designated size or of integration."""
    found = find(queries.without_posts(within), _listing())
    page = found.page._replace(rows=_lines(found.page.rows))
    return render_template(
        "practice/without_posts.html",
        found=replace(found, page=page),
        county=county_name,
        said=quoted(["TCH-08"]),
    )


@bp.route("/practices/without-posts.xlsx", methods=["GET", "POST"])
@requires(P.PRACTICE_REMIND)
def without_posts_export(within: frozenset[int]) -> ResponseReturnValue:
    """The same lines; they hold phones of persons, so it asks for a reason."""
    return export(
        Table(
            name="Enterprises without a practice post",
            query=queries.without_posts(within),
            listing=_listing(),
            columns=_columns(),
            personal=True,
            lines=_lines,
        )
    )


@bp.post("/practices/without-posts/<int:enterprise_id>/reminder")
@requires(P.PRACTICE_REMIND)
def remind_of_duty(enterprise_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A letter to whoever posts there."""
    enterprise = db.one_or_404(queries.one_without_posts(enterprise_id, within))
    count = actions.remind(enterprise, by=the_viewer())
    flash(_n("Reminded: {n} letter.", "Reminded: {n} letters.", count).format(n=count), "ok")
    return redirect(url_for(".without_posts"), code=303)


def _lines(enterprises: Iterable[Organisation]) -> list[Line]:
    found = list(enterprises)
    ids = [each.id for each in found]
    posts = {there: count for there, count in db.session.execute(queries.posts_last_year(ids))}
    reminded = {there: at for there, at in db.session.execute(queries.reminded(ids))}
    return [Line(each, posts.get(each.id, 0), reminded.get(each.id)) for each in found]


def _listing() -> Listing:
    places = [Option(place.code, place.name) for place in counties()]
    classes = [
        Option("size", _("Above designated size")),
        Option("integration", _("Industry-education integration")),
    ]
    return asked_for(
        [
            Filter(name="q", legend=_("Name"), where=is_called, kind=Kind.WORDS),
            Filter(name="class", legend=_("Why obliged"), where=queries.is_of_class, options=classes),
            Filter(
                name="county",
                legend=_("County"),
                where=lambda code: Organisation.county == code,
                kind=Kind.ANY,
                options=places,
            ),
        ]
    )


def _columns() -> list[Column]:
    return [
        Column(_("Enterprise"), lambda line: line.enterprise.name),
        Column(_("County"), lambda line: county_name(line.enterprise.county)),
        Column(_("Above designated size"), lambda line: _yes(line.enterprise.designated_size)),
        Column(_("Industry-education integration"), lambda line: _yes(line.enterprise.integration)),
        Column(_("Posts last year"), lambda line: line.last_year),
        Column(_("Contact person"), lambda line: line.enterprise.contact_name),
        Column(_("Phone of the contact person"), lambda line: line.enterprise.contact_phone, digits=True),
        Column(_("Reminded"), lambda line: clock.written(line.reminded_at) if line.reminded_at else ""),
    ]


def _yes(flag: bool) -> str:
    return _("Yes") if flag else _("No")
