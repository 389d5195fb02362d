"""Reads what the documents of the engine show: code that is run, and tables that are computed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.processes import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULE = re.compile(r"[|:\- ]+")

Table = list[list[str]]  # the head, then the rows


def text_of(name: str) -> str:
    """A document."""
    return (DOCS / name).read_text(encoding="utf-8")


def blocks_of(name: str, language: str) -> list[str]:
    """The code blocks of a document that are in this language."""
    return [code for known, code in BLOCK.findall(text_of(name)) if known == language]


def tables_of(name: str) -> Iterator[Table]:
    """The tables of a document."""
    table: Table = []
    for line in [*text_of(name).splitlines(), ""]:
        if line.startswith("|"):
            if not RULE.fullmatch(line):
                table.append([cell.strip() for cell in line.strip("|").split("|")])
        elif table:
            yield table
            table = []


class Words(NamedTuple):
    """How one page for parents says what the engine answers."""

    page: str
    comma: str
    no_place: str
    nothing: str
    last_kept: str
    position: str
    placed: str
    outranked: str
    by_lottery: str
    group: str
    closed: str
    lies: str


PAGES = (
    Words(
        page="how-the-match-works.zh-CN.md",
        comma="、",
        no_place="没有岗位",
        nothing="—",
        last_kept="{priority} 分，{lottery} 号",
        position="{applicants} 人里第 {rank}",
        placed="排上了",
        outranked="没排上",
        by_lottery="没排上，只差随机号",
        group="公司满了",
        closed="没有开",
        lies="一共 {all} 种：{worse} 种去了更不想去的地方，或者没有岗位；{same} 种结果一样；{better} 种更好",
    ),
    Words(
        page="how-the-match-works.md",
        comma=", ",
        no_place="no place",
        nothing="—",
        last_kept="{priority}, number {lottery}",
        position="{rank} of {applicants}",
        placed="this is the place",
        outranked="others came first",
        by_lottery="others came first, by the lottery number only",
        group="the company is full",
        closed="did not open",
        lies="{all} in all: {worse} end somewhere less wanted or without a place, {same} end the same, and "
        "{better} end better",
    ),
)
