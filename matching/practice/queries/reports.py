"""Find practice reports and their photos."""

from collections.abc import Collection

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.practice.enums import READABLE, ReportState
from matching.practice.models import PracticeReport, ReportPhoto, SignUp
from matching.practice.queries.sign_ups import Reach, sign_ups_in
from matching.teachers.models import Teacher

STEPS = (
    AuditKind.REPORT_HAND_IN,
    AuditKind.REPORT_RETURN,
    AuditKind.REPORT_ACCEPT,
    AuditKind.REPORT_WORTH,
)


def report_of(sign_up_id: int) -> Select[PracticeReport]:
    """The report of a sign-up, its photos beside it; their bytes stay where they are."""
    return (
        select(PracticeReport)
        .options(selectinload(PracticeReport.photos))
        .where(PracticeReport.sign_up_id == sign_up_id)
    )


def handed_in(sign_up_id: int) -> Select[ReportState]:
    """How far the report is, once others than the teacher may know."""
    return select(PracticeReport.state).where(
        PracticeReport.sign_up_id == sign_up_id, PracticeReport.state != ReportState.DRAFT
    )


def reports_on(sign_up_ids: Collection[int]) -> Select[int]:
    """The sign-ups among these whose report was handed in."""
    return select(PracticeReport.sign_up_id).where(
        PracticeReport.sign_up_id.in_(sign_up_ids), PracticeReport.state != ReportState.DRAFT
    )


def one_photo(photo_id: int, within: frozenset[int], reach: Reach) -> Select[ReportPhoto]:
    """A photo of a report one may read: the own, or one that was handed in to those it concerns."""
    seen = sign_ups_in(within, reach).with_only_columns(SignUp.id).order_by(None)
    return (
        select(ReportPhoto)
        .join(ReportPhoto.report)
        .join(PracticeReport.sign_up)
        .join(SignUp.teacher)
        .options(contains_eager(ReportPhoto.report))
        .where(
            ReportPhoto.id == photo_id,
            SignUp.id.in_(seen),
            or_(PracticeReport.state.in_(READABLE), Teacher.account_id == reach.account_id),
        )
    )


def history_of(report_id: int) -> Select[AuditEvent]:
    """What became of a report, the latest first, as the trail keeps it."""
    about = AuditEvent.subject_type == PracticeReport.__tablename__
    return (
        select(AuditEvent)
        .where(about, AuditEvent.subject_id == report_id, AuditEvent.kind.in_(STEPS))
        .order_by(AuditEvent.id.desc())
    )
