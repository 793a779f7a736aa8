"""The three books that have to agree: what the phones know, what the server holds, what the receiver got."""

import sqlite3
import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx2
from sqlalchemy import select

from companion.checkins.records import Reading
from companion.consent.records import Consent
from companion.foundation import crypto, runtime
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.journal import Fact
from companion.sync.records import Delivery, OpaqueKey, Receiver, Release
from companion.sync.releases import RELEASED
from tests.chaos.diary import Diary, Item
from tests.chaos.installation import Installation

URN = "urn:ietf:rfc:3986|urn:uuid:"


@dataclass(frozen=True)
class Phones:
    """What the phones know."""

    items: dict[uuid.UUID, Item]
    withdrawn: dict[uuid.UUID, datetime]


@dataclass(frozen=True)
class Server:
    """What the server holds; `contents` are the readings' contents as a phone would have written them."""

    readings: dict[uuid.UUID, Any]
    contents: dict[uuid.UUID, dict[str, Any]]
    releases: Sequence[Any]
    facts: dict[uuid.UUID, uuid.UUID]  # release → fact
    deliveries: Sequence[Any]
    consents: dict[uuid.UUID, Any]
    lines: Counter[tuple[str, uuid.UUID]]  # (event, about) → how often the audit says it
    namespace: uuid.UUID
    opaque_keys: dict[uuid.UUID, uuid.UUID]


@dataclass(frozen=True)
class Held:
    """What the receiver got: resources by type and name, and how often each webhook came."""

    resources: dict[tuple[str, str], dict[str, Any]]
    webhooks: dict[str, int]


@dataclass(frozen=True)
class Books:
    """All three."""

    phones: Phones
    server: Server
    held: Held

    def name(self, kind: str, of: uuid.UUID) -> tuple[str, str]:
        """Under which type and name the receiver has to hold one of our things."""
        opaque = uuid.uuid5(self.server.namespace, f"{kind}:{of}")
        return kind, f"Provenance/{opaque}" if kind == "Provenance" else f"{URN}{opaque}"


def open_books(place: Installation, diaries: Sequence[Diary]) -> Books:
    """Read all three at a quiet moment; the receiver over its own door."""
    phones = Phones(
        {item.key: item for diary in diaries for item in diary.items},
        {consent: at for diary in diaries for consent, at in diary.withdrawn.items()},
    )
    server = read_server(place)
    got = httpx2.get(f"{place.receiver}/received", timeout=30, trust_env=False).json()
    resources = {(one["type"], one["name"]): one for one in got["resources"]}
    return Books(phones, server, Held(resources, {one["id"]: one["calls"] for one in got["webhooks"]}))


def read_server(place: Installation) -> Server:
    """The server's own book, in one consistent look."""
    with runtime.bound(place.ground), reading():
        return _server()


def damage(place: Installation) -> list[str]:
    """What SQLite itself finds wrong in the files of the database, the queue and the receiver."""
    found: list[str] = []
    for file in sorted(place.folder.glob("*.db")):
        with closing(sqlite3.connect(file)) as db:
            told = [*db.execute("pragma integrity_check"), *db.execute("pragma foreign_key_check")]
        found += [f"{file.name}: {row}" for row in told if row != ("ok",)]
    return found


def _server() -> Server:
    rows = _rows(Reading)
    about = Counter((line.event, line.about) for line in _rows(AuditLine) if line.about)
    return Server(
        readings={row.id: row for row in rows},
        contents={row.id: _content(row) for row in rows},
        releases=_rows(Release),
        facts={fact.subject_id: fact.id for fact in _rows(Fact)},
        deliveries=[row for row in _rows(Delivery) if row.kind == RELEASED],
        consents={consent.id: consent for consent in _rows(Consent)},
        lines=about,
        namespace=_rows(Receiver)[0].namespace,
        opaque_keys={row.citizen_id: row.key for row in _rows(OpaqueKey)},
    )


def _rows(record: Any) -> Sequence[Any]:
    with reading() as db:
        return db.execute(select(record.__table__)).all()


def _content(row: Any) -> dict[str, Any]:
    """The sealed reading as the phone wrote it."""
    return {
        "instrument": row.instrument,
        "instrument_version": row.instrument_version,
        "language": row.language,
        "answers": crypto.unseal(row.answers, table="reading", row=row.id, field="answers"),
        "captured_at": row.captured_at,
        "offset_minutes": row.offset_minutes,
    }


def as_stored(item: Item) -> dict[str, Any]:
    """What the server has to hold of an item, to compare with `Server.contents`."""
    named = ("instrument", "instrument_version", "language", "answers", "captured_at", "offset_minutes")
    content = {name: item.content[name] for name in named}
    return {**content, "captured_at": datetime.fromisoformat(content["captured_at"])}
