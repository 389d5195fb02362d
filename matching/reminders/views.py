"""The reminders of a round: what went, what will go, and the button."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _n
from matching.reminders import actions
from matching.reminders.assembly import plan_of
from matching.reminders.enums import About
from matching.rounds.models import MatchRound
from matching.rounds.queries import one_round
from matching.web.guard import requires
from matching.web.session import the_viewer

bp = Blueprint("reminders", __name__, url_prefix="/rounds/<int:round_id>/reminders")


@bp.get("")
@requires(P.STUDENT_REMIND)
def index(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A school sees its own students counted, an officer everybody."""
    match_round = _round(round_id)
    plans = [plan_of(match_round, about, within) for about in About]
    return render_template("reminders/index.html", match_round=match_round, plans=plans)


@bp.post("/<any(wishes, answers):about>")
@requires(P.STUDENT_REMIND)
def remind(round_id: int, about: str, within: frozenset[int]) -> ResponseReturnValue:
    """Remind them now."""
    wanted = next(one for one in About if one == about)
    count = actions.remind(_round(round_id), wanted, schools=within, by=the_viewer())
    flash(_n("{n} student was reminded.", "{n} students were reminded.", count).format(n=count), "ok")
    return redirect(url_for(".index", round_id=round_id), code=303)


def _round(round_id: int) -> MatchRound:
    found: MatchRound = db.one_or_404(one_round(round_id, the_viewer().within(P.ROUND_SEE)))
    return found
