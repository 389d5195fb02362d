"""Real mail servers in the process of the tests: one that keeps, one that refuses, one that says nothing."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

HERE = "127.0.0.1"


@dataclass
class MailServer:
    """Keeps what it takes; `at_rcpt` and `at_data` are answers it gives instead, `at_rcpt` by address."""

    port: int
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"smtp://{HERE}:{self.port}?from=no-reply@matching.example.cn"

    async def handle_EHLO(  # noqa: PLR0917  # the names and places are aiosmtpd's
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: PLR0917
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.at_data:
            return self.at_data
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def mail_server(**answers: Any) -> Iterator[MailServer]:
    """It listens until the block ends."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    handler = MailServer(port=port, **answers)
    controller = Controller(handler, hostname=HERE, port=port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[str]:
    """Takes the connection and never says a word."""
    with socket.create_server((HERE, 0)) as listening:
        yield f"smtp://{HERE}:{listening.getsockname()[1]}"


@contextmanager
def no_server() -> Iterator[str]:
    """A port where nobody listens."""
    with socket.socket() as bound:
        bound.bind((HERE, 0))
        yield f"smtp://{HERE}:{bound.getsockname()[1]}"
