"""A text about her is asked for, read by one translator without her name, and read by her in her language."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.accounts import cpr
from companion.foundation import audit, crypto
from companion.foundation.audit import AuditLine
from companion.foundation.database import new_id, reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language import asking
from companion.language.checking import FormMissing, PlaceholderBroken, Steering
from companion.nudges import inbox
from companion.nudges import service as nudges
from companion.plan import editing
from companion.plan import service as plans
from companion.plan import translating as cards
from companion.words import translating
from tests.clock import FrozenClock
from tests.nudges.made import drains, message, writes
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.plan.laid import a_card, a_plan

CALM = {"title": {"da": "Kursus om ro for Amina"}, "why": {"da": "Du sover dårligt. Nummer 010190-1234."}}
SAID = {"title": "Курс спокою для [navn]", "why": "Ви погано спите. Номер [nummer]."}


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    return a_citizen("uk")


@pytest.fixture
def hala(runtime: Runtime) -> Somebody:
    return staff("translator", name="Hala Nasser")


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina)


@pytest.fixture
def card(amina: Somebody, karen: Somebody) -> uuid.UUID:
    a_plan(amina)
    return a_card(amina, karen, **CALM)


def asked(amina: Somebody, card: uuid.UUID, language: str = "uk") -> uuid.UUID:
    cards.ask(card_id=card, language=language, actor=amina.actor)
    return asking.waiting()[-1].id


def taken(hala: Somebody, request: uuid.UUID) -> translating.ToTranslate:
    translating.take(request=request, actor=hala.actor)
    return translating.read(request=request, actor=hala.actor)


def says(hala: Somebody, request: uuid.UUID, said: dict[str, str]) -> None:
    seen = translating.read(request=request, actor=hala.actor).seen
    translating.save(request=request, said=said, seen=seen, actor=hala.actor)


def test_it_works(amina: Somebody, hala: Somebody, card: uuid.UUID) -> None:
    request = asked(amina, card)
    assert taken(hala, request).lines == {
        "title": "Kursus om ro for [navn]",
        "why": "Du sover dårligt. Nummer [nummer].",
    }
    says(hala, request, SAID)
    plan = plans.for_citizen(amina.id)
    assert plan is not None
    assert plan.cards[0].title == {"da": "Kursus om ro for Amina", "uk": "Курс спокою для Amina"}
    assert plan.cards[0].why["uk"] == "Ви погано спите. Номер 010190-1234." and asking.waiting() == []


def test_it_is_asked_for_once(amina: Somebody, card: uuid.UUID) -> None:
    asked(amina, card)
    asked(amina, card)
    assert len(asking.waiting()) == 1 and card in asking.waits_for(amina.id, "uk")
    assert asking.waits_for(amina.id, "ar") == set()


def test_danish_needs_no_translator(amina: Somebody, card: uuid.UUID) -> None:
    cards.ask(card_id=card, language="da", actor=amina.actor)
    assert asking.waiting() == []


def test_only_she_asks_for_a_card_of_hers(runtime: Runtime, karen: Somebody, card: uuid.UUID) -> None:
    for other in (a_citizen("uk", name="Oleh Bondar"), karen, Somebody(uuid.uuid4(), "citizen")):
        with pytest.raises(NotFound):
            cards.ask(card_id=card, language="uk", actor=other.actor)
    assert asking.waiting() == []


@pytest.mark.parametrize("language", ["xx", "", "../da"])
def test_a_language_of_none_of_ours_is_not_found(amina: Somebody, card: uuid.UUID, language: str) -> None:
    with pytest.raises(NotFound):
        cards.ask(card_id=card, language=language, actor=amina.actor)


def test_one_translator_has_it_and_no_other(amina: Somebody, hala: Somebody, card: uuid.UUID) -> None:
    request, other = asked(amina, card), staff("translator", name="Oksana Kovalenko")
    taken(hala, request)
    with pytest.raises(asking.SomebodyElses):
        translating.take(request=request, actor=other.actor)
    with pytest.raises(NotFound):
        translating.read(request=request, actor=other.actor)
    with pytest.raises(NotFound):
        translating.save(request=request, said=SAID, seen="", actor=other.actor)
    with pytest.raises(NotFound):
        asking.give_back(request=request, actor=other.actor)
    asking.give_back(request=request, actor=hala.actor)
    assert taken(other, request).lines


def test_nobody_reads_it_without_taking_it(amina: Somebody, hala: Somebody, card: uuid.UUID) -> None:
    with pytest.raises(NotFound):
        translating.read(request=asked(amina, card), actor=hala.actor)


def test_who_is_no_translator_takes_nothing(amina: Somebody, karen: Somebody, card: uuid.UUID) -> None:
    request = asked(amina, card)
    for other in (karen, amina, staff("interpreter")):
        with pytest.raises(NotFound):
            translating.take(request=request, actor=other.actor)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, FormMissing),
        ({**SAID, "why": " "}, FormMissing),
        ({**SAID, "title": "\u202eКурс [navn]"}, Steering),
        ({**SAID, "title": "Курс спокою"}, PlaceholderBroken),
    ],
)
def test_a_broken_translation_is_refused_and_nothing_kept(
    amina: Somebody, hala: Somebody, card: uuid.UUID, said: dict[str, str], refusal: type[Exception]
) -> None:
    request = asked(amina, card)
    taken(hala, request)
    with pytest.raises(refusal):
        says(hala, request, said)
    assert set(cards.missing(card, "uk")) == {"title", "why"} and len(asking.waiting()) == 1


def test_a_text_changed_meanwhile_is_read_again(
    amina: Somebody, hala: Somebody, karen: Somebody, card: uuid.UUID
) -> None:
    request = asked(amina, card)
    seen = taken(hala, request).seen
    plan = plans.for_citizen(amina.id)
    assert plan is not None
    told = {"kind": "offer", "track": "health", "title": {"da": "Yoga"}, "why": CALM["why"]}
    editing.change_card(card_id=card, version=plan.cards[0].version, owner=karen.id, actor=karen.actor, **told)  # type: ignore[arg-type] # a test's card
    with pytest.raises(translating.TextChanged):
        translating.save(request=request, said=SAID, seen=seen, actor=hala.actor)
    assert translating.read(request=request, actor=hala.actor).lines["title"] == "Yoga"


def test_a_card_that_is_gone_waits_no_longer(amina: Somebody, hala: Somebody, karen: Somebody, card: uuid.UUID) -> None:
    request = asked(amina, card)
    translating.take(request=request, actor=hala.actor)
    plan = plans.for_citizen(amina.id)
    assert plan is not None
    editing.end_card(card_id=card, reason="done", version=plan.cards[0].version, actor=karen.actor)
    with pytest.raises(NotFound):
        translating.read(request=request, actor=hala.actor)
    assert asking.waiting() == []


def test_her_own_line_is_asked_for_when_it_is_sent(amina: Somebody, hala: Somebody, karen: Somebody) -> None:
    (key,) = writes(karen, amina, own_words="Vi ses, Amina.")
    drains()
    (waits,) = asking.waiting()
    assert (waits.kind, waits.about, waits.language) == (asking.MESSAGE, key, "uk")
    assert taken(hala, waits.id).lines == {"line": "Vi ses, [navn]."}
    says(hala, waits.id, {"line": "До зустрічі, [navn]."})
    ((shown,), _older) = inbox.page_of(amina.id)
    assert shown.own_words == "Vi ses, Amina." and shown.own_words_translated == "До зустрічі, Amina."
    assert shown.translated_into is not None and shown.translated_into.code == "uk"
    sealed = message(key).own_words_translated
    assert sealed is not None and "До зустрічі".encode() not in sealed
    assert crypto.unseal(sealed, table="message", row=key, field="own_words_translated") == "До зустрічі, Amina."


def test_after_she_switched_her_language_the_line_is_marked_and_asked_for_anew(
    client: FlaskClient, amina: Somebody, hala: Somebody, karen: Somebody
) -> None:
    (key,) = writes(karen, amina, own_words="Vi ses.")
    drains()
    (first,) = asking.waiting()
    taken(hala, first.id)
    says(hala, first.id, {"line": "До зустрічі."})
    signed_in(client, amina)
    at = f"/messages/{key}/translation"
    assert "До зустрічі." in client.get("/messages").text and at not in client.get("/messages").text
    client.post("/language", data={"_language": "ar", "next": "/messages"})
    html = client.get("/messages").text
    assert "До зустрічі." not in html and 'class="mark"' in html and at in html
    assert client.post(at).status_code == 303 and client.post(at).status_code == 303
    (waits,) = asking.waiting()
    assert waits.language == "ar" and at not in client.get("/messages").text
    taken(hala, waits.id)
    says(hala, waits.id, {"line": "إلى اللقاء."})
    assert "إلى اللقاء." in client.get("/messages").text
    assert asking.waiting() == []


def test_nobody_asks_for_a_line_of_others_or_for_none(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    nora = a_citizen("uk", name="Nora Friis")
    (hers,), (silent,) = writes(karen, amina, own_words="Vi ses."), writes(responsible_for(nora), nora)
    drains()
    signed_in(client, nora)
    assert client.post(f"/messages/{hers}/translation").status_code == 404
    assert client.post(f"/messages/{silent}/translation").status_code == 303
    assert [one.about for one in asking.waiting()] == [hers]


def test_a_reader_of_danish_and_a_message_without_a_line_ask_for_nothing(amina: Somebody, karen: Somebody) -> None:
    writes(karen, amina)
    bo = a_citizen("da", name="Bo Lund")
    writes(responsible_for(bo), bo, own_words="Vi ses.")
    assert asking.waiting() == []


def test_a_message_put_off_takes_its_line_along(amina: Somebody, hala: Somebody, karen: Somebody) -> None:
    (key,) = writes(karen, amina, own_words="Vi ses.")
    drains()
    inbox.later(message_id=key, until="tomorrow", actor=amina.actor)
    (waits,) = asking.waiting()
    assert waits.about != key and message(waits.about).repeats == key
    taken(hala, waits.id)
    says(hala, waits.id, {"line": "До зустрічі."})
    assert message(waits.about).own_words_language == "uk"


def test_a_translated_line_is_there_the_second_time(
    amina: Somebody, hala: Somebody, karen: Somebody, clock: FrozenClock
) -> None:
    (key,) = writes(karen, amina, own_words="Vi ses.")
    drains()
    (waits,) = asking.waiting()
    taken(hala, waits.id)
    says(hala, waits.id, {"line": "До зустрічі."})
    inbox.later(message_id=key, until="tomorrow", actor=amina.actor)
    clock.move(timedelta(days=1, hours=3))
    drains()
    assert [one.own_words_translated for one in inbox.page_of(amina.id)[0]] == ["До зустрічі."]


def test_a_message_taken_back_is_read_by_nobody(amina: Somebody, hala: Somebody, karen: Somebody) -> None:
    (key,) = writes(karen, amina, own_words="Vi ses.")
    nudges.take_back(message_id=key, actor=karen.actor)
    (waits,) = asking.waiting()
    translating.take(request=waits.id, actor=hala.actor)
    with pytest.raises(NotFound):
        translating.read(request=waits.id, actor=hala.actor)
    assert asking.waiting() == []


def test_she_sees_who_read_it(amina: Somebody, hala: Somebody, card: uuid.UUID) -> None:
    request = asked(amina, card)
    taken(hala, request)
    taken(hala, request)
    says(hala, request, SAID)
    with reading() as db:
        lines = db.execute(select(AuditLine.event, AuditLine.actor_id).where(AuditLine.citizen_id == amina.id))
        told = sorted((line.event, line.actor_id) for line in lines if "transl" in line.event)
    assert told == [("read.to-translate", hala.id), ("translation.asked", amina.id), ("translation.done", hala.id)]


def test_a_number_linked_to_her_is_not_shown_either(amina: Somebody, hala: Somebody, card: uuid.UUID) -> None:
    cpr.link(person=amina.id, number="0101901234", actor=audit.WORKER)
    assert "0101901234" not in str(taken(hala, asked(amina, card)))


def test_what_is_not_there_is_not_found(hala: Somebody) -> None:
    for refused in (translating.take, translating.read):
        with pytest.raises(NotFound):
            refused(request=new_id(), actor=hala.actor)
