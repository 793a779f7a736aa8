"""Whatever is wrong with the way back or the token, nobody is signed in, and the reason is told to the log alone."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc.jwk import ECKey, RSAKey
from werkzeug.test import TestResponse

from tests.accounts.oidc_provider import MITID, Provider
from tests.accounts.test_oidc_citizen import AWAY, BACK, NUMBER, amina_with_a_number, enter, sent_to
from tests.clock import FrozenClock

A_MINUTE = timedelta(minutes=1)
Reasons = Callable[[], list[str]]
THEM = {"cpr": NUMBER, "acr": MITID}


@pytest.fixture(autouse=True)
def _amina(provider: Provider) -> None:
    """She could come in, if all were right."""
    amina_with_a_number()


@pytest.fixture
def reasons(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """What the log says of refused sign-ins."""
    with caplog.at_level(logging.WARNING, logger="companion"):
        yield lambda: [line.facts["reason"] for line in caplog.records if line.message == "oidc-refused"]  # type: ignore[attr-defined] # our own attribute


def refused(visitor: FlaskClient, answer: TestResponse, status: int = 403) -> None:
    assert answer.status_code == status and visitor.get("/plan").status_code == 401
    assert NUMBER not in answer.text


@pytest.mark.parametrize(
    ("bent", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, "claim-iss"),
        ({"aud": "another"}, "claim-aud"),
        ({"aud": ["companion", "another"]}, "azp"),
        ({"azp": "another"}, "azp"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "claim-nonce"),
        ({"exp": None}, "claim-exp"),
        ({"exp": 1}, "claim-exp"),
        ({"exp": "soon"}, "claim-exp"),
        ({"iat": None}, "claim-iat"),
        ({"sub": None}, "claim-sub"),
        ({"nbf": 9999999999}, "claim-nbf"),
    ],
)
def test_a_claim_that_is_wrong(
    visitor: FlaskClient, provider: Provider, reasons: Reasons, bent: dict[str, Any], reason: str
) -> None:
    provider.bent = bent
    refused(visitor, enter(visitor, provider))
    assert reasons() == [reason]


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256 by another", "ES256 by another", "RS512"])
def test_a_signature_that_is_wrong(visitor: FlaskClient, provider: Provider, reasons: Reasons, algorithm: str) -> None:
    provider.algorithm, _, by_another = algorithm.partition(" ")
    if by_another:
        elliptic = provider.algorithm == "ES256"
        provider.signs_with = ECKey.generate_key("P-256") if elliptic else RSAKey.generate_key(2048)
    refused(visitor, enter(visitor, provider))
    assert reasons()[0].startswith("signature" if by_another else "algorithm")


def test_a_token_of_another_sign_in(visitor: FlaskClient, provider: Provider, reasons: Reasons) -> None:
    """Swapped: the code of one browser answered with the token of another one's sign-in."""
    other = provider.authorize(sent_to(visitor), **THEM)
    mine = provider.authorize(sent_to(visitor), **THEM)
    provider.asked[mine["code"]] = {**provider.asked[mine["code"]], "nonce": provider.asked[other["code"]]["nonce"]}
    refused(visitor, visitor.get(BACK, query_string=mine))
    assert reasons() == ["nonce"]


@pytest.mark.parametrize("lie", [{"state": "another"}, {"state": ""}, {"iss": "https://elsewhere.example"}])
def test_an_answer_that_is_wrong(visitor: FlaskClient, provider: Provider, lie: dict[str, str]) -> None:
    provider.lies["answer"] = lie
    refused(visitor, enter(visitor, provider))


def test_one_that_says_who_it_is_says_so_always(visitor: FlaskClient, provider: Provider) -> None:
    provider.lies["discovery"] = {"authorization_response_iss_parameter_supported": True}
    refused(visitor, enter(visitor, provider))
    provider.lies["answer"] = {"iss": provider.issuer}
    assert enter(visitor, provider).status_code == 303


def test_an_answer_is_used_once(visitor: FlaskClient, provider: Provider) -> None:
    brought = provider.authorize(sent_to(visitor), **THEM)
    assert visitor.get(BACK, query_string=brought).status_code == 303
    visitor.post("/sign-out")
    refused(visitor, visitor.get(BACK, query_string=brought))


def test_only_the_browser_that_began(visitor: FlaskClient, provider: Provider) -> None:
    brought = provider.authorize(sent_to(visitor), **THEM)
    visitor.delete_cookie("companion-oidc")
    refused(visitor, visitor.get(BACK, query_string=brought))


def test_ten_minutes_and_no_longer(visitor: FlaskClient, provider: Provider, clock: FrozenClock) -> None:
    brought = provider.authorize(sent_to(visitor), **THEM)
    clock.move(A_MINUTE * 10)
    refused(visitor, visitor.get(BACK, query_string=brought))


def test_she_said_no_over_there(visitor: FlaskClient, provider: Provider) -> None:
    state = provider.authorize(sent_to(visitor))["state"]
    refused(visitor, visitor.get(BACK, query_string={"error": "access_denied", "state": state}))


@pytest.mark.parametrize(
    "lies",
    [
        {"discovery": {"issuer": "https://elsewhere.example"}},
        {"discovery": {"token_endpoint": "http://elsewhere.example/token"}},
        {"discovery": {"jwks_uri": "file:///etc/passwd"}},
        {"token": 500},
        {"token": 302},
    ],
)
def test_another_system_that_is_not_itself(visitor: FlaskClient, provider: Provider, lies: dict[str, Any]) -> None:
    provider.lies = lies
    answer = visitor.post(AWAY)
    if answer.status_code == 200:
        brought = provider.authorize(answer.headers["Refresh"].removeprefix("0; url="), **THEM)
        answer = visitor.get(BACK, query_string=brought)
    refused(visitor, answer, 503)


def test_a_new_key_is_found(visitor: FlaskClient, provider: Provider) -> None:
    """Keys are exchanged without notice: an unknown one is asked for once."""
    assert enter(visitor, provider).status_code == 303
    provider.exchange_key("two")
    assert enter(visitor, provider).status_code == 303


def test_a_token_without_a_key_id_is_believed_only_where_there_is_one_key(
    visitor: FlaskClient, provider: Provider, reasons: Reasons
) -> None:
    provider.names_key = False
    assert enter(visitor, provider).status_code == 303
    visitor.post("/sign-out")
    provider.other_keys = [RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})]
    refused(visitor, enter(visitor, provider))
    assert reasons() == ["no-kid"]


def test_the_log_names_the_reason_and_nobody(
    visitor: FlaskClient, provider: Provider, reasons: Reasons, caplog: pytest.LogCaptureFixture
) -> None:
    provider.bent = {"aud": "another"}
    enter(visitor, provider)
    (line,) = [record for record in caplog.records if record.message == "oidc-refused"]
    assert line.facts == {"door": "citizen", "reason": "claim-aud"}  # type: ignore[attr-defined] # our own attribute
