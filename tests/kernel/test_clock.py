"""Time comes in through one door."""

import ast
from datetime import UTC, datetime

from matching.kernel import clock
from tests.architecture.source import PACKAGE, files, tree


def test_moments_are_utc_and_days_are_those_of_linfen() -> None:
    late_in_utc = datetime(2026, 3, 31, 17, 0, tzinfo=UTC)
    with clock.living_at(late_in_utc):
        assert clock.now().tzinfo is UTC
        assert clock.today().isoformat() == "2026-04-01"
        assert clock.local(clock.now()).hour == 1


def test_what_is_typed_is_meant_in_linfen() -> None:
    assert clock.from_local(datetime(2026, 3, 20, 18, 0)) == datetime(2026, 3, 20, 10, 0, tzinfo=UTC)  # noqa: DTZ001  # typed without a zone


def test_only_the_demo_lives_at_another_time() -> None:
    travellers = {
        path.relative_to(PACKAGE).parts[0]
        for path in files("matching")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and "living_at" in (getattr(node, "attr", ""), getattr(node, "id", ""))
    }
    assert travellers <= {"demo"}
