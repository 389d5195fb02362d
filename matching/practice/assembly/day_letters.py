"""What a teacher hears about the days: a refusal, the certificate, a correction."""

from collections.abc import Sequence
from typing import Any

from matching.outbox.letters import Letter
from matching.outbox.post import post
from matching.practice.models import PracticeDay, SignUp


def tell_of_refused(sign_up: SignUp, days: Sequence[PracticeDay], reason: str) -> None:
    """Which days the enterprise did not confirm, and why."""
    facts = {"first": days[0].day.isoformat(), "count": len(days), "reason": reason}
    step = "+".join(f"{each.id}.{each.version}" for each in days)
    _tell(Letter.PRACTICE_DAYS_REFUSED, sign_up, step=step, **facts)


def tell_of_certificate(sign_up: SignUp, count: int) -> None:
    """So many days count now."""
    _tell(Letter.PRACTICE_CERTIFIED, sign_up, step=str(sign_up.version), count=count)


def tell_of_correction(sign_up: SignUp, reason: str) -> None:
    """The days wait for the school once more, and why."""
    _tell(Letter.PRACTICE_REOPENED, sign_up, step=str(sign_up.version), reason=reason)


def _tell(kind: Letter, sign_up: SignUp, *, step: str, **facts: Any) -> None:
    post(
        kind,
        to=sign_up.teacher.account_id,
        key=f"practice_days:{sign_up.id}:{step}",
        url=f"/sign-ups/{sign_up.id}/days",
        enterprise=sign_up.offer.enterprise.name,
        title=sign_up.offer.title,
        **facts,
    )
