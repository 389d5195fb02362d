"""Which column is which in the three sheets: headings in Chinese and English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.kernel.i18n import current_locale

MOST_WISHES = 20
WISH = re.compile(r"(?:志愿|wish|第)(\d{1,2})(?:志愿)?")
SCORE_HERE = re.compile(r"(.+)(?:分数|score)")
"""A column of scores for one slot only is headed by the number of the slot, such as A01分数."""


@dataclass(frozen=True)
class Heading:
    """What stands above a column, and what else may stand there."""

    english: str
    chinese: str
    more: str = ""
    required: bool = True

    @cached_property
    def names(self) -> frozenset[str]:
        """All texts, plain, that mean this column."""
        return frozenset([plain(self.english), self.chinese, *self.more.split()])

    @property
    def label(self) -> str:
        """The heading in the reader's language."""
        return self.english if current_locale() == "en" else self.chinese


Headings = Mapping[str, Heading]

NUMBER = Heading("Student number", "学号", "学生学号 studentno studentid")

STUDENTS: Headings = {
    "number": NUMBER,
    "name": Heading("Name", "姓名", "学生姓名 名字 studentname"),
    "major": Heading("Major", "专业", "专业名称", required=False),
    "score": Heading("Score", "分数", "成绩 总分 学校评分 综合成绩 points", required=False),
    "fixed": Heading("Given beforehand", "指定岗位", "已定岗位 fixed", required=False),
}
SLOTS: Headings = {
    "code": Heading("Slot number", "岗位编号", "编号 岗位号 slotno slotid"),
    "title": Heading("Slot", "岗位", "岗位名称"),
    "enterprise": Heading("Enterprise", "企业", "企业名称 单位 单位名称 company"),
    "seats": Heading("Seats", "名额", "人数 招收人数 计划人数"),
    "opens_with": Heading(
        "Opens with at least", "最少开班人数", "最少人数 开班人数 openswith", required=False
    ),
    "group": Heading("Group", "所属分组", "分组", required=False),
    "group_seats": Heading("Seats of the group", "分组名额", "groupseats", required=False),
    "majors": Heading("Only for majors", "限专业", "专业要求 majors", required=False),
    "ranking": Heading("Ranking", "排序", "企业排序 学生排序", required=False),
}
WISHES: Headings = {"number": NUMBER}


def plain(heading: str) -> str:
    """A heading without what people write differently."""
    return re.sub(r"[\s_（）()*:：-]", "", heading).lower()


def wish_label(number: int) -> str:
    """The heading above a wish."""
    return f"Wish {number}" if current_locale() == "en" else f"志愿{number}"


def places_of(headings: Headings, row: Sequence[str]) -> dict[str, list[int]]:
    """The columns, from 0, of each heading that is there."""
    texts = [plain(text) for text in row]
    found = {
        name: [place for place, text in enumerate(texts) if text in heading.names]
        for name, heading in headings.items()
    }
    return {name: places for name, places in found.items() if places}
