"""The engine: who gets which opening, proven right and explained, from numbers alone.

Pure functions over arrays: no web, no database, no clock, no chance (lottery numbers are inputs), no
sentences (reasons are data). Build an `Instance`, `solve` it, `explain` the result; `certify` verifies
any result without sharing code with what made it; `digest` fingerprints both; `lottery_numbers` draws the
order that breaks ties.
"""

from matching.engine.certificate import Breach, Certificate, Check
from matching.engine.certification import certify
from matching.engine.deferred_acceptance import stable
from matching.engine.digests import digest, digest_of, sealed
from matching.engine.explanation import Reason, Row, explain
from matching.engine.faults import Fault, FaultKind, InstanceFaults
from matching.engine.instance import Instance
from matching.engine.lottery import commitment, lottery_numbers
from matching.engine.result import Cutoff, Guarantees, Result
from matching.engine.solving import NotCertified, certified, solve
from matching.engine.version import ENGINE_VERSION

__all__ = [
    "ENGINE_VERSION",
    "Breach",
    "Certificate",
    "Check",
    "Cutoff",
    "Fault",
    "FaultKind",
    "Guarantees",
    "Instance",
    "InstanceFaults",
    "NotCertified",
    "Reason",
    "Result",
    "Row",
    "certified",
    "certify",
    "commitment",
    "digest",
    "digest_of",
    "explain",
    "lottery_numbers",
    "sealed",
    "solve",
    "stable",
]
