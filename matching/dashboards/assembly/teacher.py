"""The home page of a teacher: what to answer, where the own practice stands, posts that fit."""

from collections.abc import Sequence

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.dashboards import queries
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Waiting
from matching.dashboards.assembly.wording import task_of
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.practice.assembly.filling import fills_of
from matching.practice.assembly.standings import Ledger, ledgers_of
from matching.practice.ledger.filling import Fill
from matching.practice.models import PracticeOffer, SignUp
from matching.practice.queries.sign_ups import fitting, mine, teaching_post
from matching.practice.telling.standings import fills, outlook, progress
from matching.web.filters import span

OWN = (AuditKind.SIGN_UP, AuditKind.SIGN_UP_WITHDRAW, AuditKind.SEAT_TAKE, AuditKind.PASSWORD_CHANGE)
POSTS_SHOWN = 3


def side(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """Everything a teacher has to see; nothing of anybody else."""
    post = one(teaching_post(viewer.id, places_of(viewer, Role.TEACHER)))
    found = Side(
        tasks=[task_of(each) for each in matters],
        may_read=[queries.by_oneself(viewer.id, OWN)],
        advice=[
            Advice(text=_("My sign-ups"), endpoint="practice.sign_ups", icon="doc"),
            Advice(text=_("Your school"), endpoint="organisations.index", icon="building"),
        ],
    )
    if post is None:
        found.coming = _("Your school has not entered you as a teacher yet. Talk to your school's office.")
        return found
    ledger = ledgers_of([post.teacher], clock.today())[post.teacher_id]
    found.waiting = [
        _progress(ledger),
        *(_standing(each) for each in db.session.scalars(mine(post.teacher_id))),
    ]
    posts = db.session.scalars(fitting(post.teacher, viewer.within(P.PRACTICE_SEE)).limit(POSTS_SHOWN)).all()
    filled = fills_of(ledger, posts, clock.today())
    found.posts = [_offered(each, filled.get(each.id)) for each in posts]
    return found


def _progress(ledger: Ledger) -> Waiting:
    return Waiting(
        title=progress(ledger.standing, ledger.asked),
        sub=next(outlook(ledger.standing), ""),
        action=_("See"),
        endpoint="practice.own_record",
    )


def _standing(sign_up: SignUp) -> Waiting:
    return Waiting(
        title=sign_up.offer.title,
        sub=_("{state}, {days}").format(
            state=sign_up.state.label, days=span(sign_up.starts_on, sign_up.ends_on)
        ),
        action=_("See"),
        endpoint="practice.sign_up",
        values={"sign_up_id": sign_up.id},
    )


def _offered(offer: PracticeOffer, filled: Fill | None) -> Waiting:
    left = offer.seats - offer.taken
    seats = _n("{n} seat is free.", "{n} seats are free.", left).format(n=left)
    told = _("{enterprise}, {days}. {seats}").format(
        enterprise=offer.enterprise.name, days=span(offer.starts_on, offer.ends_on), seats=seats
    )
    return Waiting(
        title=offer.title,
        sub=_("{offered} {filled}.").format(offered=told, filled=fills(filled)) if filled else told,
        action=_("Sign up"),
        endpoint="practice.sign_up_for",
        values={"offer_id": offer.id},
    )
