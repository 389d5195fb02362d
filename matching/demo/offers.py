"""The third step: enterprises post their slots; the law answers each, and soft answers get their reasons."""

from datetime import date, timedelta
from functools import partial

from matching.db import db
from matching.demo.calendar import Calendar
from matching.demo.cast import MEMBERS
from matching.demo.enterprises import FIRMS
from matching.demo.postings import POSTINGS, Posting
from matching.demo.stage import Stage
from matching.demo.trades import TRADES
from matching.kernel.i18n import _
from matching.law.words import PayForm
from matching.organisations.models import Organisation
from matching.slots.actions import post
from matching.slots.assembly import Terms

POSTED = -56  # days from today
HOURS_DAY, USUAL_WEEK, LONG_WEEK = 80, 400, 440  # tenths
STAFF_A_SEAT = 6  # colleagues in the same kind of post

HR = {member.at: member.username for member in reversed(MEMBERS) if member.username.startswith("enterprise")}


def post_everything(stage: Stage) -> None:
    """All sixty, two firms a day."""
    for place, firm in enumerate(FIRMS):
        for number, posting in enumerate(one for one in POSTINGS if one.firm == firm.key):
            at = stage.calendar.at(POSTED + place // 2, 9 + place % 8, 7 * number)
            stage.agenda.add(at, partial(_post, stage, posting))
    stage.agenda.add(stage.calendar.at(POSTED + len(FIRMS) // 2, 8), partial(_count, stage))


def _post(stage: Stage, posting: Posting) -> None:
    enterprise = db.session.get_one(Organisation, stage.organisations[posting.firm])
    terms = _terms(posting, enterprise, stage.calendar)
    post(enterprise, terms, reasons=dict(posting.reasons), by=stage.viewer(HR[posting.firm]))


def _count(stage: Stage) -> None:
    stage.say(_("{count} slots posted.").format(count=len(POSTINGS)))


def _terms(posting: Posting, enterprise: Organisation, calendar: Calendar) -> Terms:
    trade = TRADES[posting.trade]
    first = calendar.first_monday(posting.round) + timedelta(weeks=posting.week)
    return Terms(
        title=posting.title,
        work=trade.work,
        major_codes=frozenset(trade.majors),
        seats=posting.seats,
        same_post_staff=STAFF_A_SEAT * posting.seats,
        starts_on=first,
        ends_on=first + timedelta(weeks=posting.weeks, days=4),
        hours_day=HOURS_DAY,
        hours_week=LONG_WEEK if posting.long_week else USUAL_WEEK,
        rest_days_week=1 if posting.long_week else 2,
        night_work=posting.night,
        exemption_number=_filing(calendar.on(POSTED)) if posting.night else "",
        exemption_filed_on=calendar.on(POSTED) if posting.night else None,
        venue=trade.venue,
        intensity=trade.intensity,
        hazards=frozenset(trade.hazards),
        pay_monthly=posting.pay,
        same_post_wage=posting.wage,
        pay_form=PayForm.MONEY_DIRECT,
        lodging=posting.lodging,
        meals=True,
        county=enterprise.county,
        address=enterprise.address,
        requirements=trade.requirements,
    )


def _filing(on: date) -> str:
    return f"示范备〔{on:%Y}〕第 12 号"
