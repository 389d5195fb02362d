"""What can be wrong with a cell, in words for the page that helps to mend it. Rooms add their own kinds."""

from typing import NamedTuple, Self

from matching.kernel.i18n import _l
from matching.kernel.labels import LabelledEnum


class FaultCode(LabelledEnum):
    """`NAME = value, problem[, what to do]`; `{column}` in the problem stands for the heading."""

    to_do: str

    def __new__(cls, value: str, label: str, to_do: str = _l("Correct it below")) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.message = label
        member.tone, member.icon = "bad", None
        member.to_do = to_do
        return member

    @property
    def fix(self) -> str:
        """What to do about it, in a few words."""
        return str(self.to_do)


class Wrong(FaultCode):
    """What can be wrong in any sheet."""

    EMPTY = "empty", "{column} is empty", _l("Fill it in below")
    ROUNDED = (
        "rounded",
        "The spreadsheet has rounded the number",
        _l("Set the column to text in the file, or type the number again below"),
    )
    NAME = "name", "Not a name"
    PHONE = "phone", "Mobile number that cannot be right"
    LONG = "long", "{column} is too long"
    CHOICE = "choice", "{column} is not in the list"
    NUMBER = "number", "{column} is not a number that can be right"
    TWICE = "twice", "{column} stands in two rows", _l("Correct one of the two, or keep one of the rows")


class Mend(NamedTuple):
    """Why a cell cannot be taken, with a value that would be, where there is a good guess."""

    code: FaultCode
    sentence: str
    suggestion: str | None = None
    other_line: int | None = None


class Twice(NamedTuple):
    """Of two rows with the same value the later is at fault; `sentence` names the other as `{line}`."""

    code: FaultCode
    sentence: str


TWICE = Twice(Wrong.TWICE, _l("The same as in row {line}."))
