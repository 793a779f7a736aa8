"""Nobody answers her: whoever covers, or a colleague, is asked once, and she sees how far it is (S38)."""

import uuid

from companion.accounts.contacts import Contact, contacts
from companion.caseload.standing import unit_of, who_answers
from companion.foundation import audit
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.tasks import service
from companion.tasks.service import NO_ANSWER, Waiting


class NobodyCovers(Conflict):
    """No cover and no colleague: the gap is told, with a number."""

    sentence = N_("Ingen kan svare dig lige nu. Det er vores fejl. Ring til kommunen på %(phone)s.")
    way = ("/help", N_("Se, hvem du kan ringe til"))


class NobodyAnswers(Conflict):
    """The same, where even the unit has no number."""

    sentence = N_("Ingen kan svare dig lige nu. Det er vores fejl. Du finder et nummer under Hjælp.")
    way = ("/help", N_("Se, hvem du kan ringe til"))


def ask(*, with_interpreter: bool, actor: audit.Actor) -> None:
    """Ask whoever covers; while a question is open, nothing more. Raises NobodyCovers with a number to call."""
    if actor.person_id is None:
        raise NotFound
    citizen = actor.person_id
    with transaction():
        in_turn(citizen)
        if service.asked_by(citizen, NO_ANSWER) is None:
            service.ask(
                kind=NO_ANSWER,
                citizen=citizen,
                owner=_asked(citizen).person_id,
                key=new_id(),
                with_interpreter=with_interpreter,
                actor=actor,
            )


def who_is_asked(question: Waiting | None) -> Contact | None:
    """Who was asked, while the question is open."""
    if question is None or question.done_at is not None:
        return None
    return contacts([question.owner_id]).get(question.owner_id)


def _asked(citizen: uuid.UUID) -> Contact:
    found = who_answers(citizen)
    if found is not None:
        return found
    unit = unit_of(citizen)
    raise NobodyCovers(phone=unit.phone) if unit else NobodyAnswers
