"""One sign-up: where it stands, and the buttons of whoever decides now."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.models import Account
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import sign_ups as actions
from matching.practice.enums import ALIVE, SignUpState
from matching.practice.forms.sign_ups import DecisionForm, WithdrawalForm
from matching.practice.models import SignUp
from matching.practice.queries import sign_ups as queries
from matching.practice.rules import sign_ups as rules
from matching.practice.views.blueprint import bp
from matching.practice.views.reach import reach
from matching.teachers.telling import group_name
from matching.web.forms import BaseForm
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/sign-ups/<int:sign_up_id>")
@requires(P.PRACTICE_SEE)
def sign_up(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For the teacher, the school, the enterprise, and the bureau that only reads."""
    found = db.one_or_404(queries.one_sign_up(sign_up_id, within, reach()))
    return _page(found, DecisionForm.from_request())


@bp.post("/sign-ups/<int:sign_up_id>/approval")
@requires(P.PRACTICE_APPROVE)
def approve(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school: yes, or no with a reason."""
    found = db.one_or_404(queries.of_school(sign_up_id, within))
    return _decided(found, yes=actions.approve, no=actions.refuse_by_school)


@bp.post("/sign-ups/<int:sign_up_id>/acceptance")
@requires(P.PRACTICE_HOST)
def accept(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The enterprise: yes, or no with a reason."""
    found = db.one_or_404(queries.of_enterprise(sign_up_id, within))
    return _decided(found, yes=actions.accept, no=actions.refuse_by_enterprise)


@bp.post("/sign-ups/<int:sign_up_id>/withdrawal")
@requires(P.PRACTICE_SIGN_UP)
def withdraw_sign_up(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The teacher goes no more, or declines the seat; it goes to the next in line."""
    found = db.one_or_404(queries.of_teacher(sign_up_id, the_viewer().id, within))
    return _done(found, WithdrawalForm.from_request(), actions.withdraw, _("Withdrawn."))


@bp.post("/sign-ups/<int:sign_up_id>/seat")
@requires(P.PRACTICE_SIGN_UP)
def take_seat(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The teacher takes the seat that was offered."""
    found = db.one_or_404(queries.of_teacher(sign_up_id, the_viewer().id, within))
    said = _("The seat is yours. Now your school decides.")
    return _done(found, WithdrawalForm.from_request(), actions.take_seat, said)


def _decided(found: SignUp, *, yes: Callable[..., None], no: Callable[..., None]) -> ResponseReturnValue:
    form = DecisionForm.from_request()
    if request.form.get("answer") != "no":
        return _done(found, form, yes, _("Agreed. The teacher is told."))
    return _done(found, form, no, _("Refused. The teacher reads your reason."), reason=form.reason.data or "")


def _done(
    found: SignUp, form: BaseForm, deed: Callable[..., None], said: str, **told: Any
) -> ResponseReturnValue:
    if form.accepted():
        with form.showing_refusals():
            deed(found, by=the_viewer(), **told)
            flash(said, "ok")
            return redirect(url_for(".sign_up", sign_up_id=found.id), code=303)
    return _page(found, form)


def _page(found: SignUp, form: BaseForm) -> ResponseReturnValue:
    viewer = the_viewer()
    own = found.teacher.account_id == viewer.id
    days = db.session.scalar(queries.days_kept(found.id)) or 0
    return render_template(
        "practice/sign_up.html",
        sign_up=found,
        form=form,
        own=own,
        alive=found.state in ALIVE,
        begun=clock.local(found.moved_at).date() >= found.starts_on,
        ahead=db.session.scalar(queries.ahead_of(found)) if found.state is SignUpState.WAITING else None,
        moved_by=db.session.get(Account, found.moved_by_id) if found.moved_by_id else None,
        subject=group_name(found.teacher.subject),
        others=[] if viewer.may(P.PRACTICE_HOST) else db.session.scalars(queries.others_in(found)).all(),
        approves=found.school_id in viewer.within(P.PRACTICE_APPROVE) and found.state is SignUpState.ASKED,
        accepts=found.offer.enterprise_id in viewer.within(P.PRACTICE_HOST)
        and found.state is SignUpState.APPROVED,
        why_not_edit=rules.why_not_edit(found),
        why_not_take=rules.why_not_take(found, now=clock.now()),
        why_not_withdraw=rules.why_not_withdraw(found, days=days),
    ), form.status
