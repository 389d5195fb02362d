"""What may be said of a run before it is published: that it proves itself, and still fits the tables."""

from typing import NamedTuple

import structlog

from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.rounds.assembly import NotVerified, is_current, verified
from matching.rounds.models import MatchRun

log = structlog.get_logger()


class Standing(NamedTuple):
    """The automatic checks of a run; a sentence says why not, None that all is well."""

    why_not_proved: str | None
    why_not_current: str | None

    @property
    def why_not(self) -> str | None:
        """The first reason not to publish it."""
        return self.why_not_proved or self.why_not_current


def standing_of(run: MatchRun) -> Standing:
    """Prove the run from its own snapshot, then compare the snapshot with what the tables say now."""
    return Standing(_why_not_proved(run), _why_not_current(run))


def _why_not_proved(run: MatchRun) -> str | None:
    try:
        verified(run)
    except NotVerified as error:
        log.error("run not verified", run=run.id, error=str(error))
        return _(
            "This match does not agree with its own records. Do not publish it; tell the administrators."
        )
    return None


def _why_not_current(run: MatchRun) -> str | None:
    try:
        current = is_current(run)
    except Refused as refusal:
        return refusal.sentence
    if current:
        return None
    return _(
        "Since the match was computed, students, slots, seats or places given by hand have changed. "
        "Compute it again."
    )
