"""A reader asks for a course page or an offer in her language; translators see that somebody did, and nobody who."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language import wanted as listed
from companion.language.overlays import digest_of
from companion.programmes import templates
from companion.words import wanted, workbench
from tests.people import signed_in, staff
from tests.plan import catalogue_csv
from tests.programmes.test_course_pages import a_reader
from tests.web.markup import elements

HERE = "/wording/translation"
WEEK = "toender-diabetes/2"


def asked_on(html: str) -> dict[str, str]:
    """What the form on a page sends."""
    return {
        one.get("name") or "": one.get("value") or "" for one in elements(html, "input") if one.get("type") == "hidden"
    }


@pytest.mark.usefixtures("without_content")
def test_it_works(client: FlaskClient) -> None:
    a_reader(client, "so")
    form = asked_on(client.get("/course/2").text)
    assert form["key"] == WEEK
    assert client.post(HERE, data=form).location == "/course/2"
    assert HERE not in client.get("/course/2").text and HERE in client.get("/course/3").text
    (waits,) = wanted.waiting()
    signed_in(client, staff("translator"))
    assert f"/words/so/{waits.missing[0]}" in client.get("/words").text


def test_what_is_said_in_her_language_is_not_asked_for(client: FlaskClient) -> None:
    a_reader(client, "ar")
    assert HERE not in client.get("/course/2").text
    client.post(HERE, data={"place": listed.COURSES, "key": WEEK})
    assert listed.every() == []


@pytest.mark.usefixtures("without_content")
def test_what_is_translated_leaves_the_list(runtime: Runtime) -> None:
    week = templates.load("toender-diabetes").weeks[1]
    wanted.ask(place=listed.COURSES, key=WEEK, language="so")
    wanted.ask(place=listed.COURSES, key=WEEK, language="so")
    (waits,) = wanted.waiting()
    assert digest_of(week.title["da"]) in waits.missing
    for digest in waits.missing:
        danish = workbench.of("so", digest).source.danish[0]
        workbench.save(code="so", digest=digest, forms=[danish], actor=staff("translator").actor)
    assert wanted.waiting() == []


def test_an_offer_is_wanted_signed_out(client: FlaskClient, tmp_path: Path) -> None:
    """Only the one that has no Arabic; the page stays nobody's, and no address names a topic."""
    catalogue_csv.on_offer(tmp_path)
    reader = {"Accept-Language": "ar"}
    html = client.get("/offers", headers=reader).text
    form = asked_on(html)
    assert html.count(HERE) == 1 and form["place"] == listed.OFFERS
    assert client.post(HERE, data=form, headers=reader).location == "/offers"
    again = client.get("/offers", headers=reader)
    assert HERE not in again.text and again.headers["Companion-Keep"] == "anyone"
    assert [(one.key, one.language) for one in listed.every()] == [("class", "ar")]


@pytest.mark.parametrize(("place", "key"), [("courses", "toender-diabetes/99"), ("offers", "no-such"), ("card", "1")])
def test_what_is_not_there_is_not_wanted(runtime: Runtime, client: FlaskClient, place: str, key: str) -> None:
    with pytest.raises(NotFound):
        wanted.ask(place=place, key=key, language="ar")
    assert client.post(HERE, data={"place": place, "key": key}).status_code == 404


def test_danish_is_there_already(client: FlaskClient) -> None:
    client.post(HERE, data={"place": listed.COURSES, "key": WEEK})
    assert listed.every() == []
