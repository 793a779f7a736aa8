"""Giving, asking for and withdrawing consent; `live` is the gate on every read and every send."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from companion.accounts import service as accounts
from companion.consent.purposes import PURPOSES, Purpose
from companion.consent.records import Consent, TextApproval
from companion.consent.texts import consent_text
from companion.foundation import audit, clock, crypto, journal
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.table import SOURCE, languages

OVER = "consent.over"  # the kind of the fact; its subject is the consent
LONGEST_NAME = 100  # letters of a name and an agency


class TextNotApproved(Conflict):
    """R11: a consent in a language whose text nobody has approved is not valid, so it is not taken."""

    sentence = N_("Teksten er ikke godkendt på dit sprog endnu. En tolk kan læse den op for dig.")


class ReaderMissing(Invalid):
    """Who read the text aloud belongs to the proof that she knew what she said yes to."""

    sentence = N_("Skriv, hvem der læste teksten op.")


class TextChanged(Conflict):
    """The text was replaced while she was reading; what she read is not what would be stored."""

    sentence = N_("Teksten er blevet ny. Læs den igen, før du svarer.")


@dataclass(frozen=True)
class GivenConsent:
    """A consent as other rooms see it."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    purpose: str
    unit_id: uuid.UUID
    data_class: str
    text_version: int
    language: str
    given_at: datetime
    ends_on: date
    withdrawn_at: datetime | None
    read_aloud_in: str | None


@dataclass(frozen=True)
class ReadAloud:
    """An interpreter read the approved Danish text to her: in which language, and the interpreter's name (R11)."""

    language: str
    name: str


_COLUMNS = (
    Consent.id,
    Consent.citizen_id,
    Consent.purpose,
    Consent.unit_id,
    Consent.data_class,
    Consent.text_version,
    Consent.language,
    Consent.given_at,
    Consent.ends_on,
    Consent.withdrawn_at,
    Consent.read_aloud_in,
)
_LIVE = select(*_COLUMNS).where(
    Consent.citizen_id == bindparam("citizen"),
    Consent.purpose == bindparam("purpose"),
    Consent.unit_id == bindparam("unit"),
    Consent.ended_at.is_(None),
    Consent.ends_on >= bindparam("day"),
)
_ALL = select(*_COLUMNS).where(Consent.citizen_id == bindparam("citizen")).order_by(Consent.given_at.desc())


def live(*, citizen: uuid.UUID, purpose: str, unit: uuid.UUID, lock: bool = False) -> GivenConsent | None:
    """The live consent, or None. With `lock`, in a transaction: a withdrawal waits until this one has ended."""
    values = {"citizen": citizen, "purpose": purpose, "unit": unit, "day": clock.today()}
    query = _LIVE.with_for_update() if lock else _LIVE
    with reading() as db:
        row = db.execute(query, values).one_or_none()
    return _known(row) if row else None


def given(consent_id: uuid.UUID) -> GivenConsent:
    """One consent, live or not. Raises NotFound."""
    with reading() as db:
        row = db.execute(select(*_COLUMNS).where(Consent.id == consent_id)).one_or_none()
    if row is None:
        raise NotFound
    return _known(row)


def allows(*, citizen: uuid.UUID, purpose: str, unit: uuid.UUID) -> bool:
    """Whether this unit may have this now."""
    return live(citizen=citizen, purpose=purpose, unit=unit) is not None


def ledger(citizen: uuid.UUID) -> Sequence[GivenConsent]:
    """Everything this citizen ever said yes to, newest first."""
    with reading() as db:
        return [_known(row) for row in db.execute(_ALL, {"citizen": citizen})]


def can_take(*, purpose: str, language: str, unit: uuid.UUID) -> bool:
    """Whether the text of this purpose is there and approved in this language by this unit (R11)."""
    text = consent_text(purpose, language)
    if text is None:
        return False
    approval = select(TextApproval.id).where(
        TextApproval.purpose == purpose,
        TextApproval.language == language,
        TextApproval.text_version == text.version,
        TextApproval.unit_id == unit,
    )
    with reading() as db:
        return db.execute(approval).first() is not None


def give(
    *,
    purpose: str,
    unit: uuid.UUID,
    language: str,
    text_version: int,
    read_aloud: ReadAloud | None = None,
    actor: audit.Actor,
) -> uuid.UUID:
    """The citizen says yes herself. A second yes is the same consent; `language` is that of the text.

    Raises TextNotApproved, TextChanged, or ReaderMissing when nobody is named who read it aloud.
    """
    citizen, rule = _citizen(actor), _purpose(purpose)
    _check_reader(read_aloud, language)
    if accounts.unit(unit).kind != rule.unit_kind:
        raise Invalid
    with transaction():
        in_turn(citizen)
        _require_text(purpose, unit, language, text_version)
        known = live(citizen=citizen, purpose=purpose, unit=unit, lock=True)
        if known is not None:
            return known.id
        _close_expired(citizen, purpose, unit)
        made = _new_consent(citizen, rule, unit, language)
        made.text_version = text_version
        _add_reader(made, read_aloud)
        return _keep(made, actor)


def _keep(made: Consent, actor: audit.Actor) -> uuid.UUID:
    with transaction() as session:
        session.add(made)
        audit.write(
            event="consent.given",
            citizen=made.citizen_id,
            actor=actor,
            unit=made.unit_id,
            purpose=made.purpose,
            about=made.id,
        )
    return made.id


def withdraw(*, consent_id: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen takes it back; it acts at once. Raises NotFound for anybody else's consent."""
    citizen = _citizen(actor)
    mine = select(Consent).where(Consent.id == consent_id, Consent.citizen_id == citizen)
    with transaction() as session:
        consent = session.scalars(mine.with_for_update()).one_or_none()
        if consent is None:
            raise NotFound
        if consent.withdrawn_at is None:
            consent.ended_at = consent.withdrawn_at = clock.now()
            consent.withdrawn_by = citizen
            audit.write(
                event="consent.withdrawn",
                citizen=citizen,
                actor=actor,
                unit=consent.unit_id,
                purpose=consent.purpose,
                about=consent.id,
            )
            journal.tell(kind=OVER, citizen=citizen, subject=consent.id)


def end_all(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Her case has ended: every yes ends with it, at once; nobody says that she withdrew it."""
    ending = update(Consent).where(Consent.citizen_id == citizen, Consent.ended_at.is_(None))
    ended = ending.values(ended_at=clock.now()).returning(Consent.id, Consent.unit_id, Consent.purpose)
    with transaction() as session:
        for row in session.execute(ended, execution_options={"synchronize_session": False}).all():
            told = {"unit": row.unit_id, "purpose": row.purpose, "about": row.id}
            audit.write(event="consent.ended", citizen=citizen, actor=actor, **told)
            journal.tell(kind=OVER, citizen=citizen, subject=row.id)


def approve_text(*, purpose: str, language: str, unit: uuid.UUID, person: uuid.UUID, actor: audit.Actor) -> None:
    """A unit approves today's wording in one language; a new version needs a new approval. Raises NotFound."""
    text = consent_text(purpose, language)
    if text is None:
        raise NotFound
    if can_take(purpose=purpose, language=language, unit=unit):
        return
    with transaction() as session:
        session.add(
            TextApproval(
                purpose=purpose,
                language=language,
                text_version=text.version,
                unit_id=unit,
                person_id=person,
                approved_at=clock.now(),
            )
        )
        audit.write(event="consent-text.approved", citizen=None, actor=actor, unit=unit, purpose=purpose)


def _check_reader(read_aloud: ReadAloud | None, language: str) -> None:
    """Only the Danish text is read aloud: it is the one that is approved when hers is not."""
    if read_aloud is None:
        return
    if language != SOURCE or read_aloud.language not in languages():
        raise TextNotApproved
    if not 2 <= len(read_aloud.name.strip()) <= LONGEST_NAME:
        raise ReaderMissing


def _add_reader(given: Consent, read_aloud: ReadAloud | None) -> None:
    if read_aloud is not None:
        name = crypto.seal(read_aloud.name.strip(), table="consent", row=given.id, field="reader_name")
        given.read_aloud_in, given.reader_name = read_aloud.language, name


def _known(row: Any) -> GivenConsent:
    return GivenConsent(*row)


def _require_text(purpose: str, unit: uuid.UUID, language: str, version: int) -> None:
    text = consent_text(_purpose(purpose).key, language)
    if text is None or not can_take(purpose=purpose, language=language, unit=unit):
        raise TextNotApproved
    if text.version != version:
        raise TextChanged


def _new_consent(citizen: uuid.UUID, purpose: Purpose, unit: uuid.UUID, language: str) -> Consent:
    return Consent(
        id=new_id(),
        citizen_id=citizen,
        purpose=purpose.key,
        unit_id=unit,
        data_class=purpose.data_class,
        language=language,
        given_at=clock.now(),
        given_by=citizen,
        ends_on=clock.today() + timedelta(days=purpose.days),
    )


def _close_expired(citizen: uuid.UUID, purpose: str, unit: uuid.UUID) -> None:
    """A consent past its last day makes room for a new one; nobody withdrew it."""
    expired = update(Consent).where(
        Consent.citizen_id == citizen,
        Consent.purpose == purpose,
        Consent.unit_id == unit,
        Consent.ended_at.is_(None),
        Consent.ends_on < clock.today(),
    )
    with transaction() as session:
        session.execute(expired.values(ended_at=clock.now()))


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None or actor.role != "citizen":
        raise NotFound
    return actor.person_id


def _purpose(key: str) -> Purpose:
    if key not in PURPOSES:
        raise Invalid
    return PURPOSES[key]
