"""What the reference receiver holds, in SQLite: each resource once by its identifier, each webhook once.

Everything of one call is committed before it is answered: a killed receiver has all of it or nothing.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

BUSY_SECONDS = 10.0  # how long one call waits for another to be written
TABLES = """
create table if not exists webhook (id text primary key, received_at text not null, calls integer not null);
create table if not exists resource (
  type text not null, name text not null, body text not null,
  webhook_id text not null, received_at text not null,
  primary key (type, name)
);
"""


class NotABundle(ValueError):
    """Not a transaction bundle whose every entry can be stored once; the message says why."""


@dataclass(frozen=True)
class Entry:
    """One resource of a bundle and the name it is stored under, once."""

    type: str
    name: str
    body: str
    replaces: bool = False  # a conditional update: what stands under this name is overwritten

    @property
    def verb(self) -> str:
        """SQLite's word for it."""
        return "replace" if self.replaces else "ignore"


class ReceiverStore:
    """A SQLite file; a connection per call keeps it simple and safe for threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._writing() as db:
            db.executescript(TABLES)

    def keep(self, *, webhook_id: str, bundle: Any, at: datetime) -> bool:
        """Store one call; False when this webhook was known and nothing changed. Raises NotABundle."""
        entries = read_entries(bundle)
        moment = at.isoformat()
        with self._writing() as db:
            db.execute("begin immediate")
            known = db.execute("update webhook set calls = calls + 1 where id = ?", (webhook_id,)).rowcount
            if not known:
                db.execute("insert into webhook values (?, ?, 1)", (webhook_id, moment))
                for one in entries:
                    row = (one.type, one.name, one.body, webhook_id, moment)
                    db.execute(f"insert or {one.verb} into resource values (?, ?, ?, ?, ?)", row)  # noqa: S608 - one of two words of ours
            db.execute("commit")
        return not known

    def received(self) -> dict[str, Any]:
        """All resources and webhooks, oldest first, ready for JSON."""
        with self._writing() as db:
            resources = db.execute("select * from resource order by received_at, type").fetchall()
            webhooks = db.execute("select * from webhook order by received_at, id").fetchall()
        return {
            "resources": [{**dict(row), "body": json.loads(row["body"])} for row in resources],
            "webhooks": [dict(row) for row in webhooks],
        }

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        with closing(connection) as db:
            db.row_factory = sqlite3.Row
            db.execute("pragma journal_mode=wal")
            db.execute("pragma synchronous=full")
            yield db


def read_entries(bundle: Any) -> list[Entry]:
    """The resources of a transaction bundle, or the one thing a CloudEvent is about. Raises NotABundle."""
    if isinstance(bundle, dict) and "specversion" in bundle:
        return [_event(bundle)]
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise NotABundle("the body is not a Bundle")
    entries = bundle.get("entry")
    if bundle.get("type") != "transaction" or not isinstance(entries, list) or not entries:
        raise NotABundle("the Bundle is not a transaction with entries")
    return [_entry(one) for one in entries]


def _event(event: dict[str, Any]) -> Entry:
    """Named by type and subject: the newest event of a thing replaces what was known of it."""
    if event["specversion"] != "1.0" or not isinstance(event.get("data"), dict):
        raise NotABundle("the event is not one of version 1.0 with data")
    try:
        kind, name = str(event["type"]), f"{event['source']}|{event['subject']}"
    except KeyError:
        raise NotABundle("the event has no type, source or subject") from None
    return Entry(kind, name, json.dumps(event, sort_keys=True), replaces=True)


def _entry(entry: Any) -> Entry:
    try:
        resource, request = entry["resource"], entry["request"]
        kind = resource["resourceType"]
        replaces = request["method"] == "PUT" and "identifier" in resource
        if request["method"] == "PUT" and not replaces:
            name = f"{kind}/{resource['id']}"
        else:
            known = resource["identifier"]
            identifier = known if isinstance(known, dict) else known[0]  # a QuestionnaireResponse has one
            name = f"{identifier['system']}|{identifier['value']}"
    except (KeyError, IndexError, TypeError):
        raise NotABundle("an entry has no resource, request or identifier") from None
    put = f"{kind}?identifier={name}" if replaces else name
    expected = {"PUT": ("url", put), "POST": ("ifNoneExist", f"identifier={name}")}.get(request["method"])
    if expected is None or request.get(expected[0]) != expected[1]:
        raise NotABundle("an entry's request does not fit its identifier")
    return Entry(kind, name, json.dumps(resource, sort_keys=True), replaces)
