"""The second form of a body: CloudEvents 1.0 as one JSON object (structured mode), same values, same names.

Source: github.com/cloudevents/spec, cloudevents/spec.md and formats/json-format.md, version 1.0.
"""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from companion.foundation.clock import DANISH_TIME
from companion.sync.names import Fact, Letterhead
from companion.sync.told import CONCERN, Told

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
TYPE = "companion.fact"
REMOVED, OVER = "entered-in-error", "inactive"
CONSENT = "Consent"  # as its name is made everywhere


def body(fact: Fact) -> bytes:
    """The event of one fact; `id` is the same for the same version at every attempt and replay."""
    head, told = fact.head, fact.told
    return _event(head, told.kind, told.subject_id, {"status": head.says(), **_values(head, told), **_consent(head)})


def removal(head: Letterhead, kind: str, subject: uuid.UUID) -> bytes:
    """A tombstone: the same name, and no value."""
    return _event(head, kind, subject, {"status": REMOVED})


def consent_over(head: Letterhead, cancelled: Sequence[uuid.UUID] = ()) -> bytes:
    """The yes that other events named has ended; its `subject` is their `consent.id`. Worries open there end too."""
    worries = {"cancelled": [str(head.name(CONCERN, one)) for one in cancelled]} if cancelled else {}
    return _event(head, CONSENT, head.consent_id, {"status": OVER, **_consent(head), **worries})


def _event(head: Letterhead, kind: str, subject: uuid.UUID, said: dict[str, Any]) -> bytes:
    event = {
        "specversion": "1.0",
        "id": str(head.name("Event", head.fact_id)),
        "source": f"urn:uuid:{head.namespace}",
        "type": f"{TYPE}.{kind.lower()}",
        "subject": str(head.name(kind, subject)),
        "time": datetime.combine(head.released_on, time(), tzinfo=DANISH_TIME).isoformat(),
        "datacontenttype": "application/json",
        "data": {"citizen": str(head.citizen_key), "version": head.version, **said},
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _values(head: Letterhead, told: Told) -> dict[str, Any]:
    lines = [{"id": str(head.name(one.code, one.id)), "code": one.code, "value": one.value} for one in told.lines]
    said: dict[str, Any] = {"on": told.on.isoformat(), "values": lines}
    if told.rater:
        said["rater"] = told.rater
    if told.method:
        said["method"] = {"name": told.method[0], "version": told.method[1]}
    if told.starts_at and told.ends_at:
        said |= {"start": told.starts_at.isoformat(), "end": told.ends_at.isoformat()}
    if told.theirs:
        said["yours"] = {"client": str(told.theirs.client), "identifier": told.theirs.identifier}
    return said | ({"words": told.words} if told.words else {})


def _consent(head: Letterhead) -> dict[str, Any]:
    consent = {
        "id": str(head.name("Consent", head.consent_id)),
        "from": head.consent_from.isoformat(),
        "until": head.consent_until.isoformat(),
    }
    return {"consent": consent}
