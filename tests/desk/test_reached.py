"""“Reached” and “not reached” on each row: of the reader's own messages, as they are stored; never what she did."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.foundation import clock as time_now
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.nudges import choices, draining, inbox, lost_phones
from companion.nudges.records import MessageDelivery
from companion.push import devices
from companion.push import service as push
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import also_there
from tests.clock import FrozenClock
from tests.desk.test_caseload import block
from tests.nudges.made import messages, wants, writes
from tests.nudges.phones import Posted
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.push.carried import turns_on

Pair = tuple[Somebody, Somebody]
A_DAY = timedelta(days=1)


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina with a phone, and Karen who is there for her."""
    amina = a_citizen()
    turns_on(amina)
    return amina, responsible_for(amina)


def sends(sender: Somebody, citizen: Somebody, *answers: str) -> None:
    """A message now; the push service answers so."""
    writes(sender, citizen)
    draining.drain(phones=Posted(*answers))


def phone_says(citizen: Somebody, *, opened: bool = False) -> None:
    """Her phone reports that it showed the notice, or that it was tapped."""
    for one in devices.of(citizen.id):
        for delivery in carried(citizen):
            push.opened(delivery, one.id) if opened else push.shown(delivery, one.id)


def carried(citizen: Somebody) -> list[uuid.UUID]:
    """Every delivery to her."""
    with reading() as db:
        return list(db.scalars(select(MessageDelivery.id).where(MessageDelivery.citizen_id == citizen.id)))


def row(client: FlaskClient, member: Somebody) -> str:
    """What the caseload of this member of staff says."""
    return block(signed_in(client, member), "caseload")


def test_it_works(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    assert "ingen besked endnu" in row(client, karen)
    sends(karen, amina)
    assert "sendt, ikke vist endnu" in row(client, karen)
    phone_says(amina)
    told = row(client, karen)
    assert "nåede frem" in told and "på telefonen" in told and "ikke vist" not in told


def test_a_notice_no_phone_shows_within_a_day_is_said(client: FlaskClient, pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    sends(karen, amina)
    clock.move(A_DAY + timedelta(minutes=1))
    assert "sendt, men ikke vist" in row(client, karen)


def test_what_gave_up_did_not_reach_her(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    sends(karen, amina, "gone")
    assert "nåede ikke frem" in row(client, karen)


def test_a_lost_phone_is_not_reached_until_somebody_called(client: FlaskClient, pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    sends(karen, amina)
    phone_says(amina)
    devices.gone(devices.of(amina.id)[0].id)
    clock.move(A_DAY)
    lost_phones.look()
    assert "nåede ikke frem" in row(client, karen)
    client.post(f"/desk/{amina.id}/contact", data={"kind": "spoke", "from": "desk"})
    told = row(client, karen)
    assert "nåede frem" in told and "nåede ikke frem" not in told


def test_only_in_the_app(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    wants(amina, "inbox")
    sends(karen, amina)
    told = row(client, karen)
    assert "ligger i appen" in told and "kun i appen" in told


def test_an_answer_is_the_best_proof(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    sends(karen, amina)
    (message,) = messages(amina)
    inbox.reply(message_id=message.id, answer="yes", language="da", actor=amina.actor)
    told = row(client, karen)
    assert "nåede frem" in told and "nyt svar" in told


def test_that_she_was_in_the_app_shows_nowhere(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    sends(karen, amina)
    before = signed_in(client, karen).get("/desk").data
    signed_in(client, amina).get("/messages")
    wants(amina, "inbox")
    choices.pause(length="a-week", actor=amina.actor)
    assert signed_in(client, karen).get("/desk").data == before


def test_a_stop_looks_like_a_phone_that_is_gone(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    writes(karen, amina)
    choices.stop(sender=karen.id, actor=amina.actor)
    draining.drain(phones=Posted())
    stopped = row(client, karen)
    bashir = a_citizen(name="Amina Haddad")
    turns_on(bashir)
    other = responsible_for(bashir)
    sends(other, bashir, "gone")
    assert row(client, other) == stopped.replace(f"{amina.id}", f"{bashir.id}")


@pytest.mark.parametrize("answer", ["accepted", "gone"])
def test_what_health_wrote_or_booked_shows_nothing_to_employment(
    client: FlaskClient, pair: Pair, clock: FrozenClock, answer: str
) -> None:
    """Row and page are the same to the byte, also a day later (R3)."""
    amina, karen = pair
    mette = also_there(amina, "therapist")
    before = signed_in(client, karen).get("/desk").data
    a_meeting(amina, mette, time_now.now() + A_DAY, visible_to="health", interpreter_language="ti")
    sends(mette, amina, answer)
    phone_says(amina)
    lost_phones.look()
    assert signed_in(client, karen).get("/desk").data == before


def test_a_colleagues_message_is_not_mine(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    peter = also_there(amina, "caseworker")
    sends(peter, amina)
    assert "ingen besked endnu" in row(client, karen) and "ikke vist endnu" in row(client, peter)


def test_a_row_has_every_column(client: FlaskClient, pair: Pair, clock: FrozenClock) -> None:
    """The language is that of the interpreter; the age is of the oldest task."""
    amina, karen = pair
    sends(karen, amina, "gone")
    clock.move(3 * A_DAY)
    a_meeting(amina, karen, time_now.now() + A_DAY, interpreter_language="uk")
    told = row(client, karen)
    for words in ("med tolk", "Українська", "1 venter 3 dage siden", "nåede ikke frem", "intet møde skrevet"):
        assert words in told, words
