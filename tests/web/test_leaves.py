"""One page in every offered language, in one answer: behind the same door as the page itself."""

import re
from functools import partial

import pytest
from flask.testing import FlaskClient

from companion.web.leaves import short
from tests.appointments.made import a_meeting
from tests.people import a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, main_of

ASKED = {"Companion-Purpose": "languages"}
IN_DANISH = {"Companion-Purpose": "beside"}


@pytest.mark.parametrize("path", ["/offline", "/help", "/check-in/blank"])
def test_it_works(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=ASKED)
    assert answer.headers["Companion-Keep"] == "anyone" and answer.json
    assert set(answer.json) == {"da", "en", "ar", "uk"}
    assert len(set(answer.json.values())) == 4


def test_the_page_around_comes_once_for_all(client: FlaskClient) -> None:
    offline, leaves = (client.get(path, headers=ASKED).json or {} for path in ("/offline", "/help"))
    assert 'lang="ar" dir="rtl"' in offline["ar"] and "<header" in offline["ar"]
    assert "<header" not in leaves["ar"] and leaves["ar"].startswith("<title>") and leaves["ar"].endswith("</main>")


@pytest.mark.parametrize("path", ["/check-in", "/check-in/assisted"])
def test_her_own_form_is_kept_on_her_own_phone_alone(client: FlaskClient, path: str) -> None:
    amina = a_citizen("ar")
    for phone, keep in ((True, "own"), (False, "never")):
        signed_in(client, amina, own_phone=phone)
        answer = client.get(path, headers=ASKED)
        assert answer.headers["Companion-Keep"] == keep and answer.headers["Companion-Owner"]
        assert by_id((answer.json or {})["da"], "check-in-form")


def test_reading_ahead_changes_nobodys_language(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ar"))
    client.get("/check-in", headers=ASKED)
    assert client.get("/check-in").headers["Content-Language"] == "ar"


def test_the_door_stays_the_door(client: FlaskClient) -> None:
    assert client.get("/check-in", headers=ASKED).status_code == 401
    signed_in(client, staff())
    assert client.get("/check-in", headers=ASKED).status_code == 403


def test_answers_that_come_again_are_said_once(client: FlaskClient) -> None:
    """Five statements have the same six answers: the phone knows them from the first."""
    form = (client.get("/check-in/blank", headers=ASKED).json or {})["da"]
    assert form.count("<span>Hele tiden</span>") == 1 and form.count("<same#") == 4
    first = form[form.index('<div class="answers"') :].split(">", 1)[1].split("</div>")[0]
    whole = re.sub(r"<same#(\w+)>", lambda found: first.replace('name="happy"', f'name="{found[1]}"'), form)
    unfolded, page = (
        [one.attributes for one in elements(html, "input") if one.get("type") == "radio"]
        for html in (whole, client.get("/check-in/blank").text)
    )
    assert unfolded == page and len(page) == 30


def test_answers_that_differ_are_all_said() -> None:
    html = '<div class="answers"><input name="a">Ja</div><div class="answers"><input name="b">Nej</div>'
    assert short(html) == html and short("<main></main>") == "<main></main>"


def test_other_pages_come_as_they_are(client: FlaskClient) -> None:
    assert client.get("/first-aid", headers=ASKED).mimetype == "text/html"


@pytest.mark.parametrize("path", ["/", "/plan", "/appointments", "/first-aid", "/glossary", "/team"])
def test_a_kept_page_comes_in_danish_beside_her_own_language(client: FlaskClient, path: str) -> None:
    signed_in(client, a_citizen("ar"))
    page, danish = client.get(path), client.get(path, headers=IN_DANISH)
    assert list(danish.json or {}) == ["da"] and (danish.json or {})["da"].startswith("<title>")
    for name in ("Cache-Control", "Companion-Keep", "Companion-Owner"):
        assert danish.headers.get(name) == page.headers.get(name)
    assert client.get(path).headers["Content-Language"] == "ar"


def test_in_danish_the_door_stays_the_door(client: FlaskClient) -> None:
    assert client.get("/plan", headers=IN_DANISH).status_code == 401
    signed_in(client, a_citizen("ar"), own_phone=False)
    assert client.get("/plan", headers=IN_DANISH).headers["Companion-Keep"] == "never"
    assert client.get("/desk", headers=IN_DANISH).status_code == 403
    assert client.get("/plan/own", headers=IN_DANISH).headers["Companion-Keep"] == "never"


def test_read_in_danish_the_language_left_for_it_is_kept_beside(client: FlaskClient) -> None:
    """After a switch to Danish her kept pages still have her own language, one tap away."""
    signed_in(client, a_citizen("ar"))
    client.post("/language", data={"_language": "da", "next": "/plan"})
    page = client.get("/plan")
    assert (page.headers["Content-Language"], page.headers["Companion-Beside"]) == ("da", "ar")
    beside = client.get("/plan", headers={"Companion-Purpose": "beside"})
    assert list(beside.json or {}) == ["ar"] and beside.headers["Content-Language"] == "ar"
    assert client.get("/plan").headers["Content-Language"] == "da"


def test_a_worker_from_before_still_gets_danish(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ar"))
    client.post("/language", data={"_language": "da", "next": "/plan"})
    assert list(client.get("/plan", headers={"Companion-Purpose": "danish"}).json or {}) == ["da"]


def test_who_reads_danish_alone_needs_no_copy(client: FlaskClient) -> None:
    signed_in(client, a_citizen("da"))
    assert "Companion-Beside" not in client.get("/plan").headers


def test_what_is_no_page_is_answered_as_it_is(client: FlaskClient) -> None:
    assert client.get("/healthz", headers=IN_DANISH).text == "ok\n"
    assert client.get("/no-such-page", headers=IN_DANISH).status_code == 404
    assert client.post("/language", data={"_language": "uk"}, headers=IN_DANISH).status_code == 303


def test_a_copy_names_its_pictograms_and_nothing_of_them_is_lost(client: FlaskClient) -> None:
    whole = client.get("/help").text
    leaf = (client.get("/help", headers=ASKED).json or {})["da"]
    icons = re.search(r'<use href="([^"#]*icons[^"#]*)#', whole)
    assert icons and "<icon" in leaf and 'class="icon"' not in leaf
    again = re.sub(r"<icon( mirror)?#([\w-]+)>", partial(_drawn, icons[1]), leaf)
    assert main_of(again) == main_of(whole)


def test_a_copy_names_its_clocks_by_their_hands(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    a_meeting(amina, responsible_for(amina))
    signed_in(client, amina)
    leaf = (client.get("/appointments", headers=IN_DANISH).json or {})["da"]
    face = re.findall(r'<svg class="clock".*?</svg>', client.get("/appointments").text)[0]
    hour, minute = re.findall(r"rotate\((\d+) ", face)
    assert f"<clock#{hour}#{minute}>" in leaf and 'class="clock"' not in leaf


def _drawn(icons: str, named: re.Match[str]) -> str:
    mirror = named[1] or ""
    return f'<svg class="icon{mirror}" aria-hidden="true"><use href="{icons}#{named[2]}"/></svg>'
