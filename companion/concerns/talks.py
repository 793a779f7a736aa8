"""A talk about a worry: the receiver offers a few times, the citizen chooses one, and it becomes a meeting of hers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from companion.accounts import service as accounts
from companion.accounts.contacts import contacts
from companion.accounts.rules import CITIZEN
from companion.appointments import own_booking
from companion.appointments import rules as meetings
from companion.appointments.service import NobodyMeets
from companion.concerns import rules
from companion.concerns.records import Concern, Slot
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.text import Text

TITLE: Text = {  # neutral, whoever sees it in a calendar
    "da": "En snak om det, du skrev",
    "en": "A talk about what you wrote",
    "ar": "حديث عما كتبته",
    "uk": "Розмова про те, що ви написали",
}


class WrongTimes(Invalid):
    """The times have to be ahead, near and different."""

    sentence = N_("Vælg højst %(most)s forskellige tider inden for %(days)s dage.")

    def __init__(self) -> None:
        super().__init__(most=rules.MOST_SLOTS, days=rules.SLOT_DAYS)


class TimeGone(Conflict):
    """The time has passed, or another one was chosen or offered meanwhile."""

    sentence = N_("Tiden er ikke ledig mere. Se siden igen.")


@dataclass(frozen=True)
class Talk:
    """Times to choose from (UTC), and how to talk."""

    starts: Sequence[datetime]
    form: str
    with_interpreter: bool


def check(talk: Talk) -> None:
    """Raises WrongTimes."""
    if not talk.starts or not rules.slots_fit(talk.starts, clock.now()) or talk.form not in meetings.FORMS:
        raise WrongTimes


def offer(session: Session, concern: Concern, talk: Talk, actor: audit.Actor) -> None:
    """Put these times in place of former ones, in the open transaction."""
    check(talk)
    if actor.person_id is None or concern.talk_chosen_at is not None:
        raise TimeGone
    former = (Slot.concern_id == concern.id, Slot.withdrawn_at.is_(None))
    session.execute(update(Slot).where(*former).values(withdrawn_at=clock.now()))
    for start in sorted(talk.starts):
        session.add(
            Slot(
                id=new_id(),
                concern_id=concern.id,
                citizen_id=concern.citizen_id,
                staff_id=actor.person_id,
                starts_at=start,
                minutes=meetings.TALK_MINUTES,
                form=talk.form,
                with_interpreter=talk.with_interpreter,
                made_at=clock.now(),
            )
        )
    concern.talk_offered_at = clock.now()
    audit.write(event="concern.talk-offered", citizen=concern.citizen_id, actor=actor, about=concern.id)


def choose(*, concern_id: uuid.UUID, slot_id: uuid.UUID, actor: audit.Actor) -> uuid.UUID:
    """The citizen takes one time: it is booked. Raises NotFound or TimeGone."""
    with transaction() as session:
        in_turn(concern_id)
        concern, slot = session.get(Concern, concern_id), session.get(Slot, slot_id)
        is_hers = concern is not None and actor.role == CITIZEN and concern.citizen_id == actor.person_id
        if concern is None or slot is None or not is_hers or slot.concern_id != concern_id:
            raise NotFound
        if slot.appointment_id is not None:
            return slot.appointment_id
        is_gone = slot.withdrawn_at is not None or concern.talk_chosen_at is not None
        if is_gone or concern.closed_at is not None or slot.starts_at <= clock.now():
            raise TimeGone
        slot.chosen_at = concern.talk_chosen_at = clock.now()
        slot.appointment_id = _book(concern, slot, actor)
        audit.write(event="concern.talk-chosen", citizen=concern.citizen_id, actor=actor, about=concern.id)
        return slot.appointment_id


def _book(concern: Concern, slot: Slot, actor: audit.Actor) -> uuid.UUID:
    holder = contacts([slot.staff_id]).get(slot.staff_id)
    if holder is None:
        raise NobodyMeets
    return own_booking.take(
        citizen=concern.citizen_id,
        holder=holder,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        form=slot.form,
        title=TITLE,
        interpreter_language=accounts.person(concern.citizen_id).language if slot.with_interpreter else None,
        actor=actor,
    )
