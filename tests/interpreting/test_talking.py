"""Her side and the desk's: opening, letting in, signs, the banner, and what staff do not see."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from companion.interpreting import ending, live
from tests.clock import FrozenClock
from tests.interpreting.a_talk import OPENS, SAYS, a_life, a_phone, asking, code_on, lets_in, meeting
from tests.people import Somebody, responsible_for, signed_in, staff
from tests.web.markup import elements, ids, main_of


def staffed(app: Flask, client: FlaskClient) -> tuple[Somebody, FlaskClient, str]:
    """Amina on her phone, and the address of a talk that her caseworker has opened."""
    amina = a_life("ar")
    signed_in(client, amina)
    desk = signed_in(a_phone(app), responsible_for(amina, "caseworker"))
    opened = desk.post(f"/desk/{amina.id}/talk", data={"kind": "clarify", "minutes": "60"})
    assert opened.status_code == 200 and len(code_on(opened)) == 6
    return amina, desk, f"/desk/talk/{live.of_citizen(amina.id)[0].id}"


def test_it_works(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    assert client.get("/pair").location == "/pair/talk"
    client.post("/pair/talk/sign", data={"sign": "stop"})
    assert (talk.saras.get("/join/now").json or {})["sign"] == "stop"


def test_a_sign_goes_by_itself(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    talk = meeting(app, client)
    answer = client.post("/pair/talk/sign", data={"sign": "slower", "next": "/pair/plan"})
    assert answer.location == "/pair/plan"
    clock.move(timedelta(seconds=20))
    assert (talk.saras.get("/join/now").json or {})["sign"] is None
    assert client.post("/pair/talk/sign", data={"sign": "shout"}).status_code == 422


def test_every_page_of_hers_says_that_somebody_reads_along(app: Flask, client: FlaskClient) -> None:
    talk = asking(app, client, "ar")
    assert "data-voice hidden" in client.get("/plan").text
    lets_in(talk)
    for path in ("/", "/plan", "/pair/plan"):
        page = client.get(path).text
        banner = page.partition("data-talk-banner")[2].partition("</p>")[0]
        assert 'lang="da"' in banner and "data-voice hidden" not in page, path
    client.post("/pair/talk/end")
    assert "data-talk-banner" not in client.get("/plan").text


def test_her_signs_are_on_every_page_once(app: Flask, client: FlaskClient) -> None:
    meeting(app, client)
    for path in ("/", "/plan", "/appointments", "/me", "/help", "/pair/talk", "/pair/plan", "/pair/me", "/nowhere"):
        page = client.get(path).text
        assert [page.count(f'name="sign" value="{sign}"') for sign in ("stop", "slower", "unclear")] == [1, 1, 1], path
        assert page.count(" data-talk=") == page.count("/static/talk.") == 1, path
    form = client.get("/plan").text.partition('action="/pair/talk/sign"')[2]
    assert form.partition("</form>")[0].count('name="next" value="/plan"') == 1
    assert client.post("/pair/talk/sign", data={"sign": "stop", "next": "/plan"}).location == "/plan"


def test_the_pages_of_nobody_on_a_borrowed_phone_tell_of_no_talk(app: Flask, client: FlaskClient) -> None:
    amina = a_life("ar")
    signed_in(client, amina, own_phone=False)
    client.post("/pair", data=OPENS)
    assert "data-voice" in client.get("/plan").text and "data-voice" not in client.get("/help").text


def test_her_pages_hear_that_staff_let_somebody_in(app: Flask, client: FlaskClient) -> None:
    """She has turned to another page meanwhile: the few bytes it asks for say so."""
    amina, desk, talk = staffed(app, client)
    client.post("/pair/talk/take-part", data={"talk": talk.rpartition("/")[2], "pages": ["plan"]})
    saras = a_phone(app)
    saras.post("/join", data={"code": code_on(desk.post(f"{talk}/code"))})
    saras.post("/join/ask", data=SAYS)
    assert 'data-talk="/pair/now"' in client.get("/plan").text
    assert (client.get("/pair/now").json or {})["voice"] is False
    (guest,) = live.guests(live.of_citizen(amina.id)[0].id)
    desk.post(f"{talk}/door", data={"guest": guest.id, "answer": "let-in"})
    assert (client.get("/pair/now").json or {})["voice"] is True
    assert len(client.get("/pair/now").data) < 300


def test_staff_open_it_and_she_joins(app: Flask, client: FlaskClient) -> None:
    _amina, desk, talk = staffed(app, client)
    assert "join-1" in ids(main_of(client.get("/pair").text))
    key = talk.rpartition("/")[2]
    assert client.post("/pair/talk/take-part", data={"talk": key, "pages": ["plan"]}).location == "/pair/talk"
    client.post("/pair/talk/sign", data={"sign": "unclear"})
    assert (desk.get(f"{talk}/now").json or {})["sign"] == "unclear"
    assert desk.post(f"{talk}/end").status_code == 303
    assert client.get("/pair/now").json == {"over": True} and "over" in ids(main_of(desk.get(talk).text))


def test_a_talk_is_over_once_whoever_opened_it_has_signed_out(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    amina, desk, talk = staffed(app, client)
    client.post("/pair/talk/take-part", data={"talk": talk.rpartition("/")[2], "pages": ["plan"]})
    clock.move(timedelta(minutes=5))
    assert client.get("/pair/now").json != {"over": True}
    desk.post("/sign-out")
    assert client.get("/pair/now").json == {"over": True} and client.get("/pair/talk").location == "/pair"
    assert live.of_citizen(amina.id) == []


def test_the_worker_ends_it_too_and_another_browser_of_hers_does_not_matter(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    amina, desk, _talk = staffed(app, client)
    (kim,) = {one.staff_id for one in live.of_citizen(amina.id)}
    assert kim is not None
    clock.move(timedelta(minutes=5))
    later = signed_in(a_phone(app), Somebody(kim, "caseworker", None))
    later.post("/sign-out")
    assert ending.end_overdue() == 0 and live.of_citizen(amina.id)
    desk.post("/sign-out")
    assert ending.end_overdue() == 1 and live.of_citizen(amina.id) == []


def test_staff_read_none_of_her_pages(app: Flask, client: FlaskClient) -> None:
    """What her role may see at the desk, lights up there: tests/desk/test_in_sight.py."""
    _amina, desk, _talk = staffed(app, client)
    assert desk.get("/pair/plan").status_code == 403


def test_staff_let_in_too_but_her_pages_wait_for_her(app: Flask, client: FlaskClient) -> None:
    amina, desk, talk = staffed(app, client)
    saras = a_phone(app)
    saras.post("/join", data={"code": code_on(desk.post(f"{talk}/code"))})
    saras.post("/join/ask", data=SAYS)
    (guest,) = live.guests(live.of_citizen(amina.id)[0].id)
    assert desk.post(f"{talk}/door", data={"guest": guest.id, "answer": "let-in"}).status_code == 303
    assert saras.get("/join/talk/help").status_code == 200
    assert saras.get("/join/talk/plan").status_code == 404


def test_a_colleague_sees_no_talk_of_others(app: Flask, client: FlaskClient) -> None:
    amina, _desk, talk = staffed(app, client)
    other = signed_in(a_phone(app), responsible_for(amina, "therapist"))
    for path in (talk, f"{talk}/now"):
        assert other.get(path).status_code == 404
    stranger = signed_in(a_phone(app), staff("caseworker"))
    assert stranger.get(f"/desk/{amina.id}/talk").status_code == 404


def test_what_is_no_talk_is_refused(client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    for said in ({"kind": "x", "minutes": "45"}, {"kind": "plan", "minutes": "x"}, {}):
        assert client.post("/pair", data=said).status_code == 422
    for act in ("door", "point", "sign", "code"):
        assert client.post(f"/pair/talk/{act}", data=OPENS).status_code == 404


def test_every_page_leads_to_two_languages_where_she_reads_another(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    for path, pair in (("/", "/pair/today"), ("/plan", "/pair/plan"), ("/me/sharing", "/pair/me/sharing")):
        assert pair in {one.get("href") for one in elements(client.get(path).text, "a")}
    danish = signed_in(a_phone(app), a_life("da"))
    assert 'href="/pair/' not in danish.get("/plan").text


def test_what_is_in_two_languages_already_leads_to_no_other_two(app: Flask, client: FlaskClient) -> None:
    """`/join` too, where a citizen has strayed to: `/pair/join` is nothing."""
    signed_in(client, a_life("ar"))
    for path in ("/pair/plan", "/show", "/join"):
        page = client.get(path)
        assert page.status_code == 200 and f'href="/pair{path}"' not in page.text, path


def test_in_a_talk_who_reads_danish_gets_numbers_too(app: Flask, client: FlaskClient) -> None:
    """Her language may have no texts yet: then the interpreter's voice is the other side."""
    talk = meeting(app, client, "da")
    for page in (client.get("/pair/plan"), talk.read("plan")):
        assert page.status_code == 200 and "point-1" in ids(main_of(page.text))
        assert not [one for one in ids(main_of(page.text)) if one.endswith("-da")]
