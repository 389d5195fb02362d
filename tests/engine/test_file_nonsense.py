"""Whatever is done to a file, the door answers or says why not; no changed result is taken for it."""

import copy
import json
import random

import pytest

from matching.engine.files import JsonFile
from matching.engine.files_json import Unreadable
from tests.architecture.source import ROOT
from tests.engine.test_files import KAMADA_KOJIMA, TOWN, town

FULL = town(
    students_ann={"holds": ["hardship"], "together": "friends"},
    students_cy={"together": "friends"},
    slots_bakery={"parent": "town", "reserves": [{"kind": "hardship", "seats": 1}]},
    slots_garage={"opens_with": 1},
    groups=[{"id": "town", "seats": 2}, {"id": "county", "seats": 9}],
    ineligible=[{"student": "bo", "slot": "garage", "rule": "INT-07"}],
    fit={"ann": {"bakery": 3}},
    options={"ties": "lottery", "unranked": "last"},
)
MARKETS = pytest.mark.parametrize("market", [TOWN, FULL, KAMADA_KOJIMA], ids=["town", "full", "region"])
NONSENSE = [
    None,
    True,
    0,
    -1,
    1.5,
    1e400,
    "",
    "ann",
    "bakery",
    "nobody",
    "\ud800",
    [],
    {},
    [[]],
    2**70,
    65_536,
]


def _places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield from _places(one, (*path, step))


def _changed(value, chance):
    """A copy in which one place is something else, gone, or there twice."""
    changed = copy.deepcopy(value)
    *path, last = chance.choice([place for place in _places(value) if place])
    around = changed
    for step in path:
        around = around[step]
    deed = chance.choice(["replace", "replace", "remove", "add"])
    if deed == "remove":
        del around[last]
    elif deed == "add" and isinstance(around, list):
        around.append(copy.deepcopy(around[last]))
    else:
        around[last if deed == "replace" else "nonsense"] = copy.deepcopy(chance.choice(NONSENSE))
    return changed


def _opened(market):
    """None where the door refuses."""
    try:
        return JsonFile(json.dumps(market).encode())
    except Unreadable:
        return None


@MARKETS
def test_an_instance_is_answered_or_refused_with_sentences(market):
    chance, answered = random.Random(1962), 0
    for _ in range(150):
        changed = market
        for _change in range(chance.randint(1, 3)):
            changed = _changed(changed, chance)
        file = _opened(changed)
        if file is not None:
            assert file.disagreements(file.solved("stable", None)) == []
            answered += 1
    assert answered


@MARKETS
@pytest.mark.parametrize("mechanism", ["stable", "welfare"])
def test_no_changed_result_agrees(market, mechanism):
    chance = random.Random(1962)
    file = JsonFile(json.dumps(market).encode())
    answer = json.loads(file.solved(mechanism, "rank"))
    for _ in range(80):
        changed = _changed(answer, chance)
        try:
            wrong = file.disagreements(json.dumps(changed).encode())
        except Unreadable as error:
            wrong = list(error.sentences)
        assert bool(wrong) == (json.dumps(changed) != json.dumps(answer)), changed


def test_the_example_of_the_document_is_a_market():
    document = (ROOT / "docs" / "engine-files.md").read_text("utf-8")
    file = JsonFile(document.partition("```json\n")[2].partition("```")[0].encode())
    assert file.disagreements(file.solved("stable", None)) == []


def test_a_market_without_wishes_is_one():
    quiet = town(fit={"ann": {"bakery": 1}}, students_ann={"wishes": [], "fixed": None})
    for student in quiet["students"]:
        student["wishes"] = []
    for mechanism, place in [("stable", None), ("welfare", "bakery")]:
        file = JsonFile(json.dumps(quiet).encode())
        answer = file.solved(mechanism, None)
        assert json.loads(answer)["placements"]["ann"] == place
        assert file.disagreements(answer) == []
    nobody = JsonFile(b'{"students": [], "slots": []}')
    assert nobody.disagreements(nobody.solved("stable", None)) == []
