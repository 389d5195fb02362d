"""The code on the wall of an enterprise: whoever scans it today stands in front of it.

It names the post and carries a keyed digest of post and day, so nobody makes one, and a photo of yesterday's
opens nothing. Where a phone is, is never asked.
"""

import hmac
from datetime import date

from matching.kernel import vault

LENGTH = 24  # hex digits: 96 bits


def token_of(offer_id: int, day: date) -> str:
    """What the poster of that day carries."""
    return f"{offer_id}-{_digest(offer_id, day)}"


def offer_of(token: str, day: date) -> int | None:
    """The post whose poster of that day was scanned; None for any other token."""
    number, _dash, digest = token.partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        return None
    offer_id = int(number)
    known = hmac.compare_digest(digest.encode(), _digest(offer_id, day).encode())
    return offer_id if known else None


def _digest(offer_id: int, day: date) -> str:
    return vault.keyed_digest("practice-here", f"{offer_id}|{day.isoformat()}").hex()[:LENGTH]
