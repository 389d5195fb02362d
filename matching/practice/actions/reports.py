"""A practice report: written by the teacher, read by the school; the enterprise puts a figure to it.

Every deed first holds the sign-up and then reads the report afresh: two tabs, or two people, come one after
the other. A second click that brings the same words changes nothing.
"""

from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked, one
from matching.files.keeping import digest_of, keep_photo, let_go
from matching.kernel import clock
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.practice.assembly import report_letters as letters
from matching.practice.assembly.reports import Photos, Words, words_of
from matching.practice.enums import MOST_PHOTOS, ReportState
from matching.practice.models import PracticeReport, ReportPhoto, SignUp
from matching.practice.queries.reports import report_of
from matching.practice.rules import reports as rules
from matching.practice.rules.sign_ups import why_not_reason
from matching.practice.telling.reports import differences


def write(sign_up: SignUp, words: Words, photos: Photos, *, version: int, by: Viewer) -> int:
    """Save it as far as it is; how many photos found no room. From an older version both texts are shown."""
    report = _held(sign_up)
    told = differences(words_of(report), words)
    if report is not None and report.version != version and told:
        sentence = _("This report was changed meanwhile. Look at both texts, then decide.")
        raise Conflict(sentence, differences=told)
    if report is not None and report.state is ReportState.HANDED_IN and report.version != version:
        return 0
    refuse_if(rules.why_not_write(sign_up, report, today=clock.today()))
    report = report or PracticeReport(sign_up=sign_up, state=ReportState.DRAFT, version=0, why="")
    if (words.improvement, words.worth) != (report.improvement, report.worth):
        report.worth_confirmed = report.worth_confirmed_at = report.worth_confirmed_by_id = None
    for name, value in vars(words).items():
        setattr(report, name, value)
    db.session.add(report)
    db.session.flush()
    left_out = _sort_photos(report, photos, by=by)
    _moved(report)
    _record(AuditKind.REPORT_WRITE, report, by=by, photos=len(report.photos))
    return left_out


def hand_in(sign_up: SignUp, *, by: Viewer) -> PracticeReport | None:
    """The school can read it; who pressed twice has handed it in once."""
    report = _held(sign_up)
    if report is None or report.state is ReportState.HANDED_IN:
        return report
    refuse_if(rules.why_not_hand_in(report))
    report.handed_in_at = clock.now()
    _moved(report, ReportState.HANDED_IN)
    _record(AuditKind.REPORT_HAND_IN, report, by=by)
    if report.worth and report.worth_confirmed is None:
        letters.ask_for_worth(report)
    return report


def send_back(sign_up: SignUp, *, reason: str, by: Viewer) -> None:
    """The school asks for changes, and says which."""
    report = _to_answer(sign_up, ReportState.RETURNED)
    refuse_if(why_not_reason(reason), field="reason")
    _moved(report, ReportState.RETURNED, why=reason)
    _record(AuditKind.REPORT_RETURN, report, by=by, reason=reason)
    letters.tell_of_return(report)


def accept(sign_up: SignUp, *, by: Viewer) -> None:
    """The school takes it as it is."""
    report = _to_answer(sign_up, ReportState.ACCEPTED)
    _moved(report, ReportState.ACCEPTED)
    _record(AuditKind.REPORT_ACCEPT, report, by=by)
    letters.tell_of_acceptance(report)


def confirm_worth(sign_up: SignUp, *, worth: int, by: Viewer) -> None:
    """The enterprise says what the improvement is worth in a year, by its own figure."""
    report = _held(sign_up)
    refuse_if(rules.why_not_worth(report), field="worth")
    assert report is not None  # the rule has said so
    report.worth_confirmed = worth
    report.worth_confirmed_at, report.worth_confirmed_by_id = clock.now(), by.id
    _moved(report)
    _record(AuditKind.REPORT_WORTH, report, by=by, worth=worth)


def _held(sign_up: SignUp) -> PracticeReport | None:
    locked(select(SignUp).where(SignUp.id == sign_up.id))
    return one(report_of(sign_up.id).execution_options(populate_existing=True))


def _to_answer(sign_up: SignUp, there: ReportState) -> PracticeReport:
    report = _held(sign_up)
    refuse_if(rules.why_not_answer(report, there))
    assert report is not None  # the rule has said so
    return report


def _sort_photos(report: PracticeReport, photos: Photos, *, by: Viewer) -> int:
    """Some go, some get captions, some come; how many found no room."""
    for photo in list(report.photos):
        photo.caption = photos.captions.get(photo.id, photo.caption)
        if photo.id in photos.dropped:
            report.photos.remove(photo)
            db.session.delete(photo)
            db.session.flush()
            let_go(photo.file)
    known = {photo.file.sha256 for photo in report.photos}
    new = {digest_of(each): each for each in photos.brought if digest_of(each) not in known}
    room = MOST_PHOTOS - len(report.photos)
    report.photos += [
        ReportPhoto(file=keep_photo(each, by=by), caption="") for each in list(new.values())[:room]
    ]
    return max(len(new) - room, 0)


def _moved(report: PracticeReport, state: ReportState | None = None, *, why: str | None = None) -> None:
    if state is not None:
        report.state, report.why = state, why or ""
    report.version += 1
    db.session.flush()


def _record(kind: AuditKind, report: PracticeReport, *, by: Viewer, **facts: Any) -> None:
    sign_up = report.sign_up
    record(
        kind,
        report,
        by=by,
        organisation_id=sign_up.school_id,
        title=sign_up.offer.title,
        teacher=sign_up.teacher.name,
        **facts,
    )
