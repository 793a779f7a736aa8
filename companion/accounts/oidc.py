"""In through another system: a MitID broker for citizens, the municipality's single sign-on for staff.

Authorization code with PKCE (RFC 7636), state and nonce; what counts is the signed ID token, read by `oidc_tokens`.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from companion.accounts import claimed_roles, cpr, oidc_discovery, oidc_pending, oidc_tokens, outside, passkeys
from companion.accounts.active import role_today
from companion.accounts.oidc_discovery import Provider
from companion.accounts.oidc_faults import Cancelled, NotBegunHere, NotKnownHere, NotTrusted, OneFactor, TooYoung
from companion.accounts.oidc_pending import Back, Begun
from companion.accounts.rules import ADULT_YEARS, CITIZEN
from companion.accounts.sign_in import Me
from companion.foundation import clock, runtime
from companion.foundation.config_oidc import CitizenDoor, Door, StaffDoor
from companion.foundation.errors import N_, NotFound

CITIZENS, STAFF = "citizen", "staff"
LABELS = {CITIZENS: N_("Log ind med MitID"), STAFF: N_("Log ind med din arbejdskonto")}
Claims = Mapping[str, Any]


@dataclass(frozen=True)
class OpenDoor:
    """One way in through another system, as the sign-in page shows it."""

    key: str
    label: str


@dataclass(frozen=True)
class LetIn:
    """Who came in, and whose phone it is."""

    person_id: uuid.UUID
    own_phone: bool


def open_doors() -> list[OpenDoor]:
    """The doors this installation has set up."""
    return [OpenDoor(key, LABELS[key]) for key in LABELS if _settings(key).is_open]


def begin(*, key: str, own_phone: bool, language: str) -> tuple[str, Begun]:
    """The address to send the browser to, and what it must bring back. Raises NotFound or OtherSystemSilent.

    On a phone that others use too, the other system must ask who is there, whoever was there before.
    """
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    door = _door(key)
    provider = oidc_discovery.provider(door.issuer)
    begun = oidc_pending.begin(door=key, own_phone=own_phone)
    address: str = prepare_grant_uri(
        provider.said["authorization_endpoint"],
        client_id=door.client_id,
        response_type="code",
        redirect_uri=_way_back(key),
        scope=door.scopes,
        state=begun.state,
        nonce=begun.nonce,
        code_challenge=create_s256_code_challenge(begun.verifier),
        code_challenge_method="S256",
        ui_locales=language,
        prompt=None if own_phone else "login",
        acr_values=door.acr_values if isinstance(door, CitizenDoor) else None,
    )
    return address, begun


def finish(*, key: str, answer: Mapping[str, str], browser: str, me: Me | None) -> LetIn:
    """Who came back. `me` is who was signed in here meanwhile: after a code in person the account becomes theirs.

    Raises NotFound, NotBegunHere, Cancelled, NotTrusted, OtherSystemSilent, NotKnownHere, TooYoung, OneFactor or
    NoAccess; nobody is signed in then, and the attempt is used up.
    """
    door = _door(key)
    back = oidc_pending.use(door=key, state=answer.get("state", ""), browser=browser)
    if back is None:
        raise Cancelled if "error" in answer else NotBegunHere  # some systems leave the state out of a no
    provider = oidc_discovery.provider(door.issuer)
    _from_them(provider, answer)
    if "code" not in answer:
        raise Cancelled
    claims = oidc_tokens.claims(
        _token(door, provider, back, code=answer["code"], way_back=_way_back(key)),
        provider=provider,
        client_id=door.client_id,
        nonce=back.nonce,
    )
    found = _member(door, claims, me) if isinstance(door, StaffDoor) else _citizen(door, claims, me)
    return LetIn(found, back.own_phone)


def _from_them(provider: Provider, answer: Mapping[str, str]) -> None:
    """RFC 9207: an answer that names its issuer names this one; who says so once says so always."""
    if (provider.names_itself or "iss" in answer) and answer.get("iss") != provider.issuer:
        raise NotTrusted("iss")


def _token(door: Door, provider: Provider, back: Back, *, code: str, way_back: str) -> object:
    """The ID token for this code; the token endpoint is asked once (RFC 6749, 4.1.3)."""
    from authlib.oauth2.auth import encode_client_secret_basic, encode_client_secret_post
    from authlib.oauth2.rfc6749.parameters import prepare_token_request

    address = provider.said["token_endpoint"]
    body = prepare_token_request("authorization_code", redirect_uri=way_back, code=code, code_verifier=back.verifier)
    encode = encode_client_secret_post if provider.takes_secret_by_post else encode_client_secret_basic
    headers = {"content-type": "application/x-www-form-urlencoded"}
    client = _Client(door.client_id, door.client_secret.get_secret_value())
    address, headers, body = encode(client, "POST", address, headers, body)
    return oidc_discovery.fetched("POST", address, body=body, headers=headers).get("id_token")


@dataclass(frozen=True, repr=False)
class _Client:
    client_id: str
    client_secret: str


def _citizen(door: CitizenDoor, claims: Claims, me: Me | None) -> uuid.UUID:
    """The citizen with this CPR number; after a code in person the number becomes hers."""
    if claims.get("acr") not in door.acr_values.split():
        raise NotTrusted("acr")
    number = str(claims.get(door.cpr_claim, ""))
    try:
        young = cpr.age_on(number, clock.today()) < ADULT_YEARS
    except cpr.NotANumber:
        raise NotTrusted("cpr") from None
    if young and not runtime.current().config.allow_under_18:
        raise TooYoung
    found = cpr.find(number)
    if found is None and me is not None and me.role == CITIZEN and passkeys.may_add(me):
        cpr.link(person=me.person_id, number=number, actor=me.actor)
        found = me.person_id
    return _with_a_way_in(found, citizen=True)


def _member(door: StaffDoor, claims: Claims, me: Me | None) -> uuid.UUID:
    """The member of staff with this account, in the units and roles the sign-on names today."""
    named = {*claimed_roles.texts(claims.get("amr")), *claimed_roles.texts(claims.get("acr"))}
    if not named & set(door.mfa_values.split()):
        raise OneFactor
    subject = str(claims["sub"])
    found = outside.find(door.issuer, subject)
    if found is None and me is not None and me.role != CITIZEN and passkeys.may_add(me):
        outside.link(person=me.person_id, issuer=door.issuer, subject=subject, actor=me.actor)
        found = me.person_id
    if found is None:
        raise NotKnownHere
    claimed_roles.follow(person=found, roles=claims.get(door.roles_claim), units=claims.get(door.units_claim))
    return _with_a_way_in(found, citizen=False)


def _with_a_way_in(person: uuid.UUID | None, *, citizen: bool) -> uuid.UUID:
    role = role_today(person) if person else None
    if person is None or role is None or (role == CITIZEN) is not citizen:
        raise NotKnownHere
    return person


def _door(key: str) -> CitizenDoor | StaffDoor:
    if key not in LABELS or not _settings(key).is_open:
        raise NotFound
    return _settings(key)


def _settings(key: str) -> CitizenDoor | StaffDoor:
    config = runtime.current().config
    return config.oidc_citizen if key == CITIZENS else config.oidc_staff


def _way_back(key: str) -> str:
    return f"{runtime.current().config.base_url.rstrip('/')}/sign-in/oidc/{key}/back"
