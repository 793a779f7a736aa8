"""Whether an ID token is from whom it says, for us, fresh, and answers our own question (OIDC Core 1.0, 3.1.3.7)."""

from collections.abc import Mapping
from typing import Any

from companion.accounts import oidc_discovery
from companion.accounts.oidc_discovery import Provider
from companion.accounts.oidc_faults import NotTrusted
from companion.foundation import clock

ALGORITHMS = ("RS256", "PS256", "ES256")  # never none, never HS256: a public key is no shared secret
LEEWAY = 60  # seconds that two clocks may differ
LONGEST = 32 * 1024  # characters of a token


def claims(token: object, *, provider: Provider, client_id: str, nonce: str) -> Mapping[str, Any]:
    """What the token says, once everything about it is right. Raises NotTrusted or OtherSystemSilent."""
    if not isinstance(token, str) or not 0 < len(token) <= LONGEST:
        raise NotTrusted("no-token")
    said = _signed(token, provider)
    _fresh_and_ours(said, provider.issuer, client_id)
    _addressed(said, client_id)
    if said.get("nonce") != nonce:
        raise NotTrusted("nonce")
    return said


def _signed(token: str, provider: Provider) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    known = _with_key(token, provider)
    try:
        keys = KeySet.import_key_set({"keys": _signing_keys(known)})
        return jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise NotTrusted(f"signature-{type(fault).__name__}") from None


def _with_key(token: str, provider: Provider) -> Provider:
    """The provider with the key that signed; asked once anew, because keys are exchanged without notice.

    A token may leave out which key it was only where there is just one (OIDC Core 1.0, 10.1).
    """
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        head = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError, KeyError, UnicodeError):
        raise NotTrusted("not-a-token") from None
    kid, algorithm = head.get("kid"), head.get("alg")
    if algorithm not in ALGORITHMS:
        raise NotTrusted("algorithm")
    known = provider if provider.knows(kid) else oidc_discovery.provider(provider.issuer, fresh=True)
    if kid is None and len(_signing_keys(known)) != 1:
        raise NotTrusted("no-kid")
    if kid is not None and not known.knows(kid):
        raise NotTrusted("unknown-kid")
    return known


def _signing_keys(provider: Provider) -> list[dict[str, Any]]:
    return [key for key in provider.keys["keys"] if _may_sign(key)]


def _may_sign(key: object) -> bool:
    return isinstance(key, dict) and key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"


def _fresh_and_ours(said: dict[str, Any], issuer: str, client_id: str) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    registry = JWTClaimsRegistry(
        now=int(clock.now().timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True},
    )
    try:
        registry.validate(said)
    except (JoseError, ValueError, TypeError) as fault:
        claim = str(getattr(fault, "claim", "")) or "missing"
        raise NotTrusted(f"claim-{claim}") from None


def _addressed(said: Mapping[str, Any], client_id: str) -> None:
    """For several, or where it names one, the token names us as the one it was issued to."""
    several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if (several or "azp" in said) and said.get("azp") != client_id:
        raise NotTrusted("azp")
