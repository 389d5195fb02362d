"""Cohorts and students as files."""

from collections.abc import Iterator
from operator import attrgetter
from pathlib import PurePath

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.audit.kinds import AuditKind
from matching.audit.record import record_apart
from matching.cohorts import checking, queries
from matching.cohorts.models import Cohort, Student
from matching.cohorts.views.blueprint import bp, keeps
from matching.cohorts.views.filtering import cohorts_listing, students_listing
from matching.db import db
from matching.imports.enums import UploadState
from matching.kernel import majors, regions
from matching.kernel.i18n import _
from matching.web.downloads import Column, Table, attached, export
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/cohorts.xlsx")
@requires(P.COHORT_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The list of cohorts, with how many students each has."""
    return export(
        Table(
            name="Cohorts",
            query=queries.cohorts_in(within),
            listing=cohorts_listing(within),
            lines=_with_sizes,
            columns=[
                Column(_("Cohort"), lambda line: line[0].name),
                Column(_("School"), lambda line: line[0].school.name),
                Column(_("Major"), lambda line: _major(line[0])),
                Column(_("Level"), lambda line: line[0].level.label),
                Column(_("Entry year"), lambda line: line[0].entry_year),
                Column(_("First day"), lambda line: line[0].internship_from),
                Column(_("Last day"), lambda line: line[0].internship_until),
                Column(_("Students"), lambda line: line[1]),
                Column(_("Not activated yet"), lambda line: line[2]),
            ],
        )
    )


@bp.route("/cohorts/<int:cohort_id>.xlsx", methods=["GET", "POST"])
@requires(P.COHORT_SEE)
def export_students(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The students of a cohort, for a written reason."""
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    full = keeps(cohort.school_id)
    classes = db.session.execute(queries.classes_of(cohort.id)).all()
    return export(
        Table(
            name="Students",
            about=cohort.name,
            query=queries.students_of(cohort.id, within, named=full),
            listing=students_listing(classes, named=full),
            columns=_of_own_school() if full else _of_another(),
            personal=True,
            may_reveal=cohort.school_id in the_viewer().within(P.STUDENT_REVEAL),
            organisation_id=cohort.school_id,
        )
    )


@bp.get("/rosters/<int:upload_id>.xlsx")
@requires(P.COHORT_EDIT)
def annotated(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school's own list, whole and with its faults marked; once it is decided nothing of it is left."""
    kept = db.one_or_404(queries.one_upload(upload_id, within))
    if kept.state is not UploadState.CHECKED:
        return redirect(url_for(".roster", upload_id=upload_id), code=303)
    school_id, count, name = kept.school_id, kept.rows, PurePath(kept.filename).stem
    data = checking.marked(checking.opened(kept), kept.cohort)
    record_apart(
        AuditKind.ROSTER_EXPORT, by=the_viewer(), organisation_id=school_id, count=count, upload=upload_id
    )
    return attached(data, _("{file}, problems marked").format(file=name))


def _with_sizes(cohorts: list[Cohort]) -> Iterator[tuple[Cohort, int, int]]:
    told = db.session.execute(queries.sizes_of(cohort.id for cohort in cohorts))
    sizes = {cohort_id: (count, waiting) for cohort_id, count, waiting in told}
    return ((cohort, *sizes.get(cohort.id, (0, 0))) for cohort in cohorts)


def _of_own_school() -> list[Column]:
    return [
        Column(_("Full name"), attrgetter("name")),
        Column(_("Student number"), attrgetter("student_number"), digits=True),
        Column(_("Class"), attrgetter("class_name")),
        Column(_("ID number"), attrgetter("id_number_masked"), attrgetter("id_number"), digits=True),
        Column(_("Phone"), attrgetter("phone_masked"), attrgetter("phone"), digits=True),
        Column(_("Home county"), _county),
        Column(_("School score"), lambda student: student.school_score / 10),
        Column(_("State"), _state),
    ]


def _of_another() -> list[Column]:
    return [
        Column(_("Pseudonym"), attrgetter("pseudonym")),
        Column(_("Class"), attrgetter("class_name")),
        Column(_("State"), attrgetter("state.label")),
    ]


def _major(cohort: Cohort) -> str:
    found = majors.major(cohort.major_code)
    return found.name if found else cohort.major_code


def _county(student: Student) -> str:
    found = regions.county(student.home_county)
    return found.name if found else student.home_county


def _state(student: Student) -> str:
    return student.account.state.label if student.state == "enrolled" else student.state.label
