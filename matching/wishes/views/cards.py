"""Slots as the ranking macros want them: plain values with every sentence ready."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from matching.kernel.i18n import _
from matching.kernel.regions import county
from matching.kernel.sentences import joined
from matching.rounds.models import MatchRound
from matching.slots.models import Slot
from matching.web import filters
from matching.wishes.assembly.desk import Choice
from matching.wishes.assembly.words import reasons, remarks

TENTHS = 10


def ranked(choices: Iterable[Choice], match_round: MatchRound, *, moved: str = "") -> list[dict[str, Any]]:
    """The chosen, in order."""
    return [
        {
            **_face(choice),
            "moved": choice.key == moved,
            "why": joined(reasons(choice)) or points_told(choice, match_round),
        }
        for choice in choices
    ]


def offered(choices: Iterable[Choice], match_round: MatchRound) -> list[dict[str, Any]]:
    """Those that can be added."""
    cards = []
    for choice in choices:
        card = _face(choice)
        card["meta"] += [points_told(choice, match_round), *remarks(choice)]
        cards.append(card)
    return cards


def barred(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """Those that cannot be added now, gathered by their reasons."""
    gathered: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for choice in choices:
        slot = choice.slot
        face = {"title": slot.title, "url": slot_url(slot), "enterprise": slot.enterprise.name}
        gathered.setdefault(tuple(reasons(choice)), []).append(face)
    return [{"reasons": why, "slots": slots} for why, slots in gathered.items()]


def points_told(choice: Choice, match_round: MatchRound) -> str:
    """What the points are made of, each with what it could be at most."""
    points = choice.points
    parts = (
        (_("major"), points.fit, match_round.fit_weight),
        (_("distance"), points.distance, match_round.distance_weight),
        (_("school score"), points.school, match_round.score_weight),
    )
    return _(", ").join(
        _("{part} {points} of {most}").format(part=part, points=filters.tenths(got), most=most)
        for part, got, most in parts
        if most
    )


def _whole(tenths: int) -> int:
    """Halves up, as everywhere."""
    return (tenths + TENTHS // 2) // TENTHS


def slot_url(slot: Slot) -> str:
    """Where the slot can be read in full."""
    return url_for("slots.show", slot_id=slot.id)


def _face(choice: Choice) -> dict[str, Any]:
    slot = choice.slot
    where = county(slot.county)
    bed = _("lodging") if slot.lodging else _("no lodging")
    return {
        "key": choice.key,
        "title": slot.title,
        "url": slot_url(slot),
        "meta": [
            slot.enterprise.name,
            _("{county}, {pay}, {lodging}").format(
                county=where.name if where else slot.county, pay=filters.money(slot.pay_monthly), lodging=bed
            ),
        ],
        "fit": _whole(choice.points.total) if choice.barred is None else None,
    }
