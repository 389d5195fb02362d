"""Text messages: one sentence and a link, through the gateway the scheme of SMS_URL names.

A gateway is a class with `send`, registered under its scheme in GATEWAYS; docs/deploy.md shows one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

import structlog

from matching.kernel.i18n import _, speaking
from matching.kernel.identity import mask_mobile
from matching.outbox.sending import Line, Parcel

ALONE = 70  # characters of a message that is Chinese, in UCS-2
IN_A_CHAIN = 67  # of each part of a longer one: the rest numbers the parts
SIGN = "School-Enterprise"

log = structlog.get_logger()


class SmsGateway(Protocol):
    """Sends one text to one number; gives back the gateway's name for it.

    Raises Later (try again), TurnedDown (this number will never get it) or Unreachable (nobody there).
    """

    def send(self, to: str, text: str) -> str: ...


class LogGateway:
    """No gateway: a log line with a masked number; developers see the text."""

    def __init__(self, _parts: SplitResult, show_text: bool) -> None:
        self._show_text = show_text

    def send(self, to: str, text: str) -> str:
        """Note that it went out."""
        log.info("text message", to=mask_mobile(to), parts=parts_of(text))
        if self._show_text:
            log.info("text of the message", text=text)
        return ""


GATEWAYS: dict[str, Callable[[SplitResult, bool], SmsGateway]] = {"log": LogGateway}


class Texter:
    """The sender of text messages, whichever gateway carries them."""

    def __init__(self, gateway: SmsGateway) -> None:
        self._gateway = gateway

    @contextmanager
    def line(self) -> Iterator[Line]:
        """Gateways are asked message by message."""
        yield self

    def carry(self, parcel: Parcel) -> str:
        """One sentence and a link."""
        return self._gateway.send(parcel.to, text_of(parcel))


def sms_sender(url: str, *, show_text: bool) -> Texter:
    """The sender an address names; ValueError for a scheme nobody registered."""
    parts = urlsplit(url)
    if parts.scheme not in GATEWAYS:
        raise ValueError(f"SMS_URL begins with {', '.join(sorted(GATEWAYS))}, not with {parts.scheme!r}")
    return Texter(GATEWAYS[parts.scheme](parts, show_text))


def text_of(parcel: Parcel) -> str:
    """【校企合作】你的匹配结果出来了 https://... ; the signature in front is what operators ask for."""
    with speaking(parcel.locale):
        words = _("[{sign}] {sentence}").format(sign=_(SIGN), sentence=parcel.subject)
        return f"{words} {parcel.url}".strip()


def parts_of(text: str) -> int:
    """How many messages it costs."""
    return 1 if len(text) <= ALONE else -(-len(text) // IN_A_CHAIN)
