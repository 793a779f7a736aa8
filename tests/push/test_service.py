"""A notice goes to every phone, says the same whatever it is about, and its outcome is written down."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.foundation import config
from companion.foundation.database import new_id
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime, bound
from companion.language import neutral
from companion.language.table import languages
from companion.push import losses, mail_addresses, service
from companion.push.gateway import Result
from companion.push.payload import PADDED, payload
from companion.push.rules import fits_one_text
from companion.push.service import Route
from tests.clock import FrozenClock
from tests.people import a_citizen
from tests.push.carried import Browser, Recording, notice, turns_on

SMS = {"url": "https://sms.example.dk/send", "token": "made-up"}
MAIL = {"host": "mail.example.dk", "sender": "companion@example.dk"}


def with_ways(runtime: Runtime) -> Runtime:
    """The same installation with text messages and mail set up."""
    opened = config.read(**runtime.config.model_dump() | {"sms": SMS, "mail": MAIL})
    return Runtime(opened, runtime.clock, runtime.database, runtime.keys)


def test_it_works(runtime: Runtime) -> None:
    amina, browser, twin = a_citizen(), Browser(), Recording()
    device = turns_on(amina, browser)
    sent = notice(amina, topic="appointment")
    (outcome,) = service.send(sent, by=twin.channels)
    assert (outcome.route, outcome.state) == (Route("push", device), "accepted")
    (parcel,) = twin.parcels
    told = browser.reads(parcel.body)
    assert (told["v"], told["title"], told["lang"]) == (1, "Du har en ny besked.", "da")
    assert (parcel.headers["ttl"], parcel.headers["urgency"]) == ("3600", "normal")
    assert str(amina.id) not in str(told) and str(sent.delivery_id) not in str(told)


def test_every_phone_gets_it_and_the_log_knows_each(runtime: Runtime) -> None:
    amina, twin = a_citizen(), Recording([Result("accepted", ""), Result("later", "", timedelta(seconds=7))])
    turns_on(amina), turns_on(amina)
    sent = notice(amina)
    outcomes = service.send(sent, by=twin.channels)
    assert [one.state for one in outcomes] == ["accepted", "later"]
    assert outcomes[1].retry_after == timedelta(seconds=7)
    assert sorted(str(one.state) for one in service.reached(sent.delivery_id)) == ["accepted", "later"]


def test_sent_again_it_is_the_same_notice(runtime: Runtime) -> None:
    amina, browser, twin = a_citizen(), Browser(), Recording()
    turns_on(amina, browser)
    sent = notice(amina)
    service.send(sent, by=twin.channels), service.send(sent, by=twin.channels)
    first, second = (browser.reads(one.body) for one in twin.parcels)
    assert first == second and twin.parcels[0].body != twin.parcels[1].body
    assert twin.parcels[0].headers["topic"] == twin.parcels[1].headers["topic"]


def test_a_phone_that_is_gone_is_removed(runtime: Runtime, clock: FrozenClock) -> None:
    amina, twin = a_citizen(), Recording([Result("gone", "http-410")])
    turns_on(amina)
    assert [one.state for one in service.send(notice(amina), by=twin.channels)] == ["gone"]
    assert service.reachable(amina.id) == [] and service.send(notice(amina), by=twin.channels) == []
    lost = losses.of(amina.id)
    assert lost is not None and lost.at == clock.now()


def test_shown_and_opened_are_told_once(runtime: Runtime, clock: FrozenClock) -> None:
    amina, browser, twin = a_citizen(), Browser(), Recording()
    device, sent = turns_on(amina, browser), notice(amina)
    service.send(sent, by=twin.channels)
    key = uuid.UUID(browser.reads(twin.parcels[0].body)["n"])
    clock.move(timedelta(seconds=3))
    first = clock.now()
    service.seen(key, opened=False)
    clock.move(timedelta(seconds=3))
    service.seen(key, opened=True)
    service.shown(sent.delivery_id, device)
    (told,) = service.reached(sent.delivery_id)
    assert (told.shown_at, told.opened_at) == (first, clock.now())
    service.seen(new_id(), opened=True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    topic=st.none() | st.sampled_from(["appointment", "alcohol", "nudge"]) | st.text(max_size=80),
    language=st.sampled_from(sorted(languages())),
)
def test_all_kinds_are_alike_but_for_the_id(topic: str | None, language: str) -> None:
    """S22: nothing of a notice depends on what it is about; all are of one size, in every language."""
    key, other = uuid.uuid4(), uuid.uuid4()
    assert payload(key, language).replace(str(key).encode(), str(other).encode()) == payload(other, language)
    assert len(payload(key, language)) == PADDED
    assert not topic or len(topic) < 4 or topic.encode() not in payload(key, language)


@pytest.mark.parametrize("topic", [None, "appointment", "alcohol", "a topic of " + "many " * 40 + "words"])
def test_a_topic_tells_a_push_service_nothing(runtime: Runtime, topic: str | None) -> None:
    amina, twin = a_citizen(), Recording()
    turns_on(amina), turns_on(amina)
    service.send(notice(amina, topic=topic), by=twin.channels)
    named = [parcel.headers["topic"] for parcel in twin.parcels]
    assert len(set(named)) == 2 and all(len(one) == 32 and one.isalnum() for one in named)
    assert len({len(parcel.body) for parcel in twin.parcels}) == 1


def test_a_newer_notice_of_a_topic_takes_the_olders_place(runtime: Runtime) -> None:
    amina, twin = a_citizen(), Recording()
    turns_on(amina)
    for topic in ("appointment", "appointment", None, None):
        service.send(notice(amina, topic=topic), by=twin.channels)
    first, second, third, fourth = (parcel.headers["topic"] for parcel in twin.parcels)
    assert first == second and len({first, third, fourth}) == 3


@pytest.mark.parametrize("code", sorted(languages()))
def test_a_text_message_is_one_message_in_every_language(code: str) -> None:
    assert fits_one_text(neutral.text_message(code))


def test_without_settings_there_is_push_alone(runtime: Runtime) -> None:
    amina = a_citizen()
    assert service.reachable(amina.id) == []
    device = turns_on(amina)
    assert service.reachable(amina.id) == [Route("push", device)]


def test_text_messages_and_mail_where_they_are_set_up(runtime: Runtime) -> None:
    amina, twin = a_citizen(), Recording()
    with bound(with_ways(runtime)):
        mail_addresses.keep(person=amina.id, address=" amina@example.dk ", actor=amina.actor)
        assert service.reachable(amina.id) == [Route("sms"), Route("email")]
        for channel in ("sms", "email"):
            assert [one.state for one in service.send(notice(amina, channel), by=twin.channels)] == ["accepted"]
    assert twin.texts == [("+4520000000", "Ny besked i appen Companion.")]
    assert twin.mails[0][:2] == ("amina@example.dk", "Du har en ny besked.")


def test_a_text_message_goes_once_at_most(runtime: Runtime) -> None:
    amina, twin = a_citizen(), Recording([Result("unknown", "connection-lost")])
    sent = notice(amina, "sms")
    answers = [service.send(sent, by=twin.channels)[0].state for _ in range(3)]
    assert answers == ["unknown"] * 3 and len(twin.texts) == 1


def test_one_that_never_left_may_be_tried_again(runtime: Runtime) -> None:
    amina, twin = a_citizen(), Recording([Result("later", "not-reachable")])
    sent = notice(amina, "sms")
    answers = [service.send(sent, by=twin.channels)[0].state for _ in range(3)]
    assert answers == ["later", "accepted", "accepted"] and len(twin.texts) == 2


def test_a_process_that_died_in_the_call_leaves_unknown(runtime: Runtime) -> None:
    amina, twin = a_citizen(), Recording()
    sent = notice(amina, "sms")
    with pytest.raises(KeyboardInterrupt):
        service.send(sent, by=Recording(answers=_Dies()).channels)
    assert [one.state for one in service.send(sent, by=twin.channels)] == ["unknown"] and not twin.texts


def test_a_test_notice_is_for_own_phones(runtime: Runtime) -> None:
    amina, bashir, browser, twin = a_citizen("ar"), a_citizen(name="Bashir"), Browser(), Recording()
    device = turns_on(amina, browser)
    service.try_out(device, citizen=amina.id, language="ar", by=twin.channels)
    assert browser.reads(twin.parcels[0].body)["n"]
    with pytest.raises(NotFound):
        service.try_out(device, citizen=bashir.id, language="da", by=twin.channels)


class _Dies(list[Result]):
    def pop(self, _place: object = 0) -> Result:
        raise KeyboardInterrupt

    def __bool__(self) -> bool:
        return True
