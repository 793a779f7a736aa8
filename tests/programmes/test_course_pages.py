"""The course as its citizen reads it: all weeks, and one page for each."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.app import create_app
from companion.foundation.runtime import Runtime
from companion.programmes import templates
from tests.people import Somebody, a_citizen, signed_in, staff
from tests.plan.laid import a_plan
from tests.programmes.test_enrolment import IPS, MONDAY, enrol
from tests.words.worded import reads_through, says

THIRD_WEEK = MONDAY - timedelta(weeks=2, days=1)  # the tests' clock stands on Sunday the 22nd


def a_reader(client: FlaskClient, language: str, starts_on: date | None = THIRD_WEEK) -> Somebody:
    """A citizen signed in on her phone, in the diabetes course unless `starts_on` is None."""
    citizen = a_citizen(language)
    a_plan(citizen)
    if starts_on:
        enrol(citizen, staff("health-coordinator", name="Mette Lund"), starts_on=starts_on)
    signed_in(client, citizen)
    return citizen


def read(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert (response.status_code, response.headers["Companion-Keep"]) == (200, "own")
    return response.get_data(as_text=True)


def test_it_works(client: FlaskClient) -> None:
    a_reader(client, "da")
    overview = read(client, "/course")
    assert [f'href="/course/{number}"' in overview for number in range(10)] == [False, *[True] * 8, False]
    assert overview.count('aria-current="step"') == 1
    week = read(client, "/course/3")
    assert "Blodsukker: lavt og højt" in week
    assert "drawings/diabetes-3." in week
    assert "Tanker om job" in week
    assert 'href="/course/2" rel="prev"' in week
    assert 'href="/course/4" rel="next"' in week
    assert week.count("<h1") == 1


@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_every_week_can_be_read(client: FlaskClient, language: str) -> None:
    a_reader(client, language)
    for number in range(1, 9):
        html = read(client, f"/course/{number}")
        assert html.count('id="action"') == html.count('id="work"') == 1


def test_safety_stands_apart_with_112(client: FlaskClient) -> None:
    a_reader(client, "da")
    html = read(client, "/course/3")
    assert html.count('class="card safety"') == 1
    assert html.count('href="tel:112"') == 1
    assert html.index('id="safety-low-signs"') < html.index('id="block-cannot-wake"')
    assert "#shield" in html
    assert 'class="card safety"' not in read(client, "/course/1")


def test_danish_stands_beside_an_unreviewed_safety_text(client: FlaskClient) -> None:
    a_reader(client, "ar")
    html = read(client, "/course/3")
    assert '<span class="danish" lang="da" dir="ltr">Tegn på lavt blodsukker' in html
    around, intro = html[: html.index('id="intro"')], html[html.index('id="intro"') : html.index('id="action"')]
    assert (around.count('class="mark"'), intro.count('class="mark"')) == (1, 0)  # said once, above


def test_live_an_unread_safety_text_is_danish_until_the_municipality_switches_it_on(
    runtime: Runtime,
) -> None:
    object.__setattr__(runtime, "config", runtime.config.model_copy(update={"unread_safety": ()}))
    client = create_app(runtime.config, ground=runtime).test_client()
    a_reader(client, "ar")
    week = next(one for one in templates.load("toender-diabetes").weeks if one.number == 3)
    text = next(block.text for block in week.blocks if block.safety)
    for path in ("/course/3", "/first-aid", "/course-book"):
        html = client.get(path).text
        assert text["ar"] not in html and text["da"] in html, path
    reads_through(staff("translator"), text["da"], code="ar")
    assert text["ar"] in client.get("/course/3").text and text["da"] not in client.get("/course/3").text


@pytest.mark.parametrize("code", ["so", "ar"])  # one that has it in its catalogue, and one in a file of the course
def test_danish_stands_beside_a_safety_text_that_was_worded_here(client: FlaskClient, code: str) -> None:
    """Until somebody has read it through: then it may stand alone."""
    week = next(one for one in templates.load("toender-diabetes").weeks if one.number == 3)
    danish = next(block.text["da"] for block in week.blocks if block.safety)
    beside = f'<span class="danish" lang="da" dir="ltr">{danish[:30]}'
    says(staff("translator"), danish, "Hoos u dhac 112", code=code)
    a_reader(client, code)
    for path in ("/course/3", "/first-aid", "/course-book"):
        assert (html := client.get(path).text).count("Hoos u dhac 112") == 1 and beside in html, path
    reads_through(staff("translator"), danish, code=code)
    for path in ("/course/3", "/first-aid", "/course-book"):
        assert "Hoos u dhac 112" in (html := client.get(path).text) and beside not in html, path


@pytest.mark.usefixtures("without_content")
def test_a_language_without_the_course_reads_it_in_danish_and_is_told(client: FlaskClient) -> None:
    """The page around it is hers, unreviewed; the course is marked as Danish."""
    a_reader(client, "ti")
    html = read(client, "/course/3")
    assert (
        '<html lang="ti"' in html and '<span lang="da" dir="ltr" data-instead>Blodsukker: lavt og højt</span>' in html
    )
    assert 'class="mark"' in html


@pytest.mark.parametrize("path", ["/course/0", "/course/9", "/course/-1", "/course/x", "/course/99999999999"])
def test_outside_its_weeks_there_is_nothing(client: FlaskClient, path: str) -> None:
    a_reader(client, "da")
    assert client.get(path).status_code == 404


def test_without_a_course_the_page_says_so(client: FlaskClient) -> None:
    a_reader(client, "da", starts_on=None)
    assert "Du er ikke med i et forløb lige nu" in read(client, "/course")
    assert client.get("/course/1").status_code == 404


def test_before_and_after_the_course_its_pages_stay(client: FlaskClient) -> None:
    a_reader(client, "da", starts_on=MONDAY + timedelta(weeks=1))
    assert "Det begynder mandag d. 30. november" in read(client, "/course")
    a_reader(client, "da", starts_on=MONDAY - timedelta(weeks=20))
    assert "Det er slut nu" in read(client, "/course")
    assert "Blodsukker" in read(client, "/course/3")


def test_ips_goes_on(client: FlaskClient) -> None:
    citizen = a_reader(client, "en", starts_on=None)
    enrol(citizen, staff(), IPS, MONDAY - timedelta(weeks=60))
    html = read(client, "/course")
    assert html.count('aria-current="step"') == 1
    assert read(client, "/course/4")


def test_staff_and_strangers_stay_out(client: FlaskClient) -> None:
    assert client.get("/course").status_code == 401
    signed_in(client, staff())
    assert client.get("/course").status_code == 403
    assert client.get("/course/1").status_code == 403


def test_a_page_for_many_weeks_is_read_under_each_of_them(client: FlaskClient) -> None:
    citizen = a_reader(client, "da", starts_on=None)
    enrol(citizen, staff("therapist"), "kolding-sund-paa-tvaers", MONDAY - timedelta(weeks=7))
    overview = read(client, "/course")
    weeks = overview[overview.index('id="weeks"') : overview.index('id="more"')]
    assert weeks.count('href="/course/') == 6
    assert overview.count('aria-current="step"') == 1
    assert "Uge 5 til 12" in overview
    assert "Der er plads til 20 på holdet." in overview
    week = read(client, "/course/7")
    assert "Sådan går ugerne nu" in week and "Denne uge" in week
    assert 'href="/course/4" rel="prev"' in week
    assert 'href="/course/13" rel="next"' in week
    assert 'rel="next"' not in read(client, "/course/14")
    assert client.get("/course/15").status_code == 404


def test_what_one_should_know_first_stands_before_the_weeks(client: FlaskClient) -> None:
    citizen = a_reader(client, "da", starts_on=None)
    enrol(citizen, staff("therapist"), "vordingborg-early-effort")
    overview = read(client, "/course")
    assert overview.index("Før du siger ja") < overview.index("brevet gælder") < overview.index('id="weeks"')
    assert client.get("/course-book").get_data(as_text=True).count("Før du siger ja") == 1


def test_private_programmes_are_not_in_the_open_book(client: FlaskClient) -> None:
    html = client.get("/course-book").get_data(as_text=True)
    assert 'id="course-kolding-sund-paa-tvaers"' in html
    assert "jammerbugt" not in html
    first_aid = client.get("/first-aid").get_data(as_text=True)
    assert first_aid.index('id="safety-low-signs"') < first_aid.index('id="safety-kolding-hard-now"')
    assert first_aid.count("Otte uger med diabetes") == 6
