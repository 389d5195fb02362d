"""What three sheets say, once read."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Student:
    """A student. `scores` are those that count at one slot only; `fixed` is given beforehand."""

    number: str
    name: str
    major: str = ""
    score: Decimal | None = None
    scores: dict[str, Decimal] = field(default_factory=dict)
    fixed: str | None = None
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A slot. Without `majors` every major may come; with a `ranking`, best first, only who is in it."""

    code: str
    title: str
    enterprise: str
    seats: int
    opens_with: int = 0
    group: str | None = None
    majors: tuple[str, ...] = ()
    ranking: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All students, slots, and the seats of each group."""

    students: list[Student]
    slots: list[Slot]
    groups: dict[str, int]
