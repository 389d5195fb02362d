"""Every part of the design system on one page with examples, in both languages; only where people develop."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, literal
from werkzeug.datastructures import MultiDict
from wtforms.fields import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange

from matching.kernel import clock
from matching.kernel.i18n import _, _l, _n
from matching.kernel.labels import LabelledEnum
from matching.settings import Settings
from matching.web.assets import OWN
from matching.web.forms import BaseForm
from matching.web.guard import public
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import Found, Link, Page

bp = Blueprint("styleguide", __name__)

SPRITE = OWN / "icons.svg"


class SampleState(LabelledEnum):
    """One state of every tone."""

    DRAFT = "draft", "Draft"
    WAITING = "waiting", "Awaiting the school", "info", "clock"
    OPEN = "open", "Open", "ok"
    CONCERN = "concern", "Needs a note", "warn"
    STOPPED = "stopped", "Stopped", "bad"
    TRIAL = "trial", "Being computed", "alt"


class SampleForm(BaseForm):
    """One field of every kind."""

    title = StringField(_l("Name of the slot"), [InputRequired(_l("Give the slot a name."))])
    secret = PasswordField(_l("Password"))
    seats = IntegerField(
        _l("How many people"), [InputRequired(), NumberRange(1, 50, _l("Between 1 and 50 people."))]
    )
    starts_on = DateField(_l("First day"))
    county = SelectField(_l("County"))
    venue = RadioField(_l("Where the work is done"))
    majors = SelectMultipleField(_l("Matching majors"))
    lodging = BooleanField(_l("Lodging is offered"))
    sheet = FileField(_l("Class list"))
    work = TextAreaField(_l("What the work is"))


def init_styleguide(app: Flask, settings: Settings) -> None:
    """Serve the page where people develop, and nowhere else."""
    if settings.development:
        app.register_blueprint(bp)


@bp.get("/styleguide")
@public
def index() -> ResponseReturnValue:
    return render_template(
        "styleguide/index.html",
        blank=_form(None),
        faulty=_form(MultiDict([("f-seats", "80"), ("f-title", "")]), prefix="f-"),
        states=list(SampleState),
        symbols=re.findall(r'id="i-([a-z-]+)"', SPRITE.read_text(encoding="utf-8")),
        **_times(),
        **_lists(),
        **_results(),
    )


def _form(typed: MultiDict[str, str] | None, prefix: str = "") -> SampleForm:
    form = SampleForm(typed, prefix=prefix)
    form.refusals = []
    form.county.choices = [("yaodu", _("Yaodu District")), ("houma", _("Houma City"))]
    form.venue.choices = [("workshop", _("Workshop")), ("office", _("Office"))]
    form.majors.choices = [("cnc", _("CNC machining")), ("auto", _("Car repair"))]
    if typed is not None:
        form.validate()
    return form


def _times() -> dict[str, Any]:
    now, today = clock.now(), clock.today()
    return {
        "moments": [now - timedelta(days=30), now - timedelta(days=1), now, now + timedelta(days=4)],
        "soon": now + timedelta(hours=7, minutes=20),
        "gone": now - timedelta(days=2),
        "today": today,
        "span_from": date(today.year, 4, 13),
        "span_to": date(today.year, 10, 9),
        "elsewhere": date(today.year + 1, 3, 20),
    }


def _lists() -> dict[str, Any]:
    return {
        "tasks": _tasks(clock.now()),
        "slots": _slots(),
        "slots_to_add": [slot | {"key": f"add-{slot['key']}"} for slot in _slots()],
        "found": _found(),
        "page": Page(list(range(50)), 3, 1284, 50),
        "one_page": Page(list(range(7)), 1, 7, 50),
    }


def _found() -> Found:
    majors = [Option("cnc", _("CNC machining"), 18), Option("auto", _("Car repair"), 9)]
    filters = (
        Filter(name="q", legend=_("Find a slot or enterprise"), where=_is, kind=Kind.WORDS),
        Filter(name="since", legend=_("Day"), where=_is, kind=Kind.DAY),
        Filter(name="major", legend=_("Matching majors"), where=_is, kind=Kind.ANY, options=majors),
        Filter(name="pay", legend=_("Pay"), where=_is, options=[Option("3000", _("CNY 3,000 or more"))]),
    )
    sorts = (
        Sort(name="pay", label=_("Highest pay first"), falling=True),
        Sort(name="seats", label=_("Most seats first"), falling=True),
    )
    listing = Listing(filters, sorts, {"major": ["cnc", "auto"], "q": [_("Lathe operator")]})
    return Found(Page([], 1, 7, 50), listing, [Link(_("Car repair"), "#", rows=6)])


def _is(value: str) -> ColumnElement[bool]:
    return literal(value) == value


def _tasks(now: datetime) -> list[dict[str, Any]]:
    fix = {
        "title": _n("Correct {n} row of the list", "Correct {n} rows of the list", 7),
        "n": 7,
        "why": _("161 students are enrolled, 7 could not be read"),
        "due": now + timedelta(hours=7, minutes=20),
        "url": "#",
        "action": _("Correct them"),
        "object": _("class list"),
        "urgent": True,
    }
    remind = {
        "title": _n("Ask {n} student for choices", "Ask {n} students for choices", 19),
        "n": 19,
        "why": _("142 of 161 have submitted"),
        "due": now + timedelta(days=4),
        "url": "#",
        "action": _("See the list"),
        "done": 142,
        "total": 161,
    }
    return [
        {"title": _("Due today"), "tasks": [fix]},
        {"title": _("Coming up"), "tasks": [remind]},
    ]


def _slots() -> list[dict[str, Any]]:
    rows = [
        ("s1", _("Five-axis machining assistant"), 3600, 4, SampleState.OPEN),
        ("s2", _("Lathe operator"), 3200, 8, SampleState.CONCERN),
        ("s3", _("Measuring and quality control"), 3000, None, SampleState.STOPPED),
    ]
    keys = ("key", "title", "pay", "seats", "state")
    return [
        dict(zip(keys, row, strict=True))
        | {
            "url": "#",
            "meta": [_("Haichuan Precision"), _("CNY 3,200 a month")],
            "fit": 91 - row[3] * 3 if row[3] else 60,
        }
        for row in rows
    ]


def _results() -> dict[str, Any]:
    score = [
        {"label": _("Fit of the major"), "points": 35, "max": 40},
        {"label": _("Distance"), "points": 12, "max": 20},
        {"label": _("School score"), "points": 37, "max": 40},
    ]
    outranked = {
        "nth": 1,
        "outcome": _("not placed"),
        "title": _("Five-axis machining assistant"),
        "enterprise": _("Haichuan Precision"),
        "sentence": _n(
            "{cap} place. {ahead} people who also wanted it came before you.",
            "{cap} places. {ahead} people who also wanted it came before you.",
            4,
        ).format(cap=4, ahead=6),
        "ruler": {"total": 10, "cut": 4, "me": 7, "waiting": 3},
    }
    placed = outranked | {
        "nth": 2,
        "outcome": _("placed"),
        "title": _("Lathe operator"),
        "ruler": {"total": 12, "cut": 8, "me": 5},
        "got": True,
        "score": score,
    }
    crowded = outranked | {
        "nth": 3,
        "ruler": {"total": 120, "cut": 30, "me": 48, "waiting": 18},
        "score": score,
    }
    return {"choices": [outranked, placed, crowded]}
