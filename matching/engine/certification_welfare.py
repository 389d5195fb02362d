"""Verifies what the welfare mechanism paired."""

from collections.abc import Iterator

from matching.engine.certificate import Breach, Check
from matching.engine.instance import Instance
from matching.engine.result import Result


def welfare_breaches(_instance: Instance, _result: Result) -> Iterator[Breach]:
    """Nothing is claimed that could be verified yet."""
    yield Breach(check=Check.UNPROVEN)
