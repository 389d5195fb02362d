"""Early warnings while wishes are taken: who may choose too little and why, which slots nobody wants."""

from collections import Counter
from typing import NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel.majors import major
from matching.law.book import Book
from matching.law.facts import SlotFacts
from matching.rounds import queries
from matching.rounds.assembly import Choices, fits
from matching.rounds.enums import AFTER_THE_DEADLINE, FEWEST_SLOTS, WhyFew
from matching.rounds.models import MatchRound
from matching.rounds.views.blueprint import bp, keeps
from matching.slots.assembly import facts_of
from matching.slots.models import Slot
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.paging import PAGE, Page
from matching.web.session import the_viewer

SLOTS_SHOWN = 50


class Glance(NamedTuple):
    """A student who may choose too little."""

    student_id: int
    group: str
    slots: int
    why: WhyFew


class Balance(NamedTuple):
    """Students of a major beside the slots and seats that are for it."""

    major: str
    students: int
    slots: int
    seats: int


@bp.get("/<int:round_id>/warnings")
@requires(P.ROUND_SEE)
def warnings(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """By name for their own school, by pseudonym for the bureau; nothing once the lists are locked."""
    match_round = db.one_or_404(queries.one_round(round_id, within))
    if match_round.state in AFTER_THE_DEADLINE:
        return redirect(url_for(".show", round_id=round_id), code=303)
    own = the_viewer().within(P.WISH_ENTER)
    slots = list(db.session.scalars(queries.slots_of(match_round)))
    few, majors = _looked_at(match_round, slots, own or within, by_class=bool(own))
    page = _page(few)
    unranked = _unranked(match_round, slots) if keeps(match_round) else []
    return render_template(
        "rounds/warnings.html",
        match_round=match_round,
        full=bool(own),
        fewest=FEWEST_SLOTS,
        page=page,
        students={one.id: one for one in _students(page)},
        reasons=Counter(one.why for one in few).most_common(),
        groups=sorted(Counter((one.group, one.why) for one in few).items()),
        majors=majors,
        unranked=unranked[:SLOTS_SHOWN],
        more=max(len(unranked) - SLOTS_SHOWN, 0),
        keeps=keeps(match_round),
    )


def _looked_at(
    match_round: MatchRound, slots: list[Slot], schools: frozenset[int], *, by_class: bool
) -> tuple[list[Glance], list[Balance]]:
    facts = [facts_of(slot) for slot in slots]
    choices, few, majors = Choices(facts, enough=FEWEST_SLOTS, book=Book.default()), [], Counter[str]()
    for row in db.session.execute(queries.students_at_a_glance(match_round.id, schools)):
        student_id, born, sex, entry_year, major_code, class_name, _school_id, school = row
        majors[major_code] += 1
        choice = choices.of(born, sex, entry_year, major_code)
        if choice.slots < FEWEST_SLOTS:
            few.append(Glance(student_id, class_name if by_class else school, choice.slots, choice.why))
    return few, [_balance(code, count, slots, facts) for code, count in sorted(majors.items())]


def _balance(code: str, students: int, slots: list[Slot], facts: list[SlotFacts]) -> Balance:
    there = [slot for slot, fact in zip(slots, facts, strict=True) if fits(code, fact)]
    named = major(code)
    return Balance(named.name if named else code, students, len(there), sum(slot.seats for slot in there))


def _unranked(match_round: MatchRound, slots: list[Slot]) -> list[Slot]:
    wanted = {slot_id for order in db.session.scalars(queries.orders_of(match_round.id)) for slot_id in order}
    return [slot for slot in slots if slot.id not in wanted]


def _page(few: list[Glance]) -> Page:
    """Of what was counted in memory: one part at a time, as the address asks."""
    number = whole(request.args.get("page")) or 1
    return Page(few[(number - 1) * PAGE : number * PAGE], number, len(few), PAGE)


def _students(page: Page) -> list[Student]:
    return list(db.session.scalars(queries.students_by_id([one.student_id for one in page.rows])))
