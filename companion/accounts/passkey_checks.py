"""What the library `webauthn` asks of a phone, and how its answers are verified (WebAuthn Level 3, sections 7.1, 7.2).

The library is loaded when the first passkey is used: a process that signs nobody in stays small.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from companion.foundation import runtime

RP_NAME = "Companion"
TIMEOUT_MS = 300_000  # as long as a challenge lives: nobody is hurried
LONGEST_ID = 1023  # bytes of a credential id, section 4
KNOWN_TRANSPORTS = ("usb", "nfc", "ble", "hybrid", "internal", "smart-card")


class NotVerified(Exception):
    """The answer is malformed, or not what we asked for; no more is said of it."""


@dataclass(frozen=True)
class NewKey:
    """What a phone made for us."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


@dataclass(frozen=True)
class Known:
    """A passkey the phone may already hold."""

    credential_id: bytes
    transports: list[str]


def options_to_add(*, challenge: bytes, user_id: bytes, shown_as: str, known: Sequence[Known]) -> dict[str, Any]:
    """What the phone is asked to make: a discoverable passkey that verifies its user; no attestation."""
    from webauthn import generate_registration_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    asked = generate_registration_options(
        rp_id=rp_id(),
        rp_name=RP_NAME,
        user_id=user_id,
        user_name=shown_as,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_descriptors(known),
    )
    return dict(options_to_json_dict(asked))


def options_to_sign_in(challenge: bytes) -> dict[str, Any]:
    """What the phone is asked to sign: any passkey it holds for us, its user verified."""
    from webauthn import generate_authentication_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import UserVerificationRequirement

    asked = generate_authentication_options(
        rp_id=rp_id(),
        challenge=challenge,
        timeout=TIMEOUT_MS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options_to_json_dict(asked))


def challenge_of(answer: Any) -> bytes:
    """The challenge this answer says it signed. Raises NotVerified."""
    from webauthn.helpers import base64url_to_bytes, parse_client_data_json

    with _or_not_verified():
        return parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"])).challenge


def credential_of(answer: Any) -> tuple[bytes, bytes | None]:
    """Which passkey answered, and whom it says it belongs to. Raises NotVerified."""
    from webauthn.helpers import parse_authentication_credential_json

    with _or_not_verified():
        parsed = parse_authentication_credential_json(answer)
        return parsed.raw_id, parsed.response.user_handle


def made(answer: Any, *, challenge: bytes) -> NewKey:
    """The new passkey of this answer, with its user verified. Raises NotVerified."""
    from webauthn import verify_registration_response

    with _or_not_verified():
        key = verify_registration_response(
            credential=_an_object(answer),
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=origin(),
            require_user_verification=True,
        )
        if len(key.credential_id) > LONGEST_ID:
            raise NotVerified
        said = answer["response"].get("transports") or ()
        transports = [one for one in KNOWN_TRANSPORTS if one in said]
        return NewKey(key.credential_id, key.credential_public_key, key.sign_count, transports)


def signed(answer: Any, *, challenge: bytes, public_key: bytes) -> int:
    """How often the passkey says it has signed, once its signature is verified. Raises NotVerified.

    The library would look at the count before the signature; the caller compares it afterwards, under a lock.
    """
    from webauthn import verify_authentication_response

    with _or_not_verified():
        return verify_authentication_response(
            credential=_an_object(answer),
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=origin(),
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        ).new_sign_count


def rp_id() -> str:
    """The name passkeys are bound to: the host of our address."""
    return urlsplit(runtime.current().config.base_url).hostname or ""


def origin() -> str:
    """Our address as a browser writes it into what it signs."""
    address = urlsplit(runtime.current().config.base_url)
    usual = {"http": 80, "https": 443}.get(address.scheme)
    port = "" if address.port in (None, usual) else f":{address.port}"
    return f"{address.scheme}://{address.hostname}{port}"


def _descriptors(known: Sequence[Known]) -> list[Any]:
    from webauthn.helpers.structs import AuthenticatorTransport, PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(
            id=one.credential_id, transports=[AuthenticatorTransport(way) for way in one.transports]
        )
        for one in known
    ]


def _an_object(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise NotVerified
    return answer


@contextmanager
def _or_not_verified() -> Iterator[None]:
    try:
        yield
    except Exception:  # noqa: BLE001 - CBOR, ASN.1 and base64 of a stranger: whatever breaks, the answer is no
        raise NotVerified from None
