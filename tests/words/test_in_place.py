"""A translator sees a wording where it will stand, before it is saved; nobody else does, and nothing of it stays."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.language.overlays import digest_of
from companion.programmes import templates
from companion.words import workbench
from tests.people import signed_in, staff
from tests.web.markup import by_id, elements
from tests.words.worded import HELP, UKRAINIAN

FOR_HER = "Du har sagt ja til, at det går videre"  # on a page of one citizen only
COUNTED = "%(n)s år"  # on the notice about data


@pytest.fixture
def translator(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("translator"))


def looks(translator: FlaskClient, danish: str, *forms: str, code: str = "uk") -> str:
    answer = translator.post(f"/words/{code}/{digest_of(danish)}", data={"form": list(forms), "do": "show"})
    assert answer.status_code == 200 and answer.headers["Companion-Keep"] == "never"
    return answer.text


def tried(html: str) -> list[str]:
    return [one.text for one in elements(html, "mark") if one.get("data-tried") is not None]


def test_it_works(translator: FlaskClient, app: Flask) -> None:
    html = looks(translator, HELP, UKRAINIAN)
    place = by_id(html, "in-place")
    assert place is not None and UKRAINIAN in tried(html)
    assert [one.get("href") for one in elements(html, "a") if one.get("href") == "/help"]
    assert workbench.history("uk", digest_of(HELP)) == []
    page = app.test_client().get("/help", headers={"Accept-Language": "uk"}).text
    assert UKRAINIAN not in page and "data-tried" not in page


def test_nothing_in_it_can_be_sent_and_no_name_stands_twice(translator: FlaskClient) -> None:
    html = looks(translator, HELP, UKRAINIAN)
    inside = html.partition('id="in-place"')[2].partition('<form method="post" action="/words/')[0]
    assert "<form" not in inside and all("disabled" in one.attributes for one in elements(inside, "button"))
    ids = [one.attributes["id"] for one in elements(html) if "id" in one.attributes]
    assert len(ids) == len(set(ids))


def test_a_counted_text_and_one_of_a_course_stand_there_too(translator: FlaskClient) -> None:
    html = looks(translator, COUNTED, "%(n)s рік", "%(n)s роки", "%(n)s років")
    assert {"1 рік", "2 роки", "5 років"} & set(tried(html))
    week = templates.load("toender-diabetes").weeks[1].title["da"]
    assert tried(looks(translator, week, "Їжа, яку я знаю")) == ["Їжа, яку я знаю"]


@pytest.mark.parametrize(("danish", "said"), [(FOR_HER, "Так"), (HELP, "<b>ні</b>"), (HELP, "")])
def test_a_page_of_hers_is_not_opened_and_a_broken_wording_is_not_tried(
    translator: FlaskClient, danish: str, said: str
) -> None:
    html = looks(translator, danish, said)
    assert by_id(html, "in-place") is None and by_id(html, "preview") is not None
