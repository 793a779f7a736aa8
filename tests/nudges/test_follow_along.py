"""S36: a job or a study begins, contact dates are laid out, and nothing is closed by it."""

import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.caseload import service as caseload
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.nudges import follow_along
from companion.nudges.follow_along import NobodyFollows, NoSuchDay
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id

MONDAY = date(2026, 11, 30)
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, and Karen who is there for her."""
    amina = a_citizen()
    return amina, responsible_for(amina)


def begins(amina: Somebody, actor: Somebody, day: date = MONDAY, kind: str = "job") -> uuid.UUID:
    return follow_along.begin(citizen=amina.id, kind=kind, starts_on=day, actor=actor.actor)


def owed(karen: Somebody, days: int = 400) -> list[tuple[str, date]]:
    found = follow_along.due_for(karen.id, role=karen.role, ahead=timedelta(days=days))
    return [(one.occasion, one.due_on) for one in found]


def test_it_works(pair: Pair) -> None:
    amina, karen = pair
    begins(amina, karen)
    assert owed(karen)[:4] == [
        ("before", date(2026, 11, 28)),
        ("day-3", date(2026, 12, 3)),
        ("week-1", date(2026, 12, 7)),
        ("week-2", date(2026, 12, 14)),
    ]
    assert owed(karen)[-1] == ("month-12", date(2027, 11, 30)) and len(owed(karen)) == 17


def test_it_closes_nothing(pair: Pair) -> None:
    amina, karen = pair
    begins(amina, karen)
    caseload.require_relation(citizen=amina.id, staff=karen.id)
    assert caseload.responsible_for(amina.id) is not None


def test_each_day_exists_also_at_the_end_of_a_month() -> None:
    days = dict(follow_along.contact_days(date(2026, 8, 31)))
    assert (days["month-3"], days["month-6"], days["month-12"]) == (
        date(2026, 11, 30),
        date(2027, 2, 28),
        date(2027, 8, 31),
    )


def test_she_tells_it_herself_and_her_contact_keeps_the_dates(pair: Pair) -> None:
    amina, karen = pair
    begins(amina, amina)
    assert len(owed(karen)) == 17


def test_another_day_moves_what_is_not_kept_yet(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    start = begins(amina, karen)
    first = follow_along.due_for(karen.id, role=karen.role)[0]
    follow_along.keep(contact_id=first.id, actor=karen.actor)
    assert begins(amina, karen, MONDAY + timedelta(days=7)) == start
    assert owed(karen)[0] == ("day-3", date(2026, 12, 10)) and len(owed(karen)) == 16
    assert begins(amina, karen, MONDAY + timedelta(days=7)) == start


def test_a_start_that_has_been_owes_only_what_lies_ahead(pair: Pair) -> None:
    amina, karen = pair
    begins(amina, karen, date(2026, 11, 16))
    assert [occasion for occasion, _day in owed(karen)][:2] == ["week-1", "week-2"]


def test_it_came_to_nothing(pair: Pair) -> None:
    amina, karen = pair
    start = begins(amina, karen)
    with pytest.raises(NotFound):
        follow_along.end(start_id=start, actor=staff().actor)
    follow_along.end(start_id=start, actor=amina.actor)
    assert not owed(karen) and follow_along.starts_at(start, amina.id) is None


def test_only_who_is_there_for_her(pair: Pair) -> None:
    amina, karen = pair
    begins(amina, karen)
    with pytest.raises(NotFound):
        begins(amina, staff())
    with pytest.raises(NotFound):
        begins(amina, a_citizen(name="Nora Berg"))
    first = follow_along.due_for(karen.id, role=karen.role)[0]
    with pytest.raises(NotFound):
        follow_along.keep(contact_id=first.id, actor=staff().actor)


def test_what_health_staff_enter_is_not_told_to_employment(pair: Pair) -> None:
    """R3: neither the start nor its dates."""
    amina, karen = pair
    therapist = responsible_for(amina, "therapist")
    begins(amina, therapist)
    assert not follow_along.starts_of(amina.id, role=karen.role) and not owed(karen)
    assert len(owed(therapist)) == 17 and follow_along.starts_of(amina.id)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 1, 1)])
def test_a_day_far_away_is_refused(pair: Pair, day: date) -> None:
    amina, karen = pair
    with pytest.raises(NoSuchDay):
        begins(amina, karen, day)


def test_a_start_of_something_else_or_with_nobody_is_refused(runtime: Runtime) -> None:
    nora = a_citizen(name="Nora Berg")
    with pytest.raises(NobodyFollows):
        begins(nora, nora)
    with pytest.raises(Invalid):
        begins(nora, nora, kind="holiday")


def test_the_pages(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    signed_in(client, amina)
    assert client.post("/me/work-start", data={"kind": "job", "starts_on": "soon"}).status_code == 422
    assert client.post("/me/work-start", data={"kind": "job", "starts_on": "2026-11-24"}).status_code == 303
    (start,) = follow_along.starts_of(amina.id)
    assert by_id(client.get("/me/work-start").text, f"start-{start.id}") is not None
    signed_in(client, karen)
    block = by_id(client.get("/desk").text, "contacts")
    assert block is not None and "Amina Haddad" in block.text and "før den første dag" in block.text
    due = follow_along.due_for(karen.id, role=karen.role)[0]
    assert client.post(f"/desk/contacts/{due.id}/done").status_code == 303
    assert client.get(f"/desk/{amina.id}/work-start").status_code == 200
    assert client.post(f"/desk/{amina.id}/work-start", data={"kind": "study", "starts_on": ""}).status_code == 422
    assert client.post(f"/desk/work-start/{start.id}/end").status_code == 303
    assert by_id(client.get("/desk").text, "contacts") is None


def test_the_pages_of_others_are_not_there(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    start = begins(amina, karen)
    signed_in(client, a_citizen(name="Nora Berg"))
    assert client.post(f"/me/work-start/{start}/end").status_code == 404
    signed_in(client, staff())
    assert client.get(f"/desk/{amina.id}/work-start").status_code == 404
    assert client.post(f"/desk/work-start/{start}/end").status_code == 404
