"""A translator sees a wording where it will stand, before it is saved; nobody else does, and nothing of it stays."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from companion.accounts.records import Person
from companion.foundation import audit
from companion.foundation.database import reading
from companion.language.overlays import digest_of
from companion.programmes import templates
from companion.words import workbench
from tests.people import signed_in, staff
from tests.plan.around import people_around
from tests.plan.laid import a_card
from tests.web.markup import by_id, elements
from tests.words.worded import HELP, UKRAINIAN

NOWHERE = "Der er prøvet for mange gange. Prøv igen kl. %(time)s. Din kontakt kan også hjælpe dig ind."
COUNTED = "%(n)s år"  # on the notice about data


@pytest.fixture
def translator(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("translator"))


def looks(translator: FlaskClient, danish: str, *forms: str, code: str = "uk") -> str:
    answer = translator.post(f"/words/{code}/{digest_of(danish)}", data={"form": list(forms), "do": "show"})
    assert answer.status_code == 200 and answer.headers["Companion-Keep"] == "never"
    return answer.text


def everybody() -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(Person)) or 0


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


@pytest.mark.parametrize("danish", ["Dine mål", "Det er der i din plan", "Venter på dig", "Borgerens plan"])
def test_on_a_page_of_somebodys_own_a_made_up_person_stands(translator: FlaskClient, danish: str) -> None:
    """The pages of real people are not opened: what stands around the wording is invented."""
    around = people_around()
    a_card(around.selam, around.tove, title={"da": "Kanarie"})
    html = looks(translator, danish, "Так")
    place = by_id(html, "in-place")
    assert place is not None and "Так" in tried(html) and "opfundet" in place.text
    assert "Kanarie" not in html
    assert not {line.event for line in audit.lines_about(around.selam.id)} & {"read.plan", "read.citizen-page"}


@pytest.mark.parametrize(("danish", "said"), [(NOWHERE, "Так"), (HELP, "<b>ні</b>"), (HELP, "")])
def test_what_no_page_usually_shows_and_a_broken_wording_are_not_tried(
    translator: FlaskClient, danish: str, said: str
) -> None:
    html = looks(translator, danish, said)
    assert by_id(html, "in-place") is None and by_id(html, "preview") is not None


def test_nothing_of_it_reaches_the_database(translator: FlaskClient) -> None:
    before = everybody()
    looks(translator, "Dine mål", "Так")
    assert everybody() == before
