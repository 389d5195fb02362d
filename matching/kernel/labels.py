"""Words for people: a stored value, its label and its colour stand together on the member."""

from enum import StrEnum
from typing import Self

from matching.kernel.i18n import _


class LabelledEnum(StrEnum):
    """`NAME = value, label[, tone[, icon]]`; the label is translated when it is read.

    Tones: neutral, info, ok, warn, bad, alt. The icon is a symbol of the sprite, without `i-`.
    """

    tone: str
    icon: str | None
    message: str

    def __new__(cls, value: str, label: str, tone: str = "neutral", icon: str | None = None) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.message = label
        member.tone = tone
        member.icon = icon
        return member

    @property
    def label(self) -> str:
        """What people read, in the current language."""
        return _(self.message)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of every member, for a select field."""
        return [(str(member.value), member.label) for member in cls]
