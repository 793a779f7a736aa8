"""Answers to worries: only from the health unit the worry went to, over the receiver that got it, while her yes lives.

The worry is named as that receiver knows it: by the identifier of its Task or its Communication.
"""

import uuid

from sqlalchemy import select

from companion.concerns import from_outside, sentences
from companion.concerns.words import words
from companion.consent import service as consents
from companion.consent.purposes import HEALTH_COORDINATOR
from companion.foundation import audit, origin
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict
from companion.sync import told
from companion.sync.api_clients import KnownClient
from companion.sync.api_models import ReplyIn
from companion.sync.inbound_faults import NOT_FOUND, Fault, Faulty
from companion.sync.receivers import namespace_of
from companion.sync.records import Delivery, Release
from companion.sync.releases import RELEASED

NAMED_AS = ("Task", "Communication", told.CONCERN)  # in a bundle twice, in a CloudEvent once


class ReplyStands(Conflict):
    """She may have read it already: a second answer says more, it never changes the first."""

    sentence = N_("Svaret er sendt. Send et nyt svar i stedet.")


def keep(client: KnownClient, citizen: uuid.UUID, given: ReplyIn, actor: audit.Actor) -> uuid.UUID:
    """The answer, once. Raises Faulty for a worry that is not theirs to answer, NothingSaid or IsClosed."""
    said = words(sentences.REPLY, given.sentences, given.text, language=given.language)
    with transaction():
        concern = _concern(client, citizen, given.concern)
        source = origin.current() or client.name
        return from_outside.keep_reply(concern_id=concern, said=said, source=source, actor=actor)


def _concern(client: KnownClient, citizen: uuid.UUID, name: uuid.UUID) -> uuid.UUID:
    """Which worry it is; unknown, somebody else's, never told there and withdrawn cannot be told apart."""
    live = consents.live(citizen=citizen, purpose=HEALTH_COORDINATOR, unit=client.unit_id, lock=True)
    namespace = namespace_of(client.receiver_id)
    for concern in _told_there(client, citizen, live.id) if live else ():
        if name in {uuid.uuid5(namespace, f"{kind}:{concern}") for kind in NAMED_AS}:
            return concern
    text = "No worry that this citizen shares with you now has this name."
    raise Faulty(Fault(NOT_FOUND, "NoSuchConcern", text, "/concern"))


def _told_there(client: KnownClient, citizen: uuid.UUID, consent: uuid.UUID) -> list[uuid.UUID]:
    """Her worries that this receiver has, or may have, under this yes."""
    with transaction() as session:
        found = (
            select(Release.reading_id)
            .join(Delivery, Delivery.subject_id == Release.id)
            .where(Release.citizen_id == citizen, Release.kind == told.CONCERN, Release.consent_id == consent)
            .where(Release.unit_id == client.unit_id, Release.undone_at.is_(None), Release.lapsed_at.is_(None))
            .where(Delivery.receiver_id == client.receiver_id, Delivery.kind == RELEASED)
            .where(Delivery.claimed_at.is_not(None))
        )
        return list(session.scalars(found.distinct()))
