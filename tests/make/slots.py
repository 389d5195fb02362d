"""Slots, posted by the real action under the real law."""

from dataclasses import replace
from datetime import date
from typing import Any

from matching.db import db
from matching.law.words import Intensity, PayForm, VenueKind
from matching.organisations.models import Organisation
from matching.slots import actions
from matching.slots.assembly import Terms
from tests.cast import Person
from tests.make import acting

CNC = "0106"
LAWFUL = Terms(
    title="数控车床操作",
    work="在师傅指导下操作数控车床，装夹工件，检验尺寸，每周轮换两个工序",
    major_codes=frozenset({CNC}),
    seats=4,
    starts_on=date(2026, 4, 13),
    ends_on=date(2026, 10, 9),
    hours_day=80,
    hours_week=400,
    rest_days_week=2,
    night_work=False,
    venue=VenueKind.WORKSHOP,
    intensity=Intensity.II,
    pay_monthly=3200,
    same_post_wage=3600,
    pay_form=PayForm.MONEY_DIRECT,
    same_post_staff=60,
    lodging=True,
    meals=True,
    county="141002",
    address="尧都区海川路 8 号",
)


def terms(**changes: Any) -> Terms:
    """Lawful terms for a CNC major, changed where a test says so."""
    return replace(LAWFUL, **changes)


def a_slot(*, of: Person, reasons: dict[str, str] | None = None, **changes: Any) -> int:
    """Posted by somebody of the enterprise; its id."""
    with acting():
        enterprise = db.session.get_one(Organisation, of.organisation_id)
        slot = actions.post(enterprise, terms(**changes), reasons=reasons or {}, by=of.viewer)
        return slot.id
