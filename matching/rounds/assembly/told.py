"""A finding of the law as JSON, and back as the sentence people read, in whatever language they read then."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from matching.kernel.i18n import _
from matching.law.book import Severity
from matching.law.finding import Finding, Param, text
from matching.law.words import Hazard, Intensity, PayForm, VenueKind, Word

WORDS: Mapping[str, type[Word]] = {kind.__name__: kind for kind in (VenueKind, Intensity, PayForm, Hazard)}


def frozen(finding: Finding) -> dict[str, Any]:
    """`{"id", "message", "params", "changes_on"}` in JSON values only."""
    return {
        "id": finding.rule_id,
        "message": finding.message,
        "params": {name: _kept(value) for name, value in finding.params.items()},
        "changes_on": finding.changes_on.isoformat() if finding.changes_on else None,
    }


def told(rule: Mapping[str, Any]) -> str:
    """The sentence of a frozen finding in the current language."""
    params = {name: _given_back(value) for name, value in rule["params"].items()}
    return text(Finding(rule["id"], Severity.HARD, rule["message"], params), _)


def _kept(value: Param) -> Any:
    if isinstance(value, Word):
        return {"word": [type(value).__name__, value.value]}
    if isinstance(value, tuple):
        return {"words": [[type(word).__name__, word.value] for word in value]}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _given_back(value: Any) -> Param:
    if not isinstance(value, dict):
        given: Param = value
        return given
    if "date" in value:
        return date.fromisoformat(value["date"])
    if "words" in value:
        return tuple(_word(kind, word) for kind, word in value["words"])
    kind, word = value["word"]
    return _word(kind, word)


def _word(kind: str, value: str) -> Word:
    return next(word for word in WORDS[kind] if word.value == value)
