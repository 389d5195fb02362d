"""Whether a result file is what it says: certified anew, and then written anew and compared word by word."""

from collections.abc import Iterator, Mapping
from typing import Any

from matching.engine.certification import certify
from matching.engine.files_answer import read_result
from matching.engine.files_json import parsed
from matching.engine.files_json import quoted as q
from matching.engine.files_reading import Reading
from matching.engine.files_result import Names, breach_told, told

DIFFERENCES = 20


def disagreements(reading: Reading, data: bytes) -> list[str]:
    """What is wrong with the result in a JSON file; nothing if it agrees. Raises `Unreadable`."""
    given = parsed(data)
    result = read_result(reading, given)
    certificate = certify(reading.instance, result)
    names = Names(reading)
    wrong = [_breach(breach_told(breach, names)) for breach in certificate.breaches]
    if wrong:  # of a result that may not be believed the other numbers mean nothing
        return wrong
    differences = list(_differences(told(reading, result), given, ()))
    more = len(differences) - DIFFERENCES
    return [*differences[:DIFFERENCES], *([f"And {more} differences more."] if more > 0 else [])]


def _breach(found: Mapping[str, str]) -> str:
    named = ", ".join(f"{field} {q(one)}" for field, one in found.items() if field != "check")
    return f"{found['check']}: {named}." if named else f"{found['check']}."


def _differences(right: Any, given: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Where the file says something else than follows from its placements."""
    place = ", ".join(path)
    if isinstance(right, dict) and isinstance(given, dict):
        for name in dict.fromkeys([*right, *given]):
            if name not in given:
                yield f"{', '.join([*path, name])} is missing."
            elif name not in right:
                yield f"{', '.join([*path, q(name)])} does not belong there."
            else:
                yield from _differences(right[name], given[name], (*path, name))
    elif isinstance(right, list) and isinstance(given, list) and len(right) == len(given):
        for number, (one, other) in enumerate(zip(right, given, strict=True), start=1):
            yield from _differences(one, other, (*path, str(number)))
    elif right != given or isinstance(right, bool) != isinstance(given, bool):
        yield f"{place} is {q(given)}, but {q(right)} follows from the placements."
