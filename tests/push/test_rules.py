"""Which addresses are push services, what answers mean, how long a text message is, what a number is."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.foundation.crypto import KeyRings
from companion.foundation.runtime import Runtime
from companion.push import rules
from companion.push.posting import listed
from tests.push.carried import Browser, bare_ground

LISTED = "https://fcm.googleapis.com/fcm/send/abc"


@pytest.mark.parametrize(
    "endpoint",
    [
        LISTED,
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QOz1",
        "https://wns2-am3p.notify.windows.com/w/?token=abc%2b",
    ],
)
def test_browsers_own_services_are_taken(endpoint: str) -> None:
    assert listed().take(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://127.0.0.1/abc",
        "https://[::1]/abc",
        "https://10.0.0.1/abc",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com:99999/abc",
        "https://me:secret@fcm.googleapis.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evilnotify.windows.com/abc",
        "https://notify.windows.com/abc",
        "https://fcm.googleapis.com\\@evil.example/abc",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/a\r\nx: y",
        "https://fcm.googleapis.com/abc#part",
        "https://fcm.googleapis.com/" + "a" * 2000,
        "https://fcm.googleapis.cöm/abc",
        "https://[fcm.googleapis.com/abc",
        "//fcm.googleapis.com/abc",
        "",
    ],
)
def test_everything_else_is_not(endpoint: str) -> None:
    assert not listed().take(endpoint)


@settings(max_examples=30)
@given(st.text())
def test_nonsense_is_no_service_and_no_error(endpoint: str) -> None:
    assert not listed().take(endpoint)


@pytest.fixture
def ground(rings: KeyRings) -> Iterator[Runtime]:
    """What a gateway stands on."""
    with bare_ground(rings) as made:
        yield made


JSON = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
)


@settings(max_examples=30)
@given(JSON)
def test_nonsense_is_no_subscription_and_no_error(told: object) -> None:
    assert rules.subscription(told) is None
    assert rules.subscription({"endpoint": LISTED, "keys": {"p256dh": told, "auth": told}}) is None


def test_keys_of_another_size_are_refused(ground: Runtime) -> None:
    told = Browser().told()
    assert rules.subscription(told)
    for name in ("p256dh", "auth"):
        for wrong in ("", "AAAA", told["keys"][name] + "AAAA", "A" * 5000, "ø"):
            assert rules.subscription({**told, "keys": {**told["keys"], name: wrong}}) is None


@pytest.mark.parametrize(
    ("status", "state"),
    [(201, "accepted"), (404, "gone"), (410, "gone"), (429, "later"), (500, "later"), (503, "later")]
    + [(status, "refused") for status in (301, 307, 400, 401, 403, 413)],
)
def test_what_an_answer_means(status: int, state: str) -> None:
    assert rules.state_of(status) == state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (202, "accepted"),
        (429, "later"),
        (500, "unknown"),
        (504, "unknown"),
        (408, "unknown"),
        (307, "refused"),
        (401, "refused"),
    ],
)
def test_a_text_message_that_may_have_gone_is_unknown(status: int, state: str) -> None:
    assert rules.text_state_of(status) == state


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        ("a" * 160, True),
        ("a" * 161, False),
        ("æøåÆØÅ" * 26, True),
        ("€" * 80, True),  # the extension table counts twice
        ("€" * 81, False),
        ("س" * 70, True),
        ("س" * 71, False),
        ("ш" * 70, True),
        ("ሰ" * 70, True),
        ("ሰ" * 71, False),
        ("a" * 70 + "ş", False),  # one letter outside the alphabet, and all count as UCS-2
        ("🙂" * 35, True),
        ("🙂" * 36, False),
    ],
)
def test_one_text_message(message: str, fits: bool) -> None:
    assert rules.fits_one_text(message) is fits


def test_the_alphabet_is_whole() -> None:
    """3GPP TS 23.038, 6.2.1: 128 places, one of them the escape to the extension table."""
    assert (len(rules.GSM_ALPHABET), len(rules.GSM_EXTENSION)) == (127, 10)


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("20 00 00 00", "+4520000000"),
        ("0045 20000000", "+4520000000"),
        ("+380 44 123 45 67", "+380441234567"),
        ("112", None),
        ("12 34 56 78", None),
        ("ring til mig", None),
        ("+45 20 00 00 00; +45 30 00 00 00", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number(phone: str | None, dialled: str | None) -> None:
    assert rules.number(phone) == dialled


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("amina@example.dk", True),
        ("amina.h+companion@mail.example.dk", True),
        ("amina", False),
        ("amina@localhost", False),
        ("amina@example.dk\nBcc: all@example.dk", False),
        ("amina@example.dk, all@example.dk", False),
        ("Amina <amina@example.dk>", False),
        ("a" * 250 + "@example.dk", False),
    ],
)
def test_an_address(address: str, taken: bool) -> None:
    assert rules.is_address(address) is taken


@settings(max_examples=30)
@given(st.integers())
def test_a_life_is_what_services_take(seconds: int) -> None:
    assert 0 <= rules.ttl(seconds) <= rules.LONGEST_TTL
