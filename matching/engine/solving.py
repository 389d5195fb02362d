"""The one way to a result that may be believed: what made it and what verified it share no code."""

from collections.abc import Callable

from matching.engine.certificate import Certificate
from matching.engine.certification import certify
from matching.engine.closing import close_underfilled
from matching.engine.deferred_acceptance import stable
from matching.engine.instance import Instance
from matching.engine.result import Mechanism, Result
from matching.engine.together import has_blocks, keep_together
from matching.engine.welfare_mechanism import welfare
from matching.engine.welfare_pairs import Columns, Objective


class NotCertified(RuntimeError):
    """A result failed verification: the engine is wrong or the result was changed; `certificate` says how."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        checks = sorted({breach.check for breach in certificate.breaches})
        super().__init__(f"{len(certificate.breaches)} breaches: {', '.join(checks)}")


def solve(
    instance: Instance,
    mechanism: Mechanism | str | None = None,
    *,
    pairs: Columns | None = None,
    objective: str = Objective.FIT,
    after: Result | None = None,
) -> Result:
    """A verified result. Raises `NotCertified` rather than return any other.

    Without a mechanism, the one that the instance asks for: blocks are kept together where there are any,
    otherwise the match is stable; then openings that do not reach the number they open with are closed. With
    one, that and nothing else; WELFARE needs `pairs`, and may have an objective and an earlier result (see
    `welfare`). IMPROVE and FREEZE are done by `rematch`: ValueError.
    """
    if mechanism == Mechanism.WELFARE and pairs is not None:
        result = welfare(instance, pairs, objective=objective, after=after)
    elif mechanism is None:
        result = answered(instance)
    elif mechanism in _MECHANISMS:
        result = _MECHANISMS[Mechanism(mechanism)](instance)
    else:
        raise ValueError(f"{mechanism} cannot be asked for like this")
    return certified(instance, result)


_MECHANISMS: dict[Mechanism, Callable[[Instance], Result]] = {
    Mechanism.STABLE: stable,
    Mechanism.CLOSING: lambda instance: close_underfilled(instance, stable(instance)),
    Mechanism.TOGETHER: keep_together,
}


def answered(instance: Instance) -> Result:
    """What an instance asks for by its blocks, and by the numbers its openings open with."""
    result = keep_together(instance) if has_blocks(instance) else stable(instance)
    return close_underfilled(instance, result) if (instance.opens_with > 1).any() else result


def certified(instance: Instance, result: Result) -> Result:
    """The same result, if it passes verification; raises `NotCertified` if not."""
    certificate = certify(instance, result)
    if not certificate.valid:
        raise NotCertified(certificate)
    return result
