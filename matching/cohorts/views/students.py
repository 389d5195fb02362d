"""One student: read, found by number, edited, corrected, looked at in full, withdrawn."""

from decimal import ROUND_HALF_UP, Decimal

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts import actions, queries, rules
from matching.cohorts.actions import StudentProfile
from matching.cohorts.forms import IdNumberForm, ReasonForm, SearchForm, StudentForm
from matching.cohorts.models import Student
from matching.cohorts.views.blueprint import bp, keeps
from matching.db import db
from matching.kernel import clock, majors, regions
from matching.kernel.i18n import _
from matching.law.ages import age_on
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/students/<int:student_id>")
@requires(P.COHORT_SEE)
def student(student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The student's file: whole and masked for the own school, by pseudonym for the bureau."""
    found = _one(student_id, within)
    return render_template("cohorts/student.html", **_file(found))


@bp.route("/students/search", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def search(within: frozenset[int]) -> ResponseReturnValue:
    """Find somebody by the exact ID number or phone."""
    form = SearchForm.from_request()
    found: list[Student] = []
    if form.accepted():
        found = list(db.session.scalars(queries.students_by_number(form.number.data, within)))
        if len(found) == 1:
            return redirect(url_for(".student", student_id=found[0].id), code=303)
        if not found:
            form.show(_("No student of your school has this number."), field="number")
    return render_template("cohorts/search.html", form=form, found=found), form.status


@bp.route("/students/<int:student_id>/edit", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def edit_student(student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change a student's data."""
    found = _one(student_id, within)
    form = StudentForm.from_request(
        obj=_Shown(found), phone=found.phone_masked, school_score=found.school_score / 10
    )
    form.offer(found.phone_masked)
    if form.accepted():
        with form.showing_refusals():
            actions.edit_student(found, _profile(form), version=form.version_read, by=the_viewer())
            flash(_("Saved."), "ok")
            return redirect(url_for(".student", student_id=student_id), code=303)
    return render_template("cohorts/edit_student.html", form=form, student=found), form.status


@bp.route("/students/<int:student_id>/id-number", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def correct_id_number(student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A wrong ID number is corrected, with the reason."""
    found = _one(student_id, within)
    form = IdNumberForm.from_request(version=found.version)
    if form.accepted():
        with form.showing_refusals():
            actions.correct_id_number(
                found,
                form.id_number.data,
                reason=form.reason.data,
                version=form.version_read,
                by=the_viewer(),
            )
            flash(_("The ID number is corrected."), "ok")
            return redirect(url_for(".student", student_id=student_id), code=303)
    return render_template("cohorts/correct_id_number.html", form=form, student=found), form.status


@bp.route("/students/<int:student_id>/numbers", methods=["GET", "POST"])
@requires(P.STUDENT_REVEAL)
def reveal(student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """ID number and phone in full, once, for a written reason."""
    found = _one(student_id, within)
    form = ReasonForm.from_request()
    numbers = None
    if form.accepted():
        with form.showing_refusals():
            numbers = actions.reveal(found, reason=form.reason.data, by=the_viewer())
    return render_template("cohorts/reveal.html", form=form, student=found, numbers=numbers), form.status


@bp.route("/students/<int:student_id>/withdrawal", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def withdraw(student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The student leaves school or cohort."""
    found = _one(student_id, within)
    form = ReasonForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.withdraw(found, reason=form.reason.data, by=the_viewer())
            flash(_("The student is withdrawn and can no longer sign in."), "ok")
            return redirect(url_for(".student", student_id=student_id), code=303)
    why_not = rules.why_not_withdraw(found)
    page = render_template("cohorts/withdraw.html", form=form, student=found, why_not=why_not)
    return page, form.status


class _Shown:
    """A student as the form shows it before anything is typed."""

    def __init__(self, student: Student) -> None:
        self.name, self.class_name = student.name, student.class_name
        self.home_county, self.skills = student.home_county, student.skills
        self.version = student.version


def _one(student_id: int, within: frozenset[int]) -> Student:
    found: Student = db.one_or_404(queries.one_student(student_id, within))
    return found


def _file(found: Student) -> dict[str, object]:
    return {
        "student": found,
        "full": keeps(found.school_id),
        "may_reveal": found.school_id in the_viewer().within(P.STUDENT_REVEAL),
        "age": age_on(found.born_on, clock.today()),
        "county": regions.county(found.home_county),
        "major": majors.major(found.cohort.major_code),
        "why_not_edit": rules.why_not_edit(found),
        "why_not_renew": rules.why_not_renew(found),
    }


def _profile(form: StudentForm) -> StudentProfile:
    return StudentProfile(
        name=form.name.data,
        class_name=form.class_name.data,
        phone=form.new_phone,
        home_county=form.home_county.data,
        school_score=int((form.school_score.data * 10).quantize(Decimal(1), ROUND_HALF_UP)),
        skills=form.skills.data or "",
    )
