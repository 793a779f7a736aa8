"""Makes the letter of a claimed delivery: the body, built now from what is true now, and its signature."""

from companion.checkins import service as checkins
from companion.foundation import clock
from companion.foundation.clock import danish
from companion.sync import fhir, fhir_removal, receivers, signing
from companion.sync.claiming import Claim
from companion.sync.gateway import Letter
from companion.sync.removals import REMOVAL


def letter(claim: Claim) -> Letter:
    """The letter to post. Raises NotFound, crypto.NotOurs or ValueError when it cannot be made."""
    body = _removal(claim) if claim.kind == REMOVAL else _index(claim)
    return Letter(claim.address, _headers(claim, body), body)


def _removal(claim: Claim) -> bytes:
    return fhir_removal.body(fhir_removal.Removed(claim.namespace, claim.opaque_key, claim.reading_id))


def _index(claim: Claim) -> bytes:
    reading = checkins.reading(claim.reading_id, claim.citizen_id)
    return fhir.body(
        fhir.SharedIndex(
            namespace=claim.namespace,
            citizen_key=claim.opaque_key,
            reading_id=claim.reading_id,
            consent_id=claim.consent.id,
            unit_id=claim.consent.unit_id,
            fact_id=claim.fact_id,
            index=reading.index,
            captured_on=danish(reading.captured_at).date(),
            released_on=danish(claim.released_at).date(),
            consent_from=danish(claim.consent.given_at).date(),
            consent_until=claim.consent.ends_on,
        )
    )


def _headers(claim: Claim, body: bytes) -> dict[str, str]:
    secret = receivers.secret_of(claim.receiver_id, claim.sealed_secret)
    signed = signing.headers(webhook_id=str(claim.delivery_id), at=clock.now(), body=body, signed_with=[secret])
    return {"content-type": fhir.CONTENT_TYPE, **signed}
