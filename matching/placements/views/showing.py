"""The pages of results: the same after the publication and for officers who look before."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import false

from matching.cohorts.models import Student
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.organisations.queries import one_organisation
from matching.placements import queries
from matching.placements.document import Line, interest_of, intern_of, line_of
from matching.placements.enums import PlacementState
from matching.placements.views.blueprint import Edition, Side
from matching.slots.models import Slot
from matching.web.downloads import Column, Table, export
from matching.web.listing import Filter, Listing, Option, Sort
from matching.web.paging import asked_for, find

SLOTS_SHOWN = 50
ON_PAPER = 200  # students of one class; nobody teaches more
SUMS = ("seats", "placed", "left", "accepted")

Tally = Sequence[Any]


def school_page(edition: Edition, side: Side) -> ResponseReturnValue:
    """Figures by class (for the bureau by school), and every student."""
    tally = _tally(edition, side)
    found = find(_results(edition, side), _listing(side, tally), entities=False)
    return render_template(
        "placements/results.html",
        edition=edition,
        side=side,
        match_round=edition.match_round,
        tally=tally,
        found=found,
        lines=_lines(found.page.rows, side),
        no_place=queries.NO_PLACE,
        may_answer=_may_answer(edition, side),
    )


def school_file(edition: Edition, side: Side) -> ResponseReturnValue:
    """The list that is shown."""
    return export(
        Table(
            name="Results",
            about=edition.match_round.name,
            query=_results(edition, side),
            listing=_listing(side, _tally(edition, side)),
            entities=False,
            lines=lambda rows: _lines(rows, side),
            columns=_columns(side),
            personal=True,
            organisation_id=next(iter(side.within), None) if side.named else edition.match_round.bureau_id,
        )
    )


def statement_page(edition: Edition, side: Side) -> ResponseReturnValue:
    """A sheet for one class; without one, for which."""
    tally = _tally(edition, side)
    class_name = request.args.get("class", "")
    chosen = next((row for row in tally if row.name == class_name), None)
    query = _results(edition, side).where(Student.class_name == class_name if chosen else false())
    return render_template(
        "placements/statement.html",
        match_round=edition.match_round,
        tally=tally,
        chosen=chosen,
        school=db.one_or_404(one_organisation(min(side.within), side.within)),
        lines=_lines(db.session.execute(query.limit(ON_PAPER)), side),
    )


def enterprise_page(edition: Edition, side: Side) -> ResponseReturnValue:
    """Each slot with its seats and why some are left; who was placed."""
    slots = _slots(edition, side)
    found = find(_placed(edition, side), _by_slot(slots), entities=False)
    return render_template(
        "placements/results_enterprise.html",
        edition=edition,
        match_round=edition.match_round,
        slots=slots[:SLOTS_SHOWN],
        interest=_interest(edition, slots[:SLOTS_SHOWN], exact=False),
        more_slots=max(len(slots) - SLOTS_SHOWN, 0),
        sums={name: sum(getattr(slot, name) for slot in slots) for name in SUMS},
        found=found,
        interns=[intern_of(*row) for row in found.page.rows],
    )


def enterprise_file(edition: Edition, side: Side) -> ResponseReturnValue:
    """Who was placed, as the page shows them."""
    return export(
        Table(
            name="Students placed",
            about=edition.match_round.name,
            query=_placed(edition, side),
            listing=_by_slot(_slots(edition, side)),
            entities=False,
            lines=lambda rows: [intern_of(*row) for row in rows],
            columns=[
                Column(_("Student"), attrgetter("name")),
                Column(_("Class"), attrgetter("class_name")),
                Column(_("Phone"), attrgetter("phone"), digits=True),
                Column(_("Slot"), attrgetter("slot")),
                Column(_("Skills"), attrgetter("skills")),
                Column(_("Answer"), attrgetter("state.label")),
            ],
            personal=True,
            organisation_id=next(iter(side.within), None),
        )
    )


def slots_page(edition: Edition, within: frozenset[int]) -> ResponseReturnValue:
    """For officers: every slot, a page at a time."""
    found = find(
        queries.seats_in(edition.match_round, edition.run_id, within), _by_vacancies(), entities=False
    )
    return render_template(
        "placements/slots.html",
        match_round=edition.match_round,
        found=found,
        interest=_interest(edition, found.page.rows, exact=True),
    )


def slots_file(edition: Edition, within: frozenset[int]) -> ResponseReturnValue:
    """Counts only."""

    def with_interest(rows: list[Any]) -> Iterator[Any]:
        told = _interest(edition, rows, exact=True)
        return ((row, told[row.id]) for row in rows)

    return export(
        Table(
            name="Seats after the match",
            about=edition.match_round.name,
            query=queries.seats_in(edition.match_round, edition.run_id, within),
            listing=_by_vacancies(),
            entities=False,
            lines=with_interest,
            columns=[
                Column(_("Slot"), lambda line: line[0].title),
                Column(_("Enterprise"), lambda line: line[0].enterprise),
                Column(_("First day"), lambda line: line[0].starts_on),
                Column(_("Seats"), lambda line: line[0].seats),
                Column(_("Placed"), lambda line: line[0].placed),
                Column(_("Seats left"), lambda line: line[0].left),
                Column(_("How many ranked it"), lambda line: line[1].chosen),
                Column(_("At which choice"), lambda line: line[1].choices),
                Column(_("Why seats are left"), lambda line: " ".join(line[1].why)),
            ],
        )
    )


def _by_vacancies() -> Listing:
    return asked_for(
        sorts=[
            Sort(
                name="left",
                label=_("Most seats left first"),
                by=(queries.left_of().desc(), Slot.title, Slot.id),
                falling=True,
            ),
            Sort(name="title", label=_("By slot")),
            Sort(name="enterprise", label=_("By enterprise"), by=(Organisation.name, Slot.title, Slot.id)),
        ]
    )


def _may_answer(edition: Edition, side: Side) -> bool:
    """Whether the school may still write answers down."""
    return side.named and not edition.preview and clock.now() < edition.match_round.answer_by


def _tally(edition: Edition, side: Side) -> Tally:
    by = Student.class_name if side.kind == "school" else Organisation.name
    asked = queries.tally(edition.match_round, edition.run_id, side.within, by)
    return list(db.session.execute(asked))


def _results(edition: Edition, side: Side) -> Any:
    return queries.results_in(edition.match_round, edition.run_id, side.within, named=side.named)


def _placed(edition: Edition, side: Side) -> Any:
    return queries.placed_at(edition.match_round, edition.run_id, side.within)


def _slots(edition: Edition, side: Side) -> Sequence[Any]:
    return db.session.execute(queries.seats_in(edition.match_round, edition.run_id, side.within)).all()


def _by_slot(slots: Sequence[Any]) -> Listing:
    return asked_for(
        [
            Filter(
                name="slot",
                legend=_("Slot"),
                where=lambda slot_id: Slot.id == int(slot_id),
                options=[Option(str(slot.id), slot.title, slot.placed) for slot in slots],
            )
        ]
    )


def _lines(rows: Iterable[Any], side: Side) -> list[Line]:
    return [line_of(proposal, placement, named=side.named) for proposal, placement in rows]


def _interest(edition: Edition, slots: Sequence[Any], *, exact: bool) -> dict[int, Any]:
    rows = db.session.scalars(queries.demand_for(edition.run_id, [slot.id for slot in slots]))
    demand = {one.slot_id: one for one in rows}
    return {slot.id: interest_of(slot, demand.get(slot.id), exact=exact) for slot in slots}


def _listing(side: Side, tally: Tally) -> Listing:
    column = Student.class_name if side.kind == "school" else Organisation.name
    answers = [
        Option(queries.NO_PLACE, _("No place")),
        Option(queries.WITHOUT, _("Without a place now")),
        *(Option(state.value, state.label) for state in PlacementState),
    ]
    choices = [
        Option("1", _("First choice")),
        Option("2", _("Second choice")),
        Option(queries.LATER, _("A later choice")),
        Option(queries.BY_HAND, _("Given before the match")),
    ]
    return asked_for(
        [
            Filter(name="answer", legend=_("Answer"), where=queries.is_answered, options=answers),
            Filter(name="choice", legend=_("Which choice"), where=queries.is_choice, options=choices),
            Filter(
                name="class" if side.kind == "school" else "school",
                legend=_("Class") if side.kind == "school" else _("School"),
                where=lambda name: column == name,
                options=[Option(row.name, row.name, row.students) for row in tally],
            ),
        ]
    )


def _columns(side: Side) -> list[Column]:
    return [
        Column(_("Full name") if side.named else _("Pseudonym"), attrgetter("name")),
        Column(_("School"), attrgetter("school")),
        Column(_("Class"), attrgetter("class_name")),
        Column(_("Slot"), attrgetter("slot")),
        Column(_("Enterprise"), attrgetter("enterprise")),
        Column(_("Choice"), attrgetter("wish")),
        Column(_("First day"), attrgetter("first_day")),
        Column(_("Answer"), lambda line: line.state.label if line.state else _("No place")),
        Column(_("Why no place"), attrgetter("why")),
    ]
