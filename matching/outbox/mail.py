"""E-mail: SMTP, a folder of .eml files, or the log; chosen by the scheme of MAIL_URL.

`smtp://user:password@host:587?from=a@b`, `smtps://...`, `file:///folder`, `console:`. A password never
travels in the clear: with one, `smtp://` insists on STARTTLS.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import structlog

from matching.kernel import clock
from matching.kernel.i18n import _, speaking
from matching.outbox.enums import Reason
from matching.outbox.sending import Later, Line, Parcel, Sender, TurnedDown, Unreachable

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}
NO_SUCH_MAILBOX = frozenset({550, 551, 553, 556})  # RFC 5321, RFC 7505
NOBODY = "no-reply@localhost"
PLACE = "School-Enterprise Matching"

log = structlog.get_logger()


def mail_sender(url: str, *, show_text: bool) -> Sender:
    """The sender an address names; ValueError for a scheme nobody knows."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"MAIL_URL begins with {', '.join(sorted(_SCHEMES))}, not with {parts.scheme!r}")
    return _SCHEMES[parts.scheme](parts, show_text)


def message_of(parcel: Parcel, sender: str) -> EmailMessage:
    """Plain text with honest headers; raises TurnedDown where one of them would hold a line break."""
    try:
        return _written(parcel, sender)
    except (ValueError, HeaderParseError):
        raise TurnedDown(Reason.NOT_WRITTEN, "") from None


def _written(parcel: Parcel, sender: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    domain = sender.rpartition("@")[2]
    with speaking(parcel.locale):
        mail["From"] = Address(_(PLACE), addr_spec=sender)
        mail["To"] = Address(addr_spec=parcel.to)
        mail["Subject"] = parcel.subject
        mail["Date"] = format_datetime(clock.local(clock.now()))
        # The same at every attempt, so that mail programs know a second copy for what it is.
        mail["Message-ID"] = f"<{parcel.reference}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["Content-Language"] = parcel.locale.replace("_", "-")
        if parcel.settings_url:
            mail["List-Unsubscribe"] = f"<{parcel.settings_url}>"
        mail.set_content(_text(parcel), cte="base64")
    return mail


def _text(parcel: Parcel) -> str:
    link = [_("Go and look: {url}").format(url=parcel.url)] if parcel.url else []
    foot = ["-- ", _(PLACE), _("Nobody reads answers to this mail.")]
    if parcel.settings_url:
        foot.append(_("Which mails you get, and where: {url}").format(url=parcel.settings_url))
    return "\n\n".join([parcel.body, *link, "\n".join(foot)]) + "\n"


class Smtp:
    """A mail server: one connection a batch, time limits on every step."""

    def __init__(self, parts: SplitResult, _show_text: bool) -> None:
        self._host, self._port = parts.hostname or "localhost", parts.port or PORTS[parts.scheme]
        self._tls = parts.scheme == "smtps"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._from = _from(parts)

    @contextmanager
    def line(self) -> Iterator[Line]:
        """Connected, encrypted where the server can, signed in where a user is named."""
        with _unreachable():
            server = self._connect()
        try:
            with _unreachable():
                self._greet(server)
            yield _SmtpLine(server, self._from)
        finally:
            # QUIT would wait for a server that hangs already.
            server.close()

    def _connect(self) -> smtplib.SMTP:
        if self._tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if not self._tls and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        elif not self._tls and self._password:
            raise Unreachable("no STARTTLS")
        if self._user:
            server.login(self._user, self._password)


class _SmtpLine:
    """One connection."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server, self._from = server, sender

    def carry(self, parcel: Parcel) -> str:
        """4xx is Later, 5xx is TurnedDown; the server's words may hold the address and are dropped."""
        mail = message_of(parcel, self._from)
        with _unreachable():
            try:
                self._server.send_message(mail)
            except smtplib.SMTPRecipientsRefused as error:
                code = next(iter(error.recipients.values()))[0]
                raise _answer(code, Reason.NO_SUCH_ADDRESS) from None
            except smtplib.SMTPSenderRefused as error:
                raise Unreachable(str(error.smtp_code)) from None
            except smtplib.SMTPDataError as error:
                raise _answer(error.smtp_code, Reason.TURNED_DOWN) from None
        return str(mail["Message-ID"])


class Folder:
    """Mails as .eml files, named by their reference: for trying out, and for tests."""

    def __init__(self, parts: SplitResult, _show_text: bool) -> None:
        self._folder, self._from = Path(unquote(parts.path)), _from(parts)

    @contextmanager
    def line(self) -> Iterator[Line]:
        """The folder is made when the first mail comes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        yield self

    def carry(self, parcel: Parcel) -> str:
        """A second attempt writes the same file."""
        mail = message_of(parcel, self._from)
        (self._folder / f"{parcel.reference}.eml").write_bytes(mail.as_bytes())
        return str(mail["Message-ID"])


class Console:
    """An installation without mail: a log line that names nobody; developers see the text."""

    def __init__(self, _parts: SplitResult, show_text: bool) -> None:
        self._show_text = show_text

    @contextmanager
    def line(self) -> Iterator[Line]:
        """Always open."""
        yield self

    def carry(self, parcel: Parcel) -> str:
        """Note that it went out."""
        log.info("mail", reference=parcel.reference)
        if self._show_text:
            log.info("mail text", subject=parcel.subject, body=_spoken(parcel))
        return parcel.reference


_SCHEMES: Mapping[str, Callable[[SplitResult, bool], Sender]] = {
    "console": Console,
    "file": Folder,
    "smtp": Smtp,
    "smtps": Smtp,
}


def _spoken(parcel: Parcel) -> str:
    with speaking(parcel.locale):
        return _text(parcel)


def _from(parts: SplitResult) -> str:
    return parse_qs(parts.query).get("from", [NOBODY])[0]


def _answer(code: int, final: Reason) -> Exception:
    if code < 500:
        return Later(str(code))
    no_such = final is Reason.NO_SUCH_ADDRESS and code in NO_SUCH_MAILBOX
    return TurnedDown(final if no_such else Reason.TURNED_DOWN, str(code))


@contextmanager
def _unreachable() -> Iterator[None]:
    """Whatever ends the connection, in one word: a code, or the name of the error."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise Unreachable(str(error.smtp_code)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(type(error).__name__) from None
