"""A city with two of everything, reached by the real actions; its texts say whose they are.

Lin's students are called 白鹭 (egrets) and Mo's 青松 (pines), Hua's slots are of 珊瑚 (coral) and Qi's of
琥珀 (amber). Each side has a published round of its own; then both sides choose in one open round, a locked
round waits for a second officer, one is being prepared, and Fei prepares one in another bureau.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import time_machine
from sqlalchemy import select

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.accounts import actions as accounts
from matching.cohorts import actions as cohorts
from matching.cohorts.importer import Column
from matching.cohorts.models import Cohort
from matching.contacts import actions as contacts
from matching.db import db
from matching.kernel import clock
from matching.kernel.identity import uscc_check_digit
from matching.organisations import actions as organisations
from matching.organisations.models import Organisation
from matching.organisations.queries import viewer_of
from matching.outbox.enums import Channel
from matching.placements import actions as placements
from matching.placements.enums import Answer
from matching.rounds.models import MatchRound, WishSubmission
from matching.slots import actions as slots
from matching.slots.models import Slot
from tests.cast import PASSWORD, PEOPLE, Person, person
from tests.grid.practices import WANTS, practise
from tests.make import acting
from tests.make.cohorts import MadeCohort, a_cohort, a_row, a_workbook, activate, an_upload
from tests.make.contacts import an_address
from tests.make.placements import Market, answered, publish
from tests.make.rounds import MadeRound, a_place_by_hand, a_round, a_run
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of

LATER = timedelta(days=5)  # from the Monday of the suite to the day the grid is walked
NOBODY = "nobody"
NEWCOMER = "xin"  # a teacher who has not read the privacy notice yet
OFFICERS = frozenset({"bao", "bing", "fei"})


@dataclass(frozen=True)
class Mark:
    """A text, and the only people whose pages may hold it."""

    text: str
    allowed: frozenset[str]


@dataclass
class World:
    """Who is there, what belongs to whom, and what nobody else may read."""

    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    rounds_of: dict[str, set[int]] = field(default_factory=dict)  # student -> rounds with the own cohort
    students: dict[int, str] = field(default_factory=dict)  # student id -> name in `people`
    ids: dict[str, int] = field(default_factory=dict)  # of things that tests look for by name
    marks: list[Mark] = field(default_factory=list)

    def mark(self, text: str, *allowed: str) -> None:
        """Nobody but these may read it."""
        self.marks.append(Mark(text, frozenset(allowed)))


@dataclass(frozen=True)
class Side:
    """One school and one enterprise that have nothing to do with the other two."""

    lin: str
    hua: str
    birds: str
    stone: str
    month: int
    phone: str


SIDES = (
    Side("lin", "hua", "白鹭", "珊瑚", 4, "0357-1110001"),
    Side("mo", "qi", "青松", "琥珀", 6, "0357-2220002"),
)
NUMERALS = "甲乙丙丁戊己"  # the last of each school still has the slip


def build() -> World:
    """Live through the days that lead to the grid; the caller's clock stands at their beginning."""
    world = World(clock.now() + LATER)
    with acting():
        world.people |= {name: person(name) for name in PEOPLE}
    world.people |= {"fei": _another_bureau(), NEWCOMER: _a_newcomer(world)}
    markets = [_market(side, world) for side in SIDES]
    spare = [_cohort(side, world, named="备用", first=4, count=2) for side in SIDES]
    in_may = _slots_of(SIDES[0], world, date(2026, 5, 18))
    waiting = a_round(cohorts=[spare[0]], name="待确认的一轮", **_window(date(2026, 5, 18)))
    a_place_by_hand(waiting, spare[0].students[0], in_may[0], reason="夜莺指名", by=_p(world, "bao"))
    a_run(waiting)
    world.ids |= {"waiting": waiting.id, "school": _p(world, "lin").organisation_id}
    for market in markets:
        publish(market)
    with time_machine.travel(world.now, tick=True):
        _afterwards(world, markets, spare, waiting)
    return world


def _afterwards(world: World, markets: list[Market], spare: list[MadeCohort], waiting: MadeRound) -> None:
    for side, market in zip(reversed(SIDES), reversed(markets), strict=True):
        first, second, *_others = market.students
        answered(market, first, Answer.ACCEPT, by=_p(world, world.students[first]))
        answered(market, second, Answer.DECLINE, by=_p(world, world.students[second]))
        _uploads(side, market.cohort, world)
        _a_withdrawn_slot(side, world)
    world.mark(WANTS, "tang", "lin", "hua", *OFFICERS)
    _ask(waiting, _p(world, "bao"))
    world.mark("夜莺指名", "bao", "bing", "ada")  # who audits reads the reasons of deeds
    world.mark("杜鹃附言", "bao", "bing")
    july = date(2026, 7, 20)
    offered = [_slots_of(side, world, july) for side in SIDES]
    joint = a_round(cohorts=[market.cohort for market in markets], name="共同的一轮", **_window(july))
    world.ids |= {"joint": joint.id, "student": markets[0].students[-1]} | practise(world.people)
    for side, market, there in zip(SIDES, markets, offered, strict=True):
        one, two, *_others = market.students
        wishes_of(one, joint, there)
        wishes_of(two, joint, there[:1], by=_p(world, side.lin))
        for student in market.students:
            world.rounds_of.setdefault(world.students[student], set()).update({market.id, joint.id})
    a_round(cohorts=spare[1:], open=False, name="准备中的一轮")
    world.rounds_of.setdefault(world.students[spare[0].students[0]], set()).add(waiting.id)
    world.rounds_of.setdefault(world.students[spare[1].students[0]], set())
    a_round(by=_p(world, "fei"), open=False, name="别处的一轮")
    _mark_receipts(world)
    for side, strangers in zip(SIDES, ({"qi"}, {"hua", "shi"}), strict=True):
        world.mark(f"{side.birds}车工", side.lin, *OFFICERS)
        for kind in ("车床", "铣床"):
            world.mark(f"{side.stone}{kind}", *(set(world.people) - strangers))
        world.mark(side.phone, side.hua, *({"shi"} - strangers), "ada", *OFFICERS)


def _market(side: Side, world: World) -> Market:
    starts = date(2026, side.month, 13)
    _contact(side, world)
    _messages(side, world)
    cohort = _cohort(side, world, named="数控", first=0, count=4)
    made = _slots_of(side, world, starts)
    match_round = a_round(cohorts=[cohort], name=f"{side.birds}的一轮", **_window(starts))
    for student, wishes in zip(cohort.students, (made, made, made[:1], ()), strict=True):
        if wishes:
            wishes_of(student, match_round, wishes)
    return Market(match_round, a_run(match_round), cohort, cohort.students, made)


def _slots_of(side: Side, world: World, starts: date) -> tuple[int, ...]:
    """Two slots of the side's enterprise."""
    return tuple(
        a_slot(
            of=_p(world, side.hua),
            title=f"{side.stone}{kind}",
            seats=1,
            starts_on=starts,
            ends_on=starts + timedelta(days=150),
        )
        for kind in ("车床", "铣床")
    )


def _window(starts: date) -> dict[str, date]:
    """Rounds give out slots of different days."""
    return {"internship_from": starts - timedelta(days=9), "internship_until": starts + timedelta(days=9)}


def _cohort(side: Side, world: World, *, named: str, first: int, count: int) -> MadeCohort:
    lin = _p(world, side.lin)
    base = 700 + 50 * SIDES.index(side) + first
    rows = [
        a_row(
            base + number,
            name=f"{side.birds}{NUMERALS[first + number]}",
            class_name=f"{side.birds}{named}班",
            school_score=f"{95 - number * 5}",
        )
        for number in range(count)
    ]
    made = a_cohort(of=lin, major=CNC, rows=rows)
    with acting():
        cohort = db.session.get_one(Cohort, made.id)
        profile = cohorts.CohortProfile(
            name=f"{side.birds}{named}",
            major_code=cohort.major_code,
            level=cohort.level,
            entry_year=cohort.entry_year,
            internship_from=cohort.internship_from,
            internship_until=cohort.internship_until,
        )
        cohorts.edit_cohort(cohort, profile, version=cohort.version, by=lin.viewer)
    pupils = [f"{side.birds}{NUMERALS[first + number]}" for number in range(count)]
    for number, (student_id, name) in enumerate(zip(made.students, pupils, strict=True)):
        world.students[student_id] = name
        if name[-1] != NUMERALS[-1]:
            world.people[name] = activate(student_id)
        # The first accepts, so the enterprise learns the name; the numbers stay under lock for everybody.
        told = (side.hua,) if (named, number) == ("数控", 0) else ()
        world.mark(name, name, side.lin, *told)
        world.mark(rows[number][Column.ID_NUMBER])
        world.mark(rows[number][Column.PHONE])
    told = (side.hua,) if named == "数控" else ()
    world.mark(f"{side.birds}{named}班", side.lin, *told, *pupils, *OFFICERS)
    return made


def _uploads(side: Side, cohort: MadeCohort, world: World) -> None:
    lin = _p(world, side.lin)
    base = 800 + 50 * SIDES.index(side)
    an_upload(cohort, [a_row(base, name=f"{side.birds}来一", phone="12345", class_name="新班")], of=lin)
    world.ids["upload"] = an_upload(
        cohort, [a_row(base + 1, name=f"{side.birds}来二", class_name="新班")], of=lin
    )
    a_workbook(cohort, *([a_row(base + 2 + n, name=f"{side.birds}来三")] for n in range(2)), of=lin)
    for number in "一二三":
        world.mark(f"{side.birds}来{number}", side.lin)


def _a_withdrawn_slot(side: Side, world: World) -> None:
    hua = _p(world, side.hua)
    slot_id = a_slot(
        of=hua, title=f"{side.stone}磨床", seats=1, starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29)
    )
    with acting():
        slots.withdraw(db.session.get_one(Slot, slot_id), reason="产线调整，暂不招人", by=hua.viewer)


def _messages(side: Side, world: World) -> None:
    """Hua's e-mail is in use, and another waits for its code; no page shows either whole."""
    hua, address = _p(world, side.hua), f"{side.hua}@example.cn"
    an_address(of=hua, address=address)
    world.mark(address)
    with acting():
        contacts.ask_for_code(Channel.EMAIL, f"new-{address}", by=hua.viewer)


def _contact(side: Side, world: World) -> None:
    hua = _p(world, side.hua)
    with acting():
        ours = db.session.get_one(Organisation, hua.organisation_id)
        profile = organisations.Profile(
            name=ours.name,
            county=ours.county,
            address=ours.address,
            contact_phone=side.phone,
            on_post_staff=ours.on_post_staff,
        )
        organisations.edit_organisation(ours, profile, version=ours.version, by=hua.viewer)


def _another_bureau() -> Person:
    first17 = "91140000DEM000099"
    with acting():
        bureau = organisations.create_organisation(
            OrganisationKind.BUREAU,
            organisations.Profile(name="邻市人力资源和社会保障局", county="141082"),
            social_credit_code=first17 + uscc_check_digit(first17),
            by=None,
        )
        account = accounts.create_account("fei", name="费远", password=PASSWORD, by=None)
        organisations.add_member(bureau, account, role=Role.BUREAU_OFFICER, by=None)
        accounts.accept_privacy_notice(account, by=viewer_of(account, db.session()))
    with acting():
        return person("fei")


def _a_newcomer(world: World) -> Person:
    with acting():
        school = db.session.get_one(Organisation, _p(world, "lin").organisation_id)
        account = accounts.create_account(NEWCOMER, name="新来的老师", password=PASSWORD, by=None)
        organisations.add_member(school, account, role=Role.TEACHER, by=None)
    with acting():
        return person(NEWCOMER)


def _ask(match_round: MadeRound, by: Person) -> None:
    with acting():
        placements.ask(db.session.get_one(MatchRound, match_round.id), note="杜鹃附言", by=by.viewer)


def _mark_receipts(world: World) -> None:
    with acting():
        sent = db.session.execute(select(WishSubmission.receipt, WishSubmission.student_id)).all()
    for receipt, student_id in sent:
        name = world.students[student_id]
        school = next(side.lin for side in SIDES if name.startswith(side.birds))
        world.mark(receipt, name, school)


def _p(world: World, name: str) -> Person:
    return world.people[name]
