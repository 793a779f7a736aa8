"""An answer and an advice in own words: she asks for them in her language, a translator says them, she reads them."""

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.concerns import answering, sentences, translating
from companion.concerns.answering import Advice
from companion.concerns.known import concerns, replies
from companion.concerns.records import Concern
from companion.concerns.words import words
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.words import translating as translators
from tests.concerns.worried import a_coordinator, advises, worries
from tests.people import Somebody, a_citizen, signed_in, staff
from tests.web.markup import main_of

ANSWER, ADVICE = "Amina kan ringe til mig.", "Hold en pause."


@pytest.fixture
def amina(app: Flask) -> Somebody:
    return a_citizen("uk")


@pytest.fixture
def hanne(amina: Somebody) -> Somebody:
    return a_coordinator()


@pytest.fixture
def worry(amina: Somebody, hanne: Somebody) -> uuid.UUID:
    made = worries(amina)
    said = words(sentences.REPLY, ("thanks-writing",), ANSWER, language="da")
    answering.reply(concern_id=made, said=said, actor=hanne.actor)
    advises(hanne, made, ADVICE)
    return made


def translates(hala: Somebody, request: uuid.UUID, *said: str) -> None:
    translators.take(request=request, actor=hala.actor)
    found = translators.read(request=request, actor=hala.actor)
    told = dict(zip(found.lines, said, strict=True))
    translators.save(request=request, said=told, seen=found.seen, actor=hala.actor)


def test_it_works(client: FlaskClient, amina: Somebody, worry: uuid.UUID) -> None:
    at, page = f"/concerns/{worry}/translation", f"/concerns/{worry}"
    assert signed_in(client, amina).get(page).text.count(at) == 2  # under the answer, and under the advice
    assert client.post(at).location == page
    assert at not in client.get(page).text
    hala = staff("translator")
    for waits in asking.waiting():
        said = "Зробіть перерву." if waits.about == worry else "[navn] може мені зателефонувати."
        translates(hala, waits.id, said)
    html = main_of(client.get(page).text)
    assert "Зробіть перерву." in html and ADVICE not in html and at not in html
    assert "Amina може мені зателефонувати." in html and ANSWER in html


def test_a_reader_of_danish_needs_no_translator(client: FlaskClient, hanne: Somebody) -> None:
    reader = a_citizen("da", name="Bo Friis")
    made = worries(reader)
    advises(hanne, made, ADVICE)
    assert "/translation" not in signed_in(client, reader).get(f"/concerns/{made}").text
    assert client.post(f"/concerns/{made}/translation").status_code == 303 and asking.waiting() == []


def test_ready_made_sentences_and_own_words_of_hers_are_never_asked_for(amina: Somebody, hanne: Somebody) -> None:
    made = worries(amina)
    answering.reply(
        concern_id=made, said=words(sentences.REPLY, ("thanks-writing",), "", language="da"), actor=hanne.actor
    )
    translating.ask(concern_id=made, language="uk", actor=amina.actor)
    assert asking.waiting() == []


def test_only_she_asks(worry: uuid.UUID, hanne: Somebody) -> None:
    for other in (a_citizen("uk", name="Oleh Bondar"), hanne, Somebody(uuid.uuid4(), "citizen")):
        with pytest.raises(NotFound):
            translating.ask(concern_id=worry, language="uk", actor=other.actor)
    assert asking.waiting() == []


def test_another_advice_is_asked_for_anew(amina: Somebody, hanne: Somebody, worry: uuid.UUID) -> None:
    assert translating.missing(worry, "uk") == {"1": ADVICE}
    translating.translate(about=worry, language="uk", said={"1": "Зробіть перерву."})
    assert concerns(Concern.id == worry)[0].advice[1].text == {"da": ADVICE, "uk": "Зробіть перерву."}
    answering.advise(concern_id=worry, advice=Advice((), ("Gå en tur.",)), actor=hanne.actor)
    assert translating.missing(worry, "uk") == {"0": "Gå en tur."}


def test_what_was_never_written_is_not_translated(worry: uuid.UUID) -> None:
    answer = replies(worry)[0].id
    for about, said in ((worry, {"0": "x"}), (worry, {}), (answer, {"1": "x"}), (uuid.uuid4(), {"reply": "x"})):
        with pytest.raises(NotFound):
            translating.translate(about=about, language="uk", said=said)
