"""The days of a sign-up: the teacher enters, the enterprise looks at them, the school certifies."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matching.access.permissions import Permission as P
from matching.accounts.models import Account
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.practice.actions import days as actions
from matching.practice.enums import DaySource, DayState
from matching.practice.forms.days import AnswerForm, CorrectionForm, DayForm
from matching.practice.models import PracticeDay, SignUp
from matching.practice.queries import sign_ups as queries
from matching.practice.queries.days import days_of
from matching.practice.queries.reports import handed_in
from matching.practice.rules import days as rules
from matching.practice.views.blueprint import bp
from matching.practice.views.reach import reach
from matching.web.arguments import whole
from matching.web.forms import BaseForm
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/sign-ups/<int:sign_up_id>/days")
@requires(P.PRACTICE_SEE)
def days(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For the teacher, the enterprise, the school, and the bureau that only reads."""
    found = db.one_or_404(queries.one_sign_up(sign_up_id, within, reach()))
    viewer = the_viewer()
    if viewer.may(P.PRACTICE_HOST):
        return _page(found, AnswerForm.from_request())
    return _page(found, CorrectionForm.from_request() if viewer.may(P.PRACTICE_APPROVE) else None)


@bp.post("/sign-ups/<int:sign_up_id>/days/today")
@requires(P.PRACTICE_SIGN_UP)
def enter_today(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The teacher is there: one tap."""
    found = db.one_or_404(queries.of_teacher(sign_up_id, the_viewer().id, within))

    def enter() -> str:
        actions.enter(found, clock.today(), source=DaySource.HAND, by=the_viewer())
        return _("Entered. Now the enterprise confirms it.")

    return _done(found, BaseForm.from_request(), enter)


@bp.post("/sign-ups/<int:sign_up_id>/days/another")
@requires(P.PRACTICE_SIGN_UP)
def enter_day(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The teacher was there, and says why it is entered only now."""
    found = db.one_or_404(queries.of_teacher(sign_up_id, the_viewer().id, within))
    form = DayForm.from_request()

    def enter() -> str:
        actions.enter(
            found, form.day.data, source=DaySource.HAND, reason=form.reason.data or "", by=the_viewer()
        )
        return _("Entered. Now the enterprise confirms it.")

    return _done(found, form, enter)


@bp.post("/sign-ups/<int:sign_up_id>/days/removal")
@requires(P.PRACTICE_SIGN_UP)
def take_day_back(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The teacher was not there after all."""
    found = db.one_or_404(queries.of_teacher(sign_up_id, the_viewer().id, within))

    def take_back() -> str:
        actions.take_back(found, whole(request.form.get("day", "")) or 0, by=the_viewer())
        return _("The day is taken back.")

    return _done(found, BaseForm.from_request(), take_back)


@bp.post("/sign-ups/<int:sign_up_id>/days/answer")
@requires(P.PRACTICE_HOST)
def answer_days(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The enterprise: the ticked days are confirmed, or refused with a reason."""
    found = db.one_or_404(queries.of_enterprise(sign_up_id, within))
    form = AnswerForm.from_request()

    def answer() -> str:
        ids, viewer = form.days.data or [], the_viewer()
        if request.form.get("answer") == "no":
            n = actions.refuse(found, ids, reason=form.reason.data or "", by=viewer)
            said = _n("{n} day refused. The teacher is told.", "{n} days refused. The teacher is told.", n)
            return said.format(n=n)
        n = actions.confirm(found, ids, by=viewer)
        return _n("{n} day confirmed.", "{n} days confirmed.", n).format(n=n)

    return _done(found, form, answer)


@bp.post("/sign-ups/<int:sign_up_id>/certification")
@requires(P.PRACTICE_APPROVE)
def certify(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school certifies what the enterprise has confirmed."""
    found = db.one_or_404(queries.of_school(sign_up_id, within))

    def certify_days() -> str:
        n = actions.certify(found, by=the_viewer())
        return _n("{n} day certified.", "{n} days certified.", n).format(n=n)

    return _done(found, CorrectionForm.from_request(), certify_days)


@bp.post("/sign-ups/<int:sign_up_id>/certification/correction")
@requires(P.PRACTICE_APPROVE)
def reopen(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school opens the days again, and says why."""
    found = db.one_or_404(queries.of_school(sign_up_id, within))
    form = CorrectionForm.from_request()

    def open_again() -> str:
        actions.reopen(found, reason=form.reason.data or "", by=the_viewer())
        return _("The days are open again. The teacher is told.")

    return _done(found, form, open_again)


def _done(found: SignUp, form: BaseForm, deed: Callable[[], str]) -> ResponseReturnValue:
    if form.accepted():
        with form.showing_refusals():
            flash(deed(), "ok")
            return redirect(url_for(".days", sign_up_id=found.id), code=303)
    return _page(found, form)


def _page(found: SignUp, form: BaseForm | None) -> ResponseReturnValue:
    viewer = the_viewer()
    kept = db.session.scalars(days_of(found.id)).all()
    if isinstance(form, AnswerForm):
        form.show_days(kept)
    own = found.teacher.account_id == viewer.id
    form = form or DayForm.from_request()
    return render_template(
        "practice/days.html",
        sign_up=found,
        form=form,
        day_form=form if isinstance(form, DayForm) else DayForm.from_request(),
        days=kept,
        counts={state.value: sum(each.state is state for each in kept) for state in DayState},
        names=_names(kept),
        report=db.session.scalar(handed_in(found.id)),
        own=own,
        hosts=found.offer.enterprise_id in viewer.within(P.PRACTICE_HOST),
        approves=found.school_id in viewer.within(P.PRACTICE_APPROVE),
        why_not_keep=rules.why_not_keep(found),
        why_not_today=_why_not_today(found, kept),
        why_not_certify=rules.why_not_certify(found, kept),
        why_not_reopen=rules.why_not_reopen(found),
    ), form.status


def _why_not_today(found: SignUp, kept: Sequence[PracticeDay]) -> str | None:
    today = clock.today()
    here = next((each for each in kept if each.day == today), None)
    return rules.why_not_enter(found, today, today=today) or rules.why_not_again(here)


def _names(kept: Sequence[PracticeDay]) -> dict[int, str]:
    """Who did what stands in the history of the days."""
    ids = {change.by_id for each in kept for change in each.changes if change.by_id}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {account_id: name for account_id, name in rows}
