"""Numbers that name people, firms and phones: what is wrong with one, what it tells, how it is masked.

Resident ID numbers follow GB 11643-1999 (check digit ISO 7064 MOD 11-2), social credit codes GB 32100-2015
(MOD 31), mobiles the simple national form. Rules FMT-01..08 of the rule book. Nothing here knows a database.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from matching.kernel.i18n import _

ID_LENGTH = 18
USCC_LENGTH = 18
MOBILE_LENGTH = 11

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_EARLIEST_BIRTH = date(1900, 1, 1)

# First two digits of a division code, GB/T 2260; 83 stands on residence permits of Taiwan residents.


class FaultKind(StrEnum):
    """The ways a number can be wrong; the value is stable and may be stored."""

    ID_ROUNDED = "id_rounded"
    ID_SHORT = "id_short"
    ID_LONG = "id_long"
    ID_CHARACTERS = "id_characters"
    ID_BIRTH = "id_birth"
    ID_FUTURE = "id_future"
    ID_CHECK = "id_check"
    USCC_LENGTH = "uscc_length"
    USCC_CHARACTERS = "uscc_characters"
    USCC_DIVISION = "uscc_division"
    USCC_CHECK = "uscc_check"
    MOBILE_CHARACTERS = "mobile_characters"
    MOBILE_LENGTH = "mobile_length"
    MOBILE_START = "mobile_start"


@dataclass(frozen=True)
class Fault:
    """One fault of one number: its kind, the facts, and the sentence in the reader's language."""

    kind: FaultKind
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """How to tell it to the person who typed the number."""
        return _SAYS[self.kind]().format(**self.params)

    def __str__(self) -> str:
        return self.sentence


_SAYS: Mapping[FaultKind, Callable[[], str]] = {
    FaultKind.ID_ROUNDED: lambda: _(
        "The spreadsheet has rounded this ID number. Set the column to text and type the number again."
    ),
    FaultKind.ID_SHORT: lambda: _(
        "The ID number is {missing} too short: it has {count} of {needed} characters."
    ),
    FaultKind.ID_LONG: lambda: _(
        "The ID number is {extra} too long: it has {count} instead of {needed} characters."
    ),
    FaultKind.ID_CHARACTERS: lambda: _(
        "An ID number is 17 digits, then a digit or X. This one holds “{found}” in place {place}."
    ),
    FaultKind.ID_BIRTH: lambda: _(
        "Places 7 to 14 of the ID number are the birth date, and {digits} is not a date."
    ),
    FaultKind.ID_FUTURE: lambda: _("The birth date in the ID number, {born}, is still to come."),
    FaultKind.ID_CHECK: lambda: _(
        "The last character of the ID number does not fit the others. Compare it with the card."
    ),
    FaultKind.USCC_LENGTH: lambda: _("A social credit code has {needed} characters, this one has {count}."),
    FaultKind.USCC_CHARACTERS: lambda: _(
        "A social credit code holds digits and capital letters without I, O, S, V and Z. "
        "This one holds “{found}” in place {place}."
    ),
    FaultKind.USCC_DIVISION: lambda: _(
        "Places 3 to 8 of a social credit code are digits, here they are {found}."
    ),
    FaultKind.USCC_CHECK: lambda: _(
        "The last character of the social credit code does not fit the others. "
        "Compare it with the business licence."
    ),
    FaultKind.MOBILE_CHARACTERS: lambda: _("A mobile number holds digits only. This one holds “{found}”."),
    FaultKind.MOBILE_LENGTH: lambda: _("A mobile number has {needed} digits, this one has {count}."),
    FaultKind.MOBILE_START: lambda: _("A mobile number starts with 13 to 19, this one starts with {found}."),
}


def normal(text: str) -> str:
    """The number as it should be stored: half-width, capitals, without blanks, quotes or invisible signs.

    Spreadsheets put an apostrophe before digits, and chat programs add direction marks; neither was meant.
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in wide if not c.isspace() and unicodedata.category(c) != "Cf").strip("'’`")


def normal_mobile(text: str) -> str:
    """The mobile number alone: as ``normal``, also without hyphens and the country code 86."""
    digits = normal(text).replace("-", "")
    for prefix in ("+86", "0086", "86"):
        if digits.startswith(prefix) and len(digits) == MOBILE_LENGTH + len(prefix):
            return digits.removeprefix(prefix)
    return digits


# Resident ID numbers


def id_number_fault(text: str, *, today: date) -> Fault | None:
    """What is wrong with a resident ID number, or None (FMT-05..07). An unknown division is no fault."""
    number = normal(text)
    return _id_form_fault(number) or _id_content_fault(number, today)


def _id_form_fault(number: str) -> Fault | None:
    # A spreadsheet keeps fifteen digits of a number: it shows 1.4E+17, or ends the ID in three noughts.
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", number, re.ASCII):
        return Fault(FaultKind.ID_ROUNDED)
    wrong = _first_wrong(number, re.compile(r"[0-9]"), also_last="X")
    if wrong and number:
        return Fault(FaultKind.ID_CHARACTERS, wrong)
    count = len(number)
    if count < ID_LENGTH:
        return Fault(FaultKind.ID_SHORT, {"missing": ID_LENGTH - count, "count": count, "needed": ID_LENGTH})
    if count > ID_LENGTH:
        return Fault(FaultKind.ID_LONG, {"extra": count - ID_LENGTH, "count": count, "needed": ID_LENGTH})
    return None


def _id_content_fault(number: str, today: date) -> Fault | None:
    try:
        born = born_on(number)
    except ValueError:
        return Fault(FaultKind.ID_BIRTH, {"digits": number[6:14]})
    if born < _EARLIEST_BIRTH:
        return Fault(FaultKind.ID_BIRTH, {"digits": number[6:14]})
    if born > today:
        return Fault(FaultKind.ID_FUTURE, {"born": born.isoformat()})
    if number[-1] != id_check_digit(number[:-1]):
        rounded = number.endswith("000")
        return Fault(FaultKind.ID_ROUNDED if rounded else FaultKind.ID_CHECK)
    return None


def id_check_digit(first17: str) -> str:
    """The eighteenth character for seventeen digits (FMT-06)."""
    return _ID_CHECKS[
        sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True)) % 11
    ]


def born_on(id_number: str) -> date:
    """The birth date in a resident ID number; ValueError where there is none."""
    digits = normal(id_number)[6:14]
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def sex(id_number: str) -> str:
    """``"male"`` or ``"female"``: the seventeenth digit is odd for men, even for women."""
    return "male" if int(normal(id_number)[16]) % 2 else "female"


# Firms and phones


def uscc_fault(text: str) -> Fault | None:
    """What is wrong with a unified social credit code, or None (FMT-01, FMT-02). Letters may stand first."""
    code = normal(text)
    wrong = _first_wrong(code, re.compile(f"[{_USCC_ALPHABET}]"))
    if wrong:
        return Fault(FaultKind.USCC_CHARACTERS, wrong)
    if len(code) != USCC_LENGTH:
        return Fault(FaultKind.USCC_LENGTH, {"count": len(code), "needed": USCC_LENGTH})
    if not code[2:8].isdecimal():
        return Fault(FaultKind.USCC_DIVISION, {"found": code[2:8]})
    if code[-1] != uscc_check_digit(code[:-1]):
        return Fault(FaultKind.USCC_CHECK)
    return None


def uscc_check_digit(first17: str) -> str:
    """The eighteenth character for the first seventeen of a social credit code (FMT-02)."""
    if len(first17) != USCC_LENGTH - 1:
        raise ValueError(first17)
    total = sum(
        _USCC_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first17)
    )
    return _USCC_ALPHABET[-total % 31]


def mobile_fault(text: str) -> Fault | None:
    """What is wrong with a mainland mobile number, or None (FMT-08). The carrier cannot be inferred."""
    digits = normal_mobile(text)
    wrong = _first_wrong(digits, re.compile(r"[0-9]"))
    if wrong:
        return Fault(FaultKind.MOBILE_CHARACTERS, {"found": wrong["found"]})
    if len(digits) != MOBILE_LENGTH:
        return Fault(FaultKind.MOBILE_LENGTH, {"count": len(digits), "needed": MOBILE_LENGTH})
    if not re.match(r"1[3-9]", digits):
        return Fault(FaultKind.MOBILE_START, {"found": digits[:2]})
    return None


def _first_wrong(text: str, allowed: re.Pattern[str], also_last: str = "") -> dict[str, str | int]:
    """The first character outside ``allowed`` and its place from 1; empty where all are right."""
    for place, character in enumerate(text, start=1):
        at_the_end = place == len(text) and character == also_last
        if not allowed.fullmatch(character) and not at_the_end:
            return {"found": character, "place": place}
    return {}


# Masks: what a list shows of a person to those who need not know more


def mask_id_number(id_number: str) -> str:
    """The first four and the last four characters; too short a text is hidden wholly."""
    return _masked(normal(id_number), 4, 4)


def mask_mobile(mobile: str) -> str:
    """The first three and the last four digits."""
    return _masked(normal_mobile(mobile), 3, 4)


def mask_email(address: str) -> str:
    """The first letter and the domain: l***@example.cn."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}"


def _masked(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


_TWO_CHARACTER_SURNAMES = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|夏侯|独孤|南宫|端木|轩辕|赫连"
    "|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|鲜于|闾丘|亓官|司寇|第五|呼延|完颜|西门|东郭|百里"
)


def mask_name(name: str) -> str:
    """The surname and one star, however long the given name is."""
    letters = name.strip()
    if not letters:
        return ""
    known = len(letters) > 2 and _TWO_CHARACTER_SURNAMES.match(letters)
    return (letters[:2] if known else letters[0]) + "*"
