"""One page in every offered language, in one answer: behind the same door as the page itself."""

import pytest
from flask.testing import FlaskClient

from tests.people import a_citizen, signed_in, staff
from tests.web.markup import by_id

ASKED = {"Companion-Purpose": "languages"}


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


def test_her_own_form_is_kept_on_her_own_phone_alone(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    for phone, keep in ((True, "own"), (False, "never")):
        signed_in(client, amina, own_phone=phone)
        answer = client.get("/check-in", headers=ASKED)
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


def test_other_pages_come_as_they_are(client: FlaskClient) -> None:
    assert client.get("/first-aid", headers=ASKED).mimetype == "text/html"
