"""`/team`: everybody around her, when to call, when to drop in, who covers; and fixed hours of staff (S12, S47)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from companion.caseload import absence, drop_in
from companion.caseload.drop_in import EnoughHours, Hours, WrongHours
from companion.caseload.holidays import is_working_day
from companion.caseload.team import team_of
from companion.foundation import runtime as runtimes
from companion.foundation.database import new_id
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.caseload.test_caseload import relate
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, a_unit, responsible_for, signed_in, staff
from tests.web.markup import by_id

MONDAY, TUESDAY = 0, 1


def at_hand(person: Somebody, weekday: int = TUESDAY, place: str = "Jobafdelingen, lokale 2") -> None:
    times = {"weekday": weekday, "opens": time(13), "closes": time(15)}
    drop_in.add(staff=person.id, place=place, actor=person.actor, **times)  # type: ignore[arg-type] # one of each kind


def test_it_works(client: FlaskClient) -> None:
    amina, mette = a_citizen(), staff("health-coordinator", a_unit("health"), name="Mette Lund")
    karen = responsible_for(amina)
    relate(amina, mette)
    at_hand(mette)
    signed_in(client, amina)
    answer = client.get("/team")
    her, his = by_id(answer.text, f"member-{mette.id}"), by_id(answer.text, f"member-{karen.id}")
    assert her is not None and "Sundhedskoordinator" in her.text and "72 00 00 01" in her.text
    assert "lokale 2" in her.text and "tirsdag d. 24. november" in her.text and "13.00" in her.text
    assert his is not None and "Har ansvaret" in his.text and answer.headers["Companion-Keep"] == "own"


def test_an_absence_ahead_is_told_and_the_next_hour_is_after_it(runtime: Runtime) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff("caseworker")
    at_hand(karen)
    absence.enter(
        staff=karen.id,
        cover=ida.id,
        starts_on=date(2026, 11, 22),
        back_on=date(2026, 11, 26),
        actor=karen.actor,
    )
    [member] = team_of(amina.id)
    assert member.away is not None and member.slot is not None
    assert member.slot.start.date() == date(2026, 12, 1)


def test_another_citizens_people_are_not_hers(client: FlaskClient) -> None:
    responsible_for(a_citizen(name="Nora Friis"))
    signed_in(client, a_citizen())
    html = client.get("/team").text
    assert "Karen Holm" not in html and by_id(html, "gap") is not None
    assert "72 00 00 00" in html  # the unit's number: never blank


@given(st.integers(0, 4), st.integers(0, 3000), st.integers(6, 17), st.integers(1, 4))
def test_the_next_slot_lies_ahead_on_a_working_day(
    rings: object, weekday: int, hours: int, opens: int, long: int
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    fixed = Hours(new_id(), new_id(), weekday, time(opens), time(opens + long), {"da": "Her"})
    with runtimes.bound(_at(moment)):
        slot = drop_in.next_slot([fixed])
    assert slot is not None and slot.end > moment and slot.start.weekday() == weekday
    assert is_working_day(slot.start.date())


def _at(moment: datetime) -> Runtime:
    return Runtime(config=None, clock=FrozenClock(moment), database=None, keys=None)  # type: ignore[arg-type] # time alone


@pytest.mark.parametrize("wrong", [{"weekday": 7}, {"closes": time(13)}, {"place": "  "}, {"place": "x" * 121}])
def test_hours_that_cannot_be(runtime: Runtime, wrong: dict[str, object]) -> None:
    karen = staff()
    right = {"weekday": 1, "opens": time(13), "closes": time(15), "place": "Her"}
    with pytest.raises(WrongHours):
        drop_in.add(staff=karen.id, actor=karen.actor, **{**right, **wrong})  # type: ignore[arg-type] # one wrong


def test_ten_a_week_are_enough(runtime: Runtime) -> None:
    karen = staff()
    for _number in range(drop_in.MOST):
        at_hand(karen)
    with pytest.raises(EnoughHours):
        at_hand(karen)


def test_the_page_of_fixed_hours(client: FlaskClient) -> None:
    karen, ida = staff(), staff()
    signed_in(client, karen)
    typed = {"weekday": "1", "opens": "13:00", "closes": "15:00", "place": "Biblioteket"}
    assert client.post("/desk/hours", data=typed).status_code == 303
    [one] = drop_in.of([karen.id])[karen.id]
    assert "Biblioteket" in client.get("/desk/hours").text
    wrong = client.post("/desk/hours", data={**typed, "opens": "26:00"})
    assert wrong.status_code == 422 and "Biblioteket" in wrong.text
    with pytest.raises(NotFound):
        drop_in.remove(hours_id=one.id, actor=ida.actor)
    assert client.post(f"/desk/hours/{one.id}/end").status_code == 303
    assert not drop_in.of([karen.id])
