"""The desk: what waits and answering it; and what the employment side sees, the same whatever she keeps to herself."""

import uuid

import pytest
from flask.testing import FlaskClient

from companion.caseload import service as caseload
from companion.concerns import answering, hours, own_sharing, releasing, rules, service, wishes
from companion.concerns.known import replies, slots
from companion.foundation import clock
from tests.concerns.worried import OWN, a_coordinator, advises, answers, approves, worries
from tests.people import MADE_BY, a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements, without_word_links


def test_it_works(client: FlaskClient) -> None:
    amina, hanne = a_citizen("ar"), a_coordinator()
    concern = worries(amina, with_interpreter=True)
    signed_in(client, hanne)
    assert f"/desk/concerns/{concern}" in client.get("/desk").text and "i dag" in client.get("/desk/concerns").text
    page = f"/desk/concerns/{concern}"
    assert client.get(page).status_code == 200
    told = {"sentence": ["talk-choose"], "slot_day": ["2026-11-24", ""], "slot_hour": ["10:00", ""], "form": "phone"}
    assert client.post(f"{page}/reply", data=told).status_code == 303
    assert len(replies(concern)) == len(slots(concern)) == 1
    assert client.post(f"{page}/advice", data={"sentence": "advice-breaks", "line": "Ring først."}).status_code == 303
    assert "Ring først." in client.get(page).text
    assert client.post(f"{page}/close").status_code == 303 and "Ingen venter." in client.get("/desk/concerns").text


@pytest.mark.parametrize(
    ("act", "wrong", "kept"),
    [
        ("reply", {"own": ""}, None),
        ("reply", {"own": "x" * 1001}, "x" * 1001),
        ("reply", {"slot_day": "2026-02-30", "slot_hour": "25:61", "own": "Hej"}, "2026-02-30"),
        ("reply", {"slot_day": "2020-01-01", "slot_hour": "10:00", "own": "Hej"}, "Hej"),
        ("reply", {"slot_day": "9999-12-31", "slot_hour": "23:59", "own": "Hej"}, "Hej"),
        ("advice", {"line": "x" * 201}, "x" * 201),
        ("advice", {}, None),
    ],
)
def test_nothing_typed_is_lost(client: FlaskClient, act: str, wrong: dict[str, str], kept: str | None) -> None:
    hanne, concern = a_coordinator(), worries(a_citizen())
    signed_in(client, hanne)
    answer = client.post(f"/desk/concerns/{concern}/{act}", data=wrong)
    assert answer.status_code == 422 and by_id(answer.text, "errors") is not None
    assert kept is None or kept in answer.text
    assert not replies(concern) and not slots(concern)


def test_the_list_is_paged_and_tells_the_age(client: FlaskClient) -> None:
    hanne = a_coordinator()
    for number in range(answering.PAGE + 1):
        worries(a_citizen(name=f"Borger {number}"), own="")
    signed_in(client, hanne)
    first, second = client.get("/desk/concerns").text, client.get("/desk/concerns?page=1").text
    assert first.count("data-concern") == answering.PAGE and second.count("data-concern") == 1
    assert client.get("/desk/concerns?page=nonsense").status_code == 200


def test_reading_is_written_where_she_sees_it(client: FlaskClient) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    concern = worries(amina)
    signed_in(client, hanne)
    client.get("/desk/concerns")
    client.get(f"/desk/concerns/{concern}")
    signed_in(client, amina)
    html = client.get("/me/seen").text
    assert 'data-event="read.concern"' in html and 'data-event="read.concerns"' in html and "Hanne Dahl" in html


@pytest.mark.parametrize("role", ["caseworker", "ips-consultant"])
def test_no_word_of_it_reaches_the_employment_side(client: FlaskClient, role: str) -> None:
    """Canaries in the worry, the answer and the advice; her pages, lists and errors are walked as her contact."""
    amina, hanne = a_citizen("ar"), a_coordinator()
    karen, concern = responsible_for(amina, role), worries(amina)
    answers(hanne, concern)
    advises(hanne, concern, "Canary advice")
    signed_in(client, karen)
    for page in ("/desk", "/desk/concerns", f"/desk/{amina.id}/voice", f"/desk/concerns/{concern}"):
        html = client.get(page).text
        assert "Canary" not in html and "pauser" not in html and str(concern) not in html.replace(page, "")
    assert client.get(f"/desk/concerns/{concern}").status_code == 404
    assert client.post(f"/desk/concerns/{concern}/reply", data={"own": "Hej"}).status_code == 404


def test_r3_what_she_keeps_to_herself_makes_no_difference(client: FlaskClient) -> None:
    amina, selam, hanne = a_citizen(name="Amina Haddad"), a_citizen(name="Amina Haddad"), a_coordinator()
    karen = responsible_for(amina)
    assert karen.unit is not None
    caseload.relate(citizen=selam.id, staff=karen.id, role=karen.role, unit=karen.unit, responsible=True, actor=MADE_BY)
    concern = worries(amina)
    answers(hanne, concern)
    advises(hanne, concern)
    service.keep(concern_id=concern, actor=amina.actor)
    wishes.add(words="Kok", actor=amina.actor)
    wishes.suggest(citizen=amina.id, words="Gartner", actor=karen.actor)
    hours.tell(monday=rules.monday_of(clock.today()), hours=5, feeling="fine", actor=amina.actor)
    signed_in(client, karen)
    hers = [client.get(f"/desk/{one.id}/voice").text.replace(str(one.id), "id") for one in (amina, selam)]
    assert hers[0] == hers[1]
    desk = by_id(client.get("/desk").text, "caseload")
    assert desk is not None and "Sundhedskoordinatoren er med" not in desk.text


def test_involved_is_one_word_and_only_with_her_tick(client: FlaskClient) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    karen = responsible_for(amina)
    worries(amina, may_know=True)
    signed_in(client, karen)
    for page in ("/desk", f"/desk/{amina.id}/voice"):
        html = without_word_links(client.get(page).text)
        assert "Sundhedskoordinatoren er med" in html and OWN not in html


def test_what_she_shows_is_there(client: FlaskClient) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    karen, concern = responsible_for(amina), worries(amina)
    approves(karen)
    advises(hanne, concern, "Ring først.")
    service.advice_opened(concern_id=concern, actor=amina.actor)
    releasing.release(concern_id=concern, language="da", text_version=1, actor=amina.actor)
    wishes.add(words="Kok", actor=amina.actor)
    for shared in own_sharing.LISTS:
        own_sharing.share(shared=shared, language="da", actor=amina.actor)
    hours.tell(monday=rules.monday_of(clock.today()), hours=5, feeling="more", actor=amina.actor)
    signed_in(client, karen)
    html = client.get(f"/desk/{amina.id}/voice").text
    assert "Ring først." in html and "Kok" in html and "Jeg kan godt mere" in html and OWN not in html


def test_a_suggestion_is_said_to_have_arrived_and_nothing_more(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, karen)
    told = client.post(f"/desk/{amina.id}/voice", data={"wish": "Gartner"})
    html = client.get(told.location).text
    assert told.status_code == 303 and "Dit forslag er vist for borgeren" in html and "Gartner" not in html
    assert client.post(f"/desk/{amina.id}/voice", data={"wish": ""}).status_code == 422
    assert client.get(f"/desk/{a_citizen().id}/voice").status_code == 404


@pytest.mark.parametrize("act", ["seen", "done"])
def test_a_request_is_taken_on_and_answered(client: FlaskClient, act: str) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    client.post("/concerns/ask", data={"kind": "support-at-work", "key": str(uuid.uuid4()), "yes": "1"})
    signed_in(client, karen)
    html = client.get("/desk/concerns").text
    [address] = [one.get("action") for one in elements(html, "form") if "/requests/" in (one.get("action") or "")]
    assert address and client.post(address, data={"act": act}).status_code == 303
    assert ("Støtte på arbejdet" in client.get("/desk/concerns").text) is (act == "seen")
    assert client.post(address, data={"act": "sell"}).status_code == 422
