"""What another system tells stays between it and us, and nobody but that system says who somebody is."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from companion.accounts import outside
from companion.foundation.runtime import Runtime
from tests.accounts import oidc_provider
from tests.accounts.oidc_provider import MITID, SECRET, Provider
from tests.accounts.test_oidc_citizen import AWAY, BACK, NUMBER, amina_with_a_number, enter
from tests.people import MADE_BY, a_citizen, staff


@pytest.mark.parametrize("travels", ["jwk", "jku", "x5u"])
def test_a_key_that_travels_with_the_token_counts_for_nothing(
    visitor: FlaskClient, provider: Provider, monkeypatch: pytest.MonkeyPatch, travels: str
) -> None:
    own = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    where = {"jwk": own.as_dict(private=False)}.get(travels, "https://evil.example/keys")

    def signed_by_a_stranger(head: dict[str, Any], claims: dict[str, Any], _key: RSAKey) -> str:
        return jwt.encode({**head, "alg": "RS256", travels: where}, claims, own, algorithms=["RS256"])

    amina_with_a_number()
    monkeypatch.setitem(oidc_provider.FORGED, "own key", signed_by_a_stranger)
    provider.algorithm = "own key"
    assert enter(visitor, provider).status_code == 403 and visitor.get("/plan").status_code == 401


def test_no_token_and_no_secret_reaches_the_browser(visitor: FlaskClient, provider: Provider) -> None:
    amina_with_a_number()
    away = visitor.post(AWAY, data={"own_phone": "1"})
    brought = provider.authorize(away.headers["Refresh"].removeprefix("0; url="), cpr=NUMBER, acr=MITID)
    back = visitor.get(BACK, query_string=brought)
    token = provider.token_for(brought["code"])
    assert back.status_code == 303
    for answer in (away, back, visitor.get("/me"), visitor.get("/me/devices")):
        told = answer.text + str(answer.headers)
        assert not [one for one in (token, SECRET, NUMBER, "code_verifier") if one in told]


def test_the_same_subject_of_another_system_is_somebody_else(runtime: Runtime) -> None:
    karen = staff()
    outside.link(person=karen.id, issuer="https://id.example.dk", subject="7", actor=MADE_BY)
    assert outside.find("https://id.example.dk", "7") == karen.id
    assert outside.find("https://id.example.dk/", "7") is None and outside.find("https://other.example", "7") is None


def test_a_name_or_a_mail_address_finds_nobody(visitor: FlaskClient, provider: Provider) -> None:
    a_citizen()
    said = {"acr": MITID, "name": "Amina Haddad", "email": "amina@example.dk", "phone_number": "20 00 00 00"}
    assert enter(visitor, provider, "0101904445", **said).status_code == 403
