"""The third step: enterprises post their slots; the law answers each, and soft answers get their reasons."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from matching.db import db
from matching.demo.calendar import COURSES, Calendar
from matching.demo.draws import drawn
from matching.demo.plan import FIRST, PAST, SECOND, THIRD, Posting
from matching.demo.stage import Stage
from matching.kernel.i18n import _
from matching.law.words import PayForm
from matching.organisations.models import Organisation
from matching.slots import actions
from matching.slots.assembly import Terms, terms_of
from matching.slots.models import Slot

# From which day on enterprises post for a round, and how many days it takes them; counted from today.
POSTED = {PAST: (-308, 10), FIRST: (-57, 18), THIRD: (-56, 28), SECOND: (-54, 42)}
FILED = -60
HOURS_DAY, USUAL_WEEK, LONG_WEEK = 80, 400, 440  # tenths
STAFF_A_SEAT = 6  # colleagues in the same kind of post

REASONS = {
    "long_week": {"INT-18b": "上六休一，周六上午做设备保养，正好学维护，不加班。"},
    "low_pay": {"INT-20": "前两个月以培训为主，有师傅一对一带；满两个月后提到同岗工资的八成。"},
    "many": {"INT-25": "收获季订单集中，多招的人都有固定师傅，每名师傅最多带两人。"},
    "long_stay": {"INT-27": "设备大修跨到第七个月，学校已同意；学生可以到满六个月结束。"},
}
WITHDRAWN = {
    "orders": "订单推迟到明年，这批岗位先不招了，请选别的岗位。",
    "moving": "车间要搬迁，宿舍还没有安排好，这批先不招了。",
}
RAISE = 200  # CNY a month


def post_everything(stage: Stage) -> None:
    """Each enterprise posts what it has for a round on one working day."""
    wanted = sorted(stage.plan.postings, key=lambda one: (one.round, one.firm))
    for (key, firm), postings in groupby(wanted, key=lambda one: (one.round, one.firm)):
        first, days = POSTED[key]
        day = stage.calendar.working_day(first + drawn(f"{firm}:{key}:day", days))
        hour = 9 + drawn(f"{firm}:{key}:hour", 8)
        stage.agenda.add(stage.calendar.at(day, hour), partial(stage.come_in, stage.hr[firm]))
        for number, posting in enumerate(postings):
            stage.agenda.add(stage.calendar.at(day, hour, 5 + 9 * number), partial(_post, stage, posting))
    for key, (first, days) in POSTED.items():
        stage.agenda.add(stage.calendar.at(first + days, 19), partial(_count, stage, key))


def _post(stage: Stage, posting: Posting) -> None:
    enterprise = db.session.get_one(Organisation, stage.organisations[posting.firm])
    slot = actions.post(
        enterprise,
        _terms(posting, enterprise, stage.calendar),
        reasons=dict(REASONS.get(posting.reason, {})),
        by=stage.viewer(stage.hr[posting.firm]),
    )
    opens = COURSES[posting.round].opens
    if posting.then == "raised":
        stage.agenda.add(stage.calendar.at(opens - 1, 15), partial(_raise, stage, slot.id, posting))
    elif posting.then:
        # In the round that collects, some have ranked it by then and read why it is gone.
        day = -2 if posting.round == SECOND else opens - 1
        stage.agenda.add(stage.calendar.at(day, 16), partial(_withdraw, stage, slot.id, posting))


def _raise(stage: Stage, slot_id: int, posting: Posting) -> None:
    """The enterprise thinks again: more pay."""
    slot = db.session.get_one(Slot, slot_id)
    terms = replace(terms_of(slot), pay_monthly=slot.pay_monthly + RAISE)
    actions.edit(slot, terms, reasons={}, version=slot.version, by=stage.viewer(stage.hr[posting.firm]))


def _withdraw(stage: Stage, slot_id: int, posting: Posting) -> None:
    slot = db.session.get_one(Slot, slot_id)
    actions.withdraw(slot, reason=WITHDRAWN[posting.then], by=stage.viewer(stage.hr[posting.firm]))


def _count(stage: Stage, key: str) -> None:
    count = sum(one.round == key for one in stage.plan.postings)
    if count:
        stage.say(_("{count} slots posted.").format(count=count))


def _terms(posting: Posting, enterprise: Organisation, calendar: Calendar) -> Terms:
    trade = posting.trade
    first = calendar.first_monday(posting.round) + timedelta(weeks=posting.week)
    return Terms(
        title=posting.title,
        work=trade.work,
        major_codes=trade.majors,
        seats=posting.seats,
        same_post_staff=STAFF_A_SEAT * posting.seats,
        starts_on=first,
        ends_on=first + timedelta(weeks=posting.weeks, days=4),
        hours_day=HOURS_DAY,
        hours_week=LONG_WEEK if posting.long_week else USUAL_WEEK,
        rest_days_week=1 if posting.long_week else 2,
        night_work=posting.night,
        exemption_number=_filing(calendar.on(FILED)) if posting.night else "",
        exemption_filed_on=calendar.on(FILED) if posting.night else None,
        venue=trade.venue,
        intensity=trade.intensity,
        hazards=trade.hazards,
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
