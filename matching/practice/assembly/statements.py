"""A printed record and its code: what it said, and whether the record still says so."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from matching.kernel import vault
from matching.kernel.identity import mask_name
from matching.kernel.periods import Period, days_in, merged
from matching.practice.assembly.standings import Ledger, ledgers_of
from matching.practice.enums import SinceThen
from matching.practice.ledger import EvidenceState, Stretch, inside
from matching.practice.models import RecordStatement
from matching.teachers.models import TeachingPost

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 of them, none that looks like another
GROUPS, IN_A_GROUP = 4, 5  # a hundred bits


def new_code() -> str:
    """Nobody guesses it, anybody can type it."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(IN_A_GROUP)) for _group in range(GROUPS))


def digest_of(code: str) -> bytes:
    """All that is kept of a code; hyphens and small letters make no difference."""
    return vault.keyed_digest("practice-statement", code.replace("-", "").upper())


def said_by(post: TeachingPost, ledger: Ledger) -> dict[str, Any]:
    """What the page behind the code shows, and the certified days, to be compared later."""
    standing = ledger.standing
    return {
        "name": mask_name(post.teacher.name),
        "school": post.school.name,
        "certified": standing.days.certified,
        "required": standing.required,
        "first": standing.window.first.isoformat(),
        "last": standing.window.last.isoformat(),
        "days": [[one.first.isoformat(), one.last.isoformat()] for one in _certified(standing.stretches)],
    }


def since_then(statement: RecordStatement) -> SinceThen:
    """Whether the days that were certified still are; days of the same five years that came later."""
    said = [Period(*map(date.fromisoformat, ends)) for ends in statement.said["days"]]
    window = Period(*(date.fromisoformat(statement.said[end]) for end in ("first", "last")))
    ledger = ledgers_of([statement.teacher], window.last)[statement.teacher_id]
    now = _certified(inside(ledger.stretches, window))
    if days_in([*said, *now]) > days_in(now):
        return SinceThen.LESS
    return SinceThen.MORE if days_in(now) > days_in(said) else SinceThen.SAME


def _certified(stretches: Iterable[Stretch]) -> tuple[Period, ...]:
    return merged(one.period for one in stretches if one.state is EvidenceState.CERTIFIED)
