"""Markets in files: published ones come out as published, and everything a file can say has its effect."""

import copy
import json

import pytest

from matching.engine import certify, digest, solve
from matching.engine.files_json import Unreadable
from matching.engine.files_reading import read_instance
from matching.engine.files_result import told
from matching.engine.files_verifying import disagreements
from tests.engine.test_published_markets import PUBLISHED

# Kamada & Kojima 2015, Efficient Matching under Distributional Constraints, AER 105(1), example 1; as in
# UTokyoMDcenter/MatchingMarkets: ten doctors, two hospitals of ten, and ten for the region of both.
DOCTORS = [f"d{number}" for number in range(10)]
KAMADA_KOJIMA = {
    "students": [{"id": one, "wishes": ["h1" if number < 3 else "h2"]} for number, one in enumerate(DOCTORS)],
    "slots": [{"id": one, "seats": 10, "ranking": DOCTORS, "parent": "region"} for one in ("h1", "h2")],
    "groups": [{"id": "region", "seats": 10}],
}


def solved(market):
    """What the file door answers, checked by its own verification first."""
    reading = read_instance(json.dumps(market).encode())
    answer = told(reading, solve(reading.instance))
    assert answer["certificate"]["valid"]
    assert disagreements(reading, json.dumps(answer).encode()) == []
    return answer


def explained(market, student):
    return {row["slot"]: row for row in solved(market)["explanations"][student]}


@PUBLISHED
def test_published_markets_come_out_of_files_as_published(published):
    market = {
        "students": [{"id": one, "wishes": wished.split()} for one, wished in published.wishes.items()],
        "slots": [
            {"id": one, "seats": seats, "ranking": ranking.split()}
            for one, (seats, ranking) in published.openings.items()
        ],
    }
    assert solved(market)["placements"] == published.placements


def test_a_regional_cap_holds_over_all_its_hospitals():
    placements = solved(KAMADA_KOJIMA)["placements"]
    assert placements == {one: "h1" if number < 3 else "h2" for number, one in enumerate(DOCTORS)}
    smaller = {**KAMADA_KOJIMA, "groups": [{"id": "region", "seats": 4}]}
    answer = solved(smaller)
    assert [one for one, place in answer["placements"].items() if place] == DOCTORS[:4]
    assert answer["group_cutoffs"]["region"] == {"full": True, "position": 4, "lottery": 4}
    assert explained(smaller, "d9")["h2"]["binding"]["group"] == "region"


TOWN = {
    "students": [
        {"id": "ann", "wishes": ["bakery", "garage"]},
        {"id": "bo", "wishes": ["bakery", "garage"]},
        {"id": "cy", "wishes": ["bakery"]},
    ],
    "slots": [
        {"id": "bakery", "seats": 1, "scores": {"ann": 600, "bo": 612, "cy": 612}},
        {"id": "garage", "seats": 1},
    ],
    "lottery": {"ann": 1, "bo": 3, "cy": 2},
}


def town(**changes):
    """The town, with other fields; `slots_bakery` changes the bakery, `students_ann` ann."""
    market = copy.deepcopy(TOWN)
    for name, value in changes.items():
        field, _, one = name.partition("_")
        if one:
            next(entry for entry in market[field] if entry["id"] == one).update(value)
        else:
            market[name] = value
    return market


def test_scores_decide_and_the_lottery_among_equals():
    answer = solved(TOWN)
    assert answer["placements"] == {"ann": "garage", "bo": None, "cy": "bakery"}
    assert answer["cutoffs"]["bakery"] == {"full": True, "priority": 612, "lottery": 2}
    bo = explained(TOWN, "bo")["bakery"]
    assert (bo["reason"], bo["rank"], bo["waiting"], bo["by_lottery"]) == ("outranked", 2, 1, True)


def test_whom_a_slot_does_not_list_it_does_not_take_unless_that_is_wanted():
    listed = town(slots_bakery={"scores": {"ann": 1}})
    answer = solved(listed)
    assert answer["placements"]["ann"] == "bakery"
    assert answer["dropped"] == {"not_ranked": 2, "not_wished": 0}
    assert explained(listed, "bo")["bakery"]["reason"] == "unranked"
    roomy = {**listed, "options": {"unranked": "last"}}
    roomy["slots"][0]["seats"] = 2
    assert solved(roomy)["placements"] == {"ann": "bakery", "bo": "garage", "cy": "bakery"}


def test_a_score_of_nought_is_a_score():
    assert solved(town(slots_bakery={"scores": {"ann": 0}}))["placements"]["ann"] == "bakery"


def test_what_the_rules_bar_is_skipped_and_the_rule_is_named():
    barred = town(ineligible=[{"student": "cy", "slot": "bakery", "rule": "INT-07"}])
    assert solved(barred)["placements"] == {"ann": "garage", "bo": "bakery", "cy": None}
    assert explained(barred, "cy")["bakery"] == {
        "wish": 1,
        "slot": "bakery",
        "reason": "ineligible",
        "rule": "INT-07",
        "priority": 612,
        "cutoff": {"priority": 612, "lottery": 3},
        "applicants": 2,
    }


def test_who_is_fixed_sits_down_first():
    answer = solved(town(students_ann={"fixed": "bakery"}))
    assert answer["placements"] == {"ann": "bakery", "bo": "garage", "cy": None}
    assert answer["explanations"]["ann"][0]["fixed"] is True


def test_holders_come_first_to_seats_reserved_for_them():
    answer = solved(
        town(
            students_ann={"holds": ["hardship"]},
            slots_bakery={"reserves": [{"kind": "hardship", "seats": 1}]},
        )
    )
    assert answer["placements"]["ann"] == "bakery"
    assert answer["reserve_cutoffs"] == {
        "bakery": {"hardship": {"full": True, "priority": 600, "lottery": 1}}
    }


def test_a_slot_opens_with_enough_or_not_at_all():
    answer = solved(town(slots_garage={"seats": 2, "opens_with": 2}, slots_bakery={"seats": 2}))
    assert answer["mechanism"] == "closing"
    assert answer["closed"] == ["garage"]
    assert answer["placements"]["ann"] is None


def test_who_wants_to_stay_together_does_where_that_can_be_done():
    together = town(
        students_ann={"together": "friends"}, students_cy={"together": "friends"}, slots_bakery={"seats": 2}
    )
    answer = solved(together)
    assert answer["mechanism"] == "together"
    assert not any(answer["guarantees"].values())


def test_rankings_in_a_group_are_one_order_if_they_leave_no_doubt():
    market = {
        "students": [{"id": one, "wishes": ["x", "y"]} for one in "abc"],
        "slots": [
            {"id": "x", "seats": 3, "ranking": ["a", "b"], "parent": "g"},
            {"id": "y", "seats": 3, "ranking": ["b", "c"], "parent": "g"},
        ],
        "groups": [{"id": "g", "seats": 2}],
    }
    assert solved(market)["placements"] == {"a": "x", "b": "x", "c": None}


def test_the_order_of_rows_does_not_matter():
    turned = {name: value[::-1] if isinstance(value, list) else value for name, value in TOWN.items()}
    assert solved(turned)["instance_digest"] == solved(TOWN)["instance_digest"]
    assert solved(turned)["placements"] == solved(TOWN)["placements"]


def test_without_a_lottery_that_matters_the_order_of_ids_stands_in():
    market = town(slots_bakery={"ranking": ["cy", "ann", "bo"]}, slots_garage={"ranking": ["bo", "ann"]})
    del market["lottery"], market["slots"][0]["scores"]
    reading = read_instance(json.dumps(market).encode())
    assert reading.instance.lottery.tolist() == [1, 2, 3]
    assert certify(reading.instance, solve(reading.instance)).instance_digest == digest(reading.instance)


def test_a_result_of_another_market_is_told_from_its_own():
    other = read_instance(json.dumps(town(slots_garage={"seats": 2})).encode())
    wrong = disagreements(other, json.dumps(solved(TOWN)).encode())
    assert any("instance_digest" in sentence for sentence in wrong)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"placements": {"ann": "garage", "bo": "bakery", "cy": None}}, "blocking"),
        ({"closed": ["garage"]}, "closed"),
        ({"mechanism": "closing"}, "result_digest"),
        ({"dropped": {"not_ranked": 1, "not_wished": 0}}, "dropped, not_ranked is 1, but 0 follows"),
        ({"explanations": {}}, "explanations, ann is missing"),
        ({"remark": 1}, '"remark" does not belong there'),
    ],
)
def test_every_change_to_a_result_is_found(change, found):
    reading = read_instance(json.dumps(TOWN).encode())
    wrong = disagreements(reading, json.dumps({**solved(TOWN), **change}).encode())
    assert any(found in sentence for sentence in wrong), wrong


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"placements": {"ann": "nowhere", "bo": None}}, 'leave "cy" out'),
        ({"placements": []}, "no placements"),
        ({"cutoffs": {"bakery": {"full": 1}}}, 'cutoffs of "bakery"'),
        ({"cutoffs": {"bakery": {"full": True, "priority": "612", "lottery": 2}}}, 'cutoffs of "bakery"'),
        ({"mechanism": "magic"}, "magic"),
        ({"guarantees": {"stable": True}}, "guarantees"),
        ({"instance_digest": None}, "instance_digest"),
        ({"welfare": {"objective": "fit"}}, "welfare"),
    ],
)
def test_a_result_that_cannot_be_read_says_why(change, found):
    reading = read_instance(json.dumps(TOWN).encode())
    with pytest.raises(Unreadable, match=found):
        disagreements(reading, json.dumps({**solved(TOWN), **change}).encode())
