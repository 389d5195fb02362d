"""What arrives at a real mail server, and what becomes of letters that one refuses, or that hangs."""

import re
from contextlib import AbstractContextManager
from email import message_from_bytes
from pathlib import Path

import pytest

from matching.outbox import mail
from matching.outbox.enums import Channel, Reason
from matching.outbox.letters import Letter
from matching.outbox.mail import mail_sender, message_of
from matching.outbox.reach import Reach
from matching.outbox.sending import Parcel, TurnedDown
from tests.outbox.office import Office, office, send, ways
from tests.outbox.servers import mail_server, no_server, silent_server

__all__ = ["office"]

PARCEL = Parcel(
    reference="letter-7",
    to="lin@example.cn",
    subject="你的匹配结果出来了",
    body="“春季”的结果公布了。",
    url="https://matching.example.cn/rounds/3/result",
    settings_url="https://matching.example.cn/me/messages",
    locale="zh_CN",
)


def _sender(url: str) -> mail.Sender:
    return mail_sender(url, show_text=False)


def test_a_letter_arrives_with_honest_headers_and_whole_links(office: Office) -> None:
    office.give(1)
    with mail_server() as server:
        office.mail = _sender(server.url)
        send(1, name="春季")
        office.deliver()
    (arrived,) = server.mails
    assert arrived["Subject"] == "有一轮匹配等你确认"
    assert str(arrived["From"]) == "校企合作对接平台 <no-reply@matching.example.cn>"
    assert arrived["To"] == "p1@example.cn"
    assert re.fullmatch(r"<letter-1-2026031602\d{4}@matching\.example\.cn>", arrived["Message-ID"])
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["List-Unsubscribe"] == "<https://matching.example.cn/me/messages>"
    assert arrived["Date"].datetime.isoformat().startswith("2026-03-16T10:00")
    first, *others = arrived.get_content().splitlines()
    assert first == "春季"
    assert "去看看：https://matching.example.cn/me" in others
    assert others[-1].endswith("在这里改：https://matching.example.cn/me/messages")


def test_fifty_letters_take_one_connection(office: Office) -> None:
    with mail_server() as server:
        office.mail = _sender(server.url)
        for one in range(1, 51):
            office.give(one)
            send(one)
        office.deliver()
    assert (len(server.mails), server.connections) == (50, 1)


def test_a_resent_letter_can_be_known_again(tmp_path: Path) -> None:
    sender = _sender(tmp_path.as_uri() + "?from=a@matching.example.cn")
    for _attempt in range(2):
        with sender.line() as line:
            line.carry(PARCEL)
    (file,) = tmp_path.iterdir()
    assert file.name == "letter-7.eml"
    assert message_from_bytes(file.read_bytes())["Message-ID"] == "<letter-7@matching.example.cn>"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("451 try later", ("waiting", "turned_down")),
        ("550 no such user p1@example.cn", ("failed", "no_such_address")),
        ("554 policy", ("failed", "turned_down")),
    ],
)
def test_a_recipient_refused_leaves_the_others_alone(
    office: Office, capsys: pytest.CaptureFixture[str], answer: str, expected: tuple[str, str]
) -> None:
    office.give(1)
    office.give(2)
    with mail_server(at_rcpt={"p1@example.cn": answer}) as server:
        office.mail = _sender(server.url)
        send(1)
        send(2)
        office.deliver()
    assert ways() == [(1, "email", *expected), (2, "email", "sent", "")]
    assert [str(one["To"]) for one in server.mails] == ["p2@example.cn"]
    assert "example.cn" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("452 no room", ("waiting", "turned_down")),
        ("554 looks like spam", ("failed", "turned_down")),
        ("550 refused", ("failed", "turned_down")),
    ],
)
def test_a_refused_text_says_nothing_about_the_address(
    office: Office, answer: str, expected: tuple[str, str]
) -> None:
    office.give(1)
    with mail_server(at_data=answer) as server:
        office.mail = _sender(server.url)
        send(1)
        office.deliver()
    assert ways() == [(1, "email", *expected)]
    assert (1, Channel.EMAIL, False) not in office.noted


@pytest.mark.parametrize("server", [silent_server, no_server])
def test_a_server_that_hangs_or_is_away_costs_one_attempt(
    office: Office, monkeypatch: pytest.MonkeyPatch, server: type[AbstractContextManager[str]]
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
    for one in (1, 2, 3):
        office.give(one)
        send(one)
    with server() as url:
        office.mail = _sender(url)
        office.deliver()
    assert {(state, reason) for _to, _channel, state, reason in ways()} == {("waiting", "not_reached")}


def test_a_password_never_travels_in_the_clear(office: Office) -> None:
    office.give(1)
    with mail_server() as server:
        office.mail = _sender(server.url.replace("smtp://", "smtp://me:secret@"))
        send(1)
        office.deliver()
    assert (server.mails, ways()) == ([], [(1, "email", "waiting", "not_reached")])


def test_names_bring_no_headers_along(office: Office) -> None:
    office.give(1)
    with mail_server() as server:
        office.mail = _sender(server.url)
        send(1, name="春季\r\nBcc: everybody@example.cn\r\n\r\n恶意")
        office.deliver()
    (arrived,) = server.mails
    assert arrived["Bcc"] is None
    assert "Bcc: everybody@example.cn" in arrived.get_content()


@pytest.mark.parametrize(
    "changed",
    [
        {"to": "lin@example.cn\r\nBcc: everybody@example.cn"},
        {"subject": "你好\r\nBcc: everybody@example.cn"},
        {"settings_url": "https://matching.example.cn/\r\nBcc: everybody@example.cn"},
    ],
)
def test_a_line_break_in_a_header_is_never_written(changed: dict[str, str]) -> None:
    parcel = Parcel(**{**vars(PARCEL), **changed})
    with pytest.raises(TurnedDown) as refused:
        message_of(parcel, "a@matching.example.cn")
    assert refused.value.reason is Reason.NOT_WRITTEN


def test_an_address_that_would_break_the_envelope_harms_nobody_else(office: Office) -> None:
    office.people[1] = Reach(addresses={Channel.EMAIL: "a@example.cn>\r\nRCPT TO:<b@example.cn"})
    office.give(2)
    with mail_server() as server:
        office.mail = _sender(server.url)
        send(1)
        send(2)
        office.deliver()
    assert [str(one["To"]) for one in server.mails] == ["p2@example.cn"]
    assert ways()[0] == (1, "email", "failed", "not_written")


def test_the_log_of_an_installation_without_mail_names_nobody(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.give(1)
    office.mail = mail_sender("console:", show_text=False)
    send(1, Letter.PUBLICATION_ASKED, name="林敏")
    office.deliver()
    told = "".join(capsys.readouterr())
    assert "letter-1" in told
    assert "example.cn" not in told
    assert "林敏" not in told


def test_developers_see_the_text(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.give(1)
    office.mail = mail_sender("console:", show_text=True)
    send(1, name="春季")
    office.deliver()
    assert "春季" in "".join(capsys.readouterr())


def test_an_address_nobody_knows_ends_the_start() -> None:
    with pytest.raises(ValueError, match="console, file, smtp, smtps"):
        mail_sender("carrier-pigeon://loft", show_text=False)
