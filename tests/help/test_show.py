"""`/show`: one sentence, Danish large, for everybody and offline."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from companion.foundation.runtime import Runtime
from companion.help.needs import needs
from companion.language.table import languages
from companion.language.text import lacking
from companion.web.page import SHELF, SHOWN
from tests.people import a_citizen, signed_in
from tests.web.markup import elements, main_of


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


@pytest.mark.parametrize("code", languages())
def test_every_sentence_is_there_in_every_language(runtime: Runtime, code: str) -> None:
    assert len(needs()) == len(SHOWN) and lacking(code, *needs().values()) == []


def test_words_that_are_only_danish_stand_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    only = replace(needs()["slow"], words={"da": "Jeg vil gerne sidde ned et øjeblik, tak."})
    monkeypatch.setitem(needs(), "slow", only)
    signed_in(client, a_citizen("ar"))
    assert main_of(client.get("/show/slow").text).count(only.words["da"]) == 1


def test_it_is_the_whole_screen_and_can_be_closed(client: FlaskClient) -> None:
    signed_in(client, a_citizen("da"))
    page = client.get("/show/bus").text
    assert '<body class="whole"' in page
    assert elements(main_of(page), "a")[0].attributes == {"class": "back", "href": "/show"}


def test_what_is_typed_has_no_name_to_be_sent_under(client: FlaskClient) -> None:
    field = client.get("/show/bus").text.partition("<textarea")[2].partition(">")[0]
    assert field and "name=" not in field and "<form" not in main_of(client.get("/show/bus").text)


def test_an_unknown_sentence_is_not_there(client: FlaskClient) -> None:
    assert client.get("/show/nothing").status_code == 404


def test_help_leads_to_it(client: FlaskClient) -> None:
    assert 'href="/show"' in client.get("/help").text
