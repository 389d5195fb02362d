"""Who has practised enough and who is dual-qualified, as numbers by school and by subject."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.assembly.shares import Count, Group, counts_of, together
from matching.practice.queries.records import posts_in
from matching.practice.views.blueprint import bp
from matching.teachers.models import TeachingPost
from matching.teachers.telling import group_name
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.paging import asked_for, rows_of


@dataclass(frozen=True)
class Line:
    """A row of the file: one subject of one school."""

    group: Group
    count: Count


@bp.get("/practice-records/shares")
@requires(P.PRACTICE_RECORD_SEE)
def shares(within: frozenset[int]) -> ResponseReturnValue:
    """Everybody is counted; no teacher is named."""
    counts = counts_of(rows_of(posts_in(within)), clock.today())
    by_subject = together(counts, lambda group: group.subject)
    return render_template(
        "practice/shares.html",
        whole=sum(counts.values(), Count()),
        schools=together(counts, lambda group: (group.school_id, group.school)),
        subjects=dict(sorted(by_subject.items(), key=lambda one: (not one[0], one[0]))),
        subject_name=group_name,
        one_school=len(within) == 1,
    )


@bp.get("/practice-records/shares.xlsx")
@requires(P.PRACTICE_RECORD_SEE)
def shares_export(within: frozenset[int]) -> ResponseReturnValue:
    """The same numbers, one row for each subject of each school."""
    return export(
        Table(
            name="Practice and dual qualification by school and subject",
            query=posts_in(within),
            listing=asked_for(),
            columns=_columns(),
            lines=_lines,
        )
    )


def _lines(posts: list[TeachingPost]) -> list[Line]:
    return [Line(group, count) for group, count in counts_of(posts, clock.today()).items()]


def _columns() -> list[Column]:
    return [
        Column(_("School"), lambda line: line.group.school),
        Column(_("Subject"), lambda line: group_name(line.group.subject)),
        Column(_("Teachers"), lambda line: line.count.teachers),
        Column(_("Asked to practise"), lambda line: line.count.asked),
        Column(_("Enough days"), lambda line: line.count.reached),
        Column(_("Not enough yet"), lambda line: line.count.missing),
        Column(_("Dual-qualified"), lambda line: line.count.dual),
    ]
