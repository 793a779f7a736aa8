"""Which ways out there are in this installation: push always, text messages and mail where the settings name one."""

from dataclasses import dataclass
from functools import lru_cache

from companion.foundation import runtime
from companion.foundation.config_channels import MailWay, SmsWay
from companion.push.gateway import MailGateway, PushGateway, SmsGateway
from companion.push.rules import EMAIL, PUSH, SMS


@dataclass(frozen=True)
class Channels:
    """The gateways of one installation; None where nothing is set up."""

    push: PushGateway
    sms: SmsGateway | None = None
    mail: MailGateway | None = None


def offered() -> tuple[str, ...]:
    """The channels the settings open."""
    settings = runtime.current().config
    ways = ((PUSH, True), (SMS, settings.sms.is_open), (EMAIL, settings.mail.is_open))
    return tuple(channel for channel, is_open in ways if is_open)


def opened() -> Channels:
    """The real gateways, opened once a process and setting."""
    settings = runtime.current().config
    return _opened(settings.sms, settings.mail)


@lru_cache(maxsize=4)
def _opened(sms: SmsWay, mail: MailWay) -> Channels:
    from companion.push.mailing import SmtpGateway  # here, because only a process that sends needs them
    from companion.push.posting import UrllibGateway, listed
    from companion.push.texting import HttpSmsGateway

    return Channels(
        UrllibGateway(listed()),
        HttpSmsGateway(sms) if sms.is_open else None,
        SmtpGateway(mail) if mail.is_open else None,
    )
