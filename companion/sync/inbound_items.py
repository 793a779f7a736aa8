"""Keeps one thing a client wrote under the client's own identifier: made once, changed only on its newest version.

The version is the ETag (RFC 9110, section 8.8.3). The same again is no change and no fault, whichever version it names:
a client that lost our answer may simply ask once more.
"""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.foundation import audit, clock, crypto, origin
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound, Refusal
from companion.sync import inbound_faults, inbound_people
from companion.sync.api_clients import KnownClient
from companion.sync.api_models import Body, Identifier
from companion.sync.inbound_faults import MISSING, NOT_FOUND, STALE, UNPROCESSABLE, Fault, Faulty
from companion.sync.inbound_kinds import CATALOGUE, KINDS, Kind, Writing
from companion.sync.records import InboundItem

CREATED, SAME = 201, 200
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(frozen=True)
class Given:
    """One request: what under which identifier; `if_match` as it came, `partial` for a merge patch (RFC 7396)."""

    kind: str
    identifier: str
    body: dict[str, Any] = field(default_factory=dict)
    if_match: str | None = None
    partial: bool = False
    end: bool = False


@dataclass(frozen=True)
class Kept:
    """What became of it."""

    status: int
    version: int
    body: dict[str, Any]

    @property
    def etag(self) -> str:
        """The version as a strong ETag."""
        return f'"{self.version}"'


def keep(client: KnownClient, scopes: tuple[str, ...], given: Given) -> Kept:
    """Make, change or end one thing. Raises Faulty."""
    kind = _kind(scopes, given)
    with transaction() as session:
        in_turn(client.id)
        case = _Case(client, kind, _item(session, client, given), given)
        try:
            with origin.writing_from(client.name):
                return _end(case) if given.end else _put(case)
        except Refusal as refusal:
            raise inbound_faults.of_refusal(refusal) from None


def known(client: KnownClient, scopes: tuple[str, ...], given: Given) -> Kept:
    """What is kept under this identifier, as the client gave it. Raises Faulty."""
    _kind(scopes, given)
    with transaction() as session:
        item = _item(session, client, given)
        if item is None or item.ended_at is not None:
            raise _no_such()
        return Kept(SAME, item.version, _given(item))


def subject_of(client: KnownClient, kind: str, identifier: str) -> uuid.UUID:
    """What became of another thing of the same client. Raises Faulty."""
    same = (InboundItem.client_id == client.id, InboundItem.kind == kind, InboundItem.identifier == identifier)
    with reading() as db:
        found = db.scalar(select(InboundItem.subject_id).where(*same, InboundItem.ended_at.is_(None)))
    if found is None:
        raise Faulty(Fault(UNPROCESSABLE, "NoSuchReference", "Nothing of yours has this identifier.", "/parent"))
    return found


def _kind(scopes: tuple[str, ...], given: Given) -> Kind:
    kind = KINDS.get(given.kind)
    if kind is None:
        raise Faulty(Fault(UNPROCESSABLE, "NoSuchKind", "There is no such kind of thing.", "/kind"))
    if kind.scope not in scopes:
        raise Faulty(Fault(403, "ScopeMissing", f"Your token lacks the scope {kind.scope}."))
    if not is_identifier(given.identifier):
        text = "An identifier has 1 to 120 letters, digits and . _ : ~ - and is no CPR number."
        raise Faulty(Fault(UNPROCESSABLE, "BadIdentifier", text, "/identifier"))
    return kind


def is_identifier(said: str) -> bool:
    """Whether this may be the name of a thing: it stands in addresses and answers."""
    try:
        _IDENTIFIER.validate_python(said)
    except ValidationError:
        return False
    return True


def _item(session: Session, client: KnownClient, given: Given) -> InboundItem | None:
    same = select(InboundItem).where(
        InboundItem.client_id == client.id,
        InboundItem.kind == given.kind,
        InboundItem.identifier == given.identifier,
    )
    return session.scalars(same.with_for_update()).one_or_none()


@dataclass(frozen=True)
class _Case:
    """One request with what is known of it."""

    client: KnownClient
    kind: Kind
    item: InboundItem | None
    given: Given


def _put(case: _Case) -> Kept:
    model = _checked(case.kind.model, _whole(case))
    body = model.model_dump(mode="json", exclude_unset=True)
    item = case.item
    if item is not None and item.ended_at is None and _given(item) == body:
        return Kept(SAME, item.version, body)
    _check_version(item, case.given)
    act = _writing(case, model)
    subject = case.kind.keep(act, model)
    kept = item or _new_item(case)
    _write(kept, act, subject, body)
    with transaction() as session:
        session.add(kept)
        session.flush()
        audit.write(event="outside.written", citizen=act.citizen, actor=case.client.actor, about=kept.id)
    return Kept(SAME if item else CREATED, kept.version, body)


def _end(case: _Case) -> Kept:
    item = case.item
    if item is None or item.ended_at is not None:
        raise _no_such()
    if case.kind.end is None:
        raise Faulty(Fault(405, "CannotEnd", "A thing of this kind is changed, never ended."))
    _check_version(item, case.given)
    case.kind.end(_writing(case, _checked(case.kind.model, _given(item))))
    item.ended_at, item.version = clock.now(), item.version + 1
    audit.write(event="outside.ended", citizen=item.citizen_id, actor=case.client.actor, about=item.id)
    return Kept(204, item.version, {})


def _whole(case: _Case) -> dict[str, Any]:
    """The body as it would be after a merge patch, or as it came."""
    if not case.given.partial:
        return case.given.body
    if case.item is None or case.item.ended_at is not None:
        raise _no_such()
    merged: dict[str, Any] = _merged(_given(case.item), case.given.body)
    return merged


def _checked(model: type[Body], body: Any) -> Any:
    try:
        return model.model_validate_json(json.dumps(body))
    except ValidationError as fault:
        raise inbound_faults.of_model(fault) from None


def _writing(case: _Case, model: Any) -> Writing:
    item, client = case.item, case.client
    subject = item.subject_id if item and item.ended_at is None else None
    if case.kind.name == CATALOGUE:
        return Writing(None, case.given.identifier, subject, None, client.actor, client)
    citizen = inbound_people.citizen_of(client, model.person)
    if item is not None and item.citizen_id != citizen:
        raise Faulty(Fault(UNPROCESSABLE, "OtherPerson", "It is about another citizen already.", "/person"))
    parent = getattr(model, "parent", None)
    above = subject_of(client, case.kind.name, parent) if parent else None
    staff = getattr(model, "staff", None)  # a worry is answered from another house: by nobody with an account here
    actor = inbound_people.staff_actor(client, staff) if staff else client.actor
    return Writing(citizen, case.given.identifier, subject, above, actor, client)


def _check_version(item: InboundItem | None, given: Given) -> None:
    if item is None or item.ended_at is not None:
        if given.if_match is not None:
            raise Faulty(Fault(STALE, "Gone", "There is nothing under this identifier any more, or not yet."))
        return
    if given.if_match is None:
        raise Faulty(Fault(MISSING, "VersionMissing", "Say with If-Match which version you change."))
    if given.if_match.strip() != f'"{item.version}"':
        raise Faulty(Fault(STALE, "Stale", "It has changed since that version. Fetch it, and change it again."))


def _new_item(case: _Case) -> InboundItem:
    made = InboundItem(id=new_id(), client_id=case.client.id, kind=case.kind.name, identifier=case.given.identifier)
    made.version, made.first_at = 0, clock.now()
    return made


def _write(kept: InboundItem, act: Writing, subject: uuid.UUID, body: dict[str, Any]) -> None:
    kept.citizen_id, kept.subject_id, kept.ended_at = act.citizen, subject, None
    kept.version, kept.changed_at = kept.version + 1, clock.now()
    kept.given = crypto.seal(body, table="inbound_item", row=kept.id, field="given")


def opened(item_id: uuid.UUID, sealed: bytes) -> dict[str, Any]:
    """What was given, for the citizen's own copy."""
    found: dict[str, Any] = crypto.unseal(sealed, table="inbound_item", row=item_id, field="given")
    return found


def _given(item: InboundItem) -> dict[str, Any]:
    return opened(item.id, item.given)


def _merged(before: Any, patch: Any) -> Any:
    """A merge patch: what is null goes, what is an object is merged, anything else replaces."""
    if not isinstance(patch, dict) or not isinstance(before, dict):
        return patch
    left = {name: value for name, value in before.items() if name not in patch}
    changed = {name: _merged(before.get(name, {}), value) for name, value in patch.items() if value is not None}
    return left | changed


def _no_such() -> Faulty:
    return Faulty(Fault(NOT_FOUND, NotFound.__name__, "Nothing of yours has this identifier."))
