"""Make and keep cohorts."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts import rules
from matching.cohorts.enums import Level
from matching.cohorts.models import Cohort, Student
from matching.db import db, flush_or_conflict
from matching.kernel import clock, majors
from matching.kernel.errors import Conflict, Difference, refuse_if
from matching.kernel.i18n import _


@dataclass(frozen=True, kw_only=True)
class CohortProfile:
    """What a school says of a cohort; `internship_from` and `internship_until` are its window."""

    name: str
    major_code: str
    level: Level
    entry_year: int
    internship_from: date
    internship_until: date


def create_cohort(school_id: int, profile: CohortProfile, *, by: Viewer) -> Cohort:
    """A new one, without students yet."""
    cohort = Cohort(school_id=school_id, created_at=clock.now(), created_by_id=by.id, **asdict(profile))
    db.session.add(cohort)
    _refuse_taken_name()
    record(AuditKind.COHORT_CREATE, cohort, by=by, organisation_id=school_id, name=cohort.name)
    return cohort


def edit_cohort(cohort: Cohort, profile: CohortProfile, *, version: int, by: Viewer) -> None:
    """Change it; an edit made from an older version shows both texts."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    if cohort.version != version:
        raise Conflict(
            _("Somebody changed this page meanwhile. Look at both texts, then decide."),
            differences=_differences(cohort, profile),
        )
    students = db.session.scalar(select(func.count()).where(Student.cohort_id == cohort.id)) or 0
    refuse_if(
        rules.why_not_refit(
            cohort, major_code=profile.major_code, entry_year=profile.entry_year, students=students
        ),
        field="major_code",
    )
    for name, value in asdict(profile).items():
        setattr(cohort, name, value)
    cohort.version += 1
    _refuse_taken_name()
    record(AuditKind.COHORT_EDIT, cohort, by=by, organisation_id=cohort.school_id, name=cohort.name)


def _refuse_taken_name() -> None:
    flush_or_conflict(_("Your school already has a cohort with this name. Choose another."), field="name")


def _differences(cohort: Cohort, profile: CohortProfile) -> list[Difference]:
    told = (
        (_("Name"), cohort.name, profile.name),
        (_("Major"), _major(cohort.major_code), _major(profile.major_code)),
        (_("Level"), cohort.level.label, profile.level.label),
        (_("Entry year"), str(cohort.entry_year), str(profile.entry_year)),
        (_("First day"), cohort.internship_from.isoformat(), profile.internship_from.isoformat()),
        (_("Last day"), cohort.internship_until.isoformat(), profile.internship_until.isoformat()),
    )
    return [Difference(*each) for each in told if each[1] != each[2]]


def _major(code: str) -> str:
    known = majors.major(code)
    return known.name if known else code
