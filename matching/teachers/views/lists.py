"""The teachers of the schools in reach, as a page and as a file."""

from operator import attrgetter

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _
from matching.teachers import queries
from matching.teachers.telling import group_name, newness
from matching.teachers.views.blueprint import bp
from matching.teachers.views.filtering import listing
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.paging import find, page_of
from matching.web.session import the_viewer


@bp.get("/teachers")
@requires(P.TEACHER_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Who teaches now, and for those who keep the list how many ask to join."""
    viewer = the_viewer()
    return render_template(
        "teachers/index.html",
        found=find(queries.posts_in(within), listing(within)),
        group=group_name,
        may_edit=viewer.may(P.TEACHER_EDIT),
        asking=db.session.scalar(queries.how_many_ask(viewer.within(P.TEACHER_EDIT))),
    )


@bp.get("/teachers/former")
@requires(P.TEACHER_SEE)
def former(within: frozenset[int]) -> ResponseReturnValue:
    """Who taught here and left: what was certified meanwhile can still be read."""
    return render_template("teachers/former.html", page=page_of(queries.former_in(within)))


@bp.route("/teachers.xlsx", methods=["GET", "POST"])
@requires(P.TEACHER_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The list as a file, for a written reason."""
    return export(
        Table(
            name="Teachers",
            query=queries.posts_in(within),
            listing=listing(within),
            personal=True,
            columns=[
                Column(_("Full name"), attrgetter("teacher.name")),
                Column(_("Staff number"), attrgetter("staff_number"), digits=True),
                Column(_("School"), attrgetter("school.name")),
                Column(_("Kind of teacher"), attrgetter("teacher.kind.label")),
                Column(_("Group of majors"), lambda post: group_name(post.teacher.subject)),
                Column(_("What they teach"), attrgetter("teacher.teaches")),
                Column(_("Teaching since"), attrgetter("teacher.teaching_since")),
                Column(_("New teacher"), lambda post: newness(post.teacher.is_new)),
                Column(_("Skill grade"), attrgetter("teacher.skill_level.label")),
            ],
        )
    )
