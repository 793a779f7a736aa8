"""`/glossary` is for everybody, keeps the Danish word, works without a script, and puts no search into an address."""

from flask.testing import FlaskClient

from companion.web.page import SHELF
from tests.people import a_citizen, signed_in
from tests.web.markup import by_id, elements


def test_it_works(client: FlaskClient) -> None:
    answer = client.get("/glossary")
    assert answer.status_code == 200 and answer.headers["Companion-Keep"] == "anyone" and "/glossary" in SHELF
    html = answer.text
    assert by_id(html, "sygedagpenge") is not None and by_id(html, "topic-money") is not None
    assert "Penge fra kommunen, når du er for syg" in html


def test_another_language_keeps_the_danish_word(client: FlaskClient) -> None:
    html = client.get("/glossary", headers={"Accept-Language": "en"}).text
    word = by_id(html, "sygedagpenge")
    assert word is not None and "sickness benefit" in html and '<span lang="da" dir="ltr">sygedagpenge</span>' in html


def test_a_search_is_sent_as_a_form_and_tells_what_it_found(client: FlaskClient) -> None:
    answer = client.post("/glossary", data={"sought": "sygedag"})
    assert by_id(answer.text, "sygedagpenge") is not None and by_id(answer.text, "mitid") is None
    assert answer.headers["Companion-Keep"] == "never"


def test_a_search_that_finds_nothing_says_what_to_do(client: FlaskClient) -> None:
    answer = client.post("/glossary", data={"sought": '"><script>'})
    assert (
        "Vi kender ikke det ord" in answer.text and '<script>"' not in answer.text and '"><script>' not in answer.text
    )


def test_a_word_on_a_page_of_hers_leads_here(client: FlaskClient) -> None:
    amina = a_citizen(language="da")
    html = signed_in(client, amina).get("/me/sharing").text + client.get("/privacy").text
    assert [one for one in elements(html, "a") if (one.get("href") or "").startswith("/glossary#")]
