"""The engine: who gets which opening, proven right and explained, from numbers alone.

Pure functions over arrays: no web, no database, no clock, no chance (lottery numbers are inputs), no
sentences (reasons are data). Build an `Instance`, `solve` it, `explain` the result; `certify` verifies
any result without sharing code with what made it; `digest` fingerprints an instance, `digest_of` a
result; `lottery_numbers` draws the order that breaks ties. docs/engine.md says what each mechanism promises.
"""

from matching.engine.certificate import Breach, Certificate, Check
from matching.engine.certification import certify
from matching.engine.closing import close_underfilled
from matching.engine.deferred_acceptance import stable
from matching.engine.digests import digest, digest_of, sealed
from matching.engine.explanation import Binding, BindingKind, Row, explain
from matching.engine.explanation_columns import Explanation, Reason, explanation_arrays
from matching.engine.faults import Fault, FaultKind, InstanceFaults
from matching.engine.instance import Instance
from matching.engine.laminar import laminar
from matching.engine.lottery import commitment, lottery_numbers
from matching.engine.market import Groups, Options, Reserves, Ties, Unranked
from matching.engine.pairs import Profiles, Weights, fit_pairs
from matching.engine.rematching import Mode, NotOffered, changed, rematch
from matching.engine.result import Bars, Cutoff, Guarantees, Mechanism, Result, Welfare
from matching.engine.solving import NotCertified, certified, solve
from matching.engine.together import keep_together
from matching.engine.vacancies import Vacancies
from matching.engine.version import ENGINE_VERSION
from matching.engine.welfare_mechanism import welfare

__all__ = [
    "Bars",
    "Binding",
    "BindingKind",
    "Breach",
    "Certificate",
    "Check",
    "Cutoff",
    "ENGINE_VERSION",
    "Explanation",
    "Fault",
    "FaultKind",
    "Groups",
    "Guarantees",
    "Instance",
    "InstanceFaults",
    "Mechanism",
    "Mode",
    "NotCertified",
    "NotOffered",
    "Options",
    "Profiles",
    "Reason",
    "Reserves",
    "Result",
    "Row",
    "Ties",
    "Unranked",
    "Vacancies",
    "Weights",
    "Welfare",
    "certified",
    "certify",
    "changed",
    "close_underfilled",
    "commitment",
    "digest",
    "digest_of",
    "explain",
    "explanation_arrays",
    "fit_pairs",
    "keep_together",
    "laminar",
    "lottery_numbers",
    "rematch",
    "sealed",
    "solve",
    "stable",
    "welfare",
]
