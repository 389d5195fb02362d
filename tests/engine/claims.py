"""Results that say any match one likes, well-formed and honestly sealed, for verification to look through."""

from collections.abc import Sequence

import numpy as np

from matching.engine import Bars, Guarantees, Instance, Mechanism, Result, Ties, digest, sealed
from tests.engine.definitions import Market

ALL = Guarantees(stable=True, student_optimal=True, truthful=False, exact=False)
"""All that one match can show."""
NONE_AT_ALL = Guarantees(stable=False, student_optimal=False, truthful=False, exact=False)


def claim(
    instance: Instance,
    match: Sequence[int],
    *,
    guarantees: Guarantees = ALL,
    mechanism: Mechanism = Mechanism.STABLE,
    closed: Sequence[int] = (),
) -> Result:
    """A result that says this match, well-formed and honestly sealed, however wrong the match is."""
    market = Market(instance, closed)
    n = len(market.openings)
    bars = [_bar(market, match, number) for number in range(len(market.sets))]
    reserves = [_bar_of_reserve(market, match, reserve) for reserve in range(len(market.reserves))]
    wish = [market.wishes[s].index(o) if o in market.wishes[s] else -1 for s, o in enumerate(match)]
    result = Result(
        match=np.array(match, np.int32),
        wish=np.array(wish, np.int16),
        closed=np.isin(np.arange(n), closed),
        openings=_bars(bars[:n]),
        groups=_bars(bars[n:]),
        reserves=_bars(reserves),
        mechanism=mechanism,
        guarantees=guarantees,
        instance_digest=digest(instance),
    )
    return sealed(result, instance)


Bar = tuple[bool, int, int]


def _bars(bars: Sequence[Bar]) -> Bars:
    full, priority, lottery = zip(*bars, strict=True) if bars else ((), (), ())
    return Bars(
        full=np.array(full, bool), priority=np.array(priority, np.int32), lottery=np.array(lottery, np.int64)
    )


def _bar(market: Market, match: Sequence[int], number: int) -> Bar:
    members = market.sets[number]
    full = sum(place in members for place in match) >= market.caps[number]
    if market.instance.options.ties is Ties.WHOLE_CLASS:
        refused = [market.priority[pair] + 1 for pair in market.rather(match) if pair[1] in members]
        return full, max(refused, default=-1) if market.left(number) > 0 else -1, 0
    held = market.pairs(match)
    of_open_seats = {pair for pair in held - market.boosted(held) if pair[1] in members}
    return (full, *_lowest(market, of_open_seats if full else set()))


def _bar_of_reserve(market: Market, match: Sequence[int], reserve: int) -> Bar:
    boosted = {pair for pair in market.boosted(market.pairs(match)) if market.reserve_of(pair) == reserve}
    full = len(boosted) >= market.reserved(reserve)
    return (full, *_lowest(market, boosted if full else set()))


def _lowest(market: Market, pairs: set[tuple[int, int]]) -> tuple[int, int]:
    if not pairs:
        return -1, 0
    priority, minus_lottery, _ = min(map(market.standing, pairs))
    return priority, -minus_lottery
