"""Holds a value against `instance.schema.json`, which is the one place that says what a file looks like.

Of JSON Schema 2020-12 it knows what that schema uses. It tells every fault at once, and answers with what is
left when everything that is wrong has been taken out, so that the rest can be checked too.
"""

import json
from functools import cache
from importlib import resources
from typing import Any, Final

from matching.engine.files_json import quoted

Schema = dict[str, Any]


class _Wrong:
    """Stands for what had to be taken out."""


WRONG: Final = _Wrong()
STAND_INS: dict[str, Any] = {"wishes": [], "seats": 2**31 - 1}
"""In the place of a field that cannot be read, so that its student or slot is known all the same."""

_WORDS = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "null": "null",
}


@cache
def schema() -> Schema:
    """The schema of an instance."""
    text = resources.files("matching.engine").joinpath("instance.schema.json").read_text(encoding="utf-8")
    loaded: Schema = json.loads(text)
    return loaded


def sound(value: Any, faults: list[str]) -> dict[str, Any]:
    """What is right of an instance; what is wrong is told in `faults`, one sentence each."""
    checked = _Check(value, faults).value(value, schema(), ())
    return checked if isinstance(checked, dict) else {}


Path = tuple[str | int, ...]  # names and numbers of entries, from the whole file inward


class _Check:
    """One walk through a value."""

    def __init__(self, whole: Any, faults: list[str]) -> None:
        self.whole, self.faults = whole, faults
        self.definitions: dict[str, Schema] = schema()["$defs"]

    def value(self, value: Any, schema: Schema, path: Path) -> Any:
        """The value without what is wrong in it, or `WRONG`."""
        if "$ref" in schema:
            schema = self.definitions[schema["$ref"].rpartition("/")[2]]
        if "enum" in schema:
            choices = " or ".join(map(quoted, schema["enum"]))
            known = isinstance(value, str) and value in schema["enum"]
            return value if known else self.wrong(path, f"is {quoted(value)}, not {choices}")
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # JSON Schema takes 2.0 for a whole number
        kind = _KINDS.get(type(value), "another")
        if kind not in types:
            expected = " or ".join(_WORDS[one] for one in types)
            return self.wrong(path, f"is {quoted(value)}, not {expected}")
        return getattr(self, kind)(value, schema, path)

    def object(self, value: dict[str, Any], schema: Schema, path: Path) -> Any:
        properties, others = schema.get("properties", {}), schema["additionalProperties"]
        required = schema.get("required", ())
        kept = {}
        for name, inner in value.items():
            if name not in properties and others is False:
                self.wrong(path, f"has a field that nobody knows, {quoted(name)}")
            elif self.string(name, self.definitions["id"], path) is not WRONG:
                kept[name] = self.value(inner, properties.get(name, others), (*path, name))
        for name in required:
            if name not in value:
                self.wrong(path, f"has no {quoted(name)}")
            if kept.get(name, WRONG) is WRONG:
                kept[name] = STAND_INS.get(name, WRONG)
        if any(kept[name] is WRONG for name in required):
            return WRONG
        return {name: inner for name, inner in kept.items() if inner is not WRONG}

    def array(self, value: list[Any], schema: Schema, path: Path) -> Any:
        if len(value) > schema.get("maxItems", len(value)):
            return self.wrong(path, f"has {len(value)} entries, more than {schema['maxItems']}")
        items = schema["items"]
        kept = (self.value(inner, items, (*path, number)) for number, inner in enumerate(value))
        return [inner for inner in kept if inner is not WRONG]

    def string(self, value: str, schema: Schema, path: Path) -> Any:
        if len(value) < schema.get("minLength", 0):
            return self.wrong(path, "has an empty text where an id is expected")
        if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            return self.wrong(path, f"has half of a character in {quoted(value)}")
        return value

    def integer(self, value: int, schema: Schema, path: Path) -> Any:
        least, most = schema["minimum"], schema["maximum"]
        if least <= value <= most:
            return value
        return self.wrong(path, f"is {value}, not between {least} and {most}")

    def null(self, value: None, _schema: Schema, _path: Path) -> None:
        return value

    def wrong(self, path: Path, what: str) -> _Wrong:
        self.faults.append(f"{_told(path, self.whole)} {what}.")
        return WRONG


_KINDS = {dict: "object", list: "array", str: "string", int: "integer", type(None): "null"}


def _told(path: Path, value: Any) -> str:
    """The place in words: `student "s1", wishes, entry 2`; by id where there is one."""
    words: list[str] = []
    for step in path:
        value = value[step]
        one = value.get("id") if isinstance(value, dict) else None
        if isinstance(step, str):
            words.append(step if step in _fields() else quoted(step))
        elif isinstance(one, str) and one:
            words[-1] = f"{words[-1].removesuffix('s')} {quoted(one)}"
        else:
            words.append(f"entry {step + 1}")
    told = ", ".join(words) or "the file"
    return told[0].upper() + told[1:]


@cache
def _fields() -> frozenset[str]:
    """All names that the schema gives; others are ids."""
    objects = [schema(), *schema()["$defs"].values()]
    return frozenset(name for one in objects for name in one.get("properties", ()))
