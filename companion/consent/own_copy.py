"""What a citizen said yes to: her copy; erasure ends it, and keeps the bare proof that sharing was lawful.

Regulation (EU) 2016/679, article 7(1): whoever relied on a consent must be able to show it.
"""

import uuid
from datetime import datetime

from sqlalchemy import select, update

from companion.consent.records import CaseAgreement, Consent
from companion.foundation import clock, crypto
from companion.foundation.copies import Copy, Counts, Erasure, entries, remove, remove_unused
from companion.foundation.database import reading, transaction

TABLES = {"consent": Erasure.STAYS, "case_agreement": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every yes, with text version and language, and when it was taken back; every question of a case."""
    copied = entries(Consent, Consent.citizen_id == citizen, without=["reader_name"])
    readers = _readers(citizen)
    return {
        "consent": [{**entry, "reader_name": readers.get(str(entry["id"]))} for entry in copied],
        "case_agreement": entries(CaseAgreement, CaseAgreement.citizen_id == citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """End every live yes at once; purpose, unit, text and moments stay, and point at a person without a name."""
    hers = Consent.citizen_id == citizen
    mine = (hers, Consent.ended_at.is_(None))
    now = clock.now()
    with transaction() as session:
        session.scalars(select(Consent.id).where(*mine).order_by(Consent.id).with_for_update()).all()
        session.execute(update(Consent).where(*mine).values(ended_at=now, withdrawn_at=now, withdrawn_by=citizen))
        session.execute(update(Consent).where(hers).values(reader_name=None))
    return {"case_agreement": remove(CaseAgreement, CaseAgreement.citizen_id == citizen)}


def _readers(citizen: uuid.UUID) -> dict[str, str]:
    """Who read a text aloud to her, as she told us."""
    read_to_her = (Consent.citizen_id == citizen, Consent.reader_name.is_not(None))
    with reading() as db:
        rows = db.execute(select(Consent.id, Consent.reader_name).where(*read_to_her)).all()
    return {
        str(row.id): str(crypto.unseal(row.reader_name, table="consent", row=row.id, field="reader_name"))
        for row in rows
    }


def _forget_ended(before: datetime, most: int) -> int:
    """Yeses that ended, or ran out, so long ago; what was sent under them is forgotten first."""
    ran_out = Consent.ended_at.is_(None) & (Consent.ends_on < clock.danish(before).date())
    return remove_unused(Consent, (Consent.ended_at < before) | ran_out, most=most)


def _forget_questions(before: datetime, most: int) -> int:
    """Questions of a case asked so long ago; the letter and the case file hold what counts."""
    return remove(CaseAgreement, CaseAgreement.asked_at < before, most=most)


FORGET = {"consent": _forget_ended, "case-agreement": _forget_questions}
