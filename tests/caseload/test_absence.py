"""Away by date with a named cover: the responsible person stays, the cover sees what waits, and the limit stays 25."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import leaving
from companion.accounts import service as accounts
from companion.accounts.circles import HEALTH
from companion.caseload import absence
from companion.caseload import service as caseload
from companion.caseload.absence import AwayAlready, CoverIsAway, NoCover, WrongDays
from companion.caseload.standing import standing_for
from companion.foundation.database import new_id
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, responsible_for, signed_in, staff
from tests.web.markup import by_id

TODAY = date(2026, 11, 22)
BACK = date(2026, 11, 30)


def away(person: Somebody, cover: Somebody, first: date = TODAY, back: date = BACK) -> None:
    absence.enter(staff=person.id, cover=cover.id, starts_on=first, back_on=back, actor=person.actor)


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff(name="Ida Winther")
    away(karen, ida)
    told = standing_for(amina.id)
    assert told.contact is not None and told.contact.name == "Karen Holm"
    assert told.back_on == BACK and told.cover is not None and told.cover.name == "Ida Winther"
    clock.move(timedelta(days=8))
    assert not standing_for(amina.id).is_away


def test_before_the_first_day_nobody_covers(runtime: Runtime) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff()
    away(karen, ida, TODAY + timedelta(days=1))
    assert not standing_for(amina.id).is_away and not absence.covered_by(ida.id)


def test_the_cover_sees_and_does_what_waits_while_it_lasts(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen, ida, other = responsible_for(amina), staff(), staff()
    away(karen, ida)
    wish = new_id()
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=wish, actor=amina.actor)
    assert [one.id for one in tasks.waiting_for(ida.id, role=ida.role)] == [wish]
    with pytest.raises(NotFound):
        tasks.done(task_id=wish, actor=other.actor)
    clock.move(timedelta(days=8))
    assert not tasks.waiting_for(ida.id, role=ida.role)
    with pytest.raises(NotFound):
        tasks.done(task_id=wish, actor=ida.actor)


def test_the_cover_does_it_for_the_one_who_is_away(runtime: Runtime) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff()
    away(karen, ida)
    wish = new_id()
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=wish, actor=amina.actor)
    tasks.done(task_id=wish, actor=ida.actor)
    assert not tasks.waiting_for(karen.id)


def test_what_is_about_health_goes_to_a_cover_in_health_only(runtime: Runtime) -> None:
    amina = a_citizen()
    rikke, mette, peter = responsible_for(amina, "therapist"), staff("health-coordinator"), staff("caseworker")
    with pytest.raises(NoCover):
        away(rikke, peter)
    away(rikke, mette)
    told = {"kind": tasks.UNSENT, "citizen": amina.id, "owner": rikke.id, "key": new_id(), "visible_to": HEALTH}
    tasks.ask(**told, actor=amina.actor)  # type: ignore[arg-type] # one of each kind
    assert len(tasks.waiting_for(mette.id, role=mette.role)) == 1 and not tasks.waiting_for(mette.id)


def test_covering_counts_against_no_limit(runtime: Runtime) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff()
    away(karen, ida)
    assert not caseload.charges_of(ida.id)


@pytest.mark.parametrize(("first", "back"), [(-1, 5), (3, 3), (5, 2), (0, 401)])
def test_days_that_cannot_be(runtime: Runtime, first: int, back: int) -> None:
    with pytest.raises(WrongDays):
        away(staff(), staff(), TODAY + timedelta(days=first), TODAY + timedelta(days=back))


def test_nobody_covers_for_herself_or_without_a_phone(runtime: Runtime) -> None:
    karen, mute = staff(), accounts.add_person(name="Uden telefon", language="da")
    accounts.give_role(person=mute, role="caseworker", unit=a_unit(), actor=MADE_BY)
    for cover in (karen, Somebody(mute, "caseworker"), a_citizen(), Somebody(new_id(), "caseworker")):
        with pytest.raises(NoCover):
            away(karen, cover)


def test_a_cover_who_is_away_and_days_entered_twice(runtime: Runtime) -> None:
    karen, ida, peter = staff(), staff(), staff("caseworker")
    away(ida, peter, TODAY + timedelta(days=3))
    with pytest.raises(CoverIsAway):
        away(karen, ida)
    away(karen, peter)
    with pytest.raises(AwayAlready):
        away(karen, peter, TODAY + timedelta(days=2), BACK + timedelta(days=9))


def test_a_cover_who_has_left_is_told_with_a_number(client: FlaskClient) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff()
    away(karen, ida)
    leaving.disable(person=ida.id, actor=MADE_BY)
    signed_in(client, amina)
    section = by_id(client.get("/").text, "responsible")
    assert section is not None and "Ring til kommunen imens." in section.text and "72 00 00 00" in section.text


def test_today_says_until_when_and_who_helps(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    karen, ida = responsible_for(amina), staff(name="Ida Winther")
    away(karen, ida)
    signed_in(client, amina)
    section = by_id(client.get("/").text, "responsible")
    assert section is not None and "Ida Winther" in section.text and "Karen Holm" in section.text


def enter(client: FlaskClient, **typed: str) -> int:
    return client.post("/desk/absence", data=typed).status_code


def test_the_page(client: FlaskClient) -> None:
    karen, ida = staff(), staff("caseworker", name="Ida Winther")
    signed_in(client, karen)
    assert "Ida Winther" in client.get("/desk/absence").text
    assert enter(client, starts_on="2026-11-23", back_on="2026-11-30", cover=str(ida.id)) == 303
    html = client.get("/desk/absence").text
    [entered] = absence.ahead([karen.id])[karen.id]
    assert f'data-absence="{entered.id}"' in html
    signed_in(client, ida)
    assert client.post(f"/desk/absence/{entered.id}/end").status_code == 404
    signed_in(client, karen)
    assert client.post(f"/desk/absence/{entered.id}/end").status_code == 303
    assert not absence.ahead([karen.id])


@pytest.mark.parametrize("typed", [{"starts_on": "i morgen"}, {"back_on": ""}, {"cover": "x"}, {"cover": ""}])
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client: FlaskClient, typed: dict[str, str]) -> None:
    signed_in(client, staff())
    ida = staff("caseworker")
    right = {"starts_on": "2026-11-23", "back_on": "2026-11-30", "cover": str(ida.id)}
    answer = client.post("/desk/absence", data={**right, **typed})
    assert answer.status_code == 422 and by_id(answer.text, "errors") is not None
    assert all(said in answer.text for said in {**right, **typed}.values() if said not in ("", "x", "i morgen"))
