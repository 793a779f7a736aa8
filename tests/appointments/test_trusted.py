"""Somebody a citizen trusts reads her appointments for 90 days: that page, nothing else, nothing kept afterwards."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from companion.accounts import attempts, trusted
from companion.accounts.trusted import EnoughPhones, WrongTrustedCode
from companion.appointments.trusted_pages import LOOPBACK_COOKIE
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.appointments.made import THURSDAY, a_meeting
from tests.clock import FrozenClock
from tests.house.policy import EVERYBODY, WHO
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements

NINE = re.compile(r"(\d{3}) (\d{3}) (\d{3})")
PUBLIC_TITLE, HEALTH_TITLE, HERS = "Snak om job", "Tjek af fødder", "Bowling med Bo"


def a_busy_week(amina: Somebody) -> None:
    """One meeting in each circle, and one that was called off."""
    karen = responsible_for(amina)
    job: dict[str, Any] = {"title": {"da": PUBLIC_TITLE}, "track": "job", "place": {"da": "Biblioteket"}}
    a_meeting(amina, karen, **job)
    a_meeting(amina, karen, THURSDAY + timedelta(days=1), visible_to="health")
    a_meeting(amina, karen, THURSDAY + timedelta(days=2), visible_to="citizen", title={"da": HERS})


@pytest.fixture
def friend(app: Flask) -> FlaskClient:
    """The other phone."""
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


def a_code(client: FlaskClient, amina: Somebody, **ticked: str) -> str:
    signed_in(client, amina)
    answer = client.post("/me/trusted", data=ticked)
    found = NINE.search(answer.text)
    assert answer.status_code == 200 and found is not None
    return "".join(found.groups())


def comes_in(friend: FlaskClient, digits: str) -> str:
    assert friend.post("/trusted", data={"code": digits}).status_code == 303
    return friend.get("/trusted").text


def test_it_works(client: FlaskClient, friend: FlaskClient) -> None:
    amina = a_citizen()
    a_busy_week(amina)
    html = comes_in(friend, a_code(client, amina))
    assert "torsdag d. 26. november" in html and "14.30" in html and "Biblioteket" in html
    assert "fredag d. 27. november" in html and "Sundhedscentret" not in html
    for word in (PUBLIC_TITLE, HEALTH_TITLE, HERS, "Amina", "Karen Holm", "lørdag d. 28. november"):
        assert word not in html


def test_titles_only_when_she_ticks_them_and_her_own_never(client: FlaskClient, friend: FlaskClient) -> None:
    amina = a_citizen()
    a_busy_week(amina)
    html = comes_in(friend, a_code(client, amina, with_titles="1"))
    assert PUBLIC_TITLE in html and HEALTH_TITLE in html and HERS not in html


def test_looking_uses_nothing_up_and_a_code_works_once(client: FlaskClient, friend: FlaskClient) -> None:
    digits = a_code(client, a_citizen())
    assert by_id(friend.get("/trusted").text, "enter") is not None
    comes_in(friend, digits)
    friend.delete_cookie(LOOPBACK_COOKIE)
    assert friend.post("/trusted", data={"code": digits}).status_code == 422


def test_a_code_lives_ten_minutes_and_the_page_90_days(
    client: FlaskClient, friend: FlaskClient, clock: FrozenClock
) -> None:
    amina = a_citizen()
    late = a_code(client, amina)
    clock.move(timedelta(minutes=11))
    assert friend.post("/trusted", data={"code": late}).status_code == 422
    comes_in(friend, a_code(client, amina))
    clock.move(timedelta(days=89))
    assert by_id(friend.get("/trusted").text, "stop") is not None
    clock.move(timedelta(days=1))
    assert by_id(friend.get("/trusted").text, "stop") is None


def test_she_ends_it_at_once_and_nothing_is_left_on_that_phone(client: FlaskClient, friend: FlaskClient) -> None:
    amina = a_citizen()
    a_busy_week(amina)
    comes_in(friend, a_code(client, amina))
    [phone] = trusted.of(amina.id)
    assert client.post(f"/me/trusted/{phone.id}/end").status_code == 303
    answer = friend.get("/trusted")
    assert by_id(answer.text, "enter") is not None and "26. november" not in answer.text
    assert friend.get_cookie(LOOPBACK_COOKIE) is None
    assert (answer.headers["Cache-Control"], answer.headers["Companion-Keep"]) == ("no-store", "never")


def test_the_other_phone_ends_it_too(client: FlaskClient, friend: FlaskClient) -> None:
    amina = a_citizen()
    comes_in(friend, a_code(client, amina))
    assert friend.post("/trusted/end").status_code == 303
    assert not trusted.of(amina.id) and friend.get_cookie(LOOPBACK_COOKIE) is None


def test_no_page_of_it_is_kept(client: FlaskClient, friend: FlaskClient) -> None:
    amina = a_citizen()
    comes_in(friend, a_code(client, amina))
    answer = friend.get("/trusted")
    assert (answer.headers["Cache-Control"], answer.headers["Companion-Keep"]) == ("no-store", "never")
    assert "Companion-Owner" not in answer.headers
    assert not [one for one in elements(answer.text, "meta") if one.get("name") == "companion-keep"]


def test_nothing_else_opens(client: FlaskClient, friend: FlaskClient) -> None:
    """At every door that is not everybody's, the trusted phone is a stranger."""
    comes_in(friend, a_code(client, a_citizen()))
    nobody = "00000000-0000-0000-0000-000000000007"
    for route in (route for route, roles in WHO.items() if roles != EVERYBODY):
        method, _, path = route.partition(" ")
        address = path.replace("<uuid>", nobody).replace("<int>", "1").replace("<string>", "citizen")
        kind: dict[str, Any] = {"json": {}} if "sealed" in path or "options" in path else {}
        assert friend.open(address, method=method, **kind).status_code == 401, route


@pytest.mark.parametrize("typed", ["", "12", "hej", "1234567890"])
def test_what_is_no_code_costs_no_attempt(friend: FlaskClient, typed: str) -> None:
    answers = {friend.post("/trusted", data={"code": typed}).status_code for _number in range(attempts.PER_ADDRESS + 2)}
    assert answers == {422}


def test_codes_are_not_tried_one_by_one(friend: FlaskClient) -> None:
    answers = [friend.post("/trusted", data={"code": f"{n:09d}"}).status_code for n in range(attempts.PER_ADDRESS + 1)]
    assert answers == [422] * attempts.PER_ADDRESS + [429]


def test_five_phones_are_enough_and_an_old_code_counts_no_more(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    for _number in range(trusted.MOST_AT_ONCE):
        trusted.make(with_titles=False, actor=amina.actor)
    with pytest.raises(EnoughPhones):
        trusted.make(with_titles=False, actor=amina.actor)
    clock.move(timedelta(minutes=11))
    assert not trusted.of(amina.id) and trusted.make(with_titles=False, actor=amina.actor)


def test_anothers_phone_cannot_be_ended(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen()
    trusted.make(with_titles=False, actor=amina.actor)
    with pytest.raises(NotFound):
        trusted.end(trusted_id=trusted.of(amina.id)[0].id, actor=nora.actor)


def test_neither_code_nor_token_is_stored(runtime: Runtime) -> None:
    digits = trusted.make(with_titles=False, actor=a_citizen().actor)
    token = trusted.use(digits, device="Android")
    with reading() as db:
        stored = str(db.execute(text("select * from trusted_phone")).all())
    assert digits not in stored and token not in stored
    with pytest.raises(WrongTrustedCode):
        trusted.use(digits, device=None)


def test_a_code_alone_is_not_enough_to_invite(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina, method="code")
    assert client.get("/me/trusted").status_code == 200
    assert client.post("/me/trusted").status_code == 403 and not trusted.of(amina.id)
