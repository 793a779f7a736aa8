"""The digest of one audit line: what it says can be erased later, and the digest still stands.

What can be erased (whom it is about) is committed to with a random salt, SHA-256 (FIPS 180-4): without the salt nobody
can try out who it was. The digest is HMAC-SHA-256 (RFC 2104) over that commitment and everything that stays, under the
ring `audit`: whoever can write into the database alone cannot make one.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

OWN_ROLES = frozenset({"citizen", "self"})  # whoever acts in them acts for herself, and can be forgotten
Keys = Mapping[str, bytes]  # the ring `audit`: key id → secret


def content_digest(line: Any) -> str:
    """The commitment to what erasure takes away; `line` has the columns of AuditLine and still its salt."""
    own = line.actor_id if line.actor_role in OWN_ROLES else None
    said = [line.salt, _text(line.citizen_id), _text(own), line.purpose, _text(line.about)]
    return hashlib.sha256(_canonical(said)).hexdigest()


def digest(line: Any, key: tuple[str, bytes]) -> str:
    """`<key id>:<hexadecimal>` over the commitment and everything of this line that stays."""
    staff = None if line.actor_role in OWN_ROLES else line.actor_id
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    kept = [str(line.id), at, line.event, line.actor_role, _text(staff), _text(line.actor_unit_id)]
    return keyed(key, [*kept, line.content_digest])


def stands(line: Any, keys: Keys) -> bool:
    """Whether a line says what it said when it was written; of a blanked one, whether what is left does."""
    if line.digest is None or line.content_digest is None:
        return False
    if line.salt is None and not is_blank(line):
        return False
    whole = line.salt is None or content_digest(line) == line.content_digest
    return whole and is_keyed(line.digest, keys, lambda key: digest(line, key))


def is_blank(line: Any) -> bool:
    """Whether erasure has taken everything away that it may."""
    own = line.actor_id if line.actor_role in OWN_ROLES else None
    left = (line.salt, line.citizen_id, own, line.purpose, line.about)
    return line.blanked_by is not None and all(value is None for value in left)


def blanking(ids: Iterable[uuid.UUID]) -> str:
    """What the record of a blanking says: how many lines, and a digest of which ones."""
    known = sorted(str(one) for one in ids)
    return f"{len(known)}:{hashlib.sha256(_canonical(known)).hexdigest()[:40]}"


def keyed(key: tuple[str, bytes], said: list[Any]) -> str:
    """`<key id>:<HMAC-SHA-256>` of a list of plain values."""
    kid, secret = key
    return f"{kid}:{hmac.new(secret, _canonical(said), hashlib.sha256).hexdigest()}"


def is_keyed(written: str, keys: Keys, again: Any) -> bool:
    """Whether `again`, called with the key that `written` names, gives the same."""
    kid = written.partition(":")[0]
    secret = keys.get(kid)
    return secret is not None and hmac.compare_digest(written, again((kid, secret)))


def _canonical(said: list[Any]) -> bytes:
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()


def _text(value: uuid.UUID | None) -> str | None:
    return None if value is None else str(value)
