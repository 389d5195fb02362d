"""A teacher's record of practice, what is added to it from elsewhere, and the school's word on that."""

from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import records as actions
from matching.practice.assembly.standings import ledgers_of, why_first
from matching.practice.enums import RecordState
from matching.practice.forms.records import RecordForm
from matching.practice.forms.sign_ups import DecisionForm
from matching.practice.ledger import yearly
from matching.practice.models import PracticeRecord, SignUp
from matching.practice.queries import records as queries
from matching.practice.queries.reports import reports_on
from matching.practice.queries.sign_ups import teaching_post
from matching.practice.rules import records as rules
from matching.practice.telling import standings as telling
from matching.practice.telling.law import said
from matching.practice.views.blueprint import bp
from matching.practice.views.reach import reach
from matching.teachers.models import TeachingPost
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/practice-record")
@requires(P.PRACTICE_SIGN_UP)
def own_record(within: frozenset[int]) -> ResponseReturnValue:
    """The teacher's own."""
    post = one(teaching_post(the_viewer().id, within))
    if post is None:
        return render_template("practice/record.html", post=None, own=True)
    return _page(post, own=True)


@bp.get("/teachers/<int:teacher_id>/practice-record")
@requires(P.PRACTICE_RECORD_SEE)
def record(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For the school, and for the bureau that only reads."""
    return _page(db.one_or_404(queries.one_post(teacher_id, within)), own=False)


@bp.get("/teachers/former/<int:former_id>")
@requires(P.PRACTICE_RECORD_SEE)
def former_record(former_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A school reads what it agreed to or certified while the teacher was there, and nothing later."""
    left = db.one_or_404(queries.former_post(former_id, within))
    theirs = frozenset({left.school_id})
    return render_template(
        "practice/record_former.html",
        post=left,
        sign_ups=db.session.scalars(
            queries.been_at(left.teacher_id).where(SignUp.school_id.in_(theirs))
        ).all(),
        entries=db.session.scalars(
            queries.records_of([left.teacher_id]).where(PracticeRecord.school_id.in_(theirs))
        ).all(),
        decides=the_viewer().within(P.PRACTICE_APPROVE),
    )


@bp.route("/practice-record/new", methods=["GET", "POST"])
@requires(P.PRACTICE_SIGN_UP)
def add_own_record(within: frozenset[int]) -> ResponseReturnValue:
    """The teacher records days from elsewhere."""
    post = db.one_or_404(teaching_post(the_viewer().id, within))
    return _added(post, url_for(".own_record"))


@bp.route("/teachers/<int:teacher_id>/practice-record/new", methods=["GET", "POST"])
@requires(P.PRACTICE_APPROVE)
def add_record(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school does it for a teacher."""
    post = db.one_or_404(queries.one_post(teacher_id, within))
    return _added(post, url_for(".record", teacher_id=teacher_id))


@bp.route("/practice-records/<int:record_id>", methods=["GET", "POST"])
@requires(P.PRACTICE_APPROVE)
def decide_record(record_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school certifies the days, or says why not."""
    found = db.one_or_404(queries.one_record(record_id, within))
    form = DecisionForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            flash(_decided(found, form.reason.data or ""), "ok")
            return redirect(url_for(".decide_record", record_id=record_id), code=303)
    return render_template(
        "practice/record_entry.html",
        entry=found,
        teaches_here=one(queries.one_post(found.teacher_id, within)) is not None,
        form=form,
        why_not_certify=rules.why_not_decide(found, RecordState.CERTIFIED),
        why_not_refuse=rules.why_not_decide(found, RecordState.REFUSED),
    ), form.status


def _decided(found: PracticeRecord, reason: str) -> str:
    if request.form.get("answer") == "no":
        actions.refuse(found, reason=reason, by=the_viewer())
        return _("Not certified. The teacher reads your reason.")
    actions.certify(found, by=the_viewer())
    return _("Certified. The days count from now on.")


def _added(post: TeachingPost, back: str) -> ResponseReturnValue:
    form = RecordForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.add(post, form.claim, by=the_viewer())
            flash(_("Recorded. The days count once the school has certified them."), "ok")
            return redirect(back, code=303)
    return render_template("practice/record_form.html", form=form, post=post, back=back), form.status


def _page(post: TeachingPost, *, own: bool) -> str:
    ledger = ledgers_of([post.teacher], clock.today())[post.teacher_id]
    counted: Counter[str] = Counter()
    for stretch in ledger.standing.stretches:
        counted[stretch.source] += stretch.period.days
    sign_ups = db.session.scalars(queries.been_at(post.teacher_id)).all()
    return render_template(
        "practice/record.html",
        post=post,
        own=own,
        approves=post.school_id in the_viewer().within(P.PRACTICE_APPROVE),
        readable=reach().schools,
        standing=ledger.standing,
        said=[said(finding)] if (finding := why_first(post.teacher, ledger.standing, clock.today())) else [],
        progress=telling.progress(ledger.standing, ledger.asked),
        outlook=list(telling.outlook(ledger.standing)),
        years=yearly(ledger.stretches),
        counted=counted,
        sign_ups=sign_ups,
        reports=db.session.scalars(reports_on([one.id for one in sign_ups])).all(),
        entries=db.session.scalars(queries.records_of([post.teacher_id])).all(),
    )
