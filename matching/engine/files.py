"""The file door: an instance comes in as JSON or as arrays, and its result goes out likewise.

Both kinds of file answer the same two questions: what is the result, and is this the result?
"""

import json
from typing import Protocol

from matching.engine.files_arrays import ArrayFile
from matching.engine.files_pairs import pairs_of, solved, usual_objective
from matching.engine.files_reading import read_instance
from matching.engine.files_result import told
from matching.engine.files_verifying import disagreements


class File(Protocol):
    """An instance as it came."""

    def solved(self, mechanism: str, objective: str | None) -> bytes:
        """The result, as a file. Raises `Unreadable` and `NotCertified`."""

    def disagreements(self, result: bytes) -> list[str]:
        """What is wrong with a result; nothing if it agrees. Raises `Unreadable`."""


def opened(data: bytes, *, arrays: bool) -> File:
    """The instance in a file. Raises `Unreadable` with every fault."""
    return ArrayFile(data) if arrays else JsonFile(data)


class JsonFile:
    """An instance with ids, as docs/engine-files.md has it."""

    def __init__(self, data: bytes) -> None:
        self.reading = read_instance(data)

    def solved(self, mechanism: str, objective: str | None) -> bytes:
        """The result and everything that can be said of it."""
        aim = objective or usual_objective(self.reading)
        result = solved(self.reading.instance, mechanism, aim, lambda aim: pairs_of(self.reading, aim))
        text = json.dumps(told(self.reading, result), ensure_ascii=False, indent=1)
        return f"{text}\n".encode()

    def disagreements(self, result: bytes) -> list[str]:
        """What a certificate finds, and what the file says otherwise than follows from its placements."""
        return disagreements(self.reading, result)
