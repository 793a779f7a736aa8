"""Answers less than 14 days apart, and one that comes late: all kept, shown and hers to send; none compared wrongly."""

import uuid
from datetime import timedelta

from flask.testing import FlaskClient

from companion.checkins import answers
from companion.checkins import service as checkins
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.me.a_release import a_story, answered
from tests.people import Somebody, a_citizen, signed_in
from tests.phone import check_in, phone_of, sent_now
from tests.web.markup import by_id, elements

RESULT = "/check-in/result"
CLOSE, NOT_COMPARED = "Der er under 14 dage til svaret før.", "Derfor sammenligner vi ikke de to svar."
HIGH, LOW = (5, 5, 5, 5, 5), (0, 0, 0, 0, 0)


def text(client: FlaskClient, name: str) -> str:
    found = by_id(client.get(RESULT).text, name)
    return found.text if found else ""


def marks(client: FlaskClient) -> int:
    return sum("close" in (one.get("class") or "") for one in elements(client.get(RESULT).text, "path"))


def a_late_answer(amina: Somebody, clock: FrozenClock, *, days: int) -> tuple[uuid.UUID, uuid.UUID]:
    """The keys of one that lay on a phone, and of one that was given so many days later and came first."""
    waits = phone_of(amina).seal(check_in(answers=list(HIGH)))
    clock.move(timedelta(days=days))
    newer = answered(amina, LOW)
    clock.move(timedelta(hours=1))
    return answers.take_in_sealed(sent_now(waits), actor=amina.actor)[0], newer


def test_both_are_shown_and_no_change_is_named(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    a_late_answer(amina, clock, days=13)
    told = text(client, "own-result")
    assert "0 af 100" in told and "end sidst" not in told and NOT_COMPARED in told
    assert text(client, "history").count(CLOSE) == 1 and marks(client) == 1
    assert len(elements(client.get(RESULT).text, "circle")) == 2


def test_fourteen_days_apart_they_are_compared_in_the_order_they_were_given(
    client: FlaskClient, clock: FrozenClock
) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    a_late_answer(amina, clock, days=14)
    told = text(client, "own-result")
    assert "Det er lavere end sidst." in told and NOT_COMPARED not in told
    assert CLOSE not in text(client, "history") and marks(client) == 0


def test_close_together_three_answers_are_no_trend(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    for _ in range(3):
        answered(amina)
        clock.move(timedelta(days=3))
    assert marks(client) == 2 and not elements(client.get(RESULT).text, "polyline")


def test_each_of_them_is_hers_to_send(client: FlaskClient, clock: FrozenClock) -> None:
    story = a_story(client)
    story.yes()
    late, newer = a_late_answer(story.amina, clock, days=10)
    client.get(RESULT)
    for key in (story.reading, late, newer):
        sync.release(reading_id=key, actor=story.amina.actor)
    assert {fact.reading_id for fact in sync.shared_with(story.amina.id)} == {story.reading, late, newer}


def test_what_is_offered_to_send_is_the_one_she_gave_last(client: FlaskClient, clock: FrozenClock) -> None:
    story = a_story(client)
    story.yes()
    _late, newer = a_late_answer(story.amina, clock, days=40)
    forms = [one.get("action") for one in elements(client.get(RESULT).text, "form")]
    assert f"/check-in/result/{newer}/release" in forms


def test_the_fortnight_counts_from_the_last_one_she_gave(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    a_late_answer(amina, clock, days=20)
    clock.move(timedelta(days=13))
    assert checkins.possible_from(amina.id) is not None
    clock.move(timedelta(days=1))
    assert checkins.possible_from(amina.id) is None
