"""The one way to a result that may be believed: what made it and what verified it share no code."""

from matching.engine.certificate import Certificate
from matching.engine.certification import certify
from matching.engine.deferred_acceptance import stable
from matching.engine.instance import Instance
from matching.engine.result import Result


class NotCertified(RuntimeError):
    """A result failed verification: the engine is wrong or the result was changed; `certificate` says how."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        checks = sorted({breach.check for breach in certificate.breaches})
        super().__init__(f"{len(certificate.breaches)} breaches: {', '.join(checks)}")


def solve(instance: Instance) -> Result:
    """The verified student-optimal stable result. Raises `NotCertified` rather than return anything else."""
    return certified(instance, stable(instance))


def certified(instance: Instance, result: Result) -> Result:
    """The same result, if it passes verification; raises `NotCertified` if not."""
    certificate = certify(instance, result)
    if not certificate.valid:
        raise NotCertified(certificate)
    return result
