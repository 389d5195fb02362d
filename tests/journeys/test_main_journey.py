"""The whole job in a real browser: from a class list with a fault to a name the enterprise may read.

With scripts on SQLite, without any on PostgreSQL. The words are looked up in the catalogues, as people read
them in Chinese.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from openpyxl import Workbook

from matching.kernel.i18n import _, _n
from tests.conftest import A_MONDAY_MORNING
from tests.live import DESK, PHONE, Window, chromium, serving, window
from tests.make.cohorts import a_row

AFTER_THE_DEADLINE = datetime(2026, 3, 20, 10, 5, tzinfo=UTC)
PASSWORD = "four patient green herons"
FIRST, SECOND = "欧阳小禾", "司徒小麦"
SLOT = "数控车床操作"
MAJOR = "数控加工(数控车工)"

Opening = Callable[..., Window]


@pytest.fixture
def opening(app: Flask, tmp_path: Path, *, scripts: bool) -> Iterator[Opening]:
    """`opening(width)` gives somebody a browser of their own; in the end nothing may have gone wrong."""
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        address = stack.enter_context(serving(app))
        windows: list[Window] = []

        def open_one(width: int = DESK) -> Window:
            one: AbstractContextManager[Window] = window(browser, address, width=width, scripts=scripts)
            windows.append(stack.enter_context(one))
            return windows[-1]

        yield open_one
        for number, one in enumerate(windows):  # what everybody saw last, for whoever looks at a failure
            one.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
        assert [said for one in windows for said in one.complaints] == []


@pytest.mark.browser
@pytest.mark.only_on("sqlite")
@pytest.mark.xdist_group("journey with scripts")
@pytest.mark.parametrize("scripts", [True])
def test_the_main_journey_with_scripts(
    opening: Opening, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    _journey(opening, clock, tmp_path)


@pytest.mark.browser
@pytest.mark.only_on("postgresql")
@pytest.mark.xdist_group("journey without scripts")
@pytest.mark.parametrize("scripts", [False])
def test_the_main_journey_without_scripts(
    opening: Opening, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    _journey(opening, clock, tmp_path)


def _journey(opening: Opening, clock: time_machine.Traveller, folder: Path) -> None:
    lin, hua, bao, bing = (opening() for _desk in range(4))
    student, other = opening(PHONE), opening(PHONE)
    clock.move_to(A_MONDAY_MORNING)
    slips = _the_school_enrols(lin, folder)
    _the_enterprise_posts(hua)
    _the_bureau_opens(bao)
    for phone, name in ((student, FIRST), (other, SECOND)):
        _a_student_comes_in(phone, *slips[name])
        _and_submits(phone)
    clock.move_to(AFTER_THE_DEADLINE)
    _the_bureau_runs_and_asks(bao)
    _a_second_officer_publishes(bing)
    _the_student_accepts(student, slips[FIRST][0])
    _the_other_reads_why_not(other, slips[SECOND][0])
    _the_enterprise_reads_the_name(hua)


def _the_school_enrols(lin: Window, folder: Path) -> dict[str, tuple[str, str]]:
    lin.sign_in("lin")
    lin.open("/cohorts")
    lin.follow(_("New cohort"))
    lin.fill(_("Name"), "2024 数控")
    lin.choose(_("Major"), MAJOR)
    lin.tick(_("Senior worker class"))
    lin.fill(_("Entry year"), "2024")
    lin.fill(_("First day of the internship"), "2026-04-01")
    lin.fill(_("Last day of the internship"), "2026-12-31")
    lin.press(_("Make the cohort"))
    lin.follow(_("Bring a class list"))
    lin.page.get_by_label(_("Class list"), exact=True).set_input_files(_a_class_list(folder))
    lin.press(_("Upload and check"))
    lin.sees(_("Correct them here"))
    lin.page.locator("input[name$=-phone]").fill("13900000777")
    lin.press(_("Save and check again"))
    lin.press(_n("Enrol {n} student", "Enrol {n} students", 2).format(n=2))
    lin.follow(_("Activation slips"))
    lin.press(_("Make slips"))
    lin.sees(FIRST)
    return dict(_slip(lin, name) for name in (FIRST, SECOND))


def _a_class_list(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [
        a_row(901, name=FIRST, school_score="96"),
        a_row(902, name=SECOND, school_score="71", phone="12345"),
    ]
    sheet.append([column.label for column in rows[0]])
    for row in rows:
        sheet.append(list(row.values()))
    book.save(folder / "名单.xlsx")
    return folder / "名单.xlsx"


def _slip(lin: Window, name: str) -> tuple[str, tuple[str, str]]:
    told = lin.page.locator(".slip", has_text=name).locator("dd").all_inner_texts()
    return name, (told[0], told[1])


def _the_enterprise_posts(hua: Window) -> None:
    hua.sign_in("hua")
    hua.open("/slots")
    hua.follow(_("Post a slot"))
    hua.fill(_("Title of the slot"), SLOT)
    hua.fill(_("What the work is"), "在师傅指导下操作数控车床，装夹工件，检验尺寸，每周轮换两个工序")
    hua.page.locator("details", has_text="数控").locator("summary").first.click()
    hua.tick(MAJOR)
    hua.choose(_("Kind of place"), _("Workshop or factory"))
    hua.choose(_("Labour intensity"), _("Grade II, medium (sawing, driving)"))
    numbers = {
        _("Seats"): "1",
        _("Staff in the same kind of post"): "60",
        _("Hours a day"): "8",
        _("Hours a week"): "56",
        _("Days off a week"): "2",
        _("Pay a month, CNY"): "3200",
        _("Wage of the same post, CNY"): "3600",
    }
    for label, number in numbers.items():
        hua.fill(label, number)
    hua.fill(_("First day"), "2026-04-13")
    hua.fill(_("Last day"), "2026-10-09")
    hua.press(_("Check the slot"))
    hua.sees("40")
    hua.fill(_("Hours a week"), "40")
    hua.press(_("Check the slot"))
    hua.press(_("Post the slot"))
    hua.sees(_("Posted. Students can choose it now."))


def _the_bureau_opens(bao: Window) -> None:
    bao.sign_in("bao")
    bao.open("/rounds/new")
    typed = {
        _("Name of the round"): "2026 春季",
        _("Wishes open"): "2026-03-16T09:00",
        _("Deadline for wishes"): "2026-03-20T18:00",
        _("Results planned for"): "2026-03-23",
        _("Students answer by"): "2026-03-27T18:00",
        _("Internships start from"): "2026-04-01",
        _("Internships start until"): "2026-06-30",
    }
    for label, text in typed.items():
        bao.fill(label, text)
    bao.press(_("Make the round"))
    bao.page.get_by_role("checkbox", name="2024 数控").check()
    bao.press(_("Save who takes part"))
    bao.follow(_("Check and open"))
    bao.press(_("Open the round"))


def _a_student_comes_in(phone: Window, username: str, code: str) -> None:
    phone.open("/")
    phone.follow(_("Use your slip"))
    phone.fill(_("User name"), username)
    phone.fill(_("Code"), code.replace("-", "").lower())
    phone.fill(_("New password"), PASSWORD)
    phone.fill(_("The new password once more"), PASSWORD)
    phone.press(_("Set the password and sign in"))
    phone.sees(_("Before you begin: your data"))
    phone.press(_("I have read this, go on"))
    phone.page.wait_for_url("**/home")


def _and_submits(phone: Window) -> None:
    phone.page.get_by_role("link", name=_("My wishes")).last.click()
    phone.press(_("Add"))
    phone.sees(_n("{n} chosen", "{n} chosen", 1).format(n=1))
    phone.follow(_("Check and submit"))
    phone.tick(_("I have read the list"))
    phone.press(_("Submit"))
    phone.sees(_("Receipt number"))


def _the_bureau_runs_and_asks(bao: Window) -> None:
    bao.sign_in("bao")
    bao.open("/rounds")
    bao.follow("2026 春季")
    bao.press(_("Lock now"))
    bao.press(_("Compute the match"))
    bao.follow(_("Go on"))
    bao.open("/rounds")
    bao.follow("2026 春季")
    bao.follow(_("Check and publish"))
    bao.tick(_("I have read the explanations of at least ten students"))
    bao.tick(_("The schools know which students have no place, and look after them"))
    bao.press(_("Ask a second officer to publish"))
    bao.sees(_("You asked for the publication. Another officer has to confirm it."))


def _a_second_officer_publishes(bing: Window) -> None:
    bing.sign_in("bing")
    bing.open("/rounds")
    bing.follow("2026 春季")
    bing.follow(_("Check and publish"))
    bing.tick(_("I have read the explanations of at least ten students myself"))
    bing.press(_("Publish the results"))
    bing.sees(_("The results are published. Everybody concerned gets a letter."))


def _the_student_accepts(phone: Window, username: str) -> None:
    phone.sign_in(username, PASSWORD)
    phone.page.get_by_role("link", name=_("My result")).last.click()
    phone.sees(SLOT)
    phone.follow(_("Accept this place"))
    phone.tick(_("I agree that this enterprise receives the data named above"))
    phone.press(_("Accept this place"))
    phone.sees(SLOT)


def _the_other_reads_why_not(phone: Window, username: str) -> None:
    phone.sign_in(username, PASSWORD)
    phone.page.get_by_role("link", name=_("My result")).last.click()
    phone.sees(SLOT)


def _the_enterprise_reads_the_name(hua: Window) -> None:
    hua.sign_in("hua")
    hua.open("/placements")
    hua.follow("2026 春季")
    hua.sees(FIRST)
    assert SECOND not in hua.page.content()
