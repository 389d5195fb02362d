"""The first step: the bureau, schools and enterprises are registered, and their people get accounts."""

from datetime import timedelta
from functools import cache, partial
from typing import NamedTuple

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind, Viewer
from matching.accounts.actions import accept_privacy_notice, create_account
from matching.accounts.models import Account
from matching.accounts.passwords import hashed
from matching.db import db
from matching.demo.cast import PASSWORD, Member, members_of
from matching.demo.people import phone
from matching.demo.plan import PAST, Firm, Office, Plan, Size
from matching.demo.stage import Stage, viewer_by_id
from matching.kernel.i18n import _
from matching.kernel.identity import uscc_check_digit
from matching.kernel.regions import county
from matching.organisations.actions import Profile, add_member, create_organisation
from matching.organisations.models import Organisation

# Days from today. Who takes part in the round that is over joined before it, the others during the year.
REGISTERED = {Size.SMALL: -120, Size.FULL: -372}
EARLY, LATE = (-352, 40), (-290, 200)  # the first day, and over how many days
BUREAU = "bureau"

# The beginnings of social credit codes: an institution, an enterprise.
SORTS = {
    OrganisationKind.BUREAU: "11",
    OrganisationKind.SCHOOL: "12",
    OrganisationKind.ENTERPRISE: "91",
}


def settle(stage: Stage) -> None:
    """Everybody who is no student: the bureau first, then the schools, then enterprise after enterprise."""
    members: dict[str, list[Member]] = {}
    for member in members_of(stage.plan):
        members.setdefault(member.at, []).append(member)
        if member.role is Role.ENTERPRISE_HR:
            stage.hr[member.at] = member.username
    for number, (key, registration) in enumerate(_registrations(stage.plan).items(), start=1):
        at = stage.calendar.at(_joins(stage, key, number), 9, number % 60)
        stage.agenda.add(at, partial(_register, stage, key, registration))
        for place, member in enumerate(members[key]):
            stage.agenda.add(at + timedelta(hours=1, minutes=place), partial(_take_in, stage, member))
    stage.agenda.add(stage.calendar.at(max(map(sum, (EARLY, LATE))), 18), partial(_count, stage))


def credit_code(kind: OrganisationKind, division: str, number: int) -> str:
    """A code nobody has: its organisation part begins DEM (rules of the demo data), its check is right."""
    first17 = f"{SORTS[kind]}{division}DEM{1000 + number:06d}"
    return first17 + uscc_check_digit(first17)


class _Registration(NamedTuple):
    """What an organisation is registered with."""

    kind: OrganisationKind
    profile: Profile
    code: str
    number: int


def _joins(stage: Stage, key: str, number: int) -> int:
    """The day somebody joins, counted from today."""
    plan = stage.plan
    registered = REGISTERED[plan.size]
    if plan.size is Size.SMALL or number <= len(plan.offices):
        return registered
    early = any(one.firm == key and one.round == PAST for one in plan.postings)
    first, days = EARLY if early else LATE
    return stage.calendar.working_day(first + days * number // (len(plan.offices) + len(plan.firms)))


def _register(stage: Stage, key: str, registration: _Registration) -> None:
    profile = registration.profile
    made = create_organisation(
        registration.kind,
        profile,
        social_credit_code=credit_code(registration.kind, profile.county, registration.number),
        code=registration.code,
        is_demo=True,
        by=_admin(stage),
    )
    stage.organisations[key] = made.id


def _count(stage: Stage) -> None:
    stage.say(
        _("The bureau, {schools} schools and {firms} enterprises.").format(
            schools=len(stage.plan.schools), firms=len(stage.plan.firms)
        )
    )


def _registrations(plan: Plan) -> dict[str, _Registration]:
    """Key -> what it is registered with, in the order of the plan."""
    everybody: list[Office | Firm] = [*plan.offices, *plan.firms]
    return {one.key: _registration(one, number) for number, one in enumerate(everybody)}


def _registration(one: Office | Firm, number: int) -> _Registration:
    profile = Profile(
        name=one.name,
        county=one.county,
        address=_where(one.county) + one.street,
        contact_name=one.contact,
        contact_phone=phone(number),
        introduction=one.introduction,
        on_post_staff=one.staff,
    )
    if isinstance(one, Office):
        return _Registration(one.kind, profile, one.code, number + 1)
    return _Registration(OrganisationKind.ENTERPRISE, profile, "", number + 1)


def _where(code: str) -> str:
    place = county(code)
    return place.name_zh if place else ""


def _take_in(stage: Stage, member: Member) -> None:
    """An account with a role, whose owner has read the privacy notice."""
    admin = _admin(stage)
    account = create_account(
        member.username, name=member.name, password=PASSWORD, is_demo=True, hashing=hashed_once, by=admin
    )
    organisation = db.session.get_one(Organisation, stage.organisations[member.at])
    add_member(organisation, account, role=member.role, by=admin)
    if member.also:
        place, role = member.also
        elsewhere = db.session.get_one(Organisation, stage.organisations[place])
        add_member(elsewhere, account, role=role, by=admin)
    stage.accounts[member.username] = account.id
    greet(account)


def _admin(stage: Stage) -> Viewer | None:
    """Who registers everybody; nobody yet at the very beginning."""
    return stage.viewer("admin") if "admin" in stage.accounts else None


@cache
def hashed_once(password: str) -> str:
    """Everybody here has the same printed password: one slow hash serves them all."""
    return hashed(password)


def greet(account: Account) -> None:
    """The owner reads and accepts the privacy notice."""
    db.session.flush()
    accept_privacy_notice(account, by=viewer_by_id(account.id))
