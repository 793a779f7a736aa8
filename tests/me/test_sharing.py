"""What is shared is asked in her language, marked for where its words come from, and stopped with one tap."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.checkins import service as checkins
from companion.consent import service as consent
from companion.consent.purposes import PURPOSES, WHO5_INDEX
from companion.consent.texts import consent_text
from companion.language.words import words
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.me.a_release import a_story
from tests.people import Somebody, a_citizen, a_unit, approved, signed_in, staff
from tests.sync.sharing import RecordingGateway
from tests.web.markup import by_id, elements, ids

SHARING = "/me/sharing"
LAST_WORD = "får de besked om, at dit ja er slut"


def yes(unit: uuid.UUID, **changed: str) -> dict[str, str]:
    return {"purpose": WHO5_INDEX, "unit": str(unit), "version": "1", **changed}


def allowed(person: Somebody, unit: uuid.UUID) -> bool:
    return consent.allows(citizen=person.id, purpose=WHO5_INDEX, unit=unit)


def test_it_works(client: FlaskClient) -> None:
    amina, unit = a_citizen("ar"), a_unit()
    approved(unit, language="ar")
    signed_in(client, amina)
    answer = client.post(SHARING, data=yes(unit))
    assert (answer.status_code, answer.location) == (303, f"{SHARING}#given")
    (given,) = consent.ledger(amina.id)
    assert (given.language, given.purpose, given.unit_id) == ("ar", WHO5_INDEX, unit)


@pytest.mark.parametrize("language", ["da", "ar", "en"])
def test_every_purpose_stands_there_word_for_word(client: FlaskClient, language: str) -> None:
    units = {kind: a_unit(kind) for kind in ("employment", "health")}
    for key, purpose in PURPOSES.items():
        approved(units[purpose.unit_kind], language=language, purpose=key)
    signed_in(client, a_citizen(language))
    html = client.get(SHARING).text
    assert 'class="term"' not in html  # nothing leads away from what one says yes to
    for key in PURPOSES:
        text, shown = consent_text(key, language), by_id(html, key)
        assert text is not None and shown is not None
        for said in (text.title, text.what, text.to_whom, text.not_shared, text.if_no, text.until, text.stop):
            assert said in shown.text


def test_nothing_is_on_before_she_says_so(client: FlaskClient) -> None:
    a_unit()
    signed_in(client, a_citizen())
    html = client.get(SHARING).text
    assert not [form for form in elements(html, "form") if "/stop" in (form.get("action") or "")]
    assert not [one for one in elements(html, "input") if "checked" in one.attributes]


def test_a_text_only_the_municipality_approved_is_marked(client: FlaskClient) -> None:
    unit = a_unit()
    approved(unit, language="ar")
    signed_in(client, a_citizen("ar"))
    section = client.get(SHARING).text.partition(f'id="{WHO5_INDEX}"')[2].partition("</section>")[0]
    assert [one for one in elements(section, "details") if one.get("class") == "mark"]


@pytest.mark.parametrize("language", ["da", "ar", "ti"])
def test_r11_a_text_nobody_approved_has_no_yes(client: FlaskClient, language: str) -> None:
    unit = a_unit()
    signed_in(client, a_citizen(language))
    forms = [form for form in elements(client.get(SHARING).text, "form") if form.get("action") == SHARING]
    assert forms == []
    assert client.post(SHARING, data=yes(unit)).status_code == 409


def test_r11_who_reads_tigrinya_says_yes_only_when_somebody_read_the_text_to_her(client: FlaskClient) -> None:
    """The approved Danish text may be read to her by an interpreter; a button beside it alone is no consent."""
    selam, unit = a_citizen("ti", name="Selam Tesfay"), a_unit()
    approved(unit, language="da")
    signed_in(client, selam)
    assert [one.get("name") for one in elements(client.get(SHARING).text, "input") if "required" in one.attributes] == [
        "reader"
    ]
    assert client.post(SHARING, data=yes(unit)).status_code == 409
    assert client.post(SHARING, data=yes(unit, language="da", reader=" ")).status_code == 422
    assert not allowed(selam, unit)
    assert client.post(SHARING, data=yes(unit, language="da", reader="Samir Aziz")).status_code == 303
    assert allowed(selam, unit) and words("ti").say("En tolk læste teksten op.") in client.get(SHARING).text


def test_stopping_may_also_ask_for_what_was_sent(client: FlaskClient, clock: FrozenClock) -> None:
    story = a_story(client)
    given = story.yes()
    checkins.open_result(reading_id=story.reading, actor=story.amina.actor)
    sync.release(reading_id=story.reading, actor=story.amina.actor)
    before = client.get(SHARING).text
    assert "bed dem slette" not in before and LAST_WORD not in before
    sync.take_facts()
    clock.move(timedelta(hours=1))
    sync.drain(gateway=RecordingGateway(), slots=1)
    now = client.get(SHARING).text
    assert "bed dem slette" in now and LAST_WORD in now
    assert client.post(f"{SHARING}/{given}/stop", data={"remove": "1"}).status_code == 303
    assert "Du har bedt dem slette det" in client.get(SHARING).text and not allowed(story.amina, story.unit)


def test_after_a_plain_stop_it_can_still_be_asked(client: FlaskClient, clock: FrozenClock) -> None:
    story = a_story(client)
    given = story.yes()
    checkins.open_result(reading_id=story.reading, actor=story.amina.actor)
    sync.release(reading_id=story.reading, actor=story.amina.actor)
    sync.take_facts()
    clock.move(timedelta(hours=1))
    sync.drain(gateway=RecordingGateway(), slots=1)
    client.post(f"{SHARING}/{given}/stop")
    assert "Bed dem slette det, de har fået" in client.get(SHARING).text
    client.post(f"{SHARING}/{given}/stop", data={"remove": "1"})
    assert "Bed dem slette" not in client.get(SHARING).text


@pytest.mark.parametrize("version", ["0", "2"])
def test_a_text_that_changed_is_read_again(client: FlaskClient, version: str) -> None:
    amina, unit = a_citizen(), a_unit()
    approved(unit)
    signed_in(client, amina)
    assert client.post(SHARING, data=yes(unit, version=version)).status_code == 409
    assert not allowed(amina, unit)


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [("unit", "no unit", 422), ("unit", "", 422), ("unit", str(uuid.UUID(int=7)), 404), ("version", "one", 422),
     ("version", "", 422), ("version", "9" * 5000, 422), ("purpose", "everything", 422), ("purpose", "", 422)],
)  # fmt: skip
def test_a_broken_form_is_refused(client: FlaskClient, field: str, value: str, status: int) -> None:
    amina, unit = a_citizen(), a_unit()
    approved(unit)
    signed_in(client, amina)
    assert client.post(SHARING, data={**yes(unit), field: value}).status_code == status
    assert consent.ledger(amina.id) == []


def test_a_health_unit_receives_no_index(client: FlaskClient) -> None:
    """The purpose names the kind of unit it may go to; another kind cannot be posted either."""
    amina, unit = a_citizen(), a_unit("health")
    approved(unit)
    signed_in(client, amina)
    assert client.post(SHARING, data=yes(unit)).status_code in (404, 409, 422)
    assert not allowed(amina, unit)


def test_one_tap_stops_it(client: FlaskClient) -> None:
    story = a_story(client)
    given = story.yes()
    assert client.post(f"{SHARING}/{given}/stop").status_code == 303
    assert not allowed(story.amina, story.unit)
    shown = by_id(client.get(SHARING).text, "given")
    assert shown is not None and "Stoppet søndag d. 22. november." in shown.text


def test_nobody_stops_for_another(client: FlaskClient) -> None:
    story = a_story(client)
    given = story.yes()
    for stranger, status in ((a_citizen(name="Nora Friis"), 404), (staff("caseworker"), 403)):
        signed_in(client, stranger)
        assert client.post(f"{SHARING}/{given}/stop").status_code == status
    assert allowed(story.amina, story.unit)


def test_two_units_stand_apart(client: FlaskClient) -> None:
    a_unit(), a_unit()
    signed_in(client, a_citizen())
    found = ids(client.get(SHARING).text)
    assert len(found) == len(set(found))


def test_the_one_letter_after_a_stop_is_told_beforehand_and_carries_nothing(
    client: FlaskClient, clock: FrozenClock
) -> None:
    """What the page says of the letter is true of it, and what left is told afterwards too."""
    story, gateway = a_story(client), RecordingGateway()
    given = story.yes()
    checkins.open_result(reading_id=story.reading, actor=story.amina.actor)
    sync.release(reading_id=story.reading, actor=story.amina.actor)
    for _ in range(2):
        sync.take_facts()
        clock.move(timedelta(hours=1))
        sync.drain(gateway=gateway, slots=1)
        if len(gateway.letters) == 1:
            assert client.post(f"{SHARING}/{given}/stop").status_code == 303
    first, last = gateway.letters
    assert b"Observation" in first.body and b"Observation" not in last.body and b"inactive" in last.body
    assert "får besked om, at dit ja er slut" in client.get("/me/seen").text
