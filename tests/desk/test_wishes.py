"""What she wrote for when she goes quiet stands wherever the desk would say “call”, for who answers for her alone."""

import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts.circles import HEALTH
from companion.caseload import absence, contacting, quiet
from companion.caseload.contacting import NO_ANSWER
from companion.caseload.quiet import Wish
from companion.foundation.runtime import Runtime
from companion.nudges import follow_along
from companion.tasks import service as tasks
from companion.tasks.unreached import UNREACHABLE, wishes_for
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import also_there, log
from tests.caseload.test_quiet import SALMA, WHOLE
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements

A_DAY = timedelta(days=1)
CALLS_HER = 'href="tel:20000000"'
CALLS_SALMA = 'href="tel:+4520112233"'
CALL_INSTEAD = "Ring i stedet."
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, who has written what she wants, and Karen, who is responsible for her."""
    amina = a_citizen()
    karen = responsible_for(amina)
    quiet.write(wish=WHOLE, actor=amina.actor)
    return amina, karen


def not_told(citizen: Somebody, owner: Somebody, **more: str) -> None:
    """A message did not reach her: the owner is asked to call instead."""
    key = uuid.uuid4()
    tasks.ask(kind=UNREACHABLE, citizen=citizen.id, owner=owner.id, key=key, actor=MADE_BY, **more)  # type: ignore[arg-type]


def silent(citizen: Somebody, caller: Somebody) -> None:
    """Calls were not answered."""
    for _ in range(quiet.TRIES):
        log(citizen, caller, NO_ANSWER)


def away(person: Somebody, cover: Somebody) -> None:
    """A week off, from today."""
    absence.enter(
        staff=person.id, cover=cover.id, starts_on=date(2026, 11, 22), back_on=date(2026, 11, 30), actor=person.actor
    )


def task_of(html: str) -> str:
    """The words of the one task about a message that did not arrive."""
    (found,) = (one for one in elements(html, "li") if one.get("data-task") == UNREACHABLE)
    return found.text


def test_it_works(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    not_told(amina, karen)
    html = signed_in(client, karen).get("/desk").text
    assert CALL_INSTEAD not in html and CALLS_HER not in html and CALLS_SALMA in html
    assert SALMA.name in task_of(html) and "Vent til og med fredag d. 27. november." in task_of(html)


@pytest.mark.parametrize("path", ["", "/nudge"])
def test_on_her_page_and_where_one_writes_to_her(client: FlaskClient, pair: Pair, path: str) -> None:
    amina, karen = pair
    address = f"/desk/{amina.id}{path}"
    before = signed_in(client, karen).get(address).text
    assert SALMA.name not in before
    not_told(amina, karen)
    html = client.get(address).text
    assert SALMA.name in html and CALLS_HER not in html and CALL_INSTEAD not in html


def test_on_the_row_of_the_caseload_and_beside_what_follows_a_start(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    follow_along.begin(citizen=amina.id, kind="job", starts_on=date(2026, 11, 24), actor=karen.actor)
    silent(amina, karen)
    html = signed_in(client, karen).get("/desk").text
    for section in ("caseload", "contacts", "silent"):
        found = by_id(html, section)
        assert found is not None and SALMA.name in found.text, section
    assert CALLS_HER not in html


def test_on_the_list_of_the_day(client: FlaskClient, clock: FrozenClock, pair: Pair) -> None:
    amina, karen = pair
    a_meeting(amina, karen, clock.now() + timedelta(hours=4), visible_to="all")
    silent(amina, karen)
    clock.move(timedelta(minutes=1))
    contacting.plan_next(contact_id=log(amina, karen, NO_ANSWER), on=clock.now().date(), actor=karen.actor)
    html = signed_in(client, karen).get("/desk/today").text
    assert html.count("data-wish") == 2 and CALLS_HER not in html and html.count(CALLS_SALMA) == 2


def test_the_cover_reads_it_in_every_place_while_it_lasts(client: FlaskClient, clock: FrozenClock, pair: Pair) -> None:
    amina, karen = pair
    ida = staff(name="Ida Winther")
    silent(amina, karen)
    clock.move(timedelta(minutes=1))
    contacting.plan_next(contact_id=log(amina, karen, NO_ANSWER), on=clock.now().date(), actor=karen.actor)
    not_told(amina, karen)
    signed_in(client, ida)
    assert all(SALMA.name not in client.get(path).text for path in ("/desk", "/desk/today"))
    away(karen, ida)
    desk, today = client.get("/desk").text, client.get("/desk/today").text
    assert SALMA.name in task_of(desk) and desk.count(CALLS_SALMA) == 2 and CALLS_SALMA in today
    assert CALLS_HER not in desk + today
    clock.move(8 * A_DAY)
    signed_in(client, ida)
    assert all(SALMA.name not in client.get(path).text for path in ("/desk", "/desk/today"))


def test_nobody_else_reads_it_and_cannot_tell_that_there_is_one(client: FlaskClient) -> None:
    """A sender who is not responsible is told the same of every citizen: ask whoever is, before you call."""
    told = []
    for wish in (WHOLE, Wish(leave_be=True), None):
        amina = a_citizen()
        responsible_for(amina)
        if wish:
            quiet.write(wish=wish, actor=amina.actor)
        peter = also_there(amina, "caseworker")
        not_told(amina, peter)
        told.append(task_of(signed_in(client, peter).get("/desk").text))
    assert len(set(told)) == 1 and CALL_INSTEAD in told[0] and "spørg dér" in told[0]


def test_r3_a_hidden_message_shows_no_wish_to_who_may_not_know_of_it(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    before = signed_in(client, karen).get("/desk").text
    not_told(amina, karen, visible_to=HEALTH)
    assert client.get("/desk").text == before and wishes_for(karen.actor) == {}


def test_when_the_days_alone_are_over_calling_is_right_again(
    client: FlaskClient, clock: FrozenClock, pair: Pair
) -> None:
    amina, karen = pair
    quiet.write(wish=Wish(wait_days=2), actor=amina.actor)
    not_told(amina, karen)
    assert CALLS_HER not in signed_in(client, karen).get(f"/desk/{amina.id}").text
    clock.move(3 * A_DAY)
    html = signed_in(client, karen).get(f"/desk/{amina.id}").text
    assert CALLS_HER in html and CALL_INSTEAD in html and "Ventetiden på 2 dage er gået." in html


def test_who_has_said_nothing_is_called(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    quiet.take_back(actor=amina.actor)
    not_told(amina, karen)
    silent(amina, karen)
    html = signed_in(client, karen).get("/desk").text
    assert CALL_INSTEAD in html and CALLS_HER in html and "data-wish" not in html


def test_on_both_databases_by_who_answers(runtime: Runtime, pair: Pair) -> None:
    amina, karen = pair
    ida = staff(name="Ida Winther")
    not_told(amina, karen)
    assert wishes_for(karen.actor)[amina.id].written.wish == WHOLE and wishes_for(ida.actor) == {}
    away(karen, ida)
    assert set(wishes_for(ida.actor)) == {amina.id}
