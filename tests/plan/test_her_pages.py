"""Her plan on her phone: answers, own words, what is not right, private entries, and what is new."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from companion.foundation.runtime import Runtime
from companion.plan import editing, goals
from companion.plan.goals import NewGoal
from tests.clock import FrozenClock
from tests.people import signed_in
from tests.plan.around import Around, people_around
from tests.plan.laid import a_card
from tests.web.markup import by_id, elements, language_of


@pytest.fixture
def around(client: FlaskClient) -> Around:
    found = people_around()
    signed_in(client, found.selam)
    return found


def test_it_works(client: FlaskClient, around: Around) -> None:
    a_card(around.selam, around.kim, kind="agreed", track="job")
    card = around.card
    assert "Du har ikke sagt ja endnu" in client.get("/plan").text
    answer = client.post(f"/plan/cards/{card.id}/answer", data={"answer": "yes", "version": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plan#card-{card.id}")
    assert "Du sagde ja" in client.get("/plan").text and around.card.agreed_language == "da"


def test_no_thanks_asks_for_no_reason_and_can_be_taken_back(client: FlaskClient, around: Around) -> None:
    a_card(around.selam, around.tove)
    path = f"/plan/cards/{around.card.id}/answer"
    assert client.post(path, data={"answer": "no-thanks"}).status_code == 303
    html = client.get("/plan").text
    assert "data-put-aside" in html and "Lagt til side af dig" in html
    assert client.post(path, data={"answer": "open-again"}).status_code == 303
    assert "data-put-aside" not in client.get("/plan").text
    assert client.post(path, data={"answer": "perhaps"}).status_code == 422


def test_her_own_words_stand_beside_the_purpose(client: FlaskClient, around: Around) -> None:
    path = f"/plan/words/{around.plan.id}"
    assert "data-who-reads" in client.get(path).text
    assert client.post(path, data={"own_words": "Jeg vil bage."}).status_code == 303
    html = client.get("/plan").text
    assert "Jeg vil bage." in html and "Kun du kan se det" in html
    answer = client.post(path, data={"own_words": "æ" * 1_001})
    assert answer.status_code == 422 and "æ" * 1_001 in answer.text and "Højst 1000 tegn" in answer.text


def test_what_is_not_right_stands_there_until_the_answer(client: FlaskClient, around: Around) -> None:
    a_card(around.selam, around.kim, track="job")
    path = f"/plan/not-right/{around.card.id}"
    assert client.post(path, data={"own_words": "x" * 20_000}).status_code == 422
    for _twice in range(2):
        assert client.post(path, data={"own_words": "Nej."}).status_code == 303
    assert 'data-contested="open"' in client.get("/plan").text
    assert "Du har allerede sagt det" in client.get(path).text


def test_private_entries(client: FlaskClient, around: Around) -> None:
    typed = {"own_title": "Tandlæge", "on": "2026-11-20", "at": "09:00"}
    assert client.post("/plan/own", data=typed).status_code == 303
    assert "Tandlæge" in client.get("/plan").text
    answer = client.post("/plan/own", data={**typed, "at": "9 om morgenen"})
    assert answer.status_code == 422 and "9 om morgenen" in answer.text
    assert client.post("/plan/own", data={"own_title": ""}).status_code == 422
    assert client.post("/plan/own", data={**typed, "on": "31.12.2026"}).status_code == 422


def test_what_is_new_is_told_in_her_language_until_she_has_seen_it(client: FlaskClient, clock: FrozenClock) -> None:
    around = people_around("ar")
    signed_in(client, around.selam)
    assert client.post("/plan/seen").status_code == 303
    assert by_id(client.get("/plan").text, "news") is None
    clock.move(timedelta(hours=1))
    told = {"purpose": {"da": "Ro først."}, "version": 1, "actor": around.kim.actor}
    editing.set_purpose(citizen=around.selam.id, **told)  # type: ignore[arg-type] # told by name
    assert by_id(client.get("/plan").text, "news") is not None
    html = client.get("/plan/history").text
    assert language_of(html) == ("ar", "rtl") and "Ro først." in html and "Karen Holm" in html
    assert [one.get("data-change") for one in elements(html, "li") if one.get("data-change")] == [
        "purpose-purpose",
        "purpose-added",
    ]
    client.post("/plan/seen")
    assert by_id(client.get("/plan").text, "news") is None


def test_two_hundred_cards_are_paged(client: FlaskClient, around: Around) -> None:
    for _card in range(45):
        a_card(around.selam, around.kim, track="job")
    html = client.get("/plan").text
    assert html.count('id="card-') == 40 and "/plan?cards=2#cards" in html
    assert client.get("/plan?cards=2").text.count('id="card-') == 5
    for typed in ("0", "99", "x", "-1"):
        assert client.get("/plan", query_string={"cards": typed}).status_code == 200


def test_today_stays_quick_beside_forty_cards(client: FlaskClient, runtime: Runtime, around: Around) -> None:
    for _card in range(40):
        a_card(around.selam, around.kim, track="job")
    asked: list[str] = []
    client.get("/")  # the first look of a day writes that the phone was used
    count = lambda *told: asked.append(str(told[2]))  # noqa: E731 - taken off again by its name
    event.listen(runtime.database.engine, "before_cursor_execute", count)
    assert client.get("/").status_code == 200
    event.remove(runtime.database.engine, "before_cursor_execute", count)
    assert len(asked) <= 10, asked


@pytest.mark.parametrize("path", ["not-right", "words"])
def test_what_is_not_hers_is_not_there(client: FlaskClient, around: Around, path: str) -> None:
    other = people_around()
    goal = goals.add(citizen=other.selam.id, goal=NewGoal({"da": "Sove"}), actor=other.tove.actor)
    for key in (other.plan.id, goal, uuid.uuid4()):
        assert client.get(f"/plan/{path}/{key}").status_code == 404
        assert client.post(f"/plan/{path}/{key}", data={"own_words": "x"}).status_code == 404
    assert client.post(f"/plan/cards/{uuid.uuid4()}/answer", data={"answer": "later"}).status_code == 404
