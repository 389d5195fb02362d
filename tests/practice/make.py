"""Practice, reached by the real actions."""

from dataclasses import replace
from datetime import date
from typing import Any

from matching.db import db
from matching.organisations.models import Organisation
from matching.practice.actions import offers
from matching.practice.assembly.offers import OfferTerms
from matching.practice.enums import PracticeContent, PracticeForm
from tests.cast import Person
from tests.make import acting

OFFERED = OfferTerms(
    title="数控产线改造",
    learn="跟着改造小组拆装、调试五轴加工中心，整理一份改造前后的工艺对照",
    contents=frozenset({PracticeContent.PRODUCTION, PracticeContent.NEW_TECHNIQUE}),
    form=PracticeForm.PROJECT,
    subjects=frozenset({"01"}),
    starts_on=date(2026, 7, 6),
    ends_on=date(2026, 7, 31),
    days_week=5,
    seats=3,
    mentor="石师傅，高级技师",
    county="141002",
    address="尧都区海川路 8 号",
    safety="进车间前培训半天，发劳保鞋和护目镜",
    allowance_day=60,
)


def offer_terms(**changes: Any) -> OfferTerms:
    """Four weeks of the summer holidays, changed where a test says so."""
    return replace(OFFERED, **changes)


def an_offer(*, of: Person, **changes: Any) -> int:
    """Posted by somebody of the enterprise; its id."""
    with acting():
        enterprise = db.session.get_one(Organisation, of.organisation_id)
        return offers.post(enterprise, offer_terms(**changes), by=of.viewer).id
