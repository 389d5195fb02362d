"""The mechanisms as the papers tell them, one student at a time, over the plain choices of `definitions`."""

from collections.abc import Sequence

from matching.engine import Instance, Ties
from tests.engine.definitions import Market

Match = tuple[int, ...]


def textbook(instance: Instance, closed: Sequence[int] = ()) -> Match:
    """What deferred acceptance answers while these openings are closed."""
    market = Market(instance, closed)
    whole = instance.options.ties is Ties.WHOLE_CLASS
    return _score_limits(market) if whole else _deferred_acceptance(market)


def _deferred_acceptance(market: Market) -> Match:
    """The cumulative offer process (Hatfield & Milgrom 2005): choose anew among all who ever asked."""
    left = [[o for o in may if o not in market.closed] for may in market.may]
    asked: set[tuple[int, int]] = set()
    held: set[tuple[int, int]] = set()
    while asking := [s for s in market.students if left[s] and s not in dict(held)]:
        asked.add((asking[0], left[asking[0]].pop(0)))
        held = market.choice(asked)
    assert len(dict(held)) == len(held)  # nobody is chosen twice
    return _as_match(market, dict(held))


def _score_limits(market: Market) -> Match:
    """Biro & Kiselgof 2015: limits begin at 0, and one that lets in too many rises as little as it can."""
    limit = dict.fromkeys(market.openings, 0)
    while True:
        got = {
            s: next(o for o in may if o not in market.closed and market.priority[s, o] >= limit[o])
            for s, may in enumerate(market.may)
            if any(o not in market.closed and market.priority[s, o] >= limit[o] for o in may)
        }
        asking = {o: [market.priority[s, o] for s in got if got[s] == o] for o in market.openings}
        crowded = next((o for o in market.openings if len(asking[o]) > market.left(o)), None)
        if crowded is None:
            return _as_match(market, got)
        limit[crowded] = min(asking[crowded]) + 1


def _as_match(market: Market, got: dict[int, int]) -> Match:
    return tuple(place if place >= 0 else got.get(s, -1) for s, place in enumerate(market.fixed))
