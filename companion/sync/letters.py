"""Makes the letter of a claimed delivery: the body, built now from what is true now, and its signatures."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.consent import service as consents
from companion.consent.service import GivenConsent
from companion.foundation import clock
from companion.foundation.clock import danish
from companion.foundation.database import reading
from companion.sync import (
    allow_list,
    building_concern,
    cloudevents,
    consent_over,
    fhir,
    fhir_facts,
    fhir_removal,
    holding,
    receivers,
    signing,
    told,
)
from companion.sync.claiming import Claim
from companion.sync.consent_over import OVER
from companion.sync.gateway import Letter
from companion.sync.names import Fact, Letterhead, LineName
from companion.sync.removals import REMOVAL
from companion.sync.told import NoLonger


@dataclass(frozen=True)
class _Made:
    """One body, and the names of the lines it tells and takes out."""

    content_type: str
    body: bytes
    told: Sequence[LineName]
    gone: Sequence[LineName]


def letter(claim: Claim) -> Letter:
    """The letter to post; what it tells is written down. Raises NotFound (NoLonger), NotNow, NotOurs or ValueError."""
    made = _made(claim)
    holding.note(claim, told=made.told, gone=made.gone)
    return Letter(claim.address, {"content-type": made.content_type, **_signatures(claim, made.body)}, made.body)


def body_of(claim: Claim) -> tuple[str, bytes]:
    """Content type and body in the form this receiver takes: nothing else is ever sent to it."""
    made = _made(claim)
    return made.content_type, made.body


def _made(claim: Claim) -> _Made:
    is_event = claim.body == receivers.CLOUDEVENTS
    content_type = cloudevents.CONTENT_TYPE if is_event else fhir.CONTENT_TYPE
    if claim.kind == OVER:
        return _Made(content_type, _over(claim, is_event=is_event), (), ())
    held = holding.held(claim)
    if claim.kind == REMOVAL:
        return _Made(content_type, _removal(claim, held, is_event=is_event), (), held)
    values = allow_list.values_of(claim.what, claim.reading_id, citizen=claim.citizen_id, unit=claim.consent.unit_id)
    names = [(line.code, line.id) for line in values.lines]
    fact = Fact(_head(claim), values, [one for one in held if one not in names])
    return _Made(content_type, cloudevents.body(fact) if is_event else _bundle(claim, fact), names, fact.gone)


def _removal(claim: Claim, held: Sequence[LineName], *, is_event: bool) -> bytes:
    """Raises NoLonger when another removal has taken all of it out."""
    head = _head(claim)
    if claim.what in holding.VARY and not held and not head.consent_is_over:
        raise NoLonger
    if is_event:
        return cloudevents.removal(head, claim.what, claim.reading_id)
    return fhir_removal.tombstones(head, claim.what, claim.reading_id, held)


def _over(claim: Claim, *, is_event: bool) -> bytes:
    head, cancelled = _head(claim), _cancelled(claim)
    if is_event:
        return cloudevents.consent_over(head, cancelled)
    return fhir_removal.consent_over(head, claim.what, cancelled)


def _cancelled(claim: Claim) -> Sequence[uuid.UUID]:
    """Worries that wait for an answer there: nobody has to answer them any more."""
    if claim.what != told.CONCERN:
        return ()
    with reading() as db:
        there = consent_over.still_told_of(db, claim.consent.id, claim.receiver_id)
    return building_concern.open_ones(claim.citizen_id, there)


def _bundle(claim: Claim, fact: Fact) -> bytes:
    return _index(claim, fact) if claim.what == told.WHO5 else fhir_facts.body(fact)


def _index(claim: Claim, fact: Fact) -> bytes:
    """The one number keeps the form it has had from the start."""
    return fhir.body(
        fhir.SharedIndex(
            namespace=claim.namespace,
            citizen_key=claim.opaque_key,
            reading_id=claim.reading_id,
            consent_id=claim.consent.id,
            unit_id=claim.consent.unit_id,
            fact_id=claim.fact_id,
            index=int(fact.told.lines[0].value),
            captured_on=fact.told.on,
            released_on=fact.head.released_on,
            consent_from=fact.head.consent_from,
            consent_until=fact.head.consent_until,
        )
    )


def _head(claim: Claim) -> Letterhead:
    return Letterhead(
        namespace=claim.namespace,
        citizen_key=claim.opaque_key,
        consent_id=claim.consent.id,
        unit_id=claim.consent.unit_id,
        fact_id=claim.fact_id,
        version=claim.version,
        released_on=danish(_moment(claim)).date(),
        consent_from=danish(claim.consent.given_at).date(),
        consent_until=claim.consent.ends_on,
        consent_is_over=claim.kind == REMOVAL and _is_over(claim.consent),
    )


def _moment(claim: Claim) -> datetime:
    """When she let it go, or when the yes ended of which that is told."""
    ended = claim.consent.withdrawn_at or claim.claimed_at
    return ended if claim.kind == OVER else claim.released_at


def _is_over(given: GivenConsent) -> bool:
    """A thing may be taken out under a yes that still stands for others."""
    live = consents.live(citizen=given.citizen_id, purpose=given.purpose, unit=given.unit_id)
    return live is None or live.id != given.id


def _signatures(claim: Claim, body: bytes) -> dict[str, str]:
    secrets = [receivers.secret_of(claim.receiver_id, claim.sealed_secret)]
    if claim.sealed_before is not None:
        secrets.append(receivers.secret_of(claim.receiver_id, claim.sealed_before, field="secret_before"))
    return signing.headers(webhook_id=str(claim.delivery_id), at=clock.now(), body=body, signed_with=secrets)
