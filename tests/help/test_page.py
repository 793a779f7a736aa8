"""`/help` is for everybody, signed in or not, in their own words, and for every phone to keep."""

import pytest
from flask.testing import FlaskClient

from companion.help.lines import help_lines
from tests.people import a_citizen, signed_in, staff
from tests.web.markup import by_id, elements, language_of


def test_it_works(client: FlaskClient) -> None:
    html = client.get("/help").text
    calls = [one.get("href") for one in elements(html, "a") if (one.get("href") or "").startswith("tel:")]
    assert calls == [f"tel:{line.number.replace(' ', '')}" for line in help_lines()]


def test_danger_to_life_comes_first_and_is_the_main_thing(client: FlaskClient) -> None:
    main = [one for one in elements(client.get("/help").text, "a") if "main" in (one.get("class") or "").split()]
    assert [one.get("href") for one in main] == ["tel:112"]


@pytest.mark.parametrize(("language", "words"), [("en", "Danger to life"), ("ar", "خطر على الحياة")])
def test_in_the_readers_words(client: FlaskClient, language: str, words: str) -> None:
    html = client.get("/help", headers={"Accept-Language": language}).text
    first = by_id(html, "line-112")
    assert first is not None and words in first.text
    assert language_of(html)[0] == language


def test_digits_never_turn_round(client: FlaskClient) -> None:
    html = client.get("/help", headers={"Accept-Language": "ar"}).text
    numbers = [one for one in elements(html, "bdi") if one.text in {line.number for line in help_lines()}]
    assert len(numbers) == len(help_lines()) and {one.get("dir") for one in numbers} == {"ltr"}


def test_everybody_may_keep_it(client: FlaskClient) -> None:
    assert client.get("/help").headers["Companion-Keep"] == "anyone"
    for person in (a_citizen(), staff()):
        signed_in(client, person)
        answer = client.get("/help")
        assert (answer.status_code, answer.headers["Companion-Keep"]) == (200, "anyone")


def test_the_lines_stand_before_the_contact_who_may_have_closed(client: FlaskClient) -> None:
    """The page is kept on every phone: it says hours that are always true, and comes first with the numbers."""
    html = client.get("/help").text
    contact = by_id(html, "contact")
    assert contact is not None and "hverdage" in contact.text
    assert max(html.index(f'id="line-{line.key}"') for line in help_lines()) < html.index('id="contact"')


def test_each_line_says_in_which_languages_one_is_answered(client: FlaskClient) -> None:
    html = client.get("/help").text
    told = [one for one in elements(html, "p") if "data-spoken" in one.attributes]
    assert [one.text.replace(" .", ".") for one in told] == ["Sprog: Dansk."] * len(help_lines())


@pytest.mark.usefixtures("without_content")
@pytest.mark.parametrize(("code", "marked"), [("ti", 1), ("ar", 0), ("da", 0)])
def test_hours_that_stand_in_danish_are_marked(client: FlaskClient, code: str, marked: int) -> None:
    signed_in(client, a_citizen(code))
    html = client.get("/help").text
    intro = html[html.index('id="intro"') : html.index('class="card')]
    assert intro.count('class="mark"') == marked
