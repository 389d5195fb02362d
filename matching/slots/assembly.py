"""The bridge to the law: a posting, or what somebody wants to post, as facts the checks look at."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from matching.db import db
from matching.law.facts import Filing, SlotFacts
from matching.law.finding import Finding
from matching.law.slots import Verdict, check_slot, judge_slot
from matching.law.words import Hazard, Intensity, PayForm, VenueKind
from matching.organisations.models import Organisation
from matching.slots import queries
from matching.slots.models import Slot

PAID_EVERY_MONTHS = 1  # posting declares it: pay is a sum a month, paid every month (INT-21)
HAZARDS: Mapping[str, Hazard] = {hazard.value: hazard for hazard in Hazard}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All that an enterprise says of a slot. Hours in tenths, pay in whole CNY a month."""

    title: str
    work: str
    major_codes: frozenset[str]
    seats: int
    starts_on: date
    ends_on: date
    hours_day: int
    hours_week: int
    rest_days_week: int
    night_work: bool
    exemption_number: str = ""
    exemption_filed_on: date | None = None
    venue: VenueKind
    intensity: Intensity
    hazards: frozenset[Hazard] = frozenset()
    pay_monthly: int
    same_post_wage: int
    pay_form: PayForm
    same_post_staff: int
    lodging: bool
    meals: bool
    county: str
    address: str
    requirements: str = ""


# Which facts of the law are not known while a term is not: some are called otherwise, some follow from it.
BESIDE = frozenset({"other_interns_host", "other_interns_post"})
FACTS = {
    "starts_on": BESIDE | {"first_day"},
    "ends_on": BESIDE | {"last_day"},
    "title": frozenset({"other_interns_post"}),
    "exemption_number": frozenset({"exemption"}),
    "exemption_filed_on": frozenset({"exemption"}),
}


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What only the database knows of the enterprise: its staff, and its other interns in the same days."""

    on_post_staff: int  # 0 where the enterprise never told
    interns_beside: int
    interns_in_post: int  # of those, in slots of the same title


def facts_of(said: Slot | Terms, around: Surroundings | None = None) -> SlotFacts:
    """Facts for the law; without surroundings the headcount caps are not judged (students' eligibility)."""
    return SlotFacts(
        first_day=said.starts_on,
        last_day=said.ends_on,
        hours_day=said.hours_day,
        hours_week=said.hours_week,
        rest_days_week=said.rest_days_week,
        night_work=said.night_work,
        exemption=_filing(said),
        venue=said.venue,
        intensity=said.intensity,
        hazards=frozenset(HAZARDS[value] for value in said.hazards),
        pay_monthly=said.pay_monthly,
        same_post_wage=said.same_post_wage,
        pay_form=said.pay_form,
        pay_cycle_months=PAID_EVERY_MONTHS,
        seats=said.seats,
        same_post_staff=said.same_post_staff if around else None,
        # A number that was never told cannot be judged: the form asks for it, the law does not guess.
        on_post_staff=(around.on_post_staff or None) if around else None,
        other_interns_host=around.interns_beside if around else 0,
        other_interns_post=around.interns_in_post if around else 0,
        county=said.county,
        major_codes=said.major_codes,
    )


def _filing(said: Slot | Terms) -> Filing | None:
    # Half a filing is handed on as it is: the law says what is missing.
    if not said.exemption_number and said.exemption_filed_on is None:
        return None
    return Filing(said.exemption_number, said.exemption_filed_on)


def findings_of(enterprise: Organisation, terms: Terms, *, without: int | None = None) -> list[Finding]:
    """What the law says of these terms at this enterprise; `without` leaves out the slot being edited."""
    around = surroundings(enterprise, terms, without=without)
    return check_slot(facts_of(terms, around), book=queries.book())


def verdicts_on(
    enterprise: Organisation,
    said: Slot | Terms,
    *,
    without: int | None = None,
    unknown: frozenset[str] = frozenset(),
) -> list[Verdict]:
    """Every check with its answer, for the compliance panel; `unknown` names terms nobody has told yet."""
    around = surroundings(enterprise, said, without=without)
    facts = frozenset().union(*(FACTS.get(name, {name}) for name in unknown))
    return judge_slot(facts_of(said, around), book=queries.book(), unknown=facts)


def surroundings(enterprise: Organisation, said: Slot | Terms, *, without: int | None = None) -> Surroundings:
    """The enterprise's staff, and the seats of its other open slots in the same days."""
    beside = dict(
        db.session.execute(
            queries.seats_beside(enterprise.id, said.starts_on, said.ends_on, without=without)
        ).all()
    )
    return Surroundings(
        on_post_staff=enterprise.on_post_staff,
        interns_beside=sum(beside.values()),
        interns_in_post=beside.get(said.title, 0),
    )


def terms_of(slot: Slot) -> Terms:
    """What a stored slot says, to compare with and to copy from."""
    return Terms(
        **{
            field.name: getattr(slot, field.name)
            for field in fields(Terms)
            if field.name not in ("hazards", "major_codes")
        },
        hazards=frozenset(HAZARDS[value] for value in slot.hazards),
        major_codes=slot.major_codes,
    )
