"""The command line of the engine: what it answers, and what it says to files that cannot be used."""

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matching.engine.__main__ import main
from tests.engine.test_files import TOWN, town


@pytest.fixture
def town_file(tmp_path):
    path = tmp_path / "town.json"
    path.write_text(json.dumps(TOWN), encoding="utf-8")
    return path


def test_an_answer_is_written_and_verified(town_file, tmp_path):
    result = tmp_path / "result.json"
    command = [sys.executable, "-m", "matching.engine"]
    subprocess.run([*command, "solve", town_file, "--out", result], check=True)
    assert json.loads(result.read_text("utf-8"))["placements"]["cy"] == "bakery"
    done = subprocess.run([*command, "verify", town_file, result], check=True, capture_output=True, text=True)
    assert done.stdout == "The result agrees.\n"


def test_without_a_file_to_write_to_the_answer_goes_to_standard_output(town_file, capsysbinary):
    assert main(["solve", str(town_file)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["mechanism"] == "stable"


def test_a_changed_result_ends_with_one(town_file, tmp_path, capsys):
    result = tmp_path / "result.json"
    assert main(["solve", str(town_file), "--out", str(result)]) == 0
    told = json.loads(result.read_text("utf-8"))
    told["placements"] |= {"cy": None, "bo": "bakery"}
    result.write_text(json.dumps(told), encoding="utf-8")
    assert main(["verify", str(town_file), str(result)]) == 1
    assert 'blocking: student "cy", slot "bakery", other "bo".' in capsys.readouterr().err


def test_files_that_cannot_be_used_end_with_two(town_file, tmp_path, capsys):
    nonsense = tmp_path / "nonsense.json"
    nonsense.write_bytes(b"{")
    assert main(["solve", str(nonsense)]) == 2
    assert main(["verify", str(town_file), str(nonsense)]) == 2
    assert main(["solve", str(tmp_path / "nowhere.json")]) == 2
    told = capsys.readouterr().err
    assert told.count("not JSON") == 2
    assert "nowhere.json: No such file" in told


TWO_PLACED = [  # one at a first wish and one at a second: no more can be had
    {"ann": "bakery", "bo": "garage", "cy": None},
    {"ann": "garage", "bo": "bakery", "cy": None},
    {"ann": "garage", "bo": None, "cy": "bakery"},
    {"ann": None, "bo": "garage", "cy": "bakery"},
]


@pytest.mark.parametrize(
    ("objective", "best"),
    [
        ("fit", [{"ann": "bakery", "bo": "garage", "cy": None}]),
        ("rank", TWO_PLACED),
        ("leximin", TWO_PLACED),
    ],
)
def test_welfare_is_asked_for_by_name(objective, best, tmp_path):
    fit = {"ann": {"bakery": 9}, "bo": {"garage": 7}, "cy": {"bakery": 8}}
    instance, result = tmp_path / "instance.json", tmp_path / "result.json"
    instance.write_text(json.dumps(town(fit=fit)), encoding="utf-8")
    asked = ["solve", str(instance), "--mechanism", "welfare", "--objective", objective]
    assert main([*asked, "--out", str(result)]) == 0
    answer = json.loads(result.read_text("utf-8"))
    assert answer["guarantees"]["exact"]
    assert answer["placements"] in best
    assert main(["verify", str(instance), str(result)]) == 0


def test_prices_that_prove_nothing_are_found_out(tmp_path, capsys):
    fit = {"ann": {"bakery": 9}, "cy": {"bakery": 8}}
    instance, result = tmp_path / "instance.json", tmp_path / "result.json"
    instance.write_text(json.dumps(town(fit=fit)), encoding="utf-8")
    assert main(["solve", str(instance), "--mechanism", "welfare", "--out", str(result)]) == 0
    answer = json.loads(result.read_text("utf-8"))
    answer["placements"] |= {"ann": None, "cy": "bakery"}
    result.write_text(json.dumps(answer), encoding="utf-8")
    assert main(["verify", str(instance), str(result)]) == 1
    assert "optimality" in capsys.readouterr().err


def test_an_objective_of_another_mechanism_is_not_ignored(town_file, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["solve", str(town_file), "--objective", "fit"])
    assert refused.value.code == 2
    assert "--objective is for --mechanism welfare" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(town_file):
    command = [sys.executable, "-m", "matching.engine", "solve", town_file]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "standard output: No space left on device.\n")


def test_what_fits_must_be_said_to_be_asked_for(town_file, capsys):
    assert main(["solve", str(town_file), "--mechanism", "welfare", "--objective", "fit"]) == 2
    assert "needs the field fit" in capsys.readouterr().err


ARRAYS = {
    "wishes": [[0, 1], [0, 1], [0, -1]],
    "priority": [[600, 0], [612, 0], [612, 0]],
    "seats": [1, 1],
    "lottery": [1, 3, 2],
}


def _saved(path, **arrays):
    written = io.BytesIO()
    np.savez(written, **{**ARRAYS, **arrays})
    path.write_bytes(written.getvalue())
    return str(path)


@pytest.mark.parametrize("mechanism", ["stable", "welfare"])
def test_arrays_are_answered_with_arrays(mechanism, tmp_path, capsys):
    instance, result = _saved(tmp_path / "town.npz"), str(tmp_path / "result.npz")
    assert main(["solve", instance, "--mechanism", mechanism, "--out", result]) == 0
    assert main(["verify", instance, result]) == 0
    with np.load(result) as file:
        arrays = dict(file)
    assert (arrays["match"] != NOWHERE).sum() == 2
    arrays["explanation_rank"] = arrays["explanation_rank"] + 1
    np.savez(result, **arrays)
    assert main(["verify", instance, result]) == 1
    arrays["match"] = arrays["match"][::-1]
    np.savez(result, **arrays)
    assert main(["verify", instance, result]) == 1
    told = capsys.readouterr().err
    assert "explanation_rank is not what follows" in told
    assert "result_digest" in told


NOWHERE = -1


@pytest.mark.parametrize(
    ("arrays", "told"),
    [
        ({"groups_seats": [1]}, "There is no array groups_parent_of_opening."),
        ({"remark": [1]}, 'Nobody knows the array "remark".'),
        ({"seats": [1, -1]}, "Slot number 1 has fewer than 0 seats"),
        ({"seats": [1, -1], "opening_ids": ["a", "b"]}, 'Slot "b" has fewer than 0 seats'),
        ({"wishes": [[0, 0], [0, 1], [0, -1]]}, "Student number 0 wishes for number 0 twice."),
        ({"seats": np.array([object()])}, "no .npz of plain arrays"),
        ({"ties": "coin"}, "options"),
    ],
)
def test_arrays_that_cannot_be_used_say_why(arrays, told, tmp_path, capsys):
    assert main(["solve", _saved(tmp_path / "town.npz", **arrays)]) == 2
    assert told in capsys.readouterr().err


def test_what_is_no_archive_of_arrays_is_refused(tmp_path, capsys):
    path = tmp_path / "nonsense.npz"
    for data in (b"", b"PK\x03\x04", b"\x93NUMPY"):
        path.write_bytes(data)
        assert main(["solve", str(path)]) == 2
    assert capsys.readouterr().err.count("no .npz of plain arrays") == 3
