"""After a withdrawal she may ask for what was sent to be taken out: the same name, no value, and their answer shown."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.sync import draining
from companion.sync import service as sync
from companion.sync.rules import Answer
from companion.sync.sending import HttpGateway
from tests.clock import FrozenClock
from tests.people import a_citizen, staff
from tests.sync.receiving import receiving
from tests.sync.sharing import RecordingGateway, Sharing, ends_a_yes, events, sharing

AN_HOUR = timedelta(hours=1)
REFUSED, DOWN = Answer(422, "http-422", arrived=False), Answer(None, "timeout", arrived=None)


@pytest.fixture
def amina(runtime: Runtime) -> Sharing:
    """Her reading is released."""
    made = sharing()
    made.release()
    return made


def work(clock: FrozenClock, *answers: Answer) -> RecordingGateway:
    """The worker takes facts, an hour goes by, and it sends what is due."""
    gateway = RecordingGateway(list(answers))
    sync.take_facts()
    clock.move(AN_HOUR)
    draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)
    gateway.letters = [one for one in gateway.letters if not ends_a_yes(json.loads(one.body))]
    return gateway


def asks(amina: Sharing) -> int:
    """She says stop, which her receiver is told, and asks for it to be taken out."""
    amina.withdraw()
    sync.take_facts()
    for _ in range(2):
        draining.drain(gateway=RecordingGateway(), slots=1)
    return sync.ask_removal(consent_id=amina.consent, actor=amina.citizen.actor)


def removal(amina: Sharing) -> str | None:
    return sync.shared_with(amina.citizen.id)[0].removal


def test_it_works(amina: Sharing, clock: FrozenClock) -> None:
    sent = json.loads(work(clock).letters[0].body)
    assert asks(amina) == 1 and removal(amina) == "asked"
    entry, _consent = json.loads(work(clock).letters[0].body)["entry"]
    assert entry["resource"]["status"] == "entered-in-error"
    assert entry["resource"]["identifier"] == sent["entry"][0]["resource"]["identifier"]
    assert removal(amina) == "agreed" and events()[-1] == "reading.delivered"


def test_no_value_and_nothing_new_is_in_it(amina: Sharing, clock: FrozenClock) -> None:
    sent = json.loads(work(clock).letters[0].body)["entry"][0]["resource"]
    asks(amina)
    entry, _consent = json.loads(work(clock).letters[0].body)["entry"]
    told = entry["resource"]
    assert set(told) == {"resourceType", "identifier", "status", "code", "subject"}
    assert all(told[name] == sent[name] for name in ("identifier", "code", "subject"))


def test_the_consent_that_was_sent_holds_no_more(amina: Sharing, clock: FrozenClock) -> None:
    sent = json.loads(work(clock).letters[0].body)["entry"][1]["resource"]
    asks(amina)
    entry = json.loads(work(clock).letters[0].body)["entry"][1]
    assert entry["request"]["method"] == "PUT" and sent["status"] == "active"
    assert entry["resource"] == {**sent, "status": "inactive"}


def test_nothing_is_asked_where_nothing_left(amina: Sharing, clock: FrozenClock) -> None:
    sync.take_facts()
    assert asks(amina) == 0
    assert work(clock).letters == [] and removal(amina) is None


def test_asking_twice_is_asking_once(amina: Sharing, clock: FrozenClock) -> None:
    work(clock)
    assert asks(amina) == 1
    assert sync.ask_removal(consent_id=amina.consent, actor=amina.citizen.actor) == 0
    assert len(work(clock).letters) == 1


def test_what_was_on_its_way_is_taken_out_too(amina: Sharing, clock: FrozenClock) -> None:
    work(clock, DOWN)
    assert asks(amina) == 1
    (letter,) = work(clock).letters  # the reading itself is not tried again
    assert b"entered-in-error" in letter.body
    assert (amina.state(), removal(amina)) == ("was-on-its-way", "agreed")


def test_their_no_is_shown(amina: Sharing, clock: FrozenClock) -> None:
    work(clock)
    asks(amina)
    work(clock, REFUSED)
    assert removal(amina) == "refused" and amina.state() == "delivered"


def test_a_system_that_is_down_is_asked_again(amina: Sharing, clock: FrozenClock) -> None:
    work(clock)
    asks(amina)
    work(clock, DOWN)
    assert removal(amina) == "asked"
    work(clock)
    assert removal(amina) == "agreed"


def test_nobody_asks_for_somebody_else(amina: Sharing, clock: FrozenClock) -> None:
    work(clock)
    assert sync.ask_removal(consent_id=amina.consent, actor=a_citizen().actor) == 0
    with pytest.raises(NotFound):
        sync.ask_removal(consent_id=amina.consent, actor=staff().actor)


def test_the_receiver_holds_the_name_without_the_number(runtime: Runtime, clock: FrozenClock, tmp_path: Path) -> None:
    with receiving(tmp_path / "received.db", clock) as receiver:
        amina = sharing(address=receiver.address)
        amina.release()
        send(clock)
        asks(amina)
        send(clock)
        send(clock)
        kept = {one["type"]: one["body"] for one in receiver.store.received()["resources"]}
    assert kept["Observation"]["status"] == "entered-in-error" and "valueInteger" not in kept["Observation"]
    assert kept["Consent"]["status"] == "inactive"


def send(clock: FrozenClock) -> None:
    sync.take_facts()
    clock.move(AN_HOUR)
    with HttpGateway(allow_private=True) as gateway:
        draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)
