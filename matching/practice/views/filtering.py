"""What the list of posts for practice can be narrowed and sorted by."""

from collections.abc import Iterable

from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.enums import PracticeForm
from matching.practice.models import PracticeOffer
from matching.practice.queries import offers as queries
from matching.practice.telling.offers import subject_name
from matching.slots.telling import county_name
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for


def listing(within: frozenset[int], own: frozenset[int]) -> Listing:
    """As the address asks for it; states are told to those who offer posts themselves."""
    in_view = queries.offers_in_view(within, own)
    return asked_for(
        [
            Filter(name="q", legend=_("Post or enterprise"), where=queries.is_called, kind=Kind.WORDS),
            _times(),
            _subjects(db.session.execute(queries.subjects_of(in_view))),
            _free(),
            _counties(db.session.execute(queries.counties_of(in_view))),
            _forms(),
            Filter(name="state", legend=_("State"), where=queries.stands, options=_states() if own else []),
        ],
        sorts(),
    )


def sorts() -> list[Sort]:
    """In which orders the list comes."""
    free, over = PracticeOffer.seats - PracticeOffer.taken, PracticeOffer.starts_on < clock.today()
    return [
        # What has begun already comes last: nobody looks for it first.
        Sort(
            name="start",
            label=_("Earliest start first"),
            by=(over, PracticeOffer.starts_on, PracticeOffer.id),
        ),
        Sort(
            name="seats", label=_("Most free seats first"), by=(free.desc(), PracticeOffer.id), falling=True
        ),
        Sort(
            name="newest",
            label=_("Newest first"),
            by=(PracticeOffer.created_at.desc(), PracticeOffer.id),
            falling=True,
        ),
    ]


def _times() -> Filter:
    options = [
        Option("summer", _("Summer holidays")),
        Option("winter", _("Winter holidays")),
        Option("next_month", _("Next month")),
    ]
    return Filter(name="time", legend=_("Time"), where=queries.lies_in, options=options)


def _subjects(counted: Iterable[tuple[str, int]]) -> Filter:
    options = [Option(code, subject_name(code), count) for code, count in counted]
    return Filter(name="subject", legend=_("For teachers of"), where=queries.is_for_subject, options=options)


def _free() -> Filter:
    options = [Option("free", _("With free seats"))]
    return Filter(
        name="only", legend=_("Free seats"), where=queries.has_free_seats, kind=Kind.ALL, options=options
    )


def _counties(counted: Iterable[tuple[str, int]]) -> Filter:
    options = [Option(code, county_name(code), count) for code, count in counted]
    return Filter(
        name="county", legend=_("County"), where=lambda code: PracticeOffer.county == code, options=options
    )


def _forms() -> Filter:
    options = [Option(*choice) for choice in PracticeForm.choices()]
    return Filter(name="form", legend=_("Form of practice"), where=queries.is_of_form, options=options)


def _states() -> list[Option]:
    return [
        Option("offered", _("Open")),
        Option("old", _("Not confirmed for long")),
        Option("over", _("Over")),
        Option("withdrawn", _("Withdrawn")),
    ]
