"""A list declared once: what its address asks for, and the query, form and sentence that come from it."""

from typing import Any

import pytest
from sqlalchemy import Select, column, select, table

from matching.web.listing import LONGEST_WORDS, Filter, Kind, Listing, Option, Sort

NAME, MAJOR, PAY, DAY = column("name"), column("major"), column("pay"), column("day")
SLOTS = table("slot", NAME, MAJOR, PAY, DAY)
QUERY: Select[Any] = select(NAME).select_from(SLOTS).order_by(NAME)

FILTERS = (
    Filter(name="q", legend="Name", where=NAME.contains, kind=Kind.WORDS),
    Filter(name="day", legend="Day", where=lambda day: day == DAY, kind=Kind.DAY),
    Filter(
        name="major",
        legend="Major",
        where=lambda code: code == MAJOR,
        options=[Option("1", "Turning", 4), Option("2", "Milling")],
    ),
    Filter(
        name="kind",
        legend="Kind",
        where=lambda kind: kind == NAME,
        kind=Kind.ANY,
        options=[Option("a", "A"), Option("b", "B")],
    ),
    Filter(
        name="only",
        legend="Only",
        where=lambda what: what < PAY,
        kind=Kind.ALL,
        options=[Option("5", "Five"), Option("9", "Nine")],
    ),
)
SORTS = (Sort(name="name", label="By name"), Sort(name="pay", label="By pay", by=(PAY.desc(),), falling=True))


def asked(**args: list[str]) -> Listing:
    return Listing(FILTERS, SORTS, args)


def where(listing: Listing) -> str:
    text = str(listing.of(QUERY).compile(compile_kwargs={"literal_binds": True}))
    return " ".join(text.partition("WHERE")[2].split())


@pytest.mark.parametrize(
    ("args", "clause"),
    [
        ({}, ""),
        ({"major": ["2"]}, "slot.major = '2' ORDER BY slot.name"),
        ({"major": ["2", "1"]}, "slot.major = '1' ORDER BY slot.name"),
        ({"kind": ["a", "b"]}, "slot.name = 'a' OR slot.name = 'b' ORDER BY slot.name"),
        ({"only": ["5", "9"]}, "slot.pay > '5' AND slot.pay > '9' ORDER BY slot.name"),
        ({"day": ["2026-03-20"]}, "slot.day = '2026-03-20' ORDER BY slot.name"),
        ({"major": ["1"], "sort": ["pay"]}, "slot.major = '1' ORDER BY slot.pay DESC"),
        ({"major": ["9"], "kind": ["", "c"], "day": ["yesterday"], "q": ["  "], "sort": ["luck"]}, ""),
    ],
)
def test_the_address_narrows_and_sorts(args: dict[str, list[str]], clause: str) -> None:
    assert where(asked(**args)) == clause


def test_one_choice_left_out_leaves_the_others() -> None:
    listing = asked(major=["1"], only=["5", "9"])
    _major, five, _nine = listing.applied
    text = str(listing.of(QUERY, without=five).compile(compile_kwargs={"literal_binds": True}))
    assert "slot.major = '1'" in text
    assert "slot.pay > '9'" in text
    assert "slot.pay > '5'" not in text


def test_the_sentence_tells_every_choice() -> None:
    assert asked(major=["2"], only=["5", "9"], q=[" 车工 "]).sentence == (
        "Name 车工、Major Milling、Only Five、Only Nine"
    )
    assert asked().sentence == "全部，没有条件"


def test_words_have_an_end_and_no_nul() -> None:
    (chosen,) = asked(q=["\x00" + "长" * 500]).applied
    assert chosen.option.value == "长" * LONGEST_WORDS


def test_the_form_shows_what_is_chosen() -> None:
    groups = {group["name"]: group for group in asked(major=["2"], kind=["a"]).groups}
    assert set(groups) == {"major", "kind", "only"}
    assert [option["checked"] for option in groups["major"]["options"]] == [False, False, True]
    assert groups["major"]["kind"] == "radio"
    assert [option["checked"] for option in groups["kind"]["options"]] == [True, False]
    assert groups["kind"]["kind"] == "checkbox"
    assert asked(q=["车工"]).typed == [(FILTERS[0], "车工"), (FILTERS[1], "")]
