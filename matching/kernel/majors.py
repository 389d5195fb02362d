"""The majors of technical schools the platform knows, their groups, and how near a slot is to a student's.

The codes follow the pattern of the national catalogue but were recalled, not read: they are our own keys
and are never shown as official. Group "01" of major "0106" is 机械类.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.kernel.i18n import current_locale
from matching.kernel.labels import LabelledEnum


class MajorFit(LabelledEnum):
    """How near the majors a slot asks for are to a student's own."""

    SAME = "same", "Same major", "ok"
    GROUP = "group", "Same group of majors", "info"
    OTHER = "other", "Other major", "warn"


@dataclass(frozen=True)
class MajorGroup:
    """One of the fifteen groups; ``code`` has two digits."""

    code: str
    name_zh: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return _spoken(self.name_zh, self.name_en)


@dataclass(frozen=True)
class Major:
    """One major; ``code`` is our key of four digits, the first two of them the group."""

    code: str
    name_zh: str
    name_en: str
    group: MajorGroup

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return _spoken(self.name_zh, self.name_en)

    def __str__(self) -> str:
        return self.name


def _spoken(zh: str, en: str) -> str:
    return zh if current_locale().startswith("zh") else en


@cache
def majors() -> tuple[Major, ...]:
    """All majors in the order of their codes."""
    path = Path(__file__).parent / "data" / "majors.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Major(
                row["code"],
                row["name_zh"],
                row["name_en"],
                MajorGroup(group_code(row["code"]), row["group_zh"], row["group_en"]),
            )
            for row in csv.DictReader(lines)
        )


@cache
def groups() -> tuple[MajorGroup, ...]:
    """The fifteen groups in the order of their codes."""
    return tuple(dict.fromkeys(major.group for major in majors()))


def group_code(major_code: str) -> str:
    """The group of a major: the first two digits of its code."""
    return major_code[:2]


@cache
def _by_code() -> dict[str, Major]:
    return {major.code: major for major in majors()}


def major(code: str) -> Major | None:
    """The major with this code, also with the ending of a level (0106-4); None if unknown."""
    return _by_code().get(code[:4] if code[4:5] == "-" else code)


def fit_of_major(student_major: str, slot_majors: Iterable[str]) -> MajorFit:
    """How near a slot is to a student, by major codes: the best of the majors the slot lists."""
    listed = list(slot_majors)
    if student_major in listed:
        return MajorFit.SAME
    if group_code(student_major) in {group_code(code) for code in listed}:
        return MajorFit.GROUP
    return MajorFit.OTHER
