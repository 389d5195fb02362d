"""The people of the tests. Their relations are known, so a test says its meaning by first name.

Lin coordinates the first school, Mo the second. Hua hires for the first enterprise, Qi for the second.
Bao and Bing are officers of the bureau; Ada administers. Tang teaches at the first school, Shi is a mentor
at the first enterprise. Students are enrolled by the tests that need them.
"""

from dataclasses import dataclass

from sqlalchemy import select

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind, Viewer
from matching.accounts import actions as accounts
from matching.accounts.models import Account
from matching.db import db
from matching.kernel.identity import uscc_check_digit
from matching.organisations import actions as organisations
from matching.organisations.actions import Profile
from matching.organisations.models import Membership
from matching.organisations.queries import viewer_of

PASSWORD = "seven calm rivers flow"

ORGANISATIONS = {
    "bureau": (OrganisationKind.BUREAU, "示例市人力资源和社会保障局", "141002", 40),
    "first school": (OrganisationKind.SCHOOL, "示例市第一技工学校", "141002", 120),
    "second school": (OrganisationKind.SCHOOL, "示例市第二技师学院", "141081", 90),
    "first enterprise": (OrganisationKind.ENTERPRISE, "海川精密制造有限公司", "141002", 400),
    "second enterprise": (OrganisationKind.ENTERPRISE, "启衡机电有限公司", "141024", 300),
}

PEOPLE = {
    "lin": ("林敏", "first school", Role.SCHOOL_COORDINATOR),
    "mo": ("莫平", "second school", Role.SCHOOL_COORDINATOR),
    "hua": ("华宁", "first enterprise", Role.ENTERPRISE_HR),
    "qi": ("齐远", "second enterprise", Role.ENTERPRISE_HR),
    "bao": ("鲍青", "bureau", Role.BUREAU_OFFICER),
    "bing": ("邴然", "bureau", Role.BUREAU_OFFICER),
    "ada": ("艾达", "bureau", Role.ADMINISTRATOR),
    "tang": ("唐老师", "first school", Role.TEACHER),
    "shi": ("石师傅", "first enterprise", Role.ENTERPRISE_MENTOR),
}


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, or a student: plain values, good in every context."""

    username: str
    account_id: int
    organisation_id: int

    @property
    def viewer(self) -> Viewer:
        """As the guard would build it; needs an application context."""
        account = db.session.get_one(Account, self.account_id)
        return viewer_of(account, db.session())


def populate() -> None:
    """Make everybody by real actions; run once, copied for every test."""
    made = {}
    for number, (key, (kind, name, county, staff)) in enumerate(ORGANISATIONS.items(), start=1):
        first17 = f"91{county}DEM{number:06d}"
        made[key] = organisations.create_organisation(
            kind,
            Profile(name=name, county=county, on_post_staff=staff, address=f"{name}的地址"),
            social_credit_code=first17 + uscc_check_digit(first17),
            code=f"S{number}" if kind is OrganisationKind.SCHOOL else "",
            by=None,
        )
    for username, (name, key, role) in PEOPLE.items():
        account = accounts.create_account(username, name=name, password=PASSWORD, by=None)
        organisations.add_member(made[key], account, role=role, by=None)
        accounts.accept_privacy_notice(account, by=viewer_of(account, db.session()))
    db.session.commit()


def person(username: str) -> Person:
    """Look somebody up; needs an application context."""
    account_id, organisation_id = db.session.execute(
        select(Account.id, Membership.organisation_id)
        .join(Membership, Membership.account_id == Account.id)
        .where(Account.username == username)
    ).one()
    return Person(username, account_id, organisation_id)
