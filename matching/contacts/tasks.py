"""The job that sends a code: made when it is sent, kept as a digest, at most once for each request."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy import delete, select, update

from matching.contacts.enums import CODE_DIGITS, CODE_MINUTES, ClaimState
from matching.contacts.models import CodeRequest, ContactClaim, digest_of_code
from matching.contacts.queries import an_hour_ago, reach_of
from matching.db import apart, db
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.kernel.i18n import _, speaking
from matching.outbox.enums import Channel
from matching.outbox.reach import NOBODY
from matching.outbox.sending import Later, Parcel, Sender, TurnedDown, Unreachable

log = structlog.get_logger()


class CodeClerk:
    """The handler of the job: no code is ever stored in the clear, not even for a minute."""

    def __init__(self, senders: Mapping[Channel, Sender]) -> None:
        self._senders = senders

    def send(self, job: RunningJob) -> None:
        """One code to one new address; whoever took it back meanwhile gets none."""
        made = _make_code(bytes.fromhex(job.payload["claim"]))
        if made is None:
            return
        claim, code = made
        locale = reach_of([claim.account_id]).get(claim.account_id, NOBODY).locale
        try:
            with self._senders[claim.channel].line() as line:
                line.carry(_parcel(claim, code, locale))
        except (Later, TurnedDown, Unreachable) as error:
            log.warning("code not sent", channel=claim.channel.value, answer=error.answer)
            with apart() as session:
                session.execute(
                    update(ContactClaim)
                    .where(ContactClaim.row_key == claim.row_key, ContactClaim.state == ClaimState.CODED)
                    .values(state=ClaimState.NOT_SENT)
                )


def forget_requests() -> None:
    """A chore of the sweep, which commits: only the last hour is counted."""
    db.session.execute(delete(CodeRequest).where(CodeRequest.at <= an_hour_ago()))


def _make_code(row_key: bytes) -> tuple[ContactClaim, str] | None:
    """Committed before it is handed on: a job that runs twice sends once."""
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    asked = (ContactClaim.row_key == row_key) & (ContactClaim.state == ClaimState.ASKED)
    with apart() as session:
        claim = session.scalars(select(ContactClaim).where(asked).with_for_update()).one_or_none()
        if claim is None:
            return None
        claim.state = ClaimState.CODED
        claim.code_digest = digest_of_code(claim, code)
        claim.code_expires_at = clock.now() + timedelta(minutes=CODE_MINUTES)
        return claim, code


def _parcel(claim: ContactClaim, code: str, locale: str) -> Parcel:
    with speaking(locale):
        return Parcel(
            reference=f"code-{claim.row_key.hex()[:12]}",
            to=claim.address,
            subject=_("{code} is your code, for {minutes} minutes.").format(code=code, minutes=CODE_MINUTES),
            body=_(
                "Type the code {code} on the page you came from; then messages come to this address. "
                "If you asked for nothing, do nothing."
            ).format(code=code),
            locale=locale,
        )
