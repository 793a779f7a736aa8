"""Translators and health staff read the app's texts aloud: listed with their state, recorded, refused kindly."""

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.language import sounds, spoken
from companion.programmes import recordings, templates
from companion.web import security
from tests.language.test_spoken import WEBM
from tests.people import a_citizen, signed_in, staff
from tests.web.markup import by_id, elements

COURSE, BLOCK = "toender-diabetes", "3.low-signs"
AT = f"/words/aloud/ar/course/{COURSE}/{BLOCK}"
PRIVACY = "/words/aloud/da/privacy"


@pytest.fixture
def iryna(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("translator", name="Iryna Bondar"))


def sent(client: FlaskClient, at: str, sound: bytes = WEBM) -> TestResponse:
    return client.post(at, data={"sound": (io.BytesIO(sound), "recording")})


def state(client: FlaskClient, at: str) -> str:
    """How the list shows a piece."""
    html = client.get(at[: at.index("/", len("/words/aloud/"))]).text
    (row,) = [one for one in elements(html, "a") if one.get("href") == at]
    return row.text


def test_it_works(iryna: FlaskClient) -> None:
    assert "Ikke læst op endnu" in state(iryna, AT)
    answer = sent(iryna, AT)
    assert (answer.status_code, answer.location) == (303, AT)
    assert "af Iryna Bondar" in state(iryna, AT)
    assert ("ar", BLOCK) in recordings.fresh(templates.load(COURSE))
    made = recordings.every(COURSE)["ar", BLOCK]
    assert f"/course-book/sound/{made.id}" in iryna.get(AT).text
    counted = [one.text for one in elements(iryna.get("/words/aloud").text, "td")]
    assert "1" in counted


@pytest.mark.parametrize("piece", ["privacy", "consent/who5-index", "check-in/who5/calm"])
def test_every_kind_of_piece_is_kept_where_it_belongs(iryna: FlaskClient, piece: str) -> None:
    assert sent(iryna, f"/words/aloud/da/{piece}").status_code == 303
    assert list(spoken.every("da")) == [piece]
    assert "Læst op" in state(iryna, f"/words/aloud/da/{piece}")


def test_first_aid_comes_first_and_the_next_one_is_offered(iryna: FlaskClient) -> None:
    html = iryna.get("/words/aloud/da").text
    assert html.index('id="safety"') < html.index('id="check-in"') < html.index('id="course"')
    first, second = [one.get("href") for one in elements(html, "a") if "/aloud/da/course/" in (one.get("href") or "")][
        :2
    ]
    assert first and f'href="{second}"' in iryna.get(first).text.partition('id="following"')[2]


def test_a_text_that_changed_asks_for_another_reading(iryna: FlaskClient) -> None:
    place = {"piece": "privacy", "language": "da"}
    spoken.store(**place, words=("Noget andet",), sound=WEBM, actor=staff("translator").actor)  # type: ignore[arg-type] # a dict of strings
    assert "Teksten er ændret" in state(iryna, PRIVACY)
    assert 'id="now"' not in iryna.get(PRIVACY).text


def test_the_text_stands_there_as_the_page_says_it(iryna: FlaskClient) -> None:
    text = by_id(iryna.get(PRIVACY).text, "text")
    assert text is not None and "Ingen maskine bestemmer noget om dig." in text.text
    assert "Få en kopi af alt om dig" not in text.text  # a button is not read aloud
    arabic = by_id(iryna.get("/words/aloud/ar/privacy").text, "text")
    assert arabic is not None and (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("sound", "said"),
    [
        (b"<html>", "ikke en lydfil"),
        (b"", "ikke en lydfil"),
        (WEBM + bytes(sounds.MOST_BYTES), "for stor"),
        (WEBM + bytes(5 * sounds.MOST_BYTES), "for stor"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_sentence(iryna: FlaskClient, sound: bytes, said: str) -> None:
    answer = sent(iryna, AT, sound)
    assert answer.status_code == 422 and said in answer.text
    form = by_id(answer.text, "record")
    assert form is not None and form.get("action") == AT  # the language and the text are still those
    assert recordings.every(COURSE) == {}


def test_without_a_file_it_is_refused_too(iryna: FlaskClient) -> None:
    assert iryna.post(AT, data={}).status_code == 422


@pytest.mark.parametrize(
    "at", ["xx", "ar/privacy2", f"ar/course/{COURSE}/3.nothing", "ti/check-in/who5/calm", "ar/course"]
)
def test_a_text_that_is_not_there_is_not_found(iryna: FlaskClient, at: str) -> None:
    assert iryna.get(f"/words/aloud/{at}").status_code == 404
    if "/" in at:
        assert sent(iryna, f"/words/aloud/{at}").status_code == 404


@pytest.mark.parametrize("role", ["therapist", "health-coordinator"])
def test_who_leads_courses_may_read_too(client: FlaskClient, role: str) -> None:
    assert signed_in(client, staff(role)).get(AT).status_code == 200


def test_nobody_else_may(client: FlaskClient) -> None:
    for person in (a_citizen(), staff("ips-consultant"), staff("administrator")):
        signed_in(client, person)
        assert client.get(AT).status_code == sent(client, AT).status_code == 403


def test_the_microphone_is_open_on_this_page_alone(iryna: FlaskClient) -> None:
    here, there = iryna.get(AT).headers, iryna.get("/words/aloud").headers
    assert "microphone=(self)" in here["Permissions-Policy"] and "microphone=()" in there["Permissions-Policy"]
    assert "media-src 'self' blob:" in here["Content-Security-Policy"]
    assert there["Content-Security-Policy"] == security.POLICY
    assert sent(iryna, AT, b"no").headers["Permissions-Policy"] == here["Permissions-Policy"]
