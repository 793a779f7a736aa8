"""Her pages: the form, the note for the doctor, the answer; a worry never pauses a duty, and each page says so."""

import re
import uuid
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from companion.concerns import releasing, requests, service
from companion.foundation.database import new_id, reading
from companion.migrations.metadata import METADATA
from companion.plan.service import Letter
from tests.concerns.worried import OWN, a_coordinator, advises, answers, approves, worries
from tests.me.a_whole_life import a_life
from tests.people import a_citizen, responsible_for, signed_in, staff
from tests.plan.laid import a_card, a_plan
from tests.web.markup import by_id, elements, language_of

NEW = "/concerns/new"
LETTER = Letter(date(2026, 11, 16), "26-1")


def form(**changed: object) -> dict[str, object]:
    """What the form sends."""
    return {"key": str(new_id()), "receiver": "health-coordinator", "sentence": ["pain-doing"], "own": OWN, **changed}


def rows() -> int:
    """How many rows there are in all tables, but for who signed in when."""
    kept = [table for name, table in METADATA.tables.items() if name != "sign_in"]
    with reading() as db:
        return sum(int(db.scalar(select(func.count()).select_from(table)) or 0) for table in kept)


def test_it_works(client: FlaskClient) -> None:
    amina, hanne = a_citizen("ar"), a_coordinator()
    karen = responsible_for(amina)
    approves(karen)
    signed_in(client, amina)
    assert client.get(NEW).status_code == 200
    sent = client.post(NEW, data=form(with_interpreter="1"))
    assert sent.status_code == 303
    [concern] = service.of(amina.id)
    answers(hanne, concern.id)
    advises(hanne, concern.id)
    html = client.get(sent.location).text
    assert "شكراً على رسالتك." in html and "استراحات قصيرة أكثر." in html and OWN in html
    assert [one.get("data-step") for one in elements(html, "li") if one.get("data-step")][-1] == "advice_seen"
    assert f'href="/concerns/{concern.id}"' in client.get("/concerns").text


@pytest.mark.parametrize("page", ["/", "/plan", "card", "appointment"])
def test_the_way_to_it(client: FlaskClient, page: str) -> None:
    signed_in(client, a_life().amina)
    if page == "appointment":
        listed = client.get("/appointments").text
        found = re.search(r'href="(/appointments/[0-9a-f-]{36})"', listed)
        assert found is not None
        assert f"{NEW}?appointment={found[1].rpartition('/')[2]}" in client.get(found[1]).text
    elif page == "card":
        address = re.search(r'href="(/concerns/new\?card=[0-9a-f-]+)"', client.get("/plan").text)
        assert address is not None and "Du skriver om:" in client.get(address[1]).text
    else:
        assert ('href="/concerns/new' if page == "/" else 'href="/support-at-work"') in client.get(page).text


def test_a_worry_on_a_decision_says_before_and_after_that_the_letter_counts(client: FlaskClient) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    karen = responsible_for(amina)
    a_plan(amina)
    card = a_card(amina, karen, kind="decision", letter=LETTER)
    signed_in(client, amina)
    before = client.get(f"{NEW}?card={card}").text
    after = client.get(client.post(NEW, data=form(card=str(card))).location).text
    for html in (before, after):
        banner = next(one for one in elements(html, "div") if "data-letter-counts" in one.attributes)
        assert "Din besked sætter ikke din pligt på pause." in banner.text and "Karen Holm" in banner.text
        assert 'href="tel:72000001"' in html and "hverdage" in html and "senest" in html
    assert "data-letter-counts" not in client.get(NEW).text


def test_it_says_who_reads_it_and_when_before_she_writes(client: FlaskClient) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    responsible_for(amina)
    signed_in(client, amina)
    send = by_id(client.get(NEW).text, "send")
    assert send is not None and "Kun sundhedskoordinatoren læser det." in send.text and "112" in send.text
    assert "Det kan komme i din sag." in send.text and "hvis du selv deler det" in send.text
    assert "Livslinien" in send.text  # a Sunday: the help lines stand before the button
    assert send.text.index("Livslinien") < send.text.index("Send", send.text.index("Livslinien"))


@pytest.mark.parametrize("wrong", [{"sentence": [], "own": ""}, {"sentence": [], "own": "x" * 20_000}])
def test_nothing_typed_is_lost(client: FlaskClient, wrong: dict[str, object]) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    signed_in(client, amina)
    answer = client.post(NEW, data=form(**wrong, may_know="1"))
    assert (answer.status_code, service.of(amina.id)) == (422, [])
    assert by_id(answer.text, "errors") and str(wrong["own"]) in answer.text
    ticked = [one.get("name") for one in elements(answer.text, "input") if "checked" in one.attributes]
    assert "may_know" in ticked


def test_the_language_switches_in_the_middle(client: FlaskClient) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    signed_in(client, amina)
    answer = client.post(NEW, data=form(_language="ar", sentence=["sleep-bad"]))
    assert (answer.status_code, language_of(answer.text)) == (200, ("ar", "rtl"))
    assert OWN in answer.text and not service.of(amina.id)
    assert [one.get("value") for one in elements(answer.text, "input") if "checked" in one.attributes][-1:] != []
    assert client.post(NEW, data=form(_language="xx")).status_code == 422


def test_the_note_for_the_doctor_is_in_two_languages_and_kept_nowhere(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ar"))
    before = rows()
    answer = client.post(NEW, data=form(receiver="gp", sentence=["sleep-bad"]))
    assert answer.status_code == 200 and "أنام بشكل سيئ في الليل." in answer.text and OWN in answer.text
    assert "Jeg sover dårligt om natten." in answer.text and 'lang="da"' in answer.text
    assert rows() == before and answer.headers["Companion-Keep"] == "never"


@pytest.mark.parametrize("address", ["?card=nonsense", f"?card={uuid.UUID(int=7)}", f"?appointment={uuid.UUID(int=7)}"])
def test_what_is_not_hers_is_not_there(client: FlaskClient, address: str) -> None:
    signed_in(client, a_citizen())
    assert client.get(NEW + address).status_code == 404
    assert client.get(f"/concerns/{uuid.uuid4()}").status_code == 404


def test_she_chooses_and_shares_with_one_tap_each(client: FlaskClient) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    karen = responsible_for(amina)
    approves(karen)
    concern = worries(amina)
    advises(hanne, concern)
    signed_in(client, amina)
    html = client.get(f"/concerns/{concern}").text
    assert "Ingen andre ser det, før du siger ja." in html and "Enheden for job, der har ansvaret" in html
    version = next(one.get("value") for one in elements(html, "input") if one.get("name") == "version")
    client.post(f"/concerns/{concern}/release", data={"version": version or ""})
    assert releasing.released(citizen=amina.id, actor=karen.actor)
    assert "Du kan stoppe igen." in client.get(f"/concerns/{concern}").text


def test_in_a_language_without_an_approved_text_it_is_not_shared(client: FlaskClient) -> None:
    amina, hanne = a_citizen("uk"), a_coordinator()
    approves(responsible_for(amina))
    concern = worries(amina)
    advises(hanne, concern)
    signed_in(client, amina)
    assert 'href="/me/sharing#concern-advice"' in client.get(f"/concerns/{concern}").text
    assert client.post(f"/concerns/{concern}/release", data={"version": "1"}).status_code == 409
    assert client.post(f"/concerns/{concern}/keep").status_code == 303


def test_asking_shows_the_yes_first_and_keeps_it_word_for_word(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    responsible_for(amina)
    signed_in(client, amina)
    html = client.post("/concerns/ask", data={"kind": "interpreter"}).text
    shown = next(one for one in elements(html, "blockquote") if "data-consent" in one.attributes).text
    assert not requests.of(amina.id) and "مترجم شفهي" in shown
    client.post("/concerns/ask", data={"kind": "interpreter", "key": str(new_id()), "yes": "1"})
    [asked] = requests.of(amina.id)
    assert (asked.consent_text, asked.language) == (shown, "ar") and shown in client.get("/concerns").text
    client.post(f"/concerns/ask/{asked.id}/take-back")
    assert not requests.of(amina.id)[0].is_open


def test_an_offer_asked_for_names_nothing_in_the_address(client: FlaskClient) -> None:
    amina = a_citizen()
    owner = staff("therapist")
    a_plan(amina)
    card = a_card(amina, owner)
    signed_in(client, amina)
    assert f'href="/concerns/ask?card={card}"' in client.get("/plan").text
    assert "Enheden for job ser det ikke." in client.get(f"/concerns/ask?card={card}").text
    assert client.post("/concerns/ask", data={"measure": "nonsense"}).status_code == 404
    assert client.get("/concerns/ask").location == "/concerns"


def test_signed_out_nothing_is_asked_for(client: FlaskClient) -> None:
    assert client.post("/concerns/ask", data={"kind": "support-at-work"}).status_code == 401


LISTS = [
    ("/wishes", {"wish": "Kok"}, {"wish": "x" * 500}),
    ("/wishes/workplace", {"own": "Min ryg", "topic": "private"}, {"own": " "}),
    ("/wishes/hours", {"monday": "2026-11-16", "worked": "7,5", "feeling": "fine"}, {"worked": "many", "monday": "x"}),
]


@pytest.mark.parametrize(("page", "right", "wrong"), LISTS)
def test_her_lists(client: FlaskClient, page: str, right: dict[str, str], wrong: dict[str, str]) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    assert client.get(page).status_code == 200
    assert client.post(page, data=right).status_code == 303
    refused = client.post(page, data=wrong)
    assert refused.status_code == 422 and by_id(refused.text, "errors") is not None
    assert next(iter(wrong.values())) in refused.text or not next(iter(wrong.values())).strip()
    switched = client.post(page, data={**wrong, "_language": "ar"})
    assert switched.status_code == 200 and language_of(switched.text) == ("ar", "rtl")
    shown = client.get(page).text
    assert any(word in shown for word in ("Kok", "Min ryg", "7.5", "7,5"))


def test_she_moves_hides_and_takes_away(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    client.post("/wishes", data={"wish": "Kok"})
    wish = re.search(r'action="(/wishes/[0-9a-f-]{36})"', client.get("/wishes").text)
    assert wish and client.post(wish[1], data={"act": "up"}).status_code == 303
    assert client.post(wish[1], data={"act": "sell"}).status_code == 422
    for on in ("1", "0"):
        assert client.post("/wishes/share", data={"shared": "wishes", "on": on}).status_code == 303
    assert client.post(wish[1], data={"act": "remove"}).status_code == 303
    assert client.post(wish[1], data={"act": "remove"}).status_code == 404
    assert "Kok" not in client.get("/wishes").text


def test_a_coordinator_reads_her_own_language(client: FlaskClient) -> None:
    """The citizen ticks in Arabic, staff read Danish: nobody translates, and own words keep their language."""
    amina, hanne = a_citizen("ar"), a_coordinator()
    concern = worries(amina, "sleep-bad")
    signed_in(client, hanne)
    html = client.get(f"/desk/concerns/{concern}").text
    own = next(one for one in elements(html, "blockquote") if OWN in one.text)
    assert "Jeg sover dårligt om natten." in html and own.get("lang") == "ar"
