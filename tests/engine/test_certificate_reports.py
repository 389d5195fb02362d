"""What a result says of itself is verified too: where people may be, closed openings, bars, digests."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import (
    Bars,
    Breach,
    Check,
    Groups,
    Instance,
    Mechanism,
    NotCertified,
    Options,
    Reserves,
    Unranked,
    certified,
    certify,
    digest,
    digest_of,
    sealed,
    solve,
)
from tests.engine.claims import ALL, NONE_AT_ALL, claim

STABLE_ONLY = replace(ALL, student_optimal=False, truthful=False)


def checks(certificate):
    return {breach.check for breach in certificate.breaches}


PLACES = Instance.build(
    [[0, 1, -1], [0, 1, -1], [1, 0, 2], [2, -1, -1]],
    [[9, 9, 0], [8, 8, 0], [7, 7, 0], [7, 0, 0]],
    [1, 1, 3],
    [1, 2, 3, 4],
    eligible=[[True] * 3, [True, False, True], [True] * 3, [True] * 3],
    fixed=[1, -1, -1, -1],
    groups=Groups(parent_of_opening=np.array([-1, -1, 0]), seats=np.array([1]), parent=np.array([-1])),
    options=Options(unranked=Unranked.UNACCEPTABLE),
)


@pytest.mark.parametrize(
    ("match", "breach"),
    [
        ([0, -1, -1, -1], Breach(check=Check.FIXED_MOVED, student=0, opening=0)),
        ([-1, 0, -1, -1], Breach(check=Check.FIXED_MOVED, student=0, opening=-1)),
        ([1, 1, -1, -1], Breach(check=Check.INELIGIBLE, student=1, opening=1)),
        ([1, 0, 2, -1], Breach(check=Check.INELIGIBLE, student=2, opening=2)),
        ([1, 0, -1, 0], Breach(check=Check.NOT_WISHED, student=3, opening=0)),
        ([1, 0, 0, -1], Breach(check=Check.OVER_CAPACITY, opening=0)),
        ([1, 0, 2, 2], Breach(check=Check.OVER_CAPACITY, group=0)),
        ([1, 3, -1, -1], Breach(check=Check.UNKNOWN_OPENING, student=1, opening=3)),
        ([1, -2, -1, -1], Breach(check=Check.UNKNOWN_OPENING, student=1, opening=-2)),
    ],
)
def test_nobody_is_where_they_may_not_be(match, breach):
    right = claim(PLACES, [1, 0, -1, 2])
    wrong = sealed_match(right, match)
    assert breach in certify(PLACES, wrong).breaches
    assert not certify(PLACES, wrong).feasible


def sealed_match(result, match):
    """As changed afterwards by somebody who did not mind the rest of the result."""
    return replace(result, match=np.array(match, np.int32))


def test_the_places_that_are_right_pass():
    assert certify(PLACES, claim(PLACES, [1, 0, -1, 2])).valid


def closing(opens_with, fixed=(-1, -1, -1)):
    """Three want the first opening least, and the second most; each opening has two seats."""
    return Instance.build(
        [[1, 0], [1, 0], [0, -1]],
        [[3, 3], [2, 2], [1, 0]],
        [2, 3],
        [1, 2, 3],
        opens_with=opens_with,
        fixed=fixed,
    )


def closed(instance, match, openings):
    return certify(
        instance, claim(instance, match, guarantees=STABLE_ONLY, mechanism=Mechanism.CLOSING, closed=openings)
    )


def test_an_opening_with_too_few_takes_nobody():
    instance = closing([0, 3])
    assert closed(instance, [0, 0, -1], [1]).valid
    assert closed(instance, [1, 1, 0], []).breaches == (Breach(check=Check.UNDERFILLED, opening=1),)


def test_closed_means_that_nobody_is_there_and_that_there_was_a_reason():
    instance = closing([0, 3])
    assert Breach(check=Check.CLOSED, opening=1) in closed(instance, [1, 1, 0], [1]).breaches
    assert Breach(check=Check.CLOSED, opening=1) in closed(instance, [0, 0, -1], []).breaches
    freely = closed(closing([0, 0]), [0, 0, -1], [1])
    assert checks(freely) == {Check.CLOSED}


def test_deferred_acceptance_closes_nothing():
    instance = closing([0, 3])
    certificate = certify(instance, claim(instance, [0, 0, -1], closed=[1]))
    assert checks(certificate) == {Check.CLOSED, Check.BLOCKING}


def test_an_opening_with_somebody_by_hand_stays_open_and_is_noted():
    certificate = closed(closing([0, 3], fixed=(1, -1, -1)), [1, 1, 0], [])
    assert certificate.valid
    assert certificate.notes == (Breach(check=Check.UNDERFILLED, opening=1),)


def test_a_closed_opening_that_enough_would_now_rather_have_is_noted():
    certificate = closed(closing([0, 2]), [0, 0, -1], [1])
    assert certificate.valid
    assert certificate.reopenable == (Breach(check=Check.REOPENABLE, opening=1),)
    assert not closed(closing([0, 3]), [0, 0, -1], [1]).reopenable


HELD = Instance.build(
    [[0, -1], [0, 1], [0, 1], [0, 1]],
    [[9, 0], [8, 8], [7, 7], [1, 1]],
    [2, 3],
    [5, 6, 7, 8],
    groups=Groups(parent_of_opening=np.array([0, 0]), seats=np.array([3]), parent=np.array([-1])),
    reserves=Reserves(
        opening=np.array([0]),
        kind=np.array([0]),
        seats=np.array([1]),
        holders=np.array([[False], [False], [False], [True]]),
    ),
)
RIGHT = [0, 1, -1, 0]


def bars(full, priority, lottery):
    return Bars(full=np.array(full), priority=np.array(priority, np.int32), lottery=np.array(lottery))


@pytest.mark.parametrize(
    ("field", "value", "breach"),
    [
        ("wish", np.array([0, 0, -1, 0], np.int16), Breach(check=Check.WISH, student=1)),
        ("openings", bars([False, False], [9, -1], [5, 0]), Breach(check=Check.CUTOFF, opening=0)),
        ("openings", bars([True, False], [8, -1], [5, 0]), Breach(check=Check.CUTOFF, opening=0)),
        ("openings", bars([True, False], [9, -1], [6, 0]), Breach(check=Check.CUTOFF, opening=0)),
        ("openings", bars([True, False], [9, 8], [5, 6]), Breach(check=Check.CUTOFF, opening=1)),
        ("groups", bars([True], [1], [8]), Breach(check=Check.CUTOFF, group=0)),
        ("groups", bars([False], [-1], [0]), Breach(check=Check.CUTOFF, group=0)),
        ("reserves", bars([True], [9], [5]), Breach(check=Check.CUTOFF, reserve=0)),
        ("reserves", bars([False], [-1], [0]), Breach(check=Check.CUTOFF, reserve=0)),
        ("match", np.array(RIGHT[:2], np.int32), Breach(check=Check.SHAPE)),
        ("match", np.array(RIGHT, np.int64), Breach(check=Check.SHAPE)),
        ("wish", np.array([0, 1, -1, 0], np.int32), Breach(check=Check.SHAPE)),
        ("closed", np.array([0, 0]), Breach(check=Check.SHAPE)),
        ("openings", bars([True], [9], [5]), Breach(check=Check.SHAPE)),
        ("instance_digest", "0" * 64, Breach(check=Check.INSTANCE_DIGEST)),
    ],
)
def test_a_false_report_of_a_right_match_is_caught_even_when_sealed_anew(field, value, breach):
    right = claim(HELD, RIGHT)
    assert certify(HELD, right).valid
    changed = replace(right, **{field: value})
    certificate = certify(HELD, changed if breach.check == Check.SHAPE else sealed(changed, HELD))
    assert certificate.breaches == (breach,)


def test_the_limit_of_whole_classes_is_the_lowest_that_may_enter():
    instance = Instance.build([[0]] * 3, [[5], [5], [7]], [2], [1, 2, 3], options=Options(ties="whole_class"))
    right = claim(instance, [-1, -1, 0])
    assert (right.openings.priority[0], right.openings.lottery[0], right.openings.full[0]) == (6, 0, False)
    for wrong in [bars([False], [5], [0]), bars([False], [7], [0]), bars([False], [-1], [0])]:
        certificate = certify(instance, sealed(replace(right, openings=wrong), instance))
        assert certificate.breaches == (Breach(check=Check.CUTOFF, opening=0),)


def test_a_seal_that_does_not_fit_is_caught():
    right = solve(HELD)
    modest = replace(right, guarantees=replace(right.guarantees, truthful=False))
    assert checks(certify(HELD, modest)) == {Check.RESULT_DIGEST}
    assert checks(certify(HELD, replace(right, digest=""))) == {Check.RESULT_DIGEST}


def test_a_result_of_another_instance_is_refused():
    other = replace(HELD, lottery=HELD.lottery[::-1].copy())
    assert Check.INSTANCE_DIGEST in checks(certify(other, solve(HELD)))


def test_a_certificate_carries_the_digests_it_computed():
    right = solve(HELD)
    certificate = certify(HELD, right)
    assert certificate.valid
    assert right.match.tolist() == RIGHT
    assert certificate.instance_digest == digest(HELD)
    assert certificate.result_digest == digest_of(right, HELD) == right.digest


def test_an_uncertified_result_is_never_handed_on():
    assert certified(HELD, solve(HELD)).match.tolist() == RIGHT
    with pytest.raises(NotCertified, match="blocking") as refusal:
        certified(HELD, claim(HELD, [-1, 1, 0, 0]))
    assert refusal.value.certificate.blocking


def test_a_market_of_nobody_or_nothing_is_certified():
    for wishes, priority, seats, lottery in [
        ([], [], [], []),
        ([], [], [1], []),
        ([[], []], [[], []], [], [1, 2]),
    ]:
        instance = Instance.build(wishes, priority, seats, lottery)
        match = [-1] * instance.students
        assert certify(instance, claim(instance, match)).valid
        assert certify(instance, claim(instance, match, guarantees=NONE_AT_ALL)).valid
