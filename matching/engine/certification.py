"""Verifies a result without trusting, or importing, what made it.

Each check has its own module: `certification_feasible` (places, seats, closed openings),
`certification_blocking` (stability), `certification_optimal` (student-optimality, with its proof),
`certification_classes` (the same two where whole classes of one priority go in or out),
`certification_welfare` (optimal pairs, by dual prices) and `certification_reported` (bars and numbers of
wishes). All read the match through `certification_standing`.
"""

from matching.engine.certificate import Breach, Certificate, Check
from matching.engine.certification_blocking import Envy, tell_blocking
from matching.engine.certification_classes import Classes
from matching.engine.certification_feasible import (
    tell_apart,
    tell_closed,
    tell_infeasible,
    tell_misshapen,
    tell_reopenable,
)
from matching.engine.certification_findings import Findings
from matching.engine.certification_optimal import tell_improvable
from matching.engine.certification_reported import tell_misreported_bars, tell_misreported_wishes
from matching.engine.certification_standing import Standing
from matching.engine.certification_welfare import welfare_breaches
from matching.engine.digests import digest, digest_of
from matching.engine.instance import Instance
from matching.engine.market import Ties
from matching.engine.result import Mechanism, Result


def certify(instance: Instance, result: Result) -> Certificate:
    """Verify a result in O(E) for E wishes (and sort the lottery). Never raises on a wrong one.

    What the result's guarantees do not claim is not asked of it: its blocking pairs are notes. Arrays of the
    wrong size are not looked into, and student-optimality is only asked of a match that is feasible and
    stable, because only there it means something.
    """
    findings, notes = Findings(), Findings()
    instance_digest, result_digest = digest(instance), None
    tell_misshapen(instance, result, findings)
    if not findings:
        _tell_all(Standing(instance, result), findings, notes)
        result_digest = digest_of(result, instance)
        if result.instance_digest != instance_digest:
            findings.add(Breach(check=Check.INSTANCE_DIGEST))
        if result.digest != result_digest:
            findings.add(Breach(check=Check.RESULT_DIGEST))
    return Certificate(
        breaches=tuple(findings.listed),
        notes=tuple(notes.listed),
        counts=dict(findings.counts + notes.counts),
        instance_digest=instance_digest,
        result_digest=result_digest,
    )


def _tell_all(standing: Standing, findings: Findings, notes: Findings) -> None:
    tell_infeasible(standing, findings)
    tell_closed(standing, findings, notes)
    tell_apart(standing, notes)
    _tell_unproven(standing, findings)
    if standing.result.mechanism is Mechanism.WELFARE:
        findings.extend(welfare_breaches(standing.instance, standing.result))
    elif standing.instance.options.ties is Ties.WHOLE_CLASS:
        _tell_of_classes(standing, findings, notes)
    else:
        _tell_of_students(standing, findings, notes)
    tell_misreported_wishes(standing, findings)


def _tell_unproven(standing: Standing, findings: Findings) -> None:
    """What the result says of itself that nothing here could show.

    That truth pays is a theorem about one mechanism, whose answer is the one match that is stable and the
    best for all students, where ties are decided by lottery (Roth 1982).
    """
    result, claims = standing.result, standing.result.guarantees
    theorem = result.mechanism is Mechanism.STABLE and standing.instance.options.ties is Ties.LOTTERY
    heuristic = result.mechanism in (Mechanism.CLOSING, Mechanism.TOGETHER)
    if (
        (claims.truthful and not (theorem and claims.stable and claims.student_optimal))
        or (claims.exact and heuristic)
        or (result.welfare is not None and result.mechanism is not Mechanism.WELFARE)
    ):
        findings.add(Breach(check=Check.UNPROVEN))


def _tell_of_students(standing: Standing, findings: Findings, notes: Findings) -> None:
    """Stability and optimality where every two students are told apart, by lottery if need be."""
    envy, claims = Envy(standing).of_all(), standing.result.guarantees
    tell_blocking(standing, envy, findings if claims.stable or claims.student_optimal else notes)
    tell_reopenable(standing, envy.asking, notes)
    if claims.student_optimal and not findings:
        tell_improvable(standing, envy, findings)
    tell_misreported_bars(standing, findings)


def _tell_of_classes(standing: Standing, findings: Findings, notes: Findings) -> None:
    """Stability and optimality where whole classes of one priority go in or out."""
    classes, claims = Classes(standing), standing.result.guarantees
    classes.tell_blocking(findings if claims.stable or claims.student_optimal else notes)
    tell_reopenable(standing, classes.asking, notes)
    if claims.student_optimal and not findings:
        classes.tell_improvable(findings)
    classes.tell_misreported_bars(findings)
