"""Closing somebody's account: every way in ends at once, on the server."""

import uuid

from sqlalchemy import update

from companion.accounts import cards, codes
from companion.accounts.active import role_today
from companion.accounts.records import Person, SignIn
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, transaction
from companion.foundation.errors import NotFound


def sign_out_everywhere(*, person: uuid.UUID, actor: audit.Actor) -> int:
    """End every sign-in and unused code of this person; the account stays. Returns how many phones. Raises NotFound."""
    open_ones = (SignIn.person_id == person, SignIn.ended_at.is_(None))
    with transaction() as session:
        in_turn(person)
        role = role_today(person)
        if role is None:
            raise NotFound
        ended = session.scalars(
            update(SignIn).where(*open_ones).values(ended_at=clock.now()).returning(SignIn.id)
        ).all()
        codes.revoke(person)
        audit.write(event="person.signed-out", citizen=person if role == CITIZEN else None, actor=actor, about=person)
        return len(ended)


def disable(*, person: uuid.UUID, actor: audit.Actor) -> None:
    """End all sign-ins, codes and cards of this person and let nobody in as her again. Raises NotFound.

    Her passkeys and the accounts of other systems open nothing either: every way in asks for an active person.
    """
    now = clock.now()
    closing = update(Person).where(Person.id == person, Person.disabled_at.is_(None))
    ending = update(SignIn).where(SignIn.person_id == person, SignIn.ended_at.is_(None))
    with transaction() as session:
        in_turn(person)
        citizen = role_today(person) == CITIZEN
        if session.scalar(closing.values(disabled_at=now).returning(Person.id)) is None:
            raise NotFound
        session.execute(ending.values(ended_at=now))
        codes.revoke(person)
        cards.end_all(person=person, actor=actor)
        audit.write(event="person.disabled", citizen=person if citizen else None, actor=actor, about=person)
