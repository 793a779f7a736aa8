"""A way to people's phones is open or closed; something in between stops the start with a sentence."""

import pytest

from companion.foundation import config
from companion.foundation.config import WrongSetting


def set_here(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"COMPANION_{name}", value)


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    set_here(monkeypatch, SMS_URL="https://sms.example.dk/send", SMS_TOKEN="made-up")
    set_here(monkeypatch, MAIL_HOST="mail.example.dk", MAIL_SENDER="companion@example.dk")
    read = config.read()
    assert read.sms.is_open and read.mail.is_open and (read.mail.port, read.mail.security) == (587, "starttls")
    assert "made-up" not in repr(read)


def test_nothing_set_is_closed() -> None:
    assert not config.read().sms.is_open and not config.read().mail.is_open


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"SMS_URL": "https://sms.example.dk"}, "COMPANION_SMS: is set only in part; missing: TOKEN"),
        ({"SMS_URL": "http://sms.example.dk", "SMS_TOKEN": "x"}, "COMPANION_SMS_URL: must begin with https://"),
        ({"SMS_URL": "https://a.dk", "SMS_TOKEN": "x", "SMS_SENDER": "Companion's app"}, "at most 11 letters"),
        ({"MAIL_HOST": "mail.example.dk"}, "COMPANION_MAIL: is set only in part; missing: SENDER"),
        ({"MAIL_HOST": "m.dk", "MAIL_SENDER": "a@b.dk, c@d.dk"}, "one plain address"),
        ({"MAIL_HOST": "m.dk", "MAIL_SENDER": "a@b.dk", "MAIL_SECURITY": "none"}, "may be none only on this machine"),
        ({"MAIL_HOST": "m.dk", "MAIL_SENDER": "a@b.dk", "MAIL_SECURITY": "ssl"}, "COMPANION_MAIL_SECURITY"),
        ({"PUSH_CONTACT": "ole@example.dk"}, "must begin with mailto: or https://"),
    ],
)
def test_a_wrong_one_stops_the_start(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], said: str) -> None:
    set_here(monkeypatch, **values)
    with pytest.raises(WrongSetting, match=said.replace("(", r"\(")):
        config.read()
