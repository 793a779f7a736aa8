"""A person's phones with notices, what was carried to them, and her e-mail address: her copy, erasure and age."""

import uuid
from datetime import datetime

from companion.foundation.copies import Copy, Counts, Erasure, entries, remove, remove_unused
from companion.push import mail_addresses
from companion.push.records import MailAddress, PushDevice, PushNotice

TABLES = {"push_notice": Erasure.GOES, "push_device": Erasure.GOES, "mail_address": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Which phones took notices and when one was carried; no address of a push service, no key."""
    copied = {
        "push_device": entries(
            PushDevice,
            PushDevice.person_id == citizen,
            without=["person_id", "sign_in_id", "subscription", "vapid_kid", "look_due"],
        ),
        "push_notice": entries(PushNotice, PushNotice.person_id == citizen, without=["person_id", "route"]),
        "mail_address": entries(MailAddress, MailAddress.person_id == citizen, without=["person_id", "address"]),
    }
    for entry in copied["mail_address"]:
        entry["address"] = mail_addresses.of(citizen)
    return copied


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes; a notice under way finds no phone any more."""
    return {
        "push_notice": remove(PushNotice, PushNotice.person_id == citizen),
        "push_device": remove(PushDevice, PushDevice.person_id == citizen),
        "mail_address": remove(MailAddress, MailAddress.person_id == citizen),
    }


def _forget(before: datetime, most: int) -> int:
    """Notices that were carried, then phones that ended and have none left."""
    return remove(PushNotice, PushNotice.claimed_at < before, most=most) + remove_unused(
        PushDevice, PushDevice.ended_at < before, most=most
    )


FORGET = {"notice": _forget}
