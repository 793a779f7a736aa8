"""What every gateway for text messages and mail keeps: once at most, and whatever happens comes back as a result."""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from companion.foundation.config_channels import MailWay, SmsWay
from companion.foundation.crypto import KeyRings
from companion.foundation.database import new_id
from companion.foundation.runtime import Runtime
from companion.push.gateway import MailGateway, Result, SmsGateway
from companion.push.mailing import SmtpGateway
from companion.push.texting import HttpSmsGateway
from tests.push.a_mail_server import Kept, mail_server
from tests.push.carried import Recording, RecordingMail, RecordingSms, bare_ground
from tests.sync.test_certificates import self_signed

SMS_ANSWERS = [
    (202, "accepted"),
    (307, "refused"),
    (400, "refused"),
    (401, "refused"),
    (429, "later"),
    (500, "unknown"),
    (504, "unknown"),
]
MAIL_ANSWERS = [
    ({}, "accepted", "smtp-250"),
    ({"rcpt": "550 nobody"}, "refused", "smtp-550"),
    ({"rcpt": "451 later"}, "later", "smtp-451"),
    ({"data": "554 no"}, "refused", "smtp-554"),
    ({"data": "452 full"}, "later", "smtp-452"),
    ({"data": "hang-up"}, "unknown", "connection-lost"),
]
Sms = Callable[[int], SmsGateway]
Mail = Callable[[dict[str, str]], MailGateway]


@pytest.fixture
def ground(rings: KeyRings) -> Iterator[Runtime]:
    """What a gateway stands on."""
    with bare_ground(rings) as made:
        yield made


@pytest.fixture(params=["recording", "http"])
def sms(request: pytest.FixtureRequest, ground: Runtime, httpserver: HTTPServer) -> Sms:
    """A gateway for text messages whose other side answers with this status."""
    if request.param == "recording":
        states = dict(SMS_ANSWERS)
        return lambda status: RecordingSms(Recording([Result(states[status], f"http-{status}")]))

    def real(status: int) -> SmsGateway:
        httpserver.expect_request("/send", method="POST").respond_with_data(
            status=status, headers={"Location": "http://127.0.0.1:9/"} if status == 307 else None
        )
        return HttpSmsGateway(SmsWay(url=httpserver.url_for("/send"), token="made-up"))

    return real


@pytest.mark.parametrize(("status", "state"), SMS_ANSWERS)
def test_a_text_message(sms: Sms, status: int, state: str) -> None:
    assert sms(status).send("+4520000000", "Ny besked", reference=new_id()) == Result(state, f"http-{status}")


def test_what_a_gateway_is_told(ground: Runtime, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/send", headers={"Authorization": "Bearer made-up"}).respond_with_data(status=200)
    reference = new_id()
    way = SmsWay(url=httpserver.url_for("/send"), token="made-up")
    HttpSmsGateway(way).send("+4520000000", "Ny besked", reference=reference)
    (request, _answer) = httpserver.log[0]
    assert request.get_json() == {
        "to": "+4520000000",
        "text": "Ny besked",
        "sender": "Companion",
        "reference": str(reference),
    }


def test_nobody_there_is_later(ground: Runtime) -> None:
    gateway = HttpSmsGateway(SmsWay(url="http://127.0.0.1:9/send", token="made-up"))
    assert gateway.send("+4520000000", "Ny besked", reference=new_id()) == Result("later", "not-reachable")


def test_two_text_messages_are_one_too_many(ground: Runtime, httpserver: HTTPServer) -> None:
    gateway = HttpSmsGateway(SmsWay(url=httpserver.url_for("/send"), token="made-up"))
    assert gateway.send("+4520000000", "ы" * 71, reference=new_id()).state == "refused"
    assert not httpserver.log


@pytest.fixture
def server() -> Iterator[Kept]:
    """A mail server."""
    with mail_server() as running:
        yield running


@pytest.fixture(params=["recording", "smtp"])
def mail(request: pytest.FixtureRequest, ground: Runtime, server: Kept) -> Mail:
    """A gateway for mail whose server says no like this."""

    def fake(no: dict[str, str]) -> MailGateway:
        (answer,) = [Result(state, reason) for one, state, reason in MAIL_ANSWERS if one == no]
        return RecordingMail(Recording([answer]))

    def real(no: dict[str, str]) -> MailGateway:
        server.no = no
        return SmtpGateway(the_way(server))

    return fake if request.param == "recording" else real


@pytest.mark.parametrize(("no", "state", "reason"), MAIL_ANSWERS)
def test_a_mail(mail: Mail, no: dict[str, str], state: str, reason: str) -> None:
    assert a_mail(mail(no)) == Result(state, reason)


def test_what_is_written(ground: Runtime, server: Kept) -> None:
    assert a_mail(SmtpGateway(the_way(server))).state == "accepted"
    written = message_from_bytes(server.mails[0], policy=default)
    assert (written["Subject"], server.recipients) == ("Du har en ny besked. لديك رسالة", ["amina@example.dk"])
    assert written.get_content().strip() == "Åbn appen. افتح"


def test_no_server_is_later(ground: Runtime) -> None:
    gateway = SmtpGateway(MailWay(host="127.0.0.1", port=9, security="none", sender="companion@example.dk"))
    assert a_mail(gateway) == Result("later", "not-reachable")


def test_a_certificate_nobody_vouches_for_gets_no_mail(ground: Runtime, tmp_path: Path) -> None:
    with mail_server(self_signed(tmp_path / "self.pem")) as running:
        way = MailWay(host="127.0.0.1", port=running.port, sender="companion@example.dk")
        assert a_mail(SmtpGateway(way)) == Result("later", "not-reachable")
        assert not running.mails


def the_way(server: Kept) -> MailWay:
    return MailWay(host="127.0.0.1", port=server.port, security="none", sender="companion@example.dk")


def a_mail(gateway: MailGateway) -> Result:
    return gateway.send("amina@example.dk", "Du har en ny besked. لديك رسالة", "Åbn appen. افتح", reference=new_id())
