"""One teacher: brought to the school, read, changed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _
from matching.organisations.queries import memberships_of, organisations_in
from matching.teachers import actions, queries, rules
from matching.teachers.forms import NewTeacherForm, TeacherForm
from matching.teachers.telling import group_name, newness
from matching.teachers.views.blueprint import bp
from matching.teachers.views.typed import details_of
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/teachers/<int:teacher_id>")
@requires(P.TEACHER_SEE)
def show(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The profile, as school and bureau read it."""
    post = db.one_or_404(queries.post_of(teacher_id, within))
    roles = db.session.scalars(memberships_of(post.teacher.account_id))
    return render_template(
        "teachers/show.html",
        post=post,
        teacher=post.teacher,
        group=group_name,
        newness=newness,
        may_edit=post.school_id in the_viewer().within(P.TEACHER_EDIT),
        why_not_slip=rules.why_not_slip(post, roles),
    )


@bp.route("/teachers/new", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def new(within: frozenset[int]) -> ResponseReturnValue:
    """Somebody new gets an account, and then a slip; who has an account gets the profile."""
    school = db.one_or_404(organisations_in(within))
    accounts = list(db.session.scalars(queries.without_profile(school.id)))
    form = NewTeacherForm.from_request()
    form.offer()
    form.offer_accounts(accounts)
    if form.accepted():
        with form.showing_refusals():
            known = next((each for each in accounts if each.id == form.account.data), None)
            number, viewer = form.staff_number.data, the_viewer()
            if known is None:
                post = actions.add_teacher(school, details_of(form), staff_number=number, by=viewer)
                flash(_("{name} is added. Make the slip next.").format(name=post.teacher.name), "ok")
            else:
                post = actions.add_profile(known, school, details_of(form), staff_number=number, by=viewer)
                flash(_("The profile of {name} is made.").format(name=post.teacher.name), "ok")
            return redirect(url_for(".show", teacher_id=post.teacher_id), code=303)
    return render_template("teachers/new.html", form=form), form.status


@bp.route("/teachers/<int:teacher_id>/edit", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def edit(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change the profile."""
    post = db.one_or_404(queries.post_of(teacher_id, within))
    form = TeacherForm.from_request(obj=post.teacher, staff_number=post.staff_number)
    form.offer()
    if form.accepted():
        with form.showing_refusals():
            actions.edit(
                post,
                details_of(form),
                staff_number=form.staff_number.data,
                version=form.version_read,
                by=the_viewer(),
            )
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", teacher_id=teacher_id), code=303)
    return render_template("teachers/edit.html", form=form, teacher=post.teacher), form.status
