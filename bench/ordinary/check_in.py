"""The sealed intake over models: open, compare with what is there, seal, write, commit."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask_login import current_user, login_required
from sqlalchemy import select

from bench.ordinary.records import AuditLine, Invitation, Reading
from companion.foundation import crypto, intake, runtime

check_in = Blueprint("check_in", __name__)


@check_in.post("/check-in/sealed")
@login_required  # type: ignore[untyped-decorator] # Flask-Login ships no types
def sealed() -> tuple[Response, int]:
    """Keep one sealed check-in, once."""
    with runtime.bound(current_app.extensions["ground"]):
        item = intake.parse(request.get_json(), kind="check-in")
        content = intake.open_item(item, person=current_user.id)
        new = _keep(item.key, content)
        return jsonify(key=str(item.key), receipt=intake.receipt(item.key)), 201 if new else 200


def _keep(key: uuid.UUID, content: dict[str, Any]) -> bool:
    db = current_app.extensions["db"]
    digest = crypto.keyed_hash("check-in", json.dumps(content, sort_keys=True))
    known = db.get(Reading, key)
    if known is not None:
        assert known.content_hash == digest
        return False
    db.add(_reading(key, content, digest))
    db.flush()
    for invitation in db.scalars(select(Invitation).filter_by(citizen_id=current_user.id, answered_by=None)):
        invitation.answered_by = key
    db.add(_line(key))
    db.commit()
    return True


def _reading(key: uuid.UUID, content: dict[str, Any], digest: str) -> Reading:
    return Reading(
        id=key,
        citizen_id=current_user.id,
        instrument=content["instrument"],
        instrument_version=content["instrument_version"],
        language=content["language"],
        answers=crypto.seal(content["answers"], table="reading", row=key, field="answers"),
        content_hash=digest,
        captured_at=datetime.fromisoformat(content["captured_at"]),
        offset_minutes=content["offset_minutes"],
        received_at=datetime.now(UTC),
    )


def _line(key: uuid.UUID) -> AuditLine:
    me = current_user.id
    return AuditLine(
        at=datetime.now(UTC), event="check-in.received", citizen_id=me, actor_id=me, actor_role="citizen", about=key
    )
