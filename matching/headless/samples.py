"""Three sheets that work as they stand: a school can write its own over them."""

from collections.abc import Sequence
from pathlib import Path

from matching.headless.headings import SLOTS, STUDENTS, WISHES, Headings, wish_label
from matching.kernel.i18n import _
from matching.kernel.sheets import write

WISHES_SHOWN = 8
_STUDENTS = [
    ["2401001", "张晓明", "数控加工", 88.5, None, None],
    ["2401002", "李小红", "数控加工", 92, None, None],
    ["2401003", "王建国", "数控加工", 79, None, 85],
    ["2402001", "赵丽", "电子商务", 92, None, None],
    ["2402002", "刘洋", "电子商务", 83, None, None],
    ["2402003", "陈静", "电子商务", 83, "B01", None],
]
_SLOTS = [
    ["A01", "数控车工", "示例机械厂", 1, None, "示例机械厂", 2, "数控加工", None],
    ["A02", "质检员", "示例机械厂", 2, None, "示例机械厂", None, None, None],
    ["B01", "网店客服", "示例商贸公司", 2, 2, None, None, None, None],
    ["C01", "仓库管理", "示例物流公司", 1, None, None, None, None, "2402002、2402001、2401003"],
]
_WISHES = [
    ["2401001", "A01", "A02"],
    ["2401002", "A01", "A02"],
    ["2401003", "A02", "A01", "C01"],
    ["2402001", "B01", "A02", "C01"],
    ["2402002", "C01", "B01"],
    ["2402003", "B01"],
]


def write_samples(folder: Path) -> list[Path]:
    """The three files, in the current language; raises FileExistsError rather than write over one."""
    wishes = [wish_label(number) for number in range(1, WISHES_SHOWN + 1)]
    pages: list[tuple[str, str, list[str], Sequence[Sequence[object]]]] = [
        ("students", _("Students"), [*_labels(STUDENTS), f"A02{STUDENTS['score'].label}"], _STUDENTS),
        ("slots", _("Slots"), _labels(SLOTS), _SLOTS),
        ("wishes", _("Wishes"), [*_labels(WISHES), *wishes], _WISHES),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, title, headings, rows in pages:
        paths.append(folder / f"{name}.xlsx")
        with paths[-1].open("xb") as file:
            file.write(write(rows, title=title, headings=headings, as_text=[0]))
    return paths


def _labels(headings: Headings) -> list[str]:
    return [heading.label for heading in headings.values()]
