"""Where the teachers of a school, or of all schools, stand: who misses the deadline soonest comes first."""

from dataclasses import dataclass, replace
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.access.viewer import OrganisationKind
from matching.db import db
from matching.kernel import clock, majors
from matching.kernel.i18n import _
from matching.organisations.queries import is_of_kind, organisations_in
from matching.practice.assembly.standings import ledgers_of, why_first
from matching.practice.ledger import Standing
from matching.practice.queries import records as queries
from matching.practice.telling.standings import short
from matching.practice.views.blueprint import bp
from matching.teachers.models import TeachingPost
from matching.teachers.telling import group_name
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.listing import Filter, Kind, Listing, Option
from matching.web.paging import Page, asked_for, find, rows_of


@dataclass(frozen=True)
class Line:
    """A teacher of the table."""

    post: TeachingPost
    standing: Standing
    practises_first: bool


@bp.get("/practice-records")
@requires(P.PRACTICE_RECORD_SEE)
def records(within: frozenset[int]) -> ResponseReturnValue:
    """All of them are compared, a page of them is shown."""
    listing, query = _listing(within), queries.posts_in(within)
    found = find(query, listing)
    lines = by_urgency(rows_of(listing.of(query)))
    first = (found.page.number - 1) * found.page.size
    page: Page = found.page._replace(rows=lines[first : first + found.page.size])
    return render_template(
        "practice/records.html",
        found=replace(found, page=page),
        short=short,
        subject_name=group_name,
        one_school=len(within) == 1,
    )


@bp.route("/practice-records.xlsx", methods=["GET", "POST"])
@requires(P.PRACTICE_RECORD_SEE)
def records_export(within: frozenset[int]) -> ResponseReturnValue:
    """The same lines in the same order; they name persons, so it asks for a reason."""
    return export(
        Table(
            name="Practice records",
            query=queries.posts_in(within),
            listing=_listing(within),
            columns=_columns(),
            personal=True,
            lines=by_urgency,
        )
    )


def by_urgency(posts: list[TeachingPost]) -> list[Line]:
    """New teachers who practise before they teach come first, then who misses the deadline soonest."""
    today = clock.today()
    ledgers = ledgers_of([post.teacher for post in posts], today)
    lines = [_line(post, ledgers[post.teacher_id].standing, today) for post in posts]
    return sorted(lines, key=lambda line: (not line.practises_first, line.standing.urgency))


def _line(post: TeachingPost, standing: Standing, today: date) -> Line:
    return Line(post, standing, why_first(post.teacher, standing, today) is not None)


def _listing(within: frozenset[int]) -> Listing:
    filters = [
        Filter(name="q", legend=_("Name or what is taught"), where=queries.is_called, kind=Kind.WORDS),
        Filter(
            name="subject",
            legend=_("Subject"),
            where=queries.teaches,
            kind=Kind.ANY,
            options=[Option(group.code, group.name) for group in majors.groups()],
        ),
        Filter(
            name="new",
            legend=_("New teachers"),
            where=queries.is_new,
            kind=Kind.ALL,
            options=[Option("new", _("New teachers"))],
        ),
    ]
    return asked_for([*filters, _schools(within)] if len(within) > 1 else filters)


def _schools(within: frozenset[int]) -> Filter:
    listed = db.session.scalars(organisations_in(within).where(is_of_kind(OrganisationKind.SCHOOL.value)))
    return Filter(
        name="school",
        legend=_("School"),
        where=queries.is_at,
        kind=Kind.ANY,
        options=[Option(str(one.id), one.name) for one in listed],
    )


def _columns() -> list[Column]:
    return [
        Column(_("Teacher"), lambda line: line.post.teacher.name),
        Column(_("School"), lambda line: line.post.school.name),
        Column(_("Subject"), lambda line: group_name(line.post.teacher.subject)),
        Column(_("Kind"), lambda line: line.post.teacher.kind.label),
        Column(_("Certified"), lambda line: line.standing.days.certified),
        Column(_("Waiting to be certified"), lambda line: line.standing.days.waiting),
        Column(_("Planned"), lambda line: line.standing.days.planned + line.standing.ahead),
        Column(_("Required"), lambda line: line.standing.required),
        Column(_("Missing"), lambda line: line.standing.gap),
        Column(_("Deadline"), lambda line: line.standing.outlook.deadline),
    ]
