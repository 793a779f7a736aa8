"""A notice is tapped after the sign-in ended: whoever signs in lands on her messages, and no address says so."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import sign_in
from companion.web.way_back import LIFE
from tests.accounts.enrolled import a_passkey
from tests.accounts.test_code_pages import a_code, typed
from tests.accounts.test_pages import cookie
from tests.accounts.test_passkey_pages import enter
from tests.clock import FrozenClock
from tests.nudges.made import drains, writes
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff

MESSAGES = "/messages"
WAY = "companion-way"


@pytest.fixture
def amina(client: FlaskClient, clock: FrozenClock) -> Somebody:
    """She has a message, and her sign-in has run out."""
    found = a_citizen()
    signed_in(client, found)
    clock.move(timedelta(days=91))
    writes(responsible_for(found), found)
    drains()
    return found


def way(answer: TestResponse) -> tuple[str, str]:
    """What is kept on the phone, and for how many seconds."""
    kept = cookie(answer, WAY)
    return kept.value, kept["max-age"]


def test_it_works(client: FlaskClient, amina: Somebody) -> None:
    tapped = client.get(MESSAGES)
    assert tapped.status_code == 401 and 'href="/sign-in"' in tapped.text
    assert way(tapped) == ("messages", str(LIFE))
    assert client.get("/sign-in").status_code == 200
    answer = typed(client, a_code(amina))
    assert (answer.status_code, answer.location) == (303, MESSAGES)
    assert "Jeg tænker på dig" in client.get(MESSAGES).text


def test_a_passkey_leads_there_too(client: FlaskClient, amina: Somebody) -> None:
    phone = a_passkey(amina)
    client.get(MESSAGES)
    assert enter(client, phone).json == {"to": MESSAGES}


def test_it_leads_there_once(client: FlaskClient, amina: Somebody) -> None:
    client.get(MESSAGES)
    assert way(typed(client, a_code(amina))) == ("", "0")
    client.post("/sign-out")
    assert typed(client, a_code(amina)).location == "/"


def test_a_code_that_does_not_work_loses_nothing(client: FlaskClient, amina: Somebody) -> None:
    client.get(MESSAGES)
    assert typed(client, "123 456 789").status_code == 422
    assert typed(client, a_code(amina)).location == MESSAGES


@pytest.mark.parametrize("path", ["/", "/me", "/plan", "/appointments/5f0f8a3e-6d0c-4a44-9b0e-1c1d7d3f2a10"])
def test_no_other_page_is_remembered(client: FlaskClient, amina: Somebody, path: str) -> None:
    """An address may name a thing of hers; the next person on a lent phone has nothing to do with it."""
    assert WAY not in str(client.get(path).headers)
    assert typed(client, a_code(amina)).location == "/"


@pytest.mark.parametrize("mode", ["cors", "same-origin", "no-cors"])
def test_what_a_script_fetches_is_no_way_of_hers(client: FlaskClient, amina: Somebody, mode: str) -> None:
    """The worker fetches pages ahead, also when the sign-in has just ended."""
    assert WAY not in str(client.get(MESSAGES, headers={"Sec-Fetch-Mode": mode}).headers)


@pytest.mark.parametrize("said", ["//evil.example", "/messages", "https://evil.example", "desk", ""])
def test_a_word_of_somebody_elses_leads_nowhere(client: FlaskClient, amina: Somebody, said: str) -> None:
    client.set_cookie(WAY, said)
    assert typed(client, a_code(amina)).location == "/"


def test_a_member_of_staff_ends_on_the_desk(client: FlaskClient, clock: FrozenClock) -> None:
    """A notice on a phone of staff leads to the same address."""
    karen = staff()
    signed_in(client, karen)
    clock.move(timedelta(hours=13))
    client.get(MESSAGES)
    assert enter(client, a_passkey(karen)).json == {"to": MESSAGES}
    assert client.get(MESSAGES).location == "/desk"


def test_with_a_live_sign_in_nothing_is_kept(client: FlaskClient, amina: Somebody) -> None:
    client.set_cookie("companion", sign_in.sign_in(person=amina.id, own_phone=True, method="code"))
    assert WAY not in str(client.get(MESSAGES).headers)
