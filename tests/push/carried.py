"""Phones for tests: a browser with keys of its own, and gateways that record what they were given."""

import base64
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from companion.accounts import devices as signed_in_phones
from companion.accounts import sign_in
from companion.foundation import config
from companion.foundation.crypto import KeyRings
from companion.foundation.database import Database, new_id
from companion.foundation.runtime import Runtime, bound
from companion.push import devices, vapid
from companion.push.channels import Channels
from companion.push.devices import Here
from companion.push.gateway import Parcel, Result
from companion.push.service import Notice
from tests.clock import FrozenClock
from tests.people import Somebody

ENDPOINT = "https://fcm.googleapis.com/fcm/send/"


def text(raw: bytes) -> str:
    """base64url without its filling."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    """A browser's half of RFC 8291: it makes the keys, and opens what was sealed for them with another library."""

    def __init__(self, endpoint: str | None = None) -> None:
        self.private, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.endpoint = endpoint or ENDPOINT + uuid.uuid4().hex

    def told(self, **changed: Any) -> dict[str, Any]:
        """What it tells the server, with its newest key."""
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": text(point), "auth": text(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, "key": vapid.public_key(), **changed}

    def opened(self, body: bytes) -> bytes:
        """The bytes a notice carried, as http-ece reads them."""
        found: bytes = http_ece.decrypt(body, private_key=self.private, auth_secret=self.auth, version="aes128gcm")
        return found

    def reads(self, body: bytes) -> dict[str, Any]:
        """The same as what its worker gets."""
        found: dict[str, Any] = json.loads(self.opened(body))
        return found


@dataclass
class Recording:
    """The twin of every gateway: keeps what it is given, answers what it is told to."""

    answers: list[Result] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    mails: list[tuple[str, str, str]] = field(default_factory=list)

    def post(self, parcel: Parcel) -> Result:
        """A notice."""
        self.parcels.append(parcel)
        return self._next()

    @property
    def channels(self) -> Channels:
        """All three ways through this twin."""
        return Channels(self, RecordingSms(self), RecordingMail(self))

    def _next(self) -> Result:
        return self.answers.pop(0) if self.answers else Result("accepted", "http-201")


@dataclass
class RecordingSms:
    """Its side for text messages."""

    twin: Recording

    def send(self, number: str, text: str, *, reference: uuid.UUID) -> Result:
        self.twin.texts.append((number, text))
        return self.twin._next()


@dataclass
class RecordingMail:
    """Its side for mail."""

    twin: Recording

    def send(self, address: str, subject: str, text: str, *, reference: uuid.UUID) -> Result:
        self.twin.mails.append((address, subject, text))
        return self.twin._next()


def phone_of(person: Somebody, *, own_phone: bool = True) -> Here:
    """The phone this person is signed in on from now on."""
    known = {one.id for one in signed_in_phones.of(person.actor)}
    sign_in.sign_in(person=person.id, own_phone=own_phone, method="passkey")
    (fresh,) = [one.id for one in signed_in_phones.of(person.actor) if one.id not in known]
    return Here(fresh, own_phone, "Android")


def turns_on(person: Somebody, browser: Browser | None = None, here: Here | None = None) -> uuid.UUID:
    """She turns notices on, on a new phone unless one is given."""
    told = (browser or Browser()).told()
    return devices.turn_on(told=told, here=here or phone_of(person), actor=person.actor)


def notice(person: Somebody, channel: str = "push", **changed: Any) -> Notice:
    """Something to tell her."""
    given = {"language": "da", "urgency": "normal", "topic": None, "ttl_seconds": 3600, "delivery_id": new_id()}
    return Notice(citizen=person.id, channel=channel, **{**given, **changed})


@contextmanager
def bare_ground(rings: KeyRings) -> Iterator[Runtime]:
    """A clock, settings and keys without any table: all that a gateway needs."""
    database = Database("sqlite://")
    with bound(Runtime(config.read(), FrozenClock(), database, rings)) as made:
        yield made
    database.close()
