"""A reader asks for a course page or an offer in her language; translators see that somebody did, and nobody who."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from companion.foundation import database
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language import wanted as listed
from companion.language.overlays import digest_of
from companion.language.text import lacking
from companion.programmes import open_course, templates
from companion.words import wanted, workbench
from tests.people import signed_in, staff
from tests.plan import catalogue_csv
from tests.programmes.test_course_pages import a_reader
from tests.web.markup import elements

HERE = "/wording/translation"
WEEK = "toender-diabetes/2"


@contextmanager
def without_the_list() -> Iterator[None]:
    """The table is not there for a while."""
    for before, after in (("wanted_translation", "gone"), ("gone", "wanted_translation")):
        if before == "gone":
            yield
        with database.transaction() as session:
            session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


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


@pytest.mark.parametrize(
    ("path", "place", "key"),
    [
        ("/first-aid", listed.SAFETY, listed.ALL),
        ("/course-book", listed.COURSES, "toender-diabetes"),
        ("/course", listed.COURSES, "toender-diabetes"),
        ("/support-at-work", listed.SUPPORT, listed.ALL),
        ("/help", listed.HELP, listed.ALL),
        ("/show", listed.SHOW, listed.ALL),
        ("/concerns/new", listed.SENTENCES, listed.ALL),
        ("/progress", listed.PROGRESS, listed.ALL),
    ],
)
def test_a_whole_page_can_be_wanted(client: FlaskClient, path: str, place: str, key: str) -> None:
    """Exactly where something on it stands in Danish for her, and once."""
    a_reader(client, "so")
    button = f'name="place" value="{place}"><input type="hidden" name="key" value="{key}"'
    offered = button in client.get(path).text
    assert client.post(HERE, data={"place": place, "key": key, "next": path}).location == path
    found = [(one.wanted.place, one.wanted.key) for one in wanted.waiting() if one.missing]
    assert found == ([(place, key)] if offered else [])
    assert button not in client.get(path).text


def test_a_page_of_numbers_stands_without_a_database(runtime: Runtime) -> None:
    shown = listed.Shown(listed.HELP, ({"da": "En linje, som kommunen selv har skrevet"},))
    listed.ask(place=shown.place, key=shown.key, language="so")
    assert shown.is_lacking("so") and shown.is_asked("so")
    with without_the_list():
        assert not shown.is_asked("so")


@pytest.mark.usefixtures("without_content")
@pytest.mark.parametrize("code", ["so", "ar", "da"])
def test_first_aid_that_is_not_translated_says_so(client: FlaskClient, code: str) -> None:
    """One mark says that nobody has signed it; one more, once, that it stands in Danish."""
    a_reader(client, code)
    chapter = next(one for one in open_course.safety_texts() if one.blocks[0].key == "low-signs")
    html = client.get("/first-aid").text.split('id="safety-low-signs"')[1].split("</section>")[0]
    assert html.count('class="mark"') == 1 + bool(lacking(code, chapter.blocks))
