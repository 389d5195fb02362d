"""Files that cannot be used: every mistake is told, all of them at once, in the words of the file."""

import json

import pytest

from matching.engine.files_json import Unreadable
from matching.engine.files_reading import read_instance
from matching.engine.files_schema import schema
from tests.engine.test_files import town


def faults_of(market):
    """What the door says is wrong, with a market or with a text."""
    data = market if isinstance(market, bytes) else json.dumps(market).encode()
    with pytest.raises(Unreadable) as caught:
        read_instance(data)
    return list(caught.value.sentences)


NOT_JSON = [
    (b"\xff\xfe", "not UTF-8"),
    (b"", "not JSON"),
    (b'{"students": [], "slots": [], "students": []}', '"students" stands twice'),
    (b'{"students": [], "slots": [{"id": "a", "seats": NaN}]}', "NaN"),
    (b'{"students": [], "slots": [{"id": "a", "seats": %s}]}' % (b"9" * 5000), "5000 digits"),
    (b"[" * 100_000, "nested too deeply"),
    (b"[]", "is [], not an object"),
    (b'{"students": [{"id": "\\ud800", "wishes": []}], "slots": []}', "half of a character"),
    (b'{"students": [], "slots": [], "lottery": {"": 1}}', "empty text"),
]


@pytest.mark.parametrize(("text", "told"), NOT_JSON, ids=[told for _, told in NOT_JSON])
def test_what_is_not_plain_json_is_refused(text, told):
    assert told in faults_of(text)[0]


MISTAKES = [
    ({"slots": None}, "Slots is null, not a list."),
    ({"slot": []}, 'The file has a field that nobody knows, "slot".'),
    ({"students_ann": {"wishes": "bakery"}}, 'Student "ann", wishes is "bakery", not a list.'),
    ({"students_ann": {"wishes": ["garage", 7]}}, "wishes, entry 2 is 7, not text."),
    ({"students_ann": {"fixed": ""}}, "empty text"),
    ({"slots_bakery": {"seats": True}}, "is true, not a whole number"),
    ({"slots_bakery": {"seats": 1.5}}, "is 1.5, not a whole number"),
    ({"slots_bakery": {"seats": -1}}, "is -1, not between 0 and 2147483647"),
    ({"slots_bakery": {"scores": {"ann": 65536}}}, 'scores, "ann" is 65536, not between 0 and 65535'),
    ({"slots_bakery": {"reserves": [{"kind": "k"}]}}, 'reserves, entry 1 has no "seats"'),
    ({"options": {"ties": "coin"}}, 'Options, ties is "coin", not "lottery" or "whole_class".'),
    ({"lottery": {"ann": 2**63, "bo": 1, "cy": 2}}, "not between"),
    ({"students_ann": {"wishes": ["bakery", "bank"]}}, 'Student "ann" wishes for "bank", which is no slot.'),
    ({"students_ann": {"wishes": ["bakery", "bakery"]}}, '"ann" wishes for "bakery" 2 times.'),
    ({"students_ann": {"fixed": "bank"}}, '"ann" is fixed at "bank", which is no slot.'),
    ({"students_ann": {"id": "bo"}}, '2 students have the id "bo".'),
    ({"slots_garage": {"id": "bakery"}}, '2 slots have the id "bakery".'),
    ({"groups": [{"id": "g", "seats": 1}] * 2}, '2 groups have the id "g".'),
    ({"slots_garage": {"ranking": ["ann", "dee"]}}, '"garage" ranks "dee", who is no student.'),
    ({"slots_garage": {"ranking": ["ann", "ann"]}}, '"garage" ranks "ann" 2 times.'),
    ({"slots_bakery": {"ranking": ["ann"]}}, '"bakery" has both a ranking and scores'),
    ({"slots_garage": {"scores": {"dee": 1}}}, '"garage" has a score for "dee", who is no student.'),
    ({"slots_garage": {"parent": "g"}}, '"garage" lies in "g", which is no group.'),
    ({"slots_garage": {"reserves": [{"kind": "k", "seats": 1}]}}, 'for "k", which no student holds'),
    (
        {"students_ann": {"holds": ["k"]}, "slots_garage": {"reserves": [{"kind": "k", "seats": 1}] * 2}},
        'reserves seats for "k" 2 times',
    ),
    ({"students_ann": {"holds": ["k"]}, "kinds": ["l"]}, 'holds "k", which is not in kinds'),
    (
        {"students_ann": {"holds": ["k"]}, "slots_garage": {"reserves": [{"kind": "k", "seats": 2}]}},
        'Slot "garage" reserves more seats than it has.',
    ),
    (
        {
            "students_ann": {"holds": ["k", "l"]},
            "slots_garage": {"seats": 2, "reserves": [{"kind": "k", "seats": 1}, {"kind": "l", "seats": 1}]},
        },
        'Student "ann" holds two kinds reserved at "garage"',
    ),
    ({"slots_garage": {"opens_with": 2}}, 'Slot "garage" opens with fewer than 0, or with more'),
    ({"students_ann": {"fixed": "garage"}, "students_bo": {"fixed": "garage"}}, '"garage" has fewer seats'),
    ({"groups": [{"id": "g", "seats": 1, "parent": "g"}]}, 'Group "g" lies inside itself.'),
    ({"ineligible": [{"student": "dee", "slot": "bakery"}]}, 'names "dee", who is no student'),
    ({"ineligible": [{"student": "ann", "slot": "bank"}]}, 'names "bank", which is no slot'),
    (
        {"students_ann": {"fixed": "bakery"}, "ineligible": [{"student": "ann", "slot": "bakery"}]},
        '"ann" is fixed at "bakery", which is ineligible.',
    ),
    ({"lottery": {"ann": 1, "bo": 2}}, 'Student "cy" has no lottery number.'),
    ({"lottery": {"ann": 1, "bo": 2, "cy": 2}}, 'The lottery number 2 was given to "bo", "cy".'),
    ({"lottery": {"ann": 1, "bo": 2, "cy": 3, "dee": 4}}, 'The lottery names "dee", who is no student.'),
    ({"fit": {"dee": {}}}, 'Fit names "dee", who is no student.'),
    ({"fit": {"ann": {"bank": 1}}}, 'Fit of "ann" names "bank", which is no slot.'),
    ({"options": {"ties": "whole_class"}, "students_ann": {"together": "x"}}, "cannot be had with together"),
]


@pytest.mark.parametrize(("change", "told"), MISTAKES, ids=[told for _, told in MISTAKES])
def test_every_mistake_is_told_in_the_words_of_the_file(change, told):
    found = faults_of(town(**change))
    assert any(told in sentence for sentence in found), found


def test_all_mistakes_are_told_at_once():
    told = [
        {"students_ann": {"wishes": ["bank"]}},
        {"slots_garage": {"seats": -1}},
        {"lottery": {"ann": 1, "bo": 2}},
    ]
    together = faults_of(town(**{name: value for change in told for name, value in change.items()}))
    assert [len(faults_of(town(**change))) for change in told] == [1, 1, 1]
    assert len(together) == len(told)


def test_equals_need_a_lottery():
    market = town()
    del market["lottery"]
    assert faults_of(market) == [
        '"ann" and "bo" are equals at "garage": the file needs a lottery.',
        '"bo" and "cy" are equals at "bakery": the file needs a lottery.',
    ]


def test_slots_of_a_group_must_agree_on_who_comes_first():
    capped = {"slots_bakery": {"parent": "g"}, "groups": [{"id": "g", "seats": 1}]}
    for garage, told in [
        ({}, 'Slot "garage" lies in group "g" and does not say who comes first.'),
        ({"ranking": ["ann", "bo"]}, "some slots have rankings and others scores"),
    ]:
        found = faults_of(town(**capped, slots_garage={"parent": "g", **garage}))
        assert any(told in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("rankings", "told"),
    [
        ((["ann", "bo"], ["bo", "ann"]), "disagree on who of"),
        ((["ann", "bo"], ["cy", "bo"]), 'do not say who of "ann" and "cy" comes first'),
        ((["ann", "bo"], ["bo", "cy"], ["cy", "ann"]), "go round in a circle"),
    ],
)
def test_rankings_that_leave_a_doubt_are_refused(rankings, told):
    market = {
        "students": [{"id": one, "wishes": []} for one in ("ann", "bo", "cy")],
        "slots": [
            {"id": str(number), "seats": 1, "ranking": ranking, "parent": "g"}
            for number, ranking in enumerate(rankings)
        ],
        "groups": [{"id": "g", "seats": 1}],
    }
    assert told in faults_of(market)[0]
    market["groups"][0]["ranking"] = ["ann", "bo", "cy"]
    assert any("both say who comes first" in sentence for sentence in faults_of(market))
    for slot in market["slots"]:
        del slot["ranking"]
    assert read_instance(json.dumps(market).encode()).instance.openings == len(rankings)


def test_the_schema_is_one_that_other_programs_can_read():
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    names = {reference["$ref"] for reference in _references(schema())}
    assert names == {f"#/$defs/{name}" for name in schema()["$defs"]}


def _references(value):
    if isinstance(value, dict):
        yield from [value] if "$ref" in value else []
        for inner in value.values():
            yield from _references(inner)
