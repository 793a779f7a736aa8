"""Two answers less than 14 days apart: both are kept and shown, one counts, and help goes by the last one too."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.checkins import answers
from companion.checkins import service as checkins
from companion.checkins.service import TooEarly
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.me.a_release import a_story, answered
from tests.people import a_citizen, responsible_for, signed_in
from tests.phone import check_in, phone_of
from tests.web.markup import by_id, elements

RESULT = "/check-in/result"
CLOSE, FIRST = "Det ligger tæt på et andet svar.", "Dit første svar gælder."
HIGH, LOW = (5, 5, 5, 5, 5), (0, 0, 0, 0, 0)


def text(client: FlaskClient, name: str) -> str:
    found = by_id(client.get(RESULT).text, name)
    return found.text if found else ""


def test_both_are_kept_and_the_first_counts(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    first = answered(amina, HIGH)
    clock.move(timedelta(days=13))
    answered(amina, LOW)
    told, html = text(client, "own-result"), client.get(RESULT).text
    assert "100 af 100" in told and FIRST in told and "end sidst" not in told
    assert [(one.raw, one.counts) for one in checkins.history(amina.id)] == [(0, False), (25, True)]
    assert text(client, "history").count(CLOSE) == 1 and len(elements(html, "circle")) == 1
    latest = checkins.latest(amina.id)
    assert latest is not None and latest.id == first
    assert not checkins.standing(amina.id).has_unopened


def test_fourteen_days_apart_both_count(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina, HIGH)
    clock.move(timedelta(days=14))
    answered(amina, LOW)
    assert "Det er lavere end sidst." in text(client, "own-result") and CLOSE not in text(client, "history")


def test_help_goes_by_what_she_answered_last(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answered(amina, HIGH)
    assert not text(client, "talk") and not text(client, "lines")
    clock.move(timedelta(days=1))
    answered(amina, LOW)
    assert text(client, "talk") and text(client, "lines")


def test_an_older_answer_that_lands_later_is_an_older_number(client: FlaskClient, clock: FrozenClock) -> None:
    """Her current number is the one she gave last, whichever way the phone sent them."""
    amina = a_citizen()
    signed_in(client, amina)
    old = phone_of(amina).seal(check_in(answers=list(HIGH)))
    clock.move(timedelta(days=30))
    newer = answered(amina, LOW)
    clock.move(timedelta(hours=1))
    answers.take_in_sealed(old, actor=amina.actor)
    assert [one.raw for one in checkins.history(amina.id)] == [0, 25]
    latest = checkins.latest(amina.id)
    assert latest is not None and latest.id == newer
    assert "Det er lavere end sidst." in text(client, "own-result")


def test_what_lands_later_never_changes_what_counted(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    old = phone_of(amina).seal(check_in(answers=list(HIGH)))
    clock.move(timedelta(days=10))
    answered(amina, LOW)
    clock.move(timedelta(minutes=1))
    answers.take_in_sealed(old, actor=amina.actor)
    assert [(one.raw, one.counts) for one in checkins.history(amina.id)] == [(0, True), (25, False)]


def test_only_what_counts_can_be_sent(client: FlaskClient, clock: FrozenClock) -> None:
    story = a_story(client)
    story.yes()
    clock.move(timedelta(days=2))
    second = answered(story.amina, LOW)
    html = client.get(RESULT).text
    assert f"/{story.reading}/release" in html and f"/{second}/release" not in html
    assert client.post(f"{RESULT}/{second}/release").status_code == TooEarly.status
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 303
    assert [fact.reading_id for fact in sync.shared_with(story.amina.id)] == [story.reading]


def test_a_code_still_tells_her_what_she_just_answered(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    answered(amina, HIGH)
    clock.move(timedelta(days=1))
    signed_in(client, amina, method="code")
    answered(amina)
    assert "60 af 100" in text(client, "own-result") and "100 af 100" not in text(client, "own-result")
    assert FIRST in text(client, "release")


@pytest.mark.parametrize("days", [1, 5])
def test_what_does_not_count_leaves_the_invitation_open(client: FlaskClient, clock: FrozenClock, days: int) -> None:
    amina = a_citizen()
    answered(amina, HIGH)
    day = checkins.possible_from(amina.id)
    assert day is not None
    clock.move(timedelta(days=days))
    checkins.invite(
        citizen=amina.id, instrument="who5", due_on=day - timedelta(days=14), occasion="end", actor=amina.actor
    )
    answered(amina, LOW)
    assert not checkins.standing(amina.id).is_due
    clock.move(timedelta(days=14 - days))
    assert checkins.standing(amina.id).is_due


def test_the_same_form_again_is_the_same_answer(client: FlaskClient, clock: FrozenClock) -> None:
    amina, key = a_citizen(), str(uuid.uuid4())
    signed_in(client, amina)
    form = {"key": key, **dict.fromkeys(("happy", "calm", "active", "rested", "interest"), "3")}
    assert client.post("/check-in", data=form).status_code == 303
    answered(amina, LOW)
    assert client.post("/check-in", data=form).status_code == 303
    assert client.post("/check-in", data={**form, "key": str(uuid.uuid4())}).status_code == 409
