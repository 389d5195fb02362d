"""Text messages: one sentence and a link, counted as operators count, and no number in the log."""

from urllib.parse import SplitResult

import pytest
from flask import Flask

from matching.kernel.i18n import speaking
from matching.outbox import sms
from matching.outbox.enums import Channel, Reason, Urgency
from matching.outbox.letters import MANNERS, Letter
from matching.outbox.sending import Parcel, TurnedDown
from matching.outbox.sms import ALONE, IN_A_CHAIN, parts_of, sms_sender, text_of
from tests.outbox.office import Office, office, send, ways

__all__ = ["office"]

MOBILE = "13800002207"
URL = "https://matching.linfen.gov.cn/rounds/123/result"
BY_SMS = [kind for kind, manner in MANNERS.items() if Channel.SMS in manner.channels]


@pytest.mark.parametrize("kind", BY_SMS)
def test_every_urgent_letter_fits_into_one_chinese_message_with_its_link(app: Flask, kind: Letter) -> None:
    with speaking("zh_CN"):
        subject = kind.label
    parcel = Parcel(reference="", to=MOBILE, subject=subject, body="", url=URL, locale="zh_CN")
    assert text_of(parcel) == f"【校企平台】{subject} {URL}"
    assert parts_of(text_of(parcel)) == 1


def test_only_urgent_letters_go_by_text_message() -> None:
    assert {MANNERS[kind].urgency for kind in BY_SMS} == {Urgency.NOW}


@pytest.mark.parametrize(
    ("length", "parts"), [(1, 1), (ALONE, 1), (ALONE + 1, 2), (2 * IN_A_CHAIN, 2), (2 * IN_A_CHAIN + 1, 3)]
)
def test_parts_are_counted_as_operators_do(length: int, parts: int) -> None:
    assert parts_of("字" * length) == parts


def test_the_log_holds_a_masked_number_and_no_text(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.give(1, sms=MOBILE, by_default=frozenset(Channel))
    office.sms = sms_sender("log:", show_text=False)
    send(1)
    office.deliver()
    told = "".join(capsys.readouterr())
    assert "138****2207" in told
    assert MOBILE not in told
    assert "有一轮匹配" not in told


def test_a_gateway_is_plugged_in_by_its_scheme(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, str]] = []

    class Gateway:
        def __init__(self, parts: SplitResult, show_text: bool) -> None:
            self.host = parts.hostname

        def send(self, to: str, text: str) -> str:
            if to.endswith("9"):
                raise TurnedDown(Reason.NO_SUCH_ADDRESS, "404")
            sent.append((to, text))
            return f"{self.host}-1"

    monkeypatch.setitem(sms.GATEWAYS, "city", Gateway)
    office.sms = sms_sender("city://gateway", show_text=False)
    office.give(1, sms=MOBILE, by_default=frozenset({Channel.SMS}))
    office.give(2, sms="13800002209", by_default=frozenset({Channel.SMS}))
    send(1)
    send(2)
    office.deliver()
    assert [to for to, _text in sent] == [MOBILE]
    assert [way[2:] for way in ways() if way[1] == "sms"] == [("sent", ""), ("failed", "no_such_address")]


def test_a_gateway_nobody_registered_ends_the_start() -> None:
    with pytest.raises(ValueError, match="log"):
        sms_sender("pigeon:", show_text=False)
