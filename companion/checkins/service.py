"""Invitations, due dates and a citizen's own readings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, select

from companion.checkins import rhythm, rules, who5, wordings
from companion.checkins.instruments import WHO5, Wording
from companion.checkins.records import Invitation, Reading
from companion.checkins.rhythm import Look
from companion.foundation import audit, clock, crypto
from companion.foundation.database import reading as read_only
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.language.text import Text


class TooEarly(Conflict):
    """Two check-ins are at least 14 days apart."""

    sentence = N_("Du har svaret for nylig. Dit første svar gælder.")


@dataclass(frozen=True)
class KnownReading:
    """One reading as its citizen sees it; `answered_at` is by our clock, whatever the phone's clock said."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    instrument: str
    instrument_version: str
    language: str
    answers: tuple[int, ...]
    answered_at: datetime
    received_at: datetime
    opened_at: datetime | None
    read_aloud_in: str | None
    reader_name: str | None  # who read it aloud, as she told us

    @property
    def raw(self) -> int:
        """Raw score 0–25."""
        return who5.raw_score(self.answers)

    @property
    def index(self) -> int:
        """Index 0–100."""
        return who5.index(self.raw)

    @property
    def band(self) -> str:
        """Key of the band the result is told in."""
        return who5.band(self.raw).key

    @property
    def shows_help_lines(self) -> bool:
        """Whether help lines stand beside it."""
        return who5.shows_help_lines(self.answers)


@dataclass(frozen=True)
class Talk:
    """A talk offered with an invitation, whatever is answered; `staff_id` None means whoever is responsible."""

    title: Text
    staff_id: uuid.UUID | None


@dataclass(frozen=True)
class Standing:
    """What Today needs to know: a check-in is due; a result waits unopened; when she looks again at how it goes."""

    is_due: bool
    has_unopened: bool
    look: Look | None


_ANSWERED_AT = func.coalesce(Reading.answered_at, Reading.received_at)
_READINGS = select(Reading.__table__).where(Reading.citizen_id == bindparam("citizen"))
_ONE = _READINGS.where(Reading.id == bindparam("reading"))
_NEWEST_FIRST = _READINGS.order_by(_ANSWERED_AT.desc(), Reading.received_at.desc(), Reading.id)
_MINE_UNOPENED = select(Reading.id).where(Reading.citizen_id == bindparam("citizen"), Reading.opened_at.is_(None))
_INVITED = select(Invitation.id).where(
    Invitation.citizen_id == bindparam("citizen"),
    Invitation.instrument == WHO5,
    Invitation.answered_by.is_(None),
    Invitation.declined_at.is_(None),
    func.coalesce(Invitation.postponed_to, Invitation.due_on) <= bindparam("day"),
)
_LAST = select(func.max(_ANSWERED_AT)).where(Reading.citizen_id == bindparam("citizen"))
_STANDING = select(_LAST.scalar_subquery(), exists(_INVITED), exists(_MINE_UNOPENED), *rhythm.COLUMNS)


def invite(
    *,
    citizen: uuid.UUID,
    instrument: str,
    due_on: date,
    occasion: str,
    talk: Talk | None = None,
    series: str | None = None,
    actor: audit.Actor,
) -> None:
    """From `due_on` this citizen is invited to check in; a check-in used for screening comes with its talk."""
    made = Invitation(citizen_id=citizen, instrument=instrument, due_on=due_on, occasion=occasion, series=series)
    if talk is not None:
        made.talk, made.talk_staff_id = talk.title, talk.staff_id
    with transaction() as session:
        session.add(made)
        audit.write(event="check-in.invited", citizen=citizen, actor=actor)


def cancel_series(*, series: str, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Take back the invitations of a row whose day has not come; what was asked and answered stays."""
    ahead = (Invitation.series == series, Invitation.citizen_id == citizen, Invitation.answered_by.is_(None))
    with transaction() as session:
        gone = session.scalars(
            delete(Invitation).where(*ahead, Invitation.due_on > clock.today()).returning(Invitation.id)
        ).all()
        if gone:
            audit.write(event="check-ins.taken-back", citizen=citizen, actor=actor)


def standing(citizen: uuid.UUID) -> Standing:
    """Whether a check-in is due (invited, the last one 14 days old), whether a result waits, and her next look."""
    with read_only() as db:
        row: Any = db.execute(_STANDING, {"citizen": citizen, "day": clock.today()}).one()
    last, invited, unopened, *looks = row
    return Standing(bool(invited) and _too_early(last) is None, bool(unopened), rhythm.look(*looks))


def possible_from(citizen: uuid.UUID) -> date | None:
    """The first day of the next check-in while it is still too early; None when one may be answered now.

    Counted from when she answered, not from when an old answer came in.
    """
    with read_only() as db:
        return _too_early(db.execute(_LAST, {"citizen": citizen}).scalar_one())


def refuse_too_early(*, citizen: uuid.UUID, key: uuid.UUID) -> None:
    """Two forms are 14 days apart; the same form again is the same answer. Raises TooEarly."""
    newest = latest(citizen)
    if newest is not None and newest.id != key and possible_from(citizen) is not None:
        raise TooEarly


def reading(reading_id: uuid.UUID, citizen: uuid.UUID) -> KnownReading:
    """One of this citizen's own readings. Raises NotFound."""
    with read_only() as db:
        row = db.execute(_ONE, {"citizen": citizen, "reading": reading_id}).one_or_none()
    if row is None:
        raise NotFound
    return _known(row)


def latest(citizen: uuid.UUID) -> KnownReading | None:
    """This citizen's newest reading: the one she gave last, not the one that reached us last."""
    with read_only() as db:
        row = db.execute(_NEWEST_FIRST.limit(1), {"citizen": citizen}).one_or_none()
    return _known(row) if row else None


def history(citizen: uuid.UUID) -> Sequence[KnownReading]:
    """All readings of this citizen, newest first by when she answered."""
    with read_only() as db:
        return [_known(row) for row in db.execute(_NEWEST_FIRST, {"citizen": citizen})]


def apart(earlier: KnownReading, later: KnownReading) -> bool:
    """Whether two readings speak of two different fortnights; closer together nothing is said about a change."""
    return rules.are_apart(clock.danish(earlier.answered_at).date(), clock.danish(later.answered_at).date())


def open_result(*, reading_id: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen sees her own result; only from now on can she release it. Raises NotFound."""
    with transaction() as session:
        found = session.get(Reading, reading_id)
        if found is None or found.citizen_id != actor.person_id:
            raise NotFound
        if found.opened_at is None:
            found.opened_at = clock.now()
            audit.write(event="result.opened", citizen=actor.person_id, actor=actor, about=reading_id)


def band_keys() -> Sequence[str]:
    """The bands a result can lie in, lowest first."""
    return [one.key for one in who5.BANDS]


def usable_wording(instrument: str, language: str) -> Wording | None:
    """The wording a citizen may answer in this language: an unofficial one only when it is switched on."""
    return wordings.usable(instrument, language)


def switch_on_wording(*, instrument: str, language: str, person: uuid.UUID, actor: audit.Actor) -> None:
    """The municipality deliberately uses this unofficial wording, as it stands today. Raises NotFound."""
    wordings.switch_on(instrument=instrument, language=language, person=person, actor=actor)


def _known(row: Row[Any]) -> KnownReading:
    return KnownReading(
        id=row.id,
        citizen_id=row.citizen_id,
        instrument=row.instrument,
        instrument_version=row.instrument_version,
        language=row.language,
        answers=tuple(crypto.unseal(row.answers, table="reading", row=row.id, field="answers")),
        answered_at=row.answered_at or row.received_at,
        received_at=row.received_at,
        opened_at=row.opened_at,
        read_aloud_in=row.read_aloud_in,
        reader_name=_reader_name(row),
    )


def _reader_name(row: Row[Any]) -> str | None:
    if row.reader_name is None:
        return None
    return str(crypto.unseal(row.reader_name, table="reading", row=row.id, field="reader_name"))


def _too_early(last: datetime | None) -> date | None:
    first = rules.next_possible(clock.danish(last).date()) if last else None
    return first if first and clock.today() < first else None
