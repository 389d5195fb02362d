"""A season of visits: hosts open dates, schools book classes; some dates are full, and one class waits."""

from datetime import datetime, time, timedelta
from functools import partial
from itertools import islice
from math import ceil

from matching.access.viewer import Viewer
from matching.cohorts.models import Cohort
from matching.db import db
from matching.demo.draws import one_of
from matching.demo.plan import Posting, Size
from matching.demo.stage import Stage
from matching.kernel import clock, holidays
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.visits.actions import bookings, visits
from matching.visits.assembly.sizes import size_of
from matching.visits.assembly.terms import Group, Hours, VisitTerms
from matching.visits.models import Occurrence

HOSTS = {Size.SMALL: 3, Size.FULL: 20}
DATES = 4  # of a host
OPENED, BOOKED = -18, -12  # days from today
SOON, APART = 10, 7  # the first date, and how many days lie between two
LASTS = timedelta(hours=2)
TITLES = ("车间开放日", "一个零件的一天", "跟着师傅看产线")
NEEDS = ("", "", "一位学生坐轮椅", "两位听力弱，请讲慢些")


def arrange_visits(stage: Stage) -> None:
    """Hosts open their dates on one day, schools book on another."""
    hosts = {posting.firm: posting for posting in stage.plan.postings}
    for number, posting in enumerate(islice(hosts.values(), HOSTS[stage.plan.size])):
        at = stage.calendar.at(stage.calendar.working_day(OPENED), 9, number)
        stage.agenda.add(at, partial(_open, stage, posting, number))
    stage.agenda.add(stage.calendar.at(stage.calendar.working_day(BOOKED), 10), partial(_book, stage))


def _open(stage: Stage, posting: Posting, number: int) -> None:
    host = db.session.get_one(Organisation, stage.organisations[posting.firm])
    by = stage.viewer(stage.hr[posting.firm])
    terms = VisitTerms(
        title=one_of(f"{posting.firm}:visit", TITLES),
        shows=posting.trade.work,
        county=host.county,
        address=host.address,
        least_group=1,
        most_group=60,
        least_age=16 if number % 4 == 3 else 0,
        students_an_adult=15,
        wear="平底鞋，长发扎起",
        bring="学生证",
        safety="听师傅的，黄线以内不进，设备不碰。",
        access="一楼，有坡道；车间里声音大",
        languages="普通话",
        picks_up=number % 5 == 0,
        decides=number % 3 == 2,
        subjects=frozenset(code[:2] for code in posting.trade.majors),
    )
    visit = visits.offer(host, terms, by=by)
    visits.add_dates(visit, _dates(stage, number), seats=60, most_groups=2, by=by)


def _dates(stage: Stage, number: int) -> list[Hours]:
    """Afternoons, a week apart, moved on where nobody works."""
    found = []
    for week in range(DATES):
        day = stage.calendar.on(SOON + number * 2 % 9 + week * APART)
        while holidays.is_rest(day):
            day += timedelta(days=1)
        starts_at = clock.from_local(datetime.combine(day, time(14)))
        found.append(Hours(starts_at=starts_at, ends_at=starts_at + LASTS))
    return found


def _book(stage: Stage) -> None:
    """Classes take the dates in turn, two at the same until it is full; whoever comes third waits."""
    coordinators = {stage.organisations[one.key]: one.key for one in stage.plan.schools}
    dates = db.session.query(Occurrence).order_by(Occurrence.starts_at, Occurrence.id).all()
    cohorts = db.session.query(Cohort).order_by(Cohort.id).all()
    made = 0
    for number, cohort in enumerate(cohorts):
        date, by = dates[number // 3 % len(dates)], stage.viewer(coordinators[cohort.school_id])
        made += _comes(date, cohort, number, by=by)
    stage.say(_("{dates} dates of visits, {bookings} bookings.").format(dates=len(dates), bookings=made))


def _comes(date: Occurrence, cohort: Cohort, number: int, *, by: Viewer) -> bool:
    students = min(size_of(cohort, date).old_enough, 30)
    if not students:
        return False
    group = Group(
        students=students,
        adults=ceil(students / date.visit.students_an_adult),
        leader=one_of(f"{number}:leader", ("王老师", "李老师", "郭老师")),
        mobile=f"139{number:08d}",
        needs=one_of(f"{number}:needs", NEEDS),
    )
    bookings.book(date, cohort, group, waits=True, by=by)
    return True
