"""Who can sign in to the demo city, and what each is there to try."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from matching.access.roles import Role
from matching.demo.plan import Plan
from matching.kernel.i18n import _l

PASSWORD = "linfen-demo-2026"

STUDENT, STUDENT2 = "student", "student2"


class Member(NamedTuple):
    """Somebody on the staff of an office or a firm."""

    username: str
    name: str
    at: str
    role: Role
    also: tuple[str, Role] | None = None  # another hat: where, and as what


# User names others rely on: they stay whatever the size of the city.
CORE = (
    Member("admin", "管敏", "bureau", Role.ADMINISTRATOR),
    Member("bureau", "鲍青", "bureau", Role.BUREAU_OFFICER),
    Member("bureau2", "卞然", "bureau", Role.BUREAU_OFFICER),
    Member("mentor", "石磊", "enterprise", Role.ENTERPRISE_MENTOR),
)


# Somebody with two hats, to see how one is changed for the other.
BOTH = Member("both", "柯远", "school", Role.SCHOOL_COORDINATOR, also=("school3", Role.TEACHER))


def members_of(plan: Plan) -> Iterator[Member]:
    """Everybody with an account who is no student: the bureau, one or two a school, one an enterprise."""
    yield from (*CORE, BOTH)
    for school in plan.schools:
        yield Member(school.key, school.coordinator, school.key, Role.SCHOOL_COORDINATOR)
        if school.teacher:
            yield Member(_numbered("teacher", school.key), school.teacher, school.key, Role.TEACHER)
    for number, firm in enumerate(plan.firms, start=1):
        username = f"enterprise{number}" if number > 1 else "enterprise"
        yield Member(username, firm.person, firm.key, Role.ENTERPRISE_HR)


def _numbered(word: str, school: str) -> str:
    return school.replace("school", word)


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
    Invitation("teacher", _l("Teacher"), _l("sign up for practice")),
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
