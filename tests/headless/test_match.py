"""`flask match`: a school matches its students with three sheets and nothing else."""

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from matching.headless.commands import match_command
from matching.kernel.sheets import sheets_of, write
from tests.architecture.source import ROOT

NAMES = ("students", "slots", "wishes")
STUDENTS = (["学号", "姓名", "分数"], [["1", "安", 600], ["2", "白", 612], ["3", "=1+1", 612]])
SLOTS = (["岗位编号", "岗位", "企业", "名额"], [["A", "面点", "甲", 1], ["B", "汽修", "乙", 1]])
WISHES = (["学号", "志愿1", "志愿2"], [["1", "A", "B"], ["2", "A", "B"], ["3", "A", None]])

Sheet = tuple[list[str], list[list[object]]]


def run(*words: object) -> Result:
    return CliRunner().invoke(match_command, [str(word) for word in words])


def _sheets(
    folder: Path, *, students: Sheet = STUDENTS, slots: Sheet = SLOTS, wishes: Sheet = WISHES
) -> list[Path]:
    paths = [folder / f"{name}.xlsx" for name in NAMES]
    for path, (headings, rows) in zip(paths, (students, slots, wishes), strict=True):
        path.write_bytes(write(rows, title="表", headings=headings))
    return paths


def _answer(folder: Path, *words: str, **sheets: Sheet) -> dict[str, list[tuple[str, ...]]]:
    """The sheets of the result by name, without their headings."""
    out = folder / "result.xlsx"
    done = run(*_sheets(folder, **sheets), "--out", out, "--seed", "linfen", *words)
    assert done.exit_code == 0, done.output
    return {sheet.name: list(sheet.rows[1:]) for sheet in sheets_of(out.read_bytes(), out.name)}


def _places(answer: dict[str, list[tuple[str, ...]]]) -> dict[str, str]:
    return {row[0]: row[3] for row in answer["匹配结果"]}


def test_the_samples_work_as_they_stand(tmp_path: Path) -> None:
    assert run("--samples", tmp_path).exit_code == 0
    paths = [tmp_path / f"{name}.xlsx" for name in NAMES]
    done = run(*paths, "--out", tmp_path / "result.xlsx")
    assert done.exit_code == 0, done.output
    again = run("--samples", tmp_path)
    assert again.exit_code == 1
    assert "已经有了" in again.output


def test_headings_of_the_samples_may_be_english(tmp_path: Path) -> None:
    assert run("--samples", tmp_path, "--lang", "en").exit_code == 0
    paths = [tmp_path / f"{name}.xlsx" for name in NAMES]
    done = run(*paths, "--out", tmp_path / "result.xlsx", "--lang", "en")
    assert "5 of 6 students have a slot" in done.output


def test_scores_decide_and_the_lottery_among_equals(tmp_path: Path) -> None:
    answer = _answer(tmp_path)
    lottery = {row[0]: int(row[7]) for row in answer["匹配结果"]}
    first, second = sorted(["2", "3"], key=lottery.__getitem__)
    assert _places(answer)[first] == "A"
    why = next(row[1] for row in answer["每个志愿"] if row[0] == second)
    assert "抽签号" in why
    assert next(row for row in answer["分数线"] if row[0] == "A")[5].startswith("612 分")


def test_the_same_seed_gives_the_same_result_and_another_may_not(tmp_path: Path) -> None:
    assert _answer(tmp_path) == _answer(tmp_path)
    paths, out = _sheets(tmp_path), tmp_path / "result.xlsx"
    seeds = set()
    for _draw in range(2):
        run(*paths, "--out", out)
        how = next(sheet for sheet in sheets_of(out.read_bytes(), out.name) if sheet.name == "怎样重算")
        seeds.add(how.rows[0][1])
    assert len(seeds) == 2


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    assert {row[1] for row in _answer(tmp_path)["匹配结果"]} == {"安", "白", "=1+1"}


def test_a_slot_may_have_scores_of_its_own(tmp_path: Path) -> None:
    headings, rows = STUDENTS
    own: list[object] = [700, None, 1]
    students = [*headings, "A分数"], [[*row, score] for row, score in zip(rows, own, strict=True)]
    assert _places(_answer(tmp_path, students=students))["1"] == "A"


def test_an_enterprise_may_rank_students_itself(tmp_path: Path) -> None:
    headings, rows = SLOTS
    ranked = [*headings, "排序"], [[*rows[0], "3、1"], [*rows[1], None]]
    answer = _answer(tmp_path, slots=ranked)
    assert _places(answer) == {"1": "", "2": "B", "3": "A"}
    assert any(row[0] == "2" and "排序里没有你" in row[1] for row in answer["每个志愿"])


def test_majors_groups_minimums_and_places_given_beforehand_count(tmp_path: Path) -> None:
    students = (
        ["学号", "姓名", "专业", "分数", "指定岗位"],
        [
            ["1", "安", "烹饪", 600, None],
            ["2", "白", "烹饪", 612, None],
            ["3", "陈", "汽修", 700, None],
            ["4", "丁", "烹饪", 1, "D"],
        ],
    )
    slots = (
        [*SLOTS[0], "最少开班人数", "所属分组", "分组名额", "限专业"],
        [
            ["A", "面点", "甲", 2, None, "甲", 1, "烹饪、面点"],
            ["B", "质检", "甲", 2, None, "甲", None, None],
            ["C", "客服", "乙", 2, 2, None, None, None],
            ["D", "仓库", "丙", 1, None, None, None, None],
        ],
    )
    wishes = WISHES[0], [["1", "A", "C"], ["2", "A", None], ["3", "A", "C"]]
    answer = _answer(tmp_path, students=students, slots=slots, wishes=wishes)
    assert _places(answer) == {"1": "C", "2": "A", "3": "C", "4": "D"}
    why = {(row[0], row[4]): row[1] for row in answer["每个志愿"]}
    assert "分组“甲”的名额满了" in why["1", "A"]
    assert "只收这些专业" in why["3", "A"]
    assert "事先就定给了你" in why["4", "D"]


def test_every_fault_is_told_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    students = STUDENTS[0], [["1", "安", "很多"], ["1", "白", 612], ["3", None, 600]]
    slots = SLOTS[0], [["A", "面点", "甲", -1], [None, "汽修", "乙", 1]]
    wishes = WISHES[0], [["1", "A", "A"], ["3", "B", None], ["9", "A", None]]
    paths, out = _sheets(tmp_path, students=students, slots=slots, wishes=wishes), tmp_path / "result.xlsx"
    done = run(*paths, "--out", out)
    assert done.exit_code == 2
    assert not out.exists()
    for place in [
        "students.xlsx,工作表“表”,第 2 行 C 列(分数)",
        "students.xlsx,工作表“表”,第 3 行 A 列(学号):1 写了两次",
        "students.xlsx,工作表“表”,第 4 行 B 列(姓名)",
        "slots.xlsx,工作表“表”,第 2 行 D 列(名额)",
        "slots.xlsx,工作表“表”,第 3 行 A 列(岗位编号)",
        "wishes.xlsx,工作表“表”,第 2 行 C 列(志愿2):这个岗位写了两次",
        "wishes.xlsx,工作表“表”,第 3 行 B 列(志愿1):没有编号是 B 的岗位",
        "wishes.xlsx,工作表“表”,第 4 行 A 列(学号)",
    ]:
        assert place.translate(_FULL_WIDTH) in done.output
    assert done.output.count("\n") == 8


_FULL_WIDTH = str.maketrans(",():", "，（）：")


@pytest.mark.parametrize(
    ("headings", "told"),
    [(["学号", "名次"], "没有找到标题行"), (["学号", "姓名", "名字"], "有 2 列都是")],
)
def test_headings_that_are_missing_or_stand_twice_are_told(
    tmp_path: Path, headings: list[str], told: str
) -> None:
    paths = _sheets(tmp_path, students=(headings, [["1"] * len(headings)]))
    done = run(*paths, "--out", tmp_path / "result.xlsx", "--seed", "linfen")
    assert done.exit_code == 2
    assert told in done.output


def test_files_that_are_no_sheets_are_told_all_at_once(tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.xlsx"
    nonsense.write_bytes(b"nonsense")
    done = run(nonsense, tmp_path / "nowhere.xlsx", nonsense, "--out", tmp_path / "result.xlsx")
    assert done.exit_code == 2
    assert done.output.count("打不开") == 2
    assert "nowhere.xlsx" in done.output


def test_more_different_scores_than_can_be_told_apart_are_told(tmp_path: Path) -> None:
    paths = _sheets(tmp_path, slots=(SLOTS[0], [[code, "面点", "甲", 1] for code in "ABCD"]))
    paths[0] = tmp_path / "students.csv"
    lines = [f"{n},安,{n}.1,{n}.2,{n}.3,{n}.4" for n in range(1, 16_502)]
    paths[0].write_text("\n".join(["学号,姓名,A分数,B分数,C分数,D分数", *lines]), encoding="utf-8")
    done = run(*paths, "--out", tmp_path / "result.xlsx")
    assert done.exit_code == 2
    assert done.output == "students.csv：一共有 66004 种不同的分数，最多 65535 种。请少保留几位小数。\n"


def test_the_command_is_one_of_flask(app: Flask) -> None:
    assert isinstance(app.cli.commands["match"], click.Command)
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    module, _, name = entry["flask.commands"]["match"].partition(":")
    assert getattr(import_module(module), name) is match_command


def test_it_needs_no_database_no_keys_and_no_data_folder(tmp_path: Path) -> None:
    paths, out = _sheets(tmp_path), tmp_path / "result.xlsx"
    command = [sys.executable, "-m", "matching.headless", *map(str, paths), "--out", str(out)]
    nowhere = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATA_DIR": "/dev/null/nothing"}
    subprocess.run(command, check=True, cwd=tmp_path, env=nowhere)
    assert {path.name for path in tmp_path.iterdir()} == {*(f"{name}.xlsx" for name in NAMES), "result.xlsx"}
