"""Jobs that write to an address and not to a person, each at most once: a code, made when it is sent and kept
as a digest; a word to an address that is left.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import delete, select, update

from matching.contacts.enums import CODE_DIGITS, CODE_MINUTES, ClaimState
from matching.contacts.models import CodeRequest, Contact, ContactClaim, digest_of_code
from matching.contacts.queries import an_hour_ago, reach_of
from matching.db import apart, db
from matching.jobs.models import Job
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.kernel.i18n import _, speaking
from matching.outbox.enums import Channel
from matching.outbox.reach import NOBODY
from matching.outbox.sending import Later, Parcel, Sender, TurnedDown, Unreachable

log = structlog.get_logger()


class Clerk:
    """The handlers of these jobs: no code is ever stored in the clear, not even for a minute."""

    def __init__(self, senders: Mapping[Channel, Sender]) -> None:
        self._senders = senders

    def send_code(self, job: RunningJob) -> None:
        """One code to one new address; whoever took it back meanwhile gets none."""
        made = _make_code(bytes.fromhex(job.payload["claim"]))
        if made is None:
            return
        claim, address, code = made
        if not self._carried(claim.channel, _code(claim, address, code, _locale(claim.account_id))):
            with apart() as session:
                session.execute(
                    update(ContactClaim)
                    .where(ContactClaim.row_key == claim.row_key, ContactClaim.state == ClaimState.CODED)
                    .values(state=ClaimState.NOT_SENT)
                )

    def tell_former(self, job: RunningJob) -> None:
        """That messages go elsewhere now; whoever did that may not be who reads there."""
        told = _taken_out(job.id)
        if not told:
            return
        former = Contact(row_key=bytes.fromhex(told["row_key"]))
        former.address_sealed = bytes.fromhex(told["address_sealed"])
        if (to := former.address) is not None:
            self._carried(Channel[told["channel"]], _leave(former, to, _locale(told["account"])))

    def _carried(self, channel: Channel, parcel: Parcel) -> bool:
        try:
            with self._senders[channel].line() as line:
                line.carry(parcel)
        except (Later, TurnedDown, Unreachable) as error:
            log.warning("not sent", reference=parcel.reference, channel=channel.value, answer=error.answer)
            return False
        return True


def forget_requests() -> None:
    """A chore of the sweep, which commits: only the last hour is counted."""
    db.session.execute(delete(CodeRequest).where(CodeRequest.at <= an_hour_ago()))


def _make_code(row_key: bytes) -> tuple[ContactClaim, str, str] | None:
    """Claim, address, code. Committed before it is handed on: a job that runs twice sends once."""
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    asked = (ContactClaim.row_key == row_key) & (ContactClaim.state == ClaimState.ASKED)
    with apart() as session:
        claim = session.scalars(select(ContactClaim).where(asked).with_for_update()).one_or_none()
        if claim is None or (address := claim.address) is None:
            return None
        claim.state = ClaimState.CODED
        claim.code_digest = digest_of_code(claim, code)
        claim.code_expires_at = clock.now() + timedelta(minutes=CODE_MINUTES)
        return claim, address, code


def _taken_out(job_id: int) -> Mapping[str, Any]:
    """What the job was to tell, forgotten before it is told: a job that runs twice tells once."""
    with apart() as session:
        job = session.get_one(Job, job_id, with_for_update=True)
        told, job.payload = job.payload, {}
        return told


def _locale(account_id: int) -> str:
    return reach_of([account_id]).get(account_id, NOBODY).locale


def _code(claim: ContactClaim, to: str, code: str, locale: str) -> Parcel:
    with speaking(locale):
        return Parcel(
            reference=f"code-{claim.row_key.hex()[:12]}",
            to=to,
            subject=_("{code} is your code, for {minutes} minutes.").format(code=code, minutes=CODE_MINUTES),
            body=_(
                "Type the code {code} on the page you came from; then messages come to this address. "
                "If you asked for nothing, do nothing."
            ).format(code=code),
            locale=locale,
        )


def _leave(former: Contact, to: str, locale: str) -> Parcel:
    with speaking(locale):
        return Parcel(
            reference=f"former-{former.row_key.hex()[:12]}",
            to=to,
            subject=_("Your messages do not come here any more"),
            body=_(
                "Messages about your account do not come to this address any more. If you changed that, all "
                "is well. If not, sign in, change your password and sign all other browsers out."
            ),
            locale=locale,
        )
