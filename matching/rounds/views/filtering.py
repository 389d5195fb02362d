"""What the lists of rounds and of participants can be narrowed and sorted by."""

from matching.cohorts.models import Student
from matching.cohorts.queries import is_named
from matching.db import db
from matching.kernel.i18n import _
from matching.rounds import queries
from matching.rounds.enums import ListState, RoundState
from matching.rounds.models import MatchRound
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for

STANDINGS = (ListState.SUBMITTED, ListState.SAVED, ListState.EMPTY)


def rounds_listing() -> Listing:
    """By name and state."""
    return asked_for(
        [
            Filter(name="q", legend=_("Name of the round"), where=queries.is_a_round_called, kind=Kind.WORDS),
            Filter(
                name="state",
                legend=_("State"),
                where=queries.is_in_state,
                kind=Kind.ANY,
                options=[Option(str(state.value), state.label) for state in RoundState],
            ),
        ],
        [
            Sort(name="deadline", label=_("Latest deadline first")),
            Sort(
                name="start",
                label=_("Earliest start first"),
                by=(MatchRound.internship_from, MatchRound.id),
            ),
        ],
    )


def participants_listing(round_id: int, schools: frozenset[int], *, named: bool) -> Listing:
    """By how far the list is; a school by name and class, the bureau by pseudonym and school."""
    return asked_for(
        [
            _by_name() if named else _by_pseudonym(),
            _by_standing(),
            *_by_group(round_id, schools, named=named),
        ],
        [
            Sort(name="class", label=_("By class and number") if named else _("By school and class")),
            Sort(name="behind", label=_("Not started first"), by=queries.the_last_first()),
        ],
    )


def _by_name() -> Filter:
    return Filter(name="q", legend=_("Name contains"), where=is_named, kind=Kind.WORDS)


def _by_pseudonym() -> Filter:
    return Filter(
        name="q",
        legend=_("Pseudonym begins with"),
        where=lambda words: Student.pseudonym.istartswith(words, autoescape=True),
        kind=Kind.WORDS,
    )


def _by_standing() -> Filter:
    return Filter(
        name="state",
        legend=_("List of wishes"),
        where=queries.stands,
        options=[Option(str(state.value), state.label) for state in STANDINGS],
    )


def _by_group(round_id: int, schools: frozenset[int], *, named: bool) -> list[Filter]:
    if named:
        classes = db.session.execute(queries.classes_of(round_id, schools))
        return [
            Filter(
                name="class",
                legend=_("Class"),
                where=lambda name: Student.class_name == name,
                options=[Option(name, name, count) for name, count in classes],
            )
        ]
    there = db.session.execute(queries.schools_of(round_id, schools))
    return [
        Filter(
            name="school",
            legend=_("School"),
            where=lambda one_id: Student.school_id == int(one_id),
            options=[Option(str(one_id), name, count) for one_id, name, count in there],
        )
    ]
