"""Situations of organisations."""

from sqlalchemy import select

from matching.access.viewer import OrganisationKind
from matching.db import db
from matching.kernel.identity import uscc_check_digit
from matching.organisations.actions import Profile, create_organisation
from matching.organisations.models import Organisation
from tests.make import acting

MORE = 1000  # far from the numbers of the cast


def a_credit_code(number: int) -> str:
    """A well-formed social credit code."""
    first17 = f"91141002DEM{number:06d}"
    return first17 + uscc_check_digit(first17)


def enterprises(count: int, *, first: int = 1, county: str = "141002") -> list[int]:
    """So many more enterprises; their ids."""
    with acting():
        return [
            create_organisation(
                OrganisationKind.ENTERPRISE,
                Profile(name=f"第 {number} 号示例企业", county=county, on_post_staff=number),
                social_credit_code=a_credit_code(MORE + number),
                by=None,
            ).id
            for number in range(first, first + count)
        ]


def a_form(**changes: object) -> dict[str, object]:
    """The form of a new enterprise, as somebody filled it in."""
    return {
        "kind": "enterprise",
        "name": "新来的示例企业",
        "social_credit_code": a_credit_code(900),
        "code": "",
        "county": "141002",
        "on_post_staff": "30",
        **changes,
    }


def named(name: str) -> list[int]:
    """Ids of the organisations with this name."""
    with acting():
        return list(db.session.scalars(select(Organisation.id).where(Organisation.name == name)))
