"""A contact hands her citizen a code: digits and QR, once, written down; nobody else's citizen is there."""

import re
import uuid

import pytest
from flask.testing import FlaskClient

from companion.accounts import cards, codes
from companion.foundation import audit
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements


def address(citizen: Somebody) -> str:
    return f"/desk/{citizen.id}/code"


def digits_on(html: str) -> str:
    found = re.search(r"data-code-digits><bdi dir=\"ltr\">([\d ]+)<", html)
    assert found is not None
    return found[1].replace(" ", "")


def events(citizen: Somebody) -> list[tuple[str, str | None]]:
    return [(line.event, line.purpose) for line in audit.lines_about(citizen.id)]


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    html = client.post(address(amina), data={"language": "ar", "phone": "own"}).text
    found = codes.use(digits_on(html))
    assert found == codes.LetIn(amina.id, "citizen", "ar", True)
    assert ("code.made", "in-person") in events(amina)


def test_the_page_says_what_it_opens_and_for_how_long(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    html = client.post(address(amina), data={"language": "da"}).text
    assert "Den virker i 10 minutter og kun én gang." in html
    assert "<svg" in html and "style=" not in html
    opens = by_id(html, "opens")
    assert opens is not None and "nye telefoner skal borgeren bruge adgangsnøgle" in opens.text


def test_shared_is_what_a_phone_is_unless_said(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    html = client.post(address(amina), data={"language": "da"}).text
    assert codes.use(digits_on(html)).own_phone is False


def test_a_code_read_out_by_phone_is_written_as_such(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    client.post(address(amina), data={"language": "da", "by_phone": "1"})
    assert ("code.made", "by-phone") in events(amina)


def test_unless_another_is_chosen_she_goes_on_in_her_own_language(client: FlaskClient) -> None:
    selam = a_citizen("ti", name="Selam Tesfay")  # a language that is not offered here
    signed_in(client, responsible_for(selam))
    chosen = [one for one in elements(client.get(address(selam)).text, "option") if "selected" in one.attributes]
    assert [one.get("value") for one in chosen] == [""]
    assert codes.use(digits_on(client.post(address(selam), data={"language": ""}).text)).language == "ti"


def test_r3_no_contact_learns_her_language_by_trying(client: FlaskClient) -> None:
    selam, nora = a_citizen("ti", name="Same Name"), a_citizen("da", name="Same Name")
    told = set()
    for person in (selam, nora):
        signed_in(client, responsible_for(person))
        tried = [client.post(address(person), data={"language": code}) for code in ("ti", "xx")]
        page = client.get(address(person)).text.replace(str(person.id), "")
        told.add((page, *(answer.status_code for answer in tried)))
    assert [answers for _page, *answers in told] == [[422, 422]]


def test_a_reload_makes_another_code_and_ends_the_first(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    first, second = (digits_on(client.post(address(amina), data={"language": "da"}).text) for _ in range(2))
    with pytest.raises(codes.WrongCode):
        codes.use(first)
    assert codes.use(second).person_id == amina.id


def test_the_look_is_written_once_a_day(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    for _ in range(3):
        client.get(address(amina))
    assert events(amina).count(("read.code-page", None)) == 1


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker", "therapist", "health-coordinator"])
def test_nobody_elses_citizen_is_there(client: FlaskClient, role: str) -> None:
    amina = a_citizen()
    responsible_for(amina)
    cards.make(pin="482915", actor=amina.actor)
    signed_in(client, staff(role, name="Ida Winther"))
    answers = [client.get(address(amina)), client.post(address(amina)), client.post(f"{address(amina)}/end-card")]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert not [event for event in events(amina) if event[0] in ("code.made", "card.ended", "read.code-page")]


def test_somebody_who_is_not_there_answers_alike(client: FlaskClient) -> None:
    signed_in(client, staff())
    assert client.get(f"/desk/{uuid.uuid4()}/code").status_code == 404


@pytest.mark.parametrize("role", ["interpreter", "translator", "administrator"])
def test_others_hand_out_no_codes(client: FlaskClient, role: str) -> None:
    amina = a_citizen()
    signed_in(client, staff(role))
    assert client.get(address(amina)).status_code == client.post(address(amina)).status_code == 403


def test_staff_without_two_factors_hand_out_none(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina), method="code")
    assert client.post(address(amina), data={"language": "da"}).status_code == 403


def test_a_language_nobody_here_reads_is_refused(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    assert client.post(address(amina), data={"language": "xx"}).status_code == 422


def test_her_contact_ends_a_lost_card(client: FlaskClient) -> None:
    amina = a_citizen()
    cards.make(pin="482915", actor=amina.actor)
    signed_in(client, responsible_for(amina))
    assert "Stop kortet" in client.get(address(amina)).text
    before = client.get(address(amina)).text
    assert client.post(f"{address(amina)}/end-card").status_code == 303
    assert cards.card_of(amina.id) is None
    assert client.get(address(amina)).text == before
    assert client.post(f"{address(amina)}/end-card").status_code == 303
    assert [event for event, _purpose in events(amina)].count("card.ended") == 1
