"""The one way to a result that may be believed: what made it and what verified it share no code."""

from matching.engine.certificate import Certificate
from matching.engine.certification import certify
from matching.engine.closing import close_underfilled
from matching.engine.deferred_acceptance import stable
from matching.engine.instance import Instance
from matching.engine.result import Result
from matching.engine.together import has_blocks, keep_together


class NotCertified(RuntimeError):
    """A result failed verification: the engine is wrong or the result was changed; `certificate` says how."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        checks = sorted({breach.check for breach in certificate.breaches})
        super().__init__(f"{len(certificate.breaches)} breaches: {', '.join(checks)}")


def solve(instance: Instance) -> Result:
    """The verified result of what the instance asks for. Raises `NotCertified` rather than return any other.

    Blocks are kept together where there are any, otherwise the match is stable; then openings that do not
    reach the number they open with are closed. What `welfare` and `rematch` answer is verified by
    `certified`.
    """
    result = keep_together(instance) if has_blocks(instance) else stable(instance)
    if (instance.opens_with > 1).any():
        result = close_underfilled(instance, result)
    return certified(instance, result)


def certified(instance: Instance, result: Result) -> Result:
    """The same result, if it passes verification; raises `NotCertified` if not."""
    certificate = certify(instance, result)
    if not certificate.valid:
        raise NotCertified(certificate)
    return result
