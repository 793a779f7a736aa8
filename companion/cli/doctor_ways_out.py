"""One check of `companion doctor`: which ways to people's phones are open, and what is missing for the others."""

from companion.foundation import runtime
from companion.push import devices

MISSING = {
    "sms": "text messages are off (set COMPANION_SMS_URL and COMPANION_SMS_TOKEN to open them)",
    "mail": "e-mail is off (set COMPANION_MAIL_HOST and COMPANION_MAIL_SENDER to open it)",
}


def ways_out_check() -> tuple[bool, str]:
    """Always well: a closed way is a choice; it says how it is opened, and how many phones use an older key."""
    settings = runtime.current().config
    ways = {"sms": settings.sms.is_open, "mail": settings.mail.is_open}
    told = ["notices on phones are open"]
    told += [f"{way} is open" if is_open else MISSING[way] for way, is_open in ways.items()]
    older = devices.under_older_keys()
    told += [f"{older} phones subscribe under an older vapid key: keep it"] if older else []
    return True, "; ".join(told)
