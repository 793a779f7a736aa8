"""`/show/appointment/…`: place, time and name in Danish, large; never what the meeting is about."""

from flask.testing import FlaskClient

from tests.appointments.made import a_meeting
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import main_of


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    meeting = a_meeting(amina, responsible_for(amina), place={"da": "Sundhedscenteret", "ar": "المركز الصحي"})
    signed_in(client, amina)
    page = client.get(f"/show/appointment/{meeting}")
    main = main_of(page.text)
    assert "Jeg skal til en aftale her:" in main and "Sundhedscenteret" in main and "المركز الصحي" in main
    assert "Karen Holm" in main and "Torsdag" in main
    assert "Tjek af fødder" not in main and "فحص القدمين" not in main
    assert page.headers["Companion-Keep"] == "own"
    assert f'href="/show/appointment/{meeting}"' in client.get(f"/appointments/{meeting}").text


def test_in_danish_it_stands_once(client: FlaskClient) -> None:
    amina = a_citizen("da")
    meeting = a_meeting(amina, responsible_for(amina), form="phone", place=None)
    signed_in(client, amina)
    main = main_of(client.get(f"/show/appointment/{meeting}").text)
    assert main.count("Jeg har en aftale på telefon eller video.") == 1


def test_a_place_without_a_name_in_her_language_stands_once(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    meeting = a_meeting(amina, responsible_for(amina), place={"da": "Byens Hus, bagindgangen"})
    signed_in(client, amina)
    assert main_of(client.get(f"/show/appointment/{meeting}").text).count("Byens Hus, bagindgangen") == 1


def test_anothers_appointment_is_not_there(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    meeting = a_meeting(amina, responsible_for(amina))
    signed_in(client, a_citizen("uk", name="Olena Koval"))
    assert client.get(f"/show/appointment/{meeting}").status_code == 404
