"""Verifies that no stable match is better for any student, by looking for a cycle.

Let X be a stable match, and Y all that students would rather have than what X gives them. If one student
left a place x of X, the openings' side, choosing again among X and Y, would keep everybody else and let in
at most one: call that wish z(x). It depends only on where x is: z is the highest word among the wishes in Y
that are kept out by a full set around the place (any of these sets: each passes its best on to the next one
outward); and where x frees a reserved seat that no other holder in the opening would take, the best holder
in Y, boosted, competes too. Draw an arrow from x to the present place of the student of z(x), if there are
such. X is student-optimal if and only if no arrows form a cycle.

The openings' side chooses by caps on nested sets, a laminar concave function. What we need of it (Kojima,
Tamura & Yokoo 2018, "Designing matching mechanisms under constraints: an approach from discrete convex
analysis"; Hatfield & Milgrom 2005): the choice Ch is *substitutable* (who is kept is kept too when others
drop out), *consistent* (nothing changes when those not kept drop out), and obeys the *law of aggregate
demand* (from more applicants it keeps no fewer). Stable means Ch(X + Y) = X.

*A cycle shows a better stable match.* Let C be the places on it and Z the wishes z(x) for x in C: each
leaves room for the next student's. By substitutability Ch(X + Y - C) keeps X - C and all of Z, by the law
no more, since the size of X is the most it can be. So X - C + Z = Ch(X + Y - C). Whoever still wants
something wanted it before, so by consistency it is not let in. Nobody blocks, and the students of the cycle
are better off.

*A better stable match shows a cycle.* Let N be stable, better for the students A and worse for nobody; by
the law N is as large as X, so all of A have places in X (rural hospitals theorem, Roth 1986). Let D be what
they weakly prefer to their place in X but like less than that in N. N = Ch(X + Y - D), and D holds the
places C of A in X. Take x in C. Were nobody let in for x, Ch(X + Y - x) would be smaller than X, and by the
law Ch(X + Y - D) no larger: but that is N. So z(x) exists. If z(x) is not in D, substitutability keeps it
in N, and its student has something else in X; if it is in D, its student is in A by definition. Either way
the arrow leads to the place of somebody in A, from which another arrow leads to such a place, for ever;
there are finitely many: a cycle.

Without groups and reserves these cycles are the rotations of Irving & Leather 1986 ("The complexity of
counting stable marriages"), seen from the openings' side. A cycle may have one place only: a student moves
inside a full group.
"""

import numpy as np

from matching.engine.arrays import NONE, Int64s
from matching.engine.certificate import Check
from matching.engine.certification_blocking import Envy
from matching.engine.certification_findings import Findings
from matching.engine.certification_standing import BOOST, Standing


def tell_improvable(standing: Standing, envy: Envy, findings: Findings) -> None:
    """One cycle of a stable match of distinct words, if there is one: each student, with who makes room."""
    next_in = first_in_line(standing, envy)
    student = standing.student_of(next_in)
    cycle = _cycle(np.where(student == NONE, NONE, _kinds_of_place(standing)[student]))
    if not len(cycle):
        return
    moving = student[cycle]
    wanted = [
        _wish(standing, int(node), int(one), int(next_in[node]))
        for node, one in zip(cycle, moving, strict=True)
    ]
    leaving = np.roll(moving, 1)
    leaving[leaving == moving] = NONE
    findings.tell(Check.IMPROVABLE, student=moving, opening=np.array(wanted), other=leaving)


def first_in_line(standing: Standing, envy: Envy) -> Int64s:
    """int64[m + r]: z(x), of a place at each opening, and of a reserved seat there; 0 where there is none."""
    of_set = np.zeros(len(standing.held), np.int64)
    kept_out = standing.innermost != NONE
    np.maximum.at(of_set, standing.innermost[kept_out], envy.best[kept_out])
    of_opening = np.zeros(standing.instance.openings, np.int64)
    for level in standing.around.T:
        of_opening = np.maximum(of_opening, np.where(level == NONE, 0, of_set[level]))
    holder = np.where(envy.best_holder > 0, envy.best_holder | BOOST, 0)
    return np.concatenate([of_opening, np.maximum(of_opening[standing.reserved.reserves.opening], holder)])


def _kinds_of_place(standing: Standing) -> Int64s:
    """int64[n + 1]: the opening of each student, or m + r where leaving it frees a seat of reserve r; -1."""
    place = np.append(np.where(standing.free, standing.result.match, NONE), NONE).astype(np.int64)
    if standing.reserved.any:
        student = np.flatnonzero(place != NONE)
        row = standing.reserved.row(student, place[student])
        frees = (row != NONE) & (standing.holders[row] <= standing.reserved.left[row])
        place[student[frees]] = standing.instance.openings + row[frees]
    return place


def _cycle(arrows: Int64s) -> Int64s:
    """The nodes of one cycle in the order of the arrows (node to node, -1: none leaves it), or nothing."""
    far = np.append(arrows, NONE)  # so that -1 leads to -1
    for _ in range(len(arrows).bit_length()):  # as many steps as there are nodes, or more: doubled each time
        far = far[far]
    on_cycles = far[far != NONE]
    path = [int(node) for node in on_cycles[:1]]
    while path and arrows[path[-1]] != path[0]:
        path.append(int(arrows[path[-1]]))
    return np.array(path, np.int64)


def _wish(standing: Standing, node: int, student: int, word: int) -> int:
    """The opening that one first in line would get: of several with one priority, the one they prefer."""
    instance = standing.instance
    openings = instance.openings
    opening = node if node < openings else int(instance.reserves.opening[node - openings])
    around = set(standing.around[opening].tolist()) - {NONE}
    for wish in range(int(standing.chosen[student])):
        there = int(instance.wishes[student, wish])
        same = (int(instance.priority[student, wish]) << 24 | int(standing.turn[student])) == word & ~BOOST
        may = instance.acceptable[student, wish] and not standing.closed[there]
        if same and may and int(standing.innermost[there]) in around:
            return there
    return NONE
