"""Signatures of Standard Webhooks, checked against the published vector."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.sync import signing
from companion.sync.signing import BadSecret, BadSignature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def signed(body: bytes = BODY) -> dict[str, str]:
    return signing.headers(webhook_id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=AT, body=body, signed_with=[SECRET])


def test_it_works() -> None:
    assert signed()["webhook-signature"] == SIGNATURE
    webhook = signing.check(received=signed(), body=BODY, secret=SECRET, now=AT)
    assert webhook == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_two_secrets_give_two_signatures_and_either_fits() -> None:
    other = signing.make_secret()
    both = signing.headers(webhook_id="a", at=AT, body=BODY, signed_with=[other, SECRET])
    assert len(both["webhook-signature"].split(" ")) == 2
    for secret in (other, SECRET):
        assert signing.check(received=both, body=BODY, secret=secret, now=AT) == "a"


@given(st.binary())
def test_another_body_does_not_fit(body: bytes) -> None:
    if body != BODY:
        with pytest.raises(BadSignature):
            signing.check(received=signed(), body=body, secret=SECRET, now=AT)


@pytest.mark.parametrize("away", [timedelta(minutes=6), -timedelta(minutes=6)])
def test_an_old_or_early_call_is_refused(away: timedelta) -> None:
    with pytest.raises(BadSignature):
        signing.check(received=signed(), body=BODY, secret=SECRET, now=AT + away)


@given(st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text()))
def test_nonsense_headers_are_refused(received: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        signing.check(received=received, body=BODY, secret=SECRET, now=AT)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", SECRET.removeprefix("whsec_")])
def test_a_bad_secret_is_refused(secret: str) -> None:
    with pytest.raises(BadSecret):
        signing.key_of(secret)


def test_fresh_secrets_are_long_and_differ() -> None:
    assert len(signing.key_of(signing.make_secret())) == 32
    assert signing.make_secret() != signing.make_secret()
