"""How much practice at enterprises the law asks of a teacher, and in how many years."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from matching.law.book import Book, Number
from matching.law.check import found
from matching.law.finding import N_, Finding


@dataclass(frozen=True)
class Requirement:
    """So many months within any so many years; how many days make a month is the platform's default."""

    months: Number
    years: int
    days_a_month: int

    @property
    def days(self) -> int:
        """The months as days, none where no number is asked."""
        return ceil(self.months * self.days_a_month)

    def without_number(self) -> "Requirement":
        """The same years and months for teachers of public subjects: they practise, but no number is set."""
        return replace(self, months=0)


def requirement(*, book: Book, on: date) -> Requirement:
    """What is asked of a teacher of specialised subjects and of an internship instructor on a day."""
    return Requirement(
        months=book.threshold("TCH-01", on),
        years=int(book.threshold("TCH-01b", on)),
        days_a_month=int(book.threshold("TCH-14", on)),
    )


def practises_first(*, is_new: bool, days: int, book: Book, on: date) -> Finding | None:
    """A new teacher without a day at an enterprise practises before teaching."""
    if not is_new or days:
        return None
    message = N_("A new teacher, and no day at an enterprise is certified yet.")
    return found(book.rule("TCH-02", on), message, about="is_new")
