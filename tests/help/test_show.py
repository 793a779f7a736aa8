"""`/show`: one sentence, Danish large, for everybody and offline."""

from flask.testing import FlaskClient

from companion.help.needs import needs
from companion.web.page import SHELF, SHOWN
from tests.people import a_citizen, signed_in
from tests.web.markup import main_of


def test_it_works(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ar"))
    for one in needs().values():
        page = client.get(f"/show/{one.code}")
        main = main_of(page.text)
        assert f'<h1 lang="da" dir="ltr">{one.words["da"]}</h1>' in main
        assert one.words["ar"] in main


def test_every_sentence_is_kept_by_every_phone(client: FlaskClient) -> None:
    assert tuple(needs()) == SHOWN
    for path in ("/show", *(f"/show/{code}" for code in SHOWN)):
        answer = client.get(path)
        assert answer.headers["Companion-Keep"] == "anyone" and path in SHELF
        assert "data-owner" not in answer.text


def test_every_sentence_is_there_in_four_languages() -> None:
    assert all(set(one.words) == {"da", "en", "ar", "uk"} for one in needs().values())


def test_what_is_typed_has_no_name_to_be_sent_under(client: FlaskClient) -> None:
    field = client.get("/show/bus").text.partition("<textarea")[2].partition(">")[0]
    assert field and "name=" not in field and "<form" not in main_of(client.get("/show/bus").text)


def test_an_unknown_sentence_is_not_there(client: FlaskClient) -> None:
    assert client.get("/show/nothing").status_code == 404


def test_help_leads_to_it(client: FlaskClient) -> None:
    assert 'href="/show"' in client.get("/help").text
