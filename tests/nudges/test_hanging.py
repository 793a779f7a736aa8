"""A message that hangs on a start of work: a clear word where there is none; it follows when the day moves or goes."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient

from companion.foundation import clock as now
from companion.foundation.runtime import Runtime
from companion.nudges import anchors, follow_along
from tests.clock import FrozenClock
from tests.nudges.made import HELLO, drains, message, messages, writes
from tests.people import Somebody, a_citizen, responsible_for, signed_in

MONDAY = date(2026, 11, 30)
NO_START = "Der er ingen startdato, du kan se."
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, and Karen who is there for her."""
    amina = a_citizen()
    return amina, responsible_for(amina)


def begins(amina: Somebody, karen: Somebody, day: date) -> uuid.UUID:
    return follow_along.begin(citizen=amina.id, kind="job", starts_on=day, actor=karen.actor)


def a_week_after(amina: Somebody, karen: Somebody, start: uuid.UUID, day: date) -> uuid.UUID:
    """A nudge a week after the start, at ten."""
    plan = anchors.from_anchor(anchors.WORK_START, now.midnight(day), 7, time(10), about=start)
    return writes(karen, amina, plan=plan)[0]


def test_without_a_start_it_is_said_before_and_nothing_is_put_anywhere(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    door = f"/desk/{amina.id}/nudge"
    before = signed_in(client, karen).get(f"{door}?template={HELLO}").text
    assert "Du kan ikke se en startdato" in before and f'href="/desk/{amina.id}/work-start"' in before
    answer = client.post(door, data={"template": HELLO, "when": "start", "days": "7"})
    assert answer.status_code == 422 and NO_START in answer.text and not messages(amina)


@pytest.mark.parametrize(
    ("when", "sentence"), [("meeting", "ingen aftale endnu"), ("programme", "leder ikke et forløb")]
)
def test_what_else_is_missing_has_its_own_sentence(client: FlaskClient, pair: Pair, when: str, sentence: str) -> None:
    amina, karen = pair
    form = {"template": HELLO, "when": when, "days": "1", "week": "1"}
    answer = signed_in(client, karen).post(f"/desk/{amina.id}/nudge", data=form)
    assert answer.status_code == 422 and sentence in answer.text and not messages(amina)


def test_r3_a_start_that_health_staff_know_is_none_for_employment(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    form = {"template": HELLO, "when": "start", "days": "7", "key": str(uuid.uuid4())}
    before = signed_in(client, karen).post(f"/desk/{amina.id}/nudge", data=form).text
    begins(amina, responsible_for(amina, "therapist"), MONDAY)
    assert client.post(f"/desk/{amina.id}/nudge", data=form).text == before and NO_START in before


def test_set_afterwards_it_can_be_chosen(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    begins(amina, karen, MONDAY)
    form = {"template": HELLO, "when": "start", "days": "7", "at": "10:00"}
    assert signed_in(client, karen).post(f"/desk/{amina.id}/nudge", data=form).status_code == 303
    assert messages(amina)[0].planned_for == datetime(2026, 12, 7, 9, tzinfo=UTC)


@pytest.mark.parametrize("days", [-4, 10])
def test_moved_earlier_or_later_it_moves_along(pair: Pair, clock: FrozenClock, days: int) -> None:
    amina, karen = pair
    start = begins(amina, karen, MONDAY)
    key = a_week_after(amina, karen, start, MONDAY)
    begins(amina, karen, MONDAY + timedelta(days=days))
    drains()
    moved = datetime(2026, 12, 7, 9, tzinfo=UTC) + timedelta(days=days)
    assert message(key).planned_for == moved and message(key).ended_at is None
    clock.move(moved - clock.now() - timedelta(minutes=1))
    drains()
    assert message(key).ended_at is None
    clock.move(timedelta(minutes=1))
    drains()
    assert message(key).outcome == "delivered"


def test_gone_it_is_not_sent(pair: Pair) -> None:
    amina, karen = pair
    start = begins(amina, karen, MONDAY)
    key = a_week_after(amina, karen, start, MONDAY)
    follow_along.end(start_id=start, actor=amina.actor)
    drains()
    assert message(key).outcome == "not-sent" and message(key).shown_at is None
