"""Who can sign in to the demo city, and what each is there to try."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matching.access.roles import Role
from matching.demo.enterprises import FIRMS
from matching.kernel.i18n import _l

PASSWORD = "linfen-demo-2026"

STUDENT, STUDENT2 = "student", "student2"


class Member(NamedTuple):
    """Somebody on the staff of an office or a firm."""

    username: str
    name: str
    at: str
    role: Role


MEMBERS = (
    Member("admin", "管敏", "bureau", Role.ADMINISTRATOR),
    Member("bureau", "鲍青", "bureau", Role.BUREAU_OFFICER),
    Member("bureau2", "卞然", "bureau", Role.BUREAU_OFFICER),
    Member("school", "李敏", "school", Role.SCHOOL_COORDINATOR),
    Member("school2", "莫平", "school2", Role.SCHOOL_COORDINATOR),
    Member("school3", "祁红", "school3", Role.SCHOOL_COORDINATOR),
    Member("teacher", "唐健", "school", Role.TEACHER),
    Member("enterprise", "华宁", "enterprise", Role.ENTERPRISE_HR),
    Member("enterprise2", "齐远", "enterprise2", Role.ENTERPRISE_HR),
    Member("mentor", "石磊", "enterprise", Role.ENTERPRISE_MENTOR),
    *(
        Member(f"enterprise{number}", firm.contact, firm.key, Role.ENTERPRISE_HR)
        for number, firm in enumerate(FIRMS[2:], start=3)
    ),
)


class Invitation(NamedTuple):
    """A line of the table printed at the end: an account and what to try with it."""

    username: str
    who: str
    try_this: str


INVITATIONS: Sequence[Invitation] = (
    Invitation("bureau", _l("Bureau officer"), _l("look at the rounds; a request to publish is waiting")),
    Invitation("bureau2", _l("second officer"), _l("check the request and publish the round")),
    Invitation("admin", _l("Administrator"), _l("accounts, organisations, the trail")),
    Invitation("school", _l("School coordinator"), _l("mend the class list that waits; print slips")),
    Invitation("school2", _l("School coordinator"), _l("see the results of a school; who has not answered")),
    Invitation("teacher", _l("Teacher"), _l("read slots")),
    Invitation("enterprise", _l("Enterprise HR"), _l("post a slot; see who accepted and who has not yet")),
    Invitation("enterprise2", _l("Enterprise HR"), _l("see only the own students")),
    Invitation("mentor", _l("Enterprise mentor"), _l("read the own slots")),
    Invitation(STUDENT, _l("Student"), _l("three wishes saved: put them in order and submit")),
    Invitation(STUDENT2, _l("Student"), _l("read why it became the second wish; accept or decline")),
)


def told(tell: Callable[[str], None], heading: Sequence[str]) -> None:
    """Print the table, one line an account; columns stand under each other as far as widths are known."""
    rows = [
        tuple(heading),
        *((one.username, str(one.who), PASSWORD, str(one.try_this)) for one in INVITATIONS),
    ]
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        tell("  ".join([*cells, row[3]]))


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
