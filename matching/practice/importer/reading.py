"""The cells of a teacher, one at a time: the value a text means, or how to mend it."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from matching.imports.faults import Mend
from matching.imports.reading import choice_of, is_rounded, rounded
from matching.kernel import identity
from matching.kernel.i18n import LANGUAGES, _, speaking
from matching.kernel.labels import LabelledEnum
from matching.kernel.majors import groups, majors
from matching.practice.importer.faults import FaultCode
from matching.teachers.enums import LONGEST_NUMBER, SkillLevel, TeacherKind

# What schools write, beside the words of our own list.
KINDS = {
    "专业课": TeacherKind.SPECIALISED,
    "专业教师": TeacherKind.SPECIALISED,
    "实习指导": TeacherKind.INSTRUCTOR,
    "实训教师": TeacherKind.INSTRUCTOR,
    "公共课": TeacherKind.GENERAL,
    "公共课教师": TeacherKind.GENERAL,
    "文化课": TeacherKind.GENERAL,
    "文化课教师": TeacherKind.GENERAL,
}
LEVELS = {
    "无": SkillLevel.NONE,
    "初级工": SkillLevel.ELEMENTARY,
    "中级工": SkillLevel.INTERMEDIATE,
    "高级工": SkillLevel.SENIOR,
    "技师": SkillLevel.TECHNICIAN,
    "高级技师": SkillLevel.SENIOR_TECHNICIAN,
}
YES_OR_NO = {"是": True, "yes": True, "y": True, "√": True, "否": False, "no": False, "n": False, "×": False}

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]*", re.ASCII)
_DAY = re.compile(r"(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?\D*(?:\d\d:\d\d\S*)?", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)

W = TypeVar("W", bound=LabelledEnum)


def staff_number_of(text: str) -> str | Mend:
    """A staff number: it becomes part of the user name, so it holds what one can type anywhere."""
    number = identity.normal(text)
    if is_rounded(number):
        return rounded()
    if len(number) > LONGEST_NUMBER or not _NUMBER.fullmatch(number):
        sentence = _("A staff number is up to {limit} digits, Latin letters and hyphens.")
        return Mend(FaultCode.STAFF_NUMBER, sentence.format(limit=LONGEST_NUMBER))
    return number


def kind_of(text: str) -> TeacherKind | Mend:
    """By its name in either language, or as schools shorten it."""
    return choice_of(text, _words(TeacherKind) | KINDS)


def skill_level_of(text: str) -> SkillLevel | Mend:
    """By its name in either language, or as certificates say it."""
    return choice_of(text, _words(SkillLevel) | LEVELS)


def yes_or_no_of(text: str) -> bool | Mend:
    """Whether it is so."""
    return choice_of(text, YES_OR_NO)


def subject_of(text: str) -> str | Mend:
    """The two digits of a group, from its code or name, or from the name of a major in it."""
    return choice_of(text, _groups())


def day_of(text: str, *, first: date, last: date) -> date | Mend:
    """A day as people and spreadsheets write it; a month alone means its first day."""
    found = _DIGITS.fullmatch(text) or _DAY.fullmatch(text)
    day = _date(found) if found else None
    if day is None:
        return Mend(FaultCode.DATE, _("Write the date like {example}.").format(example="2015-09-01"))
    if not first <= day <= last:
        sentence = _("Here stands {day}; the date has to be between {first} and {last}.")
        return Mend(FaultCode.DATE, sentence.format(day=day, first=first, last=last))
    return day


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


@cache
def _words(kind: type[W]) -> dict[str, W]:
    words: dict[str, W] = {}
    for locale in LANGUAGES:
        with speaking(locale):
            words |= {each.label: each for each in kind}
    return words


@cache
def _groups() -> Mapping[str, str]:
    codes = {code: group.code for group in groups() for code in (group.code, group.code.lstrip("0"))}
    names = {name: group.code for group in groups() for name in (group.name_zh, group.name_en)}
    of_majors = {name: each.group.code for each in majors() for name in (each.name_zh, each.name_en)}
    return of_majors | names | codes
