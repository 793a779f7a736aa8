"""`/join`: what an interpreter can do, and everything that is refused (R10)."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts.attempts import PER_ADDRESS
from companion.appointments import service as appointments
from companion.foundation import audit
from companion.interpreting import live
from tests.clock import FrozenClock
from tests.interpreting.a_talk import (
    OPENS,
    PURPOSE,
    SAYS,
    a_life,
    a_life_with_a_course,
    a_phone,
    asking,
    code_on,
    lets_in,
    meeting,
)
from tests.people import signed_in
from tests.web.markup import elements, ids, main_of


def test_it_works(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    assert talk.saras.get("/join").location == "/join/talk"
    page = talk.read("plan")
    assert page.status_code == 200 and PURPOSE in page.text
    assert {one.event for one in audit.lines_about(talk.amina.id)} >= {"read.talk-plan"}
    assert client.get("/me/seen").status_code == 200


def test_both_screens_have_the_same_numbered_blocks(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client, amina=a_life_with_a_course("ar"))
    for inner in ("plan", "appointments", "course/1", "me/sharing", "check-in/blank", "help"):
        page = main_of(talk.read(inner).text)
        assert ids(page) and len(ids(page)) == len(set(ids(page)))
        numbers = [
            (one.get("value") or "").split()[0] for one in elements(page, "button") if one.get("class") == "point"
        ]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert points(page) == points(main_of(client.get(f"/pair/{inner}").text))


def test_nothing_on_the_page_can_be_sent_or_opened_outside(app: Flask, client: FlaskClient) -> None:
    main = main_of(meeting(app, client).read("appointments").text)
    assert {one.get("action") for one in elements(main, "form")} == {"/join/point", "/join/leave"}
    links = [one.get("href") or "#" for one in elements(main, "a")]
    assert all(link.startswith(("/join/talk", "#")) for link in links)
    live_buttons = re.findall(r"<button (?!disabled)[^>]*>", main)
    assert len(live_buttons) == len(points(main)) + 1  # the numbers, and the way out


def test_another_page_is_not_there(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    for inner in ("me", "me/sharing", "messages", "check-in/result", "plan/own", "me/export", "desk", "today"):
        assert talk.read(inner).status_code == 404, inner


def test_another_citizens_appointment_is_not_there(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    other = appointments.upcoming(a_life("uk").id)[0].id
    mine = appointments.upcoming(talk.amina.id)[0].id
    assert talk.read(f"appointments/{mine}").status_code == 200
    assert talk.read(f"appointments/{other}").status_code == 404


def test_her_own_doors_stay_closed(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    for path in ("/plan", "/me", "/pair/plan", "/pair/talk", "/pair/now", "/desk"):
        assert talk.saras.get(path).status_code == 401, path
    assert PURPOSE not in talk.saras.get("/", follow_redirects=True).text


def test_an_interpreter_answers_nothing_for_her(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    for path in ("/pair/talk/sign", "/pair/talk/end", "/pair/talk/door", "/check-in", "/call-me"):
        assert talk.saras.post(path, data={"sign": "stop", "happy": "3"}).status_code == 401, path
    assert talk.saras.post("/join/talk/plan").status_code == 405


def test_nobody_is_in_before_a_yes(app: Flask, client: FlaskClient) -> None:
    talk = asking(app, client)
    assert talk.read("plan").location == "/join"
    waiting = talk.saras.get("/join")
    assert 'data-talk="/join/now"' in waiting.text and talk.amina.id.hex not in waiting.text
    assert set(talk.saras.get("/join/now").json or {}) == {"version"}


def test_a_no_needs_no_reason(app: Flask, client: FlaskClient) -> None:
    talk = asking(app, client)
    lets_in(talk, "refuse")
    assert "refused" in ids(main_of(talk.saras.get("/join").text))
    assert talk.read("plan").location == "/join"


def test_who_was_refused_comes_again_with_a_new_code(app: Flask, client: FlaskClient) -> None:
    """For the next talk, or because the name was mistyped: no way round by leaving first."""
    talk = asking(app, client)
    lets_in(talk, "refuse")
    door = talk.saras.get("/join").text
    assert {"refused", "code", "code-form"} <= set(ids(main_of(door))) and "/static/trusted." in door
    code = code_on(client.post("/pair/talk/code"))
    assert talk.saras.post("/join", data={"code": code}).status_code == 303
    assert "ask-form" in ids(main_of(talk.saras.get("/join").text))


def test_who_does_not_say_it_all_is_asked_again(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    saras = a_phone(app)
    saras.post("/join", data={"code": code_on(client.post("/pair", data=OPENS))})
    for missing in SAYS:
        again = saras.post("/join/ask", data={**SAYS, missing: ""})
        assert again.status_code == 422 and f'href="#{missing}"' in again.text
        assert missing == "name" or SAYS["name"] in again.text


def test_the_address_of_an_answer_can_be_opened(app: Flask, client: FlaskClient) -> None:
    """A browser that loads the half-filled form again, or somebody without a code."""
    for phone in (asking(app, client).saras, a_phone(app)):
        assert phone.get("/join/ask").location == "/join"


def test_before_the_meeting_nothing_personal_is_told(app: Flask, client: FlaskClient) -> None:
    amina = a_life("ar")
    signed_in(client, amina)
    saras = a_phone(app)
    saras.post("/join", data={"code": code_on(client.post("/pair", data=OPENS))})
    sheet = saras.get("/join").text
    assert "Amina" not in sheet and "En snak om planen" in sheet
    assert len(elements(main_of(sheet), "dt")) == 10


def test_what_is_no_code_stays_in_the_field(client: FlaskClient) -> None:
    for typed in ("123", "abcdef", "", "1234567"):
        again = client.post("/join", data={"code": typed})
        assert again.status_code == 422 and 'href="#code"' in again.text and f'value="{typed}"' in again.text


def test_a_code_works_once_and_guessing_is_counted(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    code = code_on(client.post("/pair", data=OPENS))
    assert a_phone(app).post("/join", data={"code": code}).status_code == 303
    stranger = a_phone(app)
    answers = [stranger.post("/join", data={"code": code}).status_code for _ in range(PER_ADDRESS + 1)]
    assert set(answers[:-1]) == {422} and answers[-1] == 429


def test_looking_uses_no_code(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    code = code_on(client.post("/pair", data=OPENS))
    stranger = a_phone(app)
    assert stranger.get(f"/join?code={code}").status_code == stranger.head("/join").status_code == 200
    assert stranger.post("/join", data={"code": code}).status_code == 303


def test_who_comes_back_needs_no_new_code(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    cookie = talk.saras.get_cookie("companion-interpreter")
    assert cookie is not None and cookie.http_only and cookie.max_age
    again = a_phone(app)
    again.set_cookie("companion-interpreter", cookie.value)
    assert again.get("/join/talk/plan").status_code == 200


def test_pointing_is_seen_by_the_other(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    pointed = talk.saras.post("/join/point", data={"inner": "plan", "point": "2"})
    assert pointed.location == "/join/talk/plan#point-2"
    assert (client.get("/pair/now").json or {})["point"] == 2
    assert 'id="point-2" class="here"' in client.get("/pair/plan").text
    client.post("/pair/talk/point", data={"inner": "plan", "point": "1"})
    assert (talk.saras.get("/join/now").json or {})["point"] == 1


def test_a_finger_on_another_page_shows_the_way_there(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    assert elsewhere(client.get("/pair/talk")) is None
    talk.saras.post("/join/point", data={"inner": "plan", "point": "2"})
    assert {
        (phone.get(path).json or {})["page"] for phone, path in ((client, "/pair/now"), (talk.saras, "/join/now"))
    } == {"plan"}
    for path in ("/pair/talk", "/pair/help"):
        assert elsewhere(client.get(path)) == "/pair/plan#point-2", path
    for inner in ("", "/help"):
        assert elsewhere(talk.saras.get(f"/join/talk{inner}")) == "/join/talk/plan#point-2", inner
    assert elsewhere(client.get("/pair/plan")) is None and elsewhere(talk.read("plan")) is None


def test_a_finger_on_what_is_no_longer_shown_leads_nowhere(app: Flask, client: FlaskClient) -> None:
    """She comes in with another phone and shows less."""
    talk = meeting(app, client)
    client.post("/pair/talk/point", data={"inner": "plan", "point": "1"})
    (key,) = (one.id for one in live.of_citizen(talk.amina.id))
    again = signed_in(a_phone(app), talk.amina)
    assert again.post("/pair/talk/take-part", data={"talk": key, "pages": ["appointments"]}).status_code == 303
    assert (talk.saras.get("/join/now").json or {})["page"] is None
    assert elsewhere(talk.saras.get("/join/talk")) is None


def elsewhere(page: TestResponse) -> str | None:
    """Where the sentence about a finger on another page leads, if it is shown."""
    said = page.text.partition("data-elsewhere")[2].partition("</p>")[0]
    assert said, "no place for it on the page"
    return None if said.startswith(" hidden") else elements(f"<p{said}</p>", "a")[0].get("href")


def test_one_cannot_point_elsewhere(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    for inner, point in (("me", "1"), ("me/sharing", "1"), ("plan", "0"), ("plan", "100"), ("plan", "x")):
        assert talk.saras.post("/join/point", data={"inner": inner, "point": point}).status_code == 422


def test_the_state_is_small_and_kept_nowhere(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    for answer in (
        talk.saras.get("/join/now"),
        client.get("/pair/now"),
        talk.read("plan"),
        talk.saras.get("/join/talk"),
    ):
        assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Companion-Keep"] == "never"
    assert len(talk.saras.get("/join/now").data) < 300


def test_reading_does_not_mark_her_phone_as_used(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    talk = meeting(app, client)
    clock.move(timedelta(hours=1))
    before = live.of_citizen(talk.amina.id)[0]
    assert talk.read("plan").status_code == 200
    assert "Companion-Owner" not in talk.read("plan").headers
    assert live.of_citizen(talk.amina.id)[0] == before


def points(page: str) -> list[str]:
    """The numbered blocks of a page."""
    return [one for one in ids(page) if one.startswith("point-")]
