"""The audit of one citizen: her copy of every line; erasure blanks them, the digests stay for the seals."""

import uuid
from datetime import datetime

from companion.foundation import audit
from companion.foundation.audit import AuditLine
from companion.foundation.copies import Copy, Counts, Erasure, entries

TABLES = {"audit_line": Erasure.STAYS}


OF_THE_SEALS = ("salt", "content_digest", "digest", "seal_number", "blanked_by")  # they say nothing about her


def export_of(citizen: uuid.UUID) -> Copy:
    """Every line about her, oldest first; a page shows the newest, a copy shows all."""
    return {"audit_line": entries(AuditLine, AuditLine.citizen_id == citizen, without=OF_THE_SEALS)}


def erase(citizen: uuid.UUID) -> Counts:
    """Blank her lines; no row goes."""
    audit.blank(citizen=citizen)
    return {}


def _forget_old(before: datetime, most: int) -> int:
    return audit.blank_old(before=before, most=most)


FORGET = {"audit": _forget_old}
