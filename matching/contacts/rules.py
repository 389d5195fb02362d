"""Whether a code may be sent now, and whether the one that was typed is right."""

from datetime import datetime, timedelta
from hmac import compare_digest

from matching.contacts.enums import CODE_MINUTES, CODES_AN_HOUR, WRONG_CODES, ClaimState
from matching.contacts.models import Contact, ContactClaim, digest_of_code
from matching.kernel.i18n import _
from matching.outbox.enums import Channel


def why_not_own(channel: Channel, *, listed: bool) -> str | None:
    """A number in a class list is kept there, and only there."""
    if channel is Channel.SMS and listed:
        return _("Your number comes from the class list. Your class teacher can change it.")
    return None


def why_not_ask(requests: int) -> str | None:
    """Nobody fills another's telephone with codes; `requests` of the last hour, by person or address."""
    if requests >= CODES_AN_HOUR:
        return _("{n} codes were sent within the hour. Wait an hour, then ask again.").format(n=CODES_AN_HOUR)
    return None


def why_not_confirm(claim: ContactClaim | None, code: str, now: datetime) -> str | None:
    """The tries are counted before the code is compared."""
    if claim is None or claim.state is not ClaimState.CODED or claim.address is None:
        return _("No code was sent yet. Ask for one.")
    assert claim.code_digest is not None and claim.code_expires_at is not None  # noqa: PT018  # the pair
    if claim.code_expires_at <= now:
        return _("This code is too old. Ask for a new one.")
    if claim.wrong_tries > WRONG_CODES:
        return _("Too many wrong codes. Ask for a new one.")
    if not compare_digest(claim.code_digest, digest_of_code(claim, code)):
        return _("This is not the code that was sent. Look again.")
    return None


def is_just_confirmed(contact: Contact | None, now: datetime) -> bool:
    """Whether the code may have come back a moment ago: as long as it would still count."""
    return contact is not None and now - contact.confirmed_at < timedelta(minutes=CODE_MINUTES)
