"""The first step: the bureau, schools and enterprises are registered, and their people get accounts."""

from collections.abc import Iterator
from functools import cache, partial

from matching.access.viewer import OrganisationKind
from matching.accounts.actions import accept_privacy_notice, create_account
from matching.accounts.models import Account
from matching.accounts.passwords import hashed
from matching.db import db
from matching.demo.cast import MEMBERS, PASSWORD, Member
from matching.demo.enterprises import FIRMS
from matching.demo.people import phone
from matching.demo.schools import OFFICES
from matching.demo.stage import Stage, viewer_by_id
from matching.kernel.i18n import _
from matching.kernel.identity import uscc_check_digit
from matching.kernel.regions import county
from matching.organisations.actions import Profile, add_member, create_organisation
from matching.organisations.models import Organisation

REGISTERED = -120  # days from today
BUREAU = "bureau"

# The beginnings of social credit codes: an institution, an enterprise.
SORTS = {
    OrganisationKind.BUREAU: "11",
    OrganisationKind.SCHOOL: "12",
    OrganisationKind.ENTERPRISE: "91",
}


def settle(stage: Stage) -> None:
    """Everybody who is no student."""
    stage.agenda.add(stage.calendar.at(REGISTERED, 9), partial(_register, stage))
    for number, member in enumerate(MEMBERS):
        stage.agenda.add(stage.calendar.at(REGISTERED, 10, number), partial(_take_in, stage, member))


def credit_code(kind: OrganisationKind, division: str, number: int) -> str:
    """A code nobody has: its organisation part begins DEM (rules of the demo data), its check is right."""
    first17 = f"{SORTS[kind]}{division}DEM{1000 + number:06d}"
    return first17 + uscc_check_digit(first17)


def _register(stage: Stage) -> None:
    for number, (key, kind, code, profile) in enumerate(_profiles(), start=1):
        made = create_organisation(
            kind,
            profile,
            social_credit_code=credit_code(kind, profile.county, number),
            code=code,
            is_demo=True,
            by=None,
        )
        stage.organisations[key] = made.id
    schools, firms = len(OFFICES) - 1, len(FIRMS)
    stage.say(
        _("The bureau, {schools} schools and {firms} enterprises.").format(schools=schools, firms=firms)
    )


def _profiles() -> Iterator[tuple[str, OrganisationKind, str, Profile]]:
    for number, office in enumerate(OFFICES):
        yield (
            office.key,
            office.kind,
            office.code,
            Profile(
                name=office.name,
                county=office.county,
                address=_where(office.county) + office.address,
                contact_name=office.contact,
                contact_phone=phone(number),
                introduction=office.introduction,
                on_post_staff=office.staff,
            ),
        )
    for number, firm in enumerate(FIRMS, start=len(OFFICES)):
        yield (
            firm.key,
            OrganisationKind.ENTERPRISE,
            "",
            Profile(
                name=firm.name,
                county=firm.county,
                address=_where(firm.county) + firm.address,
                contact_name=firm.contact,
                contact_phone=phone(number),
                introduction=firm.introduction,
                on_post_staff=firm.staff,
            ),
        )


def _where(code: str) -> str:
    place = county(code)
    return place.name_zh if place else ""


def _take_in(stage: Stage, member: Member) -> None:
    """An account with a role, whose owner has read the privacy notice."""
    admin = stage.viewer("admin") if "admin" in stage.accounts else None
    account = create_account(
        member.username, name=member.name, password=PASSWORD, is_demo=True, hashing=hashed_once, by=admin
    )
    organisation = db.session.get_one(Organisation, stage.organisations[member.at])
    add_member(organisation, account, role=member.role, by=admin)
    stage.accounts[member.username] = account.id
    greet(account)


@cache
def hashed_once(password: str) -> str:
    """Everybody here has the same printed password: one slow hash serves them all."""
    return hashed(password)


def greet(account: Account) -> None:
    """The owner reads and accepts the privacy notice."""
    db.session.flush()
    accept_privacy_notice(account, by=viewer_by_id(account.id))
