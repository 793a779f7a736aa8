"""Makes the letter of a claimed delivery: the body, built now from what is true now, and its signatures."""

from companion.foundation import clock
from companion.foundation.clock import danish
from companion.sync import allow_list, building, cloudevents, fhir, fhir_facts, fhir_removal, receivers, signing, told
from companion.sync.claiming import Claim
from companion.sync.gateway import Letter
from companion.sync.names import Fact, Letterhead
from companion.sync.removals import REMOVAL


def letter(claim: Claim) -> Letter:
    """The letter to post. Raises NotFound (also NoLonger), NotNow, crypto.NotOurs or ValueError."""
    content_type, body = body_of(claim)
    return Letter(claim.address, {"content-type": content_type, **_signatures(claim, body)}, body)


def body_of(claim: Claim) -> tuple[str, bytes]:
    """Content type and body in the form this receiver takes: nothing else is ever sent to it."""
    is_event = claim.body == receivers.CLOUDEVENTS
    content_type = cloudevents.CONTENT_TYPE if is_event else fhir.CONTENT_TYPE
    if claim.kind == REMOVAL:
        return content_type, _removal_event(claim) if is_event else _removal(claim)
    values = allow_list.values_of(claim.what, claim.reading_id, citizen=claim.citizen_id, unit=claim.consent.unit_id)
    fact = Fact(_head(claim), values)
    if is_event:
        return content_type, cloudevents.body(fact)
    return content_type, _index(claim, fact) if claim.what == told.WHO5 else fhir_facts.body(fact)


def _removal(claim: Claim) -> bytes:
    if claim.what == told.WHO5:
        return fhir_removal.body(fhir_removal.Removed(claim.namespace, claim.opaque_key, claim.reading_id))
    remains = building.remains(claim.what, claim.reading_id, claim.citizen_id, claim.consent.unit_id)
    return fhir_removal.tombstones(_head(claim), claim.what, claim.reading_id, remains)


def _removal_event(claim: Claim) -> bytes:
    return cloudevents.removal(_head(claim), claim.what, claim.reading_id)


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
        released_on=danish(claim.released_at).date(),
        consent_from=danish(claim.consent.given_at).date(),
        consent_until=claim.consent.ends_on,
    )


def _signatures(claim: Claim, body: bytes) -> dict[str, str]:
    secrets = [receivers.secret_of(claim.receiver_id, claim.sealed_secret)]
    if claim.sealed_before is not None:
        secrets.append(receivers.secret_of(claim.receiver_id, claim.sealed_before, field="secret_before"))
    return signing.headers(webhook_id=str(claim.delivery_id), at=clock.now(), body=body, signed_with=secrets)
