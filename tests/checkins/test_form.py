"""The five statements on a page: nothing filled in, nothing lost, and the wording as it was approved."""

import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.checkins import service as checkins
from companion.checkins.instruments import wording
from companion.checkins.who5 import ITEMS
from companion.language.formats import weekday_date
from companion.language.table import language
from companion.language.words import words
from tests.clock import FrozenClock
from tests.people import a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, language_of

FIVE = {"happy": "5", "calm": "4", "active": "3", "rested": "2", "interest": "1"}


def filled(**changed: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), **FIVE, **changed}


def checked(html: str) -> dict[str, str]:
    chosen = [one for one in elements(html, "input") if "checked" in one.attributes]
    return {one.attributes["name"]: one.attributes["value"] for one in chosen}


def switch_on_arabic() -> None:
    ole = staff("administrator", name="Ole Brandt")
    checkins.switch_on_wording(instrument="who5", language="ar", person=ole.id, actor=ole.actor)


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answer = client.post("/check-in", data=filled())
    assert (answer.status_code, answer.location) == (303, "/check-in/result")
    latest = checkins.latest(amina.id)
    assert latest is not None and (latest.answers, latest.language) == ((5, 4, 3, 2, 1), "da")


def test_the_wording_stands_there_to_the_letter(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    html, quoted = client.get("/check-in").text, wording("who5", "da")
    assert quoted is not None
    assert tuple(one.text for one in elements(html, "legend")) == quoted.items
    radios = [one for one in elements(html, "input") if one.get("type") == "radio"]
    assert [one.get("value") for one in radios[:6]] == ["5", "4", "3", "2", "1", "0"]
    labels = [one.text for one in elements(html, "label")]
    assert tuple(labels[:6]) == quoted.answers and len(labels) == 30


def test_nothing_is_filled_in_beforehand(client: FlaskClient, clock: FrozenClock) -> None:
    signed_in(client, a_citizen())
    assert checked(client.get("/check-in").text) == {}
    client.post("/check-in", data=filled())
    clock.move(timedelta(days=14))
    assert checked(client.get("/check-in").text) == {}


def test_four_of_five_keeps_what_was_chosen(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    form = filled()
    del form["rested"]
    answer = client.post("/check-in", data=form)
    assert answer.status_code == 422
    assert checked(answer.text) == {name: value for name, value in FIVE.items() if name != "rested"}
    key = [one.get("value") for one in elements(answer.text, "input") if one.get("name") == "key"]
    assert key == [form["key"]] and not checkins.history(amina.id)


def test_what_is_missing_is_linked_to_and_told_at_its_place(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    html = client.post("/check-in", data={"calm": "4"}).text
    missing = [item for item in ITEMS if item != "calm"]
    summary = html.partition('id="errors"')[2].partition("</section>")[0]
    assert [one.get("href") for one in elements(summary, "a")] == [f"#{item}" for item in missing]
    for item in missing:
        told = by_id(html, item)
        assert told is not None and f"{item}-error" in (told.get("aria-describedby") or "")
        assert by_id(html, f"{item}-error")


@pytest.mark.parametrize("value", ["6", "-1", "5.0", "true", "", "٥", "05", " 5", "x"])
def test_an_answer_out_of_range_counts_as_not_chosen(client: FlaskClient, value: str) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answer = client.post("/check-in", data=filled(happy=value))
    assert (answer.status_code, "happy" in checked(answer.text)) == (422, False)
    assert not checkins.history(amina.id)


def test_a_forged_result_in_the_form_is_ignored(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    client.post("/check-in", data=filled(raw="25", index="100"))
    latest = checkins.latest(amina.id)
    assert latest is not None and latest.raw == 15


def test_a_double_tap_is_one_answer(client: FlaskClient, clock: FrozenClock) -> None:
    """On a slow line the second tap comes seconds later; she sees her result, not a refusal."""
    amina, form = a_citizen(), filled()
    signed_in(client, amina)
    client.post("/check-in", data=form)
    clock.move(timedelta(seconds=3))
    assert client.post("/check-in", data=form).status_code == 303
    assert len(checkins.history(amina.id)) == 1


def test_the_same_form_with_other_answers_is_a_conflict(client: FlaskClient) -> None:
    amina, form = a_citizen(), filled()
    signed_in(client, amina)
    client.post("/check-in", data=form)
    assert client.post("/check-in", data={**form, "happy": "0"}).status_code == 409
    assert [one.raw for one in checkins.history(amina.id)] == [15]


def test_too_early_it_says_from_when(client: FlaskClient, clock: FrozenClock) -> None:
    signed_in(client, a_citizen())
    client.post("/check-in", data=filled())
    clock.move(timedelta(days=13))
    html = client.get("/check-in").text
    assert "søndag d. 6. december" in html and by_id(html, "check-in-form") is None
    clock.move(timedelta(days=1))
    assert by_id(client.get("/check-in").text, "check-in-form")


def test_too_early_a_page_left_open_is_not_taken(client: FlaskClient, clock: FrozenClock) -> None:
    """At least 14 days between check-ins, also for a form that was opened before the last answer."""
    amina = a_citizen()
    signed_in(client, amina)
    client.post("/check-in", data=filled())
    clock.move(timedelta(days=1))
    assert client.post("/check-in", data=filled()).status_code in (409, 422)
    assert len(checkins.history(amina.id)) == 1


def test_a_session_that_ended_in_mid_form_is_told_on_a_page(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    client.get("/check-in")
    clock.move(timedelta(days=90))
    answer = client.post("/check-in", data=filled())
    assert (answer.status_code, answer.mimetype) == (401, "text/html")
    assert 'href="/sign-in"' in answer.text and not checkins.history(amina.id)


def test_switching_language_keeps_what_was_chosen(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    answer = client.post("/check-in", data={"key": str(uuid.uuid4()), "calm": "4", "happy": "0", "_language": "en"})
    assert (answer.status_code, language_of(answer.text)) == (200, ("en", "ltr"))
    assert checked(answer.text) == {"calm": "4", "happy": "0"}
    assert by_id(answer.text, "errors") is None
    assert language_of(client.get("/me").text) == ("en", "ltr")


def test_the_switch_is_a_button_of_the_form(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    html = client.get("/check-in").text
    buttons = [one for one in elements(html, "button") if one.get("name") == "_language"]
    assert buttons and {one.get("form") for one in buttons} == {"check-in-form"}
    assert all("formnovalidate" in one.attributes for one in buttons)


@pytest.mark.parametrize("code", ["ti", "xx", ""])
def test_a_language_that_is_not_offered_is_refused(client: FlaskClient, code: str) -> None:
    signed_in(client, a_citizen())
    assert client.post("/check-in", data=filled(_language=code)).status_code == 422


def test_an_unofficial_wording_is_off_and_a_talk_is_offered(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    responsible_for(amina)
    signed_in(client, amina)
    html = client.get("/check-in").text
    assert by_id(html, "talk") and by_id(html, "check-in-form") is None
    assert client.post("/check-in", data=filled()).status_code == 422
    assert not checkins.history(amina.id)


def test_the_talk_says_who_calls_and_that_it_was_asked_for(client: FlaskClient) -> None:
    """Who, when, with an interpreter; asked once, the page says so instead of asking again."""
    selam = a_citizen("ti", name="Selam Tesfay")
    responsible_for(selam)
    signed_in(client, selam)
    html = client.get("/check-in").text
    talk, shown = html.partition('id="talk"')[2], by_id(html, "talk")
    assert shown and str(words("ti").say("En samtale med tolk")) in shown.text
    assert "Karen Holm" in talk and "72 00 00 01" in talk
    fields = {one.get("name"): one.get("value") or "" for one in elements(talk, "input") if one.get("name")}
    assert client.post("/call-me", data=fields).location == "/check-in"
    talk = client.get("/check-in").text.partition('id="talk"')[2]
    assert weekday_date(date(2026, 11, 23), language("ti")) in talk and 'name="key"' not in talk


def test_the_talk_without_anybody_is_a_number_to_call(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ti"))
    talk = client.get("/check-in").text.partition('id="talk"')[2]
    assert 'href="/help"' in talk and "/call-me" not in talk


def test_an_unofficial_wording_that_is_on_is_marked(client: FlaskClient) -> None:
    switch_on_arabic()
    signed_in(client, a_citizen("ar"))
    html = client.get("/check-in").text
    assert by_id(html, "check-in-form")
    assert [one for one in elements(html.partition("<main")[2], "details") if one.get("class") == "mark"]


def test_who_reads_tigrinya_is_not_asked_in_danish(client: FlaskClient) -> None:
    """Danish stands in for buttons, never for a validated instrument: she is offered a talk."""
    signed_in(client, a_citizen("ti"))
    html = client.get("/check-in").text
    assert by_id(html, "talk") and by_id(html, "check-in-form") is None


def test_staff_are_not_asked(client: FlaskClient) -> None:
    signed_in(client, staff("therapist"))
    assert (client.get("/check-in").status_code, client.post("/check-in", data=filled()).status_code) == (403, 403)


@pytest.mark.parametrize(("hours", "lines_first"), [(0, True), (26, False)])
def test_the_talk_has_help_lines_first_while_nobody_is_there(
    client: FlaskClient, clock: FrozenClock, hours: int, lines_first: bool
) -> None:
    """On a Sunday, and on a Monday morning: her contact, the way to ask, when it is read, and the numbers."""
    clock.move(timedelta(hours=hours))
    selam = a_citizen("ti")
    responsible_for(selam)
    talk = signed_in(client, selam).get("/check-in").text.partition('id="talk"')[2]
    assert (talk.index("data-lines") < talk.index('action="/call-me"')) is lines_first
    assert 'href="tel:112"' in talk and "data-read-from" in talk.partition('action="/call-me"')[0]
    assert 'name="with_interpreter" value="1"' in talk
