"""Pairs of the greatest welfare: as many students placed as can be, then the best values, exactly.

For those who state no wishes, or are left over. Nobody's priority counts, so an outcome need not be stable,
and it can pay to claim that one fits nowhere else. It is a minimum-cost flow (Ahuja, Magnanti & Orlin 1993,
"Network Flows", chapter 9), found by OR-Tools and proven by the prices of `duals`, which
`certification_welfare` verifies.

*Steps.* Objectives are taken one after the other (`worths`), each among the best flows of those before: the
number of students placed, then the sum of values; or, for leximin, the number at the greatest rank, at the
next, and so on (Rawls' difference principle; Ogryczak 1997, "On the lexicographic minimax approach to
location problems"). One flow settles the number and the sum, and with costs that grow steeply by rank most
often leximin too (`_guess`): whether it did, prices tell, and another flow is only sought where it did not.

*Ties.* Of equally good outcomes one is returned. Students are numbered by lottery and openings by id (by
number where there are no ids), so that the order of rows does not matter; among students with the same pairs
the lower lottery number has the better value, then the earlier opening. OR-Tools computes with whole numbers
and one thread: the same version gives the same outcome everywhere. Another version may return another
outcome; it has the same number of students placed and the same values, and both have a certificate.
"""

from collections.abc import Iterator

import numpy as np

from matching.engine.arrays import NONE, Bools, Int16s, Int32s, Int64s, frozen
from matching.engine.digests import digest, sealed
from matching.engine.duals import UNTIL_PROVEN, prices_of
from matching.engine.instance import Instance
from matching.engine.result import Bars, Guarantees, Mechanism, Result, Welfare
from matching.engine.welfare_classes import Classes, classes_of, ranges
from matching.engine.welfare_network import Face, Network, greatest_flow, greatest_flow_on
from matching.engine.welfare_pairs import Columns, Objective, Pairs, pairs_of
from matching.engine.welfare_sets import Sets, full_sets, sets_of

GUARANTEES = Guarantees(stable=False, student_optimal=False, truthful=False, exact=True)
PATIENCE = 100
"""So many rounds are spent to prove a flow that was a guess, before another one is looked for."""
GREATEST_COST = 2**58
"""For all nodes of a network together: OR-Tools multiplies costs by their number."""


def welfare(
    instance: Instance, pairs: Columns, *, objective: str = "fit", after: Result | None = None
) -> Result:
    """As many students placed as can be, and of those outcomes one that is the best by the objective.

    pairs      (student, opening, value), whole numbers, p each; nobody gets what they are not paired with.
               Value: fit (higher is better) or rank (0 is the first wish), up to `welfare_pairs.GREATEST`
    objective  fit: the greatest sum of values; rank: the least; leximin: the fewest students at the
               greatest rank, then at the next, and so on: a step for each rank that occurs, but the best
    after      a result of this instance: whoever has a place keeps it, and what was closed stays closed

    Pre-assigned students take their seats first, and nested caps hold. Pairs of students who have a place
    already are left out, and those that stand on a list but may not be filled. Reserves, blocks, and what
    openings open with are not looked at.

    Raises `PairFaults` with every fault of the pairs, `ValueError` for an objective or a result that does not
    go with the instance. Needs OR-Tools.
    """
    aim, stamp = Objective(objective), digest(instance)
    if after is not None:
        _expect_of(instance, stamp, after)
    match = instance.fixed.copy() if after is None else after.match.copy()
    closed = np.zeros(instance.openings, np.bool_) if after is None else after.closed.copy()
    allowed = pairs_of(instance, pairs, aim, match == NONE)
    prices, placed, places = _best(instance, allowed, aim, sets_of(instance, match, closed))
    match[placed] = places
    full = full_sets(instance, match)
    result = Result(
        match=match,
        wish=_wishes(instance, match),
        closed=closed,
        openings=_without_bars(full[: instance.openings]),
        groups=_without_bars(full[instance.openings :]),
        reserves=_without_bars(np.zeros(len(instance.reserves.seats), np.bool_)),
        mechanism=Mechanism.WELFARE,
        guarantees=GUARANTEES,
        instance_digest=stamp,
        welfare=Welfare(**vars(allowed), objective=aim.value, prices=prices),
    )
    return sealed(result, instance)


def worths(objective: Objective, value: Int64s) -> Iterator[Int64s]:
    """int64[p] of each step: what a pair is worth. The first step counts the students placed."""
    yield np.ones(len(value), np.int64)
    if objective is Objective.LEXIMIN:
        for rank in np.unique(value)[:0:-1]:  # how many have the best follows from all others
            yield -(value == rank).astype(np.int64)
    else:
        yield value if objective is Objective.FIT else -value


def _guess(objective: Objective, value: Int64s, nodes: int) -> Int64s:
    """int64[a]: worths whose best flow is, or is likely to be, the best of every step.

    For leximin each rank costs some power of two times as much as the one before it: enough where not more
    students than that can be better off for one who is worse off. `_step` sees where it was not.
    """
    if objective is not Objective.LEXIMIN:
        return value if objective is Objective.FIT else -value
    ranks = np.unique(value)
    levels, bits = max(len(ranks) - 1, 1), max((GREATEST_COST // nodes).bit_length() - 1, 1)
    shift = max(bits // levels, 1)
    lowest = levels - min(levels, bits // shift)
    level = np.maximum(np.searchsorted(ranks, value) - lowest, 0)
    return -(1 << (shift * level))


def _best(
    instance: Instance, pairs: Pairs, objective: Objective, sets: Sets
) -> tuple[tuple[Int64s, ...], Int64s, Int32s]:
    """The prices of every step, int64[m+g] each; and who is placed, and where."""
    turn = np.empty(instance.students, np.int64)
    turn[np.argsort(instance.lottery)] = np.arange(instance.students)
    classes = classes_of(pairs, turn, sets.number)
    opening, value = pairs.opening[classes.pair], pairs.value[classes.pair]
    network = Network(size=classes.size, row=classes.row, place=sets.number[opening], sets=sets)
    flow, face = greatest_flow(network, _guess(objective, value, network.nodes)), Face.whole(network)
    prices = []
    for number, worth in enumerate(worths(objective, value)):
        sure = number == 0 or objective is not Objective.LEXIMIN
        flow, price, face = _step(network, worth, flow, face, rounds=UNTIL_PROVEN if sure else PATIENCE)
        prices.append(frozen(price[sets.number]))
    students, arcs = _shared_out(classes, flow, value if objective is Objective.FIT else -value)
    return tuple(prices), students, opening[arcs]


def _step(
    network: Network, worth: Int64s, flow: Int64s, face: Face, *, rounds: int
) -> tuple[Int64s, Int64s, Face]:
    """The greatest flow on the face (the one that is there, if it is), its prices, and the next face."""
    proof = prices_of(network, worth, flow, face, rounds=rounds)
    if proof is None:
        flow = greatest_flow_on(face, network, worth)
        proof = prices_of(network, worth, flow, face)
    if proof is None:
        raise RuntimeError("the flow that was found is not the greatest")
    return flow, *proof


def _shared_out(classes: Classes, flow: Int64s, worth: Int64s) -> tuple[Int64s, Int64s]:
    """Who is placed, and on which arc: within a class the first by lottery get what is worth most."""
    used = np.flatnonzero(flow)
    if (np.diff(classes.row[used]) == 0).any():
        used = used[np.lexsort((-worth[used], classes.row[used]))]
    arcs = np.repeat(used, flow[used])
    sent = np.bincount(classes.row[arcs], minlength=len(classes.size))
    members, _class = ranges(classes.first[:-1], sent)
    return classes.member[members], arcs


def _wishes(instance: Instance, match: Int32s) -> Int16s:
    """int16[n]: which wish each student has got; -1 where the place is not on the list, or there is none."""
    got = (instance.wishes == match[:, None]) & (match != NONE)[:, None]
    longest = got.shape[1]
    return np.where(got.any(axis=1), got.argmax(axis=1) if longest else 0, NONE).astype(np.int16)


def _without_bars(full: Bools) -> Bars:
    """Nobody is compared, so no set has a bar, and no seat is a reserved one."""
    return Bars(
        full=full.copy(), priority=np.full(len(full), NONE, np.int32), lottery=np.zeros(len(full), np.int64)
    )


def _expect_of(instance: Instance, stamp: str, after: Result) -> None:
    """Raise unless the result is of this instance and nobody has a place they did not ask for."""
    if after.instance_digest != stamp:
        raise ValueError("the result to go on from belongs to another instance")
    unasked = (after.match != NONE) & (instance.fixed == NONE) & (_wishes(instance, after.match) == NONE)
    if unasked.any():
        raise ValueError("the result to go on from places students where they did not ask to be")
