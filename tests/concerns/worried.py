"""Worries, their receivers and a released advice, made in one line."""

import uuid

from companion.concerns import answering, rules, sentences, service
from companion.concerns.answering import Advice
from companion.concerns.subjects import Subject
from companion.concerns.words import words
from companion.consent.purposes import CONCERN_ADVICE
from companion.foundation.database import new_id
from tests.people import Somebody, a_unit, approved, staff

OWN = "Canary own words"


def a_coordinator(name: str = "Hanne Dahl") -> Somebody:
    """A health coordinator in a health unit."""
    return staff("health-coordinator", a_unit("health"), name=name)


def worries(
    citizen: Somebody,
    *keys: str,
    own: str = OWN,
    receiver: str = rules.COORDINATOR,
    about: Subject | None = None,
    may_know: bool = False,
    with_interpreter: bool = False,
) -> uuid.UUID:
    """The citizen sends a worry."""
    said = service.Said(
        receiver,
        words(sentences.CITIZEN, keys or ("pain-doing",), own, language="ar"),
        with_interpreter=with_interpreter,
        caseworker_may_know=may_know,
    )
    return service.send(key=new_id(), said=said, about=about, actor=citizen.actor)


def answers(coordinator: Somebody, concern: uuid.UUID, *keys: str) -> None:
    """The coordinator reads it and answers."""
    answering.opened(concern_id=concern, actor=coordinator.actor)
    said = words(sentences.REPLY, keys or ("thanks-writing",), "", language="da")
    answering.reply(concern_id=concern, said=said, actor=coordinator.actor)


def advises(coordinator: Somebody, concern: uuid.UUID, *own: str) -> None:
    """The coordinator gives advice of one ready-made line and these."""
    advice = Advice(("advice-breaks",), own or ("Canary advice",))
    answering.advise(concern_id=concern, advice=advice, actor=coordinator.actor)


def approves(responsible: Somebody) -> None:
    """The unit of this member of staff has approved the text of sharing an advice."""
    assert responsible.unit is not None
    approved(responsible.unit, purpose=CONCERN_ADVICE)
