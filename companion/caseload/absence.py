"""Who is away until when, and who covers: the responsible person stays the same, and the cover sees what waits."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Uuid, bindparam, select, union_all, update

from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import side_of
from companion.caseload.records import Absence
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound

LONGEST = timedelta(days=400)  # a year's leave and the holidays around it; longer is a handover


class WrongDays(Invalid):
    """An absence begins today or later, ends after it began, and is no longer than a leave."""

    sentence = N_("Første dag er i dag eller senere. Du er tilbage en senere dag, højst 400 dage frem.")


class NoCover(Invalid):
    """Nobody with a phone, of another kind of role, or the same person."""

    sentence = N_("Vælg en kollega med telefon, der må se det samme som dig.")


class CoverIsAway(Conflict):
    """The colleague is away on some of these days: nobody would be there."""

    sentence = N_("Kollegaen er selv væk nogle af dagene. Vælg en anden.")


class AwayAlready(Conflict):
    """Some of the days are entered already."""

    sentence = N_("Du har allerede skrevet fravær på nogle af dagene.")


@dataclass(frozen=True)
class Away:
    """One absence; `cover` is None when whoever was to cover has left."""

    id: uuid.UUID
    staff_id: uuid.UUID
    starts_on: date
    back_on: date
    cover: Contact | None

    @property
    def is_now(self) -> bool:
        """Whether it goes on today."""
        return self.starts_on <= clock.today() < self.back_on


TODAY = (Absence.ended_at.is_(None), Absence.starts_on <= bindparam("day"), Absence.back_on > bindparam("day"))
_AHEAD = (
    select(Absence.id, Absence.staff_id, Absence.cover_id, Absence.starts_on, Absence.back_on)
    .where(
        Absence.staff_id.in_(bindparam("staff", expanding=True)),
        Absence.ended_at.is_(None),
        Absence.back_on > bindparam("day"),
    )
    .order_by(Absence.starts_on)
)
_COVERED = select(Absence.staff_id, Absence.back_on).where(Absence.cover_id == bindparam("cover"), *TODAY)
IN_PLACE_OF = union_all(  # `cover` and, today, whoever is covered for: to stand in another select (asked with `day`)
    select(bindparam("cover", type_=Uuid)), _COVERED.with_only_columns(Absence.staff_id)
)


def away(column: Any, staff: Any) -> Any:
    """One column of today's absence of whoever `staff` selects, to stand in another select (asked with `day`)."""
    theirs = select(column).where(Absence.staff_id == staff.scalar_subquery(), *TODAY)
    return theirs.order_by(Absence.starts_on).limit(1).scalar_subquery()


def enter(*, staff: uuid.UUID, cover: uuid.UUID, starts_on: date, back_on: date, actor: audit.Actor) -> uuid.UUID:
    """Away from a day until the day of being back. Raises WrongDays, NoCover, CoverIsAway or AwayAlready."""
    _check_days(starts_on, back_on)
    _check_cover(staff, cover)
    with transaction() as session:
        for person in sorted((staff, cover), key=str):
            in_turn(person)
        if _is_away(staff, starts_on, back_on):
            raise AwayAlready
        if _is_away(cover, starts_on, back_on):
            raise CoverIsAway
        made = Absence(id=new_id(), staff_id=staff, cover_id=cover, starts_on=starts_on, back_on=back_on)
        made.made_at = clock.now()
        session.add(made)
        audit.write(event="absence.entered", citizen=None, actor=actor, about=made.id)
    return made.id


def end(*, absence_id: uuid.UUID, staff: uuid.UUID, actor: audit.Actor) -> None:
    """Back already, or not away after all. Raises NotFound for another's absence."""
    mine = update(Absence).where(Absence.id == absence_id, Absence.staff_id == staff, Absence.ended_at.is_(None))
    with transaction() as session:
        if session.scalar(mine.values(ended_at=clock.now()).returning(Absence.id)) is None:
            raise NotFound
        audit.write(event="absence.ended", citizen=None, actor=actor, about=absence_id)


def ahead(staff: Collection[uuid.UUID]) -> dict[uuid.UUID, Sequence[Away]]:
    """The absences of these people that go on or are to come, soonest first."""
    with reading() as db:
        rows = db.execute(_AHEAD, {"staff": list(staff), "day": clock.today()}).all()
        covers = contacts({row.cover_id for row in rows})
    found: dict[uuid.UUID, list[Away]] = {}
    for row in rows:
        away = Away(row.id, row.staff_id, row.starts_on, row.back_on, covers.get(row.cover_id))
        found.setdefault(row.staff_id, []).append(away)
    return dict(found)


def covered_by(cover: uuid.UUID) -> Sequence[uuid.UUID]:
    """For whom this person is there today, besides the own citizens; it counts against no limit."""
    return list(covers_until(cover))


def covers_until(cover: uuid.UUID) -> dict[uuid.UUID, date]:
    """The same, with the day each of them is back."""
    with reading() as db:
        return {row.staff_id: row.back_on for row in db.execute(_COVERED, {"cover": cover, "day": clock.today()})}


def _check_days(starts_on: date, back_on: date) -> None:
    today = clock.today()
    if not today <= starts_on < back_on <= today + LONGEST:
        raise WrongDays


def _check_cover(staff: uuid.UUID, cover: uuid.UUID) -> None:
    known = contacts({staff, cover})
    mine, hers = known.get(staff), known.get(cover)
    if mine is None or hers is None or staff == cover or not hers.phone or hers.role not in side_of(mine.role):
        raise NoCover


def _is_away(person: uuid.UUID, starts_on: date, back_on: date) -> bool:
    same = (Absence.staff_id == person, Absence.ended_at.is_(None))
    with reading() as db:
        found = select(Absence.id).where(*same, Absence.starts_on < back_on, Absence.back_on > starts_on)
        return db.execute(found.limit(1)).first() is not None
