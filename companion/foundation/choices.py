"""What a municipality chose for itself, over the settings of its installation: who, when, why, and who agreed.

A choice holds from the moment it is agreed to; without one the settings hold. What one person alone may not decide is
proposed, and another one agrees. Nothing is overwritten: a choice that no longer holds has ended.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Index, String, event, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from companion.foundation import audit, clock
from companion.foundation.database import Base, Moment, in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.foundation.kept import Kept

_HOLDS = text("agreed_at IS NOT NULL AND ended_at IS NULL")
_NAMESPACE = uuid.UUID("0d1f9a52-3a86-4f6e-8f4b-6f1a9c0b7e46")  # one at a time about each thing that is chosen


class OwnChoice(Base):
    """One thing chosen for the whole municipality; `value` is None where the settings shall hold again."""

    __tablename__ = "own_choice"
    __table_args__ = (Index("uq_own_choice_holds", "about", unique=True, sqlite_where=_HOLDS, postgresql_where=_HOLDS),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    about: Mapped[str] = mapped_column(String(80))
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str | None] = mapped_column(String(300))
    chosen_at: Mapped[datetime] = mapped_column(Moment)
    chosen_by: Mapped[uuid.UUID | None]
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    agreed_by: Mapped[uuid.UUID | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None]


@dataclass(frozen=True)
class Chosen:
    """A choice as pages show it."""

    id: uuid.UUID
    about: str
    value: Any | None
    reason: str | None
    chosen_at: datetime
    chosen_by: uuid.UUID | None
    agreed_at: datetime | None


class AgreedByAnother(Conflict):
    """Two people have seen it before it holds."""

    sentence = N_("En kollega skal sige ja til det. Så har to af jer set det.")


def value(about: str) -> Any | None:
    """What was chosen about this, as every process knows it within ten seconds; None: the settings hold."""
    return _KEPT.now().get(about)


def choose(*, about: str, value: Any | None, reason: str | None = None, actor: audit.Actor) -> uuid.UUID:
    """Choose what one person may decide; it holds at once."""
    with transaction() as session:
        made = _made(session, about, (value, reason), actor)
        _hold(session, made, actor)
    return made.id


def propose(*, about: str, value: Any | None, reason: str, actor: audit.Actor) -> uuid.UUID:
    """Propose what needs two people; whatever was proposed about it before has ended."""
    with transaction() as session:
        made = _made(session, about, (value, reason), actor)
    return made.id


def agree(*, choice: uuid.UUID, actor: audit.Actor) -> None:
    """From now on it holds. Raises NotFound, or AgreedByAnother to whoever proposed it."""
    with transaction() as session:
        found = _proposed(session, choice)
        if found.chosen_by == actor.person_id:
            raise AgreedByAnother
        _hold(session, found, actor)


def drop(*, choice: uuid.UUID, actor: audit.Actor) -> None:
    """What was proposed falls. Raises NotFound."""
    with transaction() as session:
        _end(session, (OwnChoice.id == _proposed(session, choice).id,), actor)


def proposals(about: str) -> Sequence[Chosen]:
    """What waits for a second person, about everything whose name begins so."""
    return _found(*_WAITS, OwnChoice.about.startswith(about, autoescape=True))


def standing(about: str) -> Sequence[Chosen]:
    """What holds, with who chose it and why, about everything whose name begins so."""
    return _found(*_STANDS, OwnChoice.about.startswith(about, autoescape=True))


_WAITS = (OwnChoice.agreed_at.is_(None), OwnChoice.ended_at.is_(None))
_STANDS = (OwnChoice.agreed_at.is_not(None), OwnChoice.ended_at.is_(None))


def _found(*which: ColumnElement[bool]) -> Sequence[Chosen]:
    columns = [getattr(OwnChoice, name) for name in Chosen.__dataclass_fields__]
    with reading() as db:
        return [Chosen(*row) for row in db.execute(select(*columns).where(*which).order_by(OwnChoice.about))]


def _made(session: Session, about: str, said: tuple[Any | None, str | None], actor: audit.Actor) -> OwnChoice:
    in_turn(uuid.uuid5(_NAMESPACE, about))
    _end(session, (OwnChoice.about == about, *_WAITS), actor)
    made = OwnChoice(id=new_id(), about=about, value=said[0], reason=said[1], chosen_at=clock.now())
    made.chosen_by = actor.person_id
    session.add(made)
    session.flush()
    return made


def _hold(session: Session, made: OwnChoice, actor: audit.Actor) -> None:
    _end(session, (OwnChoice.about == made.about, *_STANDS), actor)
    made.agreed_at, made.agreed_by = clock.now(), actor.person_id
    session.flush()
    event.listen(session, "after_commit", lambda _session: _KEPT.look_again(), once=True)


def _proposed(session: Session, choice: uuid.UUID) -> OwnChoice:
    found = session.scalars(select(OwnChoice).where(OwnChoice.id == choice, *_WAITS).with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    in_turn(uuid.uuid5(_NAMESPACE, found.about))
    return found


def _end(session: Session, which: Sequence[ColumnElement[bool]], actor: audit.Actor) -> None:
    session.execute(update(OwnChoice).where(*which).values(ended_at=clock.now(), ended_by=actor.person_id))


def _read(db: Connection, _former: Mapping[str, Any]) -> Mapping[str, Any]:
    return {row.about: row.value for row in db.execute(select(OwnChoice.about, OwnChoice.value).where(*_STANDS))}


_CHANGES = select(func.count(OwnChoice.agreed_at), func.count(OwnChoice.ended_at), func.max(OwnChoice.agreed_at))
_KEPT: Kept[Mapping[str, Any]] = Kept(_CHANGES, _read, dict)
