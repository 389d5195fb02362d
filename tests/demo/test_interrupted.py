"""Somebody pulls the plug while the city is built, and starts again."""

import signal
from pathlib import Path

import pytest

from matching.demo.cast import INVITATIONS
from tests.processes import FLASK, Process

pytestmark = pytest.mark.only_on("sqlite")

SOME_PROGRESS = 5  # lines
BUILT_ANEW = "上次没有建完，先清掉，重新建"
THERE_ALREADY = "演示城市已经建好"


def test_a_city_killed_half_way_is_torn_down_and_built_anew(tmp_path: Path, database: str) -> None:
    words = (*FLASK, "demo", "--size", "small")
    environ = {"DATA_DIR": str(tmp_path), "DEMO": "1", "PYTHONUNBUFFERED": "1"}
    building = Process(words, environ, tmp_path / "said.log")
    building.until(lambda: building.said.count("\n") > SOME_PROGRESS)
    building.stop(signal.SIGKILL)
    assert BUILT_ANEW not in building.said

    building.again()
    assert building.process.wait() == 0, building.said[-2000:]
    assert BUILT_ANEW in building.said
    assert all(invitation.username in building.said for invitation in INVITATIONS)

    building.again()
    assert building.process.wait() == 0
    assert THERE_ALREADY in building.said
