"""What a teacher hears of practice from elsewhere: that it counts, that it does not, or no longer."""

from typing import Any

from matching.outbox.letters import Letter
from matching.outbox.post import post
from matching.practice.models import PracticeRecord


def tell_of_certificate(entry: PracticeRecord) -> None:
    """The days count now."""
    _tell(Letter.RECORD_CERTIFIED, entry)


def tell_of_refusal(entry: PracticeRecord, *, counted: bool) -> None:
    """The days do not count, and why; `counted` says that they did before."""
    _tell(Letter.RECORD_REFUSED, entry, reason=entry.why, counted=counted)


def _tell(kind: Letter, entry: PracticeRecord, **facts: Any) -> None:
    post(
        kind,
        to=entry.teacher.account_id,
        key=f"practice_record:{entry.id}:{entry.version}",
        url="/practice-record",
        enterprise=entry.enterprise_name,
        starts_on=entry.starts_on.isoformat(),
        ends_on=entry.ends_on.isoformat(),
        **facts,
    )
