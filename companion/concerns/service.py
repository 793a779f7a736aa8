"""A citizen's worries: sending one, following it, choosing a time, and deciding about the advice."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.accounts.circles import ALL, HEALTH, told_to
from companion.accounts.contacts import Contact, everybody_in
from companion.accounts.rules import CITIZEN, HEALTH_ROLES
from companion.caseload import service as caseload
from companion.concerns import rules
from companion.concerns.known import KnownConcern, concerns
from companion.concerns.records import Concern
from companion.concerns.subjects import Subject
from companion.concerns.words import Words
from companion.foundation import audit, clock, crypto, journal
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.tasks import service as tasks

TASK = "concern"


class NoCoordinator(Conflict):
    """Nobody holds the role today: the gap is told, with another way."""

    sentence = N_("Der er ingen sundhedskoordinator lige nu. Skriv til din kontakt, eller ring til kommunen.")
    way = ("/help", N_("Se, hvem du kan ringe til"))


class IsClosed(Conflict):
    """Nothing more happens to a worry that was closed."""

    sentence = N_("Beskeden er lukket. Du kan skrive en ny.")


@dataclass(frozen=True)
class Said:
    """What a form brings: to whom, in which words, and what she ticked."""

    receiver: str
    words: Words
    with_interpreter: bool = False
    caseworker_may_know: bool = False


@dataclass(frozen=True)
class Receiver:
    """Who answers: somebody of a role, or one person; `contact` is who can be called about it."""

    kind: str
    contact: Contact

    @property
    def circle(self) -> str:
        """Who may see that it was sent at all."""
        is_health = self.kind == rules.COORDINATOR or self.contact.role in HEALTH_ROLES
        return HEALTH if is_health else ALL


def receivers(citizen: uuid.UUID) -> dict[str, Receiver]:
    """Whom she can write to today: the health coordinators, her own first, and her own contact."""
    found = {rules.COORDINATOR: _coordinator(citizen), rules.CONTACT: caseload.responsible_for(citizen)}
    return {kind: Receiver(kind, contact) for kind, contact in found.items() if contact is not None}


def send(*, key: uuid.UUID, said: Said, about: Subject | None = None, actor: audit.Actor) -> uuid.UUID:
    """A citizen sends a worry; the same key again is the same worry.

    Raises NoCoordinator, NobodyToCall, Invalid for an unknown receiver, or Conflict for somebody else's key.
    """
    citizen = _citizen(actor)
    receiver = _receiver(citizen, said.receiver)
    sent = _new(key, citizen, said, receiver)
    sent.about_kind, sent.about_id = (about.kind, about.id) if about else (None, None)
    with transaction() as session:
        known = session.get(Concern, key)
        if known is None and _first(session, sent, receiver, actor):
            return key
        if session.get_one(Concern, key).citizen_id != citizen:
            raise Conflict
    return key


def of(citizen: uuid.UUID) -> Sequence[KnownConcern]:
    """Her worries, newest first."""
    return concerns(Concern.citizen_id == citizen)


def own(concern_id: uuid.UUID, citizen: uuid.UUID) -> KnownConcern:
    """One of her own. Raises NotFound."""
    found = concerns(Concern.id == concern_id, Concern.citizen_id == citizen)
    if not found:
        raise NotFound
    return found[0]


def advice_opened(*, concern_id: uuid.UUID, actor: audit.Actor) -> None:
    """She has the advice in front of her: nobody else has seen it before."""
    with transaction() as session:
        found = _mine(session, concern_id, actor)
        if found.advised_at is not None and found.advice_seen_at is None:
            found.advice_seen_at = clock.now()
            _write("concern.advice-opened", found, actor)


def keep(*, concern_id: uuid.UUID, actor: audit.Actor) -> None:
    """The advice stays with her. Raises NotFound, or Invalid when there is none to decide about."""
    with transaction() as session:
        found = _mine(session, concern_id, actor)
        if found.advised_at is None or found.released_at is not None:
            raise Invalid
        if found.kept_at is None:
            found.kept_at = clock.now()
            _write("concern.kept", found, actor)


def close(*, concern_id: uuid.UUID, actor: audit.Actor) -> None:
    """She needs no answer any more; whoever had it, here or elsewhere, is told nothing but that. Raises NotFound."""
    with transaction() as session:
        found = _mine(session, concern_id, actor)
        if found.closed_at is None:
            found.closed_at, found.closed_by = clock.now(), actor.person_id
            tasks.take_back(kind=TASK, about=concern_id, actor=actor)
            _write("concern.closed", found, actor)
            journal.tell(kind="concern.closed", citizen=found.citizen_id, subject=found.id)


def _coordinator(citizen: uuid.UUID) -> Contact | None:
    everybody = everybody_in([rules.COORDINATOR])
    own = caseload.health_contact_of(citizen)
    hers = [one for one in everybody if own and one.person_id == own.person_id]
    return next(iter([*hers, *everybody]), None)


def _receiver(citizen: uuid.UUID, kind: str) -> Receiver:
    if kind not in rules.RECEIVERS:
        raise Invalid
    found = receivers(citizen).get(kind)
    if found is None:
        raise NoCoordinator if kind == rules.COORDINATOR else tasks.NobodyToCall
    return found


def _new(key: uuid.UUID, citizen: uuid.UUID, said: Said, receiver: Receiver) -> Concern:
    to_role = receiver.kind == rules.COORDINATOR
    return Concern(
        id=key,
        citizen_id=citizen,
        receiver=receiver.kind,
        visible_to=receiver.circle,
        owner_id=None if to_role else receiver.contact.person_id,
        words=crypto.seal(said.words.plain(), table="concern", row=key, field="words"),
        language=said.words.language,
        with_interpreter=said.with_interpreter,
        caseworker_told_at=clock.now() if to_role and said.caseworker_may_know else None,
        sent_at=clock.now(),
    )


def _first(session: Session, sent: Concern, receiver: Receiver, actor: audit.Actor) -> bool:
    """Keep it, unless the same form came a moment earlier; who answers finds a task that says nothing more."""
    try:
        with session.begin_nested():
            session.add(sent)
            _write("concern.sent", sent, actor)
            journal.tell(kind="concern.sent", citizen=sent.citizen_id, subject=sent.id)
    except IntegrityError:
        return False
    tasks.ask(
        kind=TASK,
        citizen=sent.citizen_id,
        owner=receiver.contact.person_id,
        key=uuid.uuid5(sent.id, TASK),
        with_interpreter=sent.with_interpreter,
        about=sent.id,
        visible_to=told_to(receiver.contact.role, sent.visible_to),
        actor=actor,
    )
    return True


def _mine(session: Session, concern_id: uuid.UUID, actor: audit.Actor) -> Concern:
    found = session.get(Concern, concern_id, with_for_update=True)
    if found is None or found.citizen_id != _citizen(actor):
        raise NotFound
    return found


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None or actor.role != CITIZEN:
        raise NotFound
    return actor.person_id


def _write(event: str, concern: Concern, actor: audit.Actor) -> None:
    audit.write(event=event, citizen=concern.citizen_id, actor=actor, about=concern.id)
