"""Cells of any sheet, one at a time: the value a text means, or how to mend it."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from matching.imports.faults import Mend, Wrong
from matching.kernel import identity
from matching.kernel.i18n import _

MAX_NAME = 50

T = TypeVar("T")

_BETWEEN_HAN = re.compile(r"(?<=[㐀-鿿豈-﫿\U00020000-\U0003ffff]) (?=[㐀-鿿豈-﫿\U00020000-\U0003ffff])")
_DOTS = str.maketrans("•‧∙⋅・．", "······")
_NOT_IN_NAMES = re.compile(r"[\d!-&*+,/:-@\[-`{-~。，、；：？！]")
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?(?=\D?$)", re.ASCII)


def name_of(text: str) -> str | Mend:
    """A person's name; 李　明 is 李明, and any dot in a long name becomes ·."""
    name = closed_up(text).translate(_DOTS)
    wrong = _NOT_IN_NAMES.search(name)
    if wrong:
        return Mend(
            Wrong.NAME, _("A name holds no “{found}”. Write it as on the ID card.").format(found=wrong[0])
        )
    if len(name) > MAX_NAME:
        return Mend(Wrong.NAME, _("A name has up to {limit} characters.").format(limit=MAX_NAME))
    return name


def phone_of(text: str) -> str | Mend:
    """A mobile number (FMT-08)."""
    if is_rounded(text):
        return Mend(Wrong.ROUNDED, _("This is not the whole number. Type it again."))
    fault = identity.mobile_fault(text)
    return Mend(Wrong.PHONE, fault.sentence) if fault else identity.normal_mobile(text)


def text_of(text: str, *, most: int) -> str | Mend:
    """Some words, up to so many characters."""
    words = closed_up(text)
    if len(words) > most:
        return Mend(Wrong.LONG, _("Write up to {limit} characters here.").format(limit=most))
    return words


def whole_of(text: str, *, most: int) -> int | Mend:
    """A whole number from 0, perhaps with a word of measure behind it: 20, 20天, 20.0."""
    found = _WHOLE.match(text.replace(" ", ""))
    if not found or int(found[1]) > most:
        return Mend(Wrong.NUMBER, _("Write a whole number from 0 to {top}.").format(top=most))
    return int(found[1])


def choice_of(text: str, words: Mapping[str, T]) -> T | Mend:
    """One of a few things, by any of its names; for what is written almost so, the name is offered."""
    by_name = {name.casefold(): name for name in words}
    typed = closed_up(text).casefold()
    if typed in by_name:
        return words[by_name[typed]]
    alike = get_close_matches(typed[:40], by_name, n=1, cutoff=0.6)
    return Mend(
        Wrong.CHOICE,
        _("“{text}” is none of those known here. Choose one of the list.").format(text=text[:20]),
        by_name[alike[0]] if alike else None,
    )


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet has made a long number short: 1.38E+10."""
    return bool(_ROUNDED.fullmatch(identity.normal(text)))


def rounded() -> Mend:
    """What to do about it."""
    return Mend(
        Wrong.ROUNDED,
        _("The spreadsheet has rounded this number. Set the column to text and type the number again."),
    )


def closed_up(text: str) -> str:
    """Without the blanks between Chinese characters."""
    return _BETWEEN_HAN.sub("", text)
