"""Statements that are built once and sent for months: none keeps the moment in which it was built."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import Select

from matching.accounts.queries import live_session
from matching.dashboards.questions import QUESTIONS, of_all, of_one
from tests.conftest import A_MONDAY_MORNING

BUILT_ONCE: dict[str, Callable[[], Select[Any]]] = {
    "who reads": live_session,
    "all matters": of_all.__wrapped__,
    **{f"matters of {role}": lambda role=role: of_one.__wrapped__(role) for role in QUESTIONS},
}


@pytest.mark.parametrize("name", BUILT_ONCE)
def test_what_was_built_long_ago_asks_about_today(name: str) -> None:
    build = BUILT_ONCE[name]
    with time_machine.travel(A_MONDAY_MORNING, tick=False):
        long_ago = build()
    with time_machine.travel(A_MONDAY_MORNING + timedelta(days=400), tick=False):
        assert long_ago.compile().params == build().compile().params
