"""The caseload on one screen: who was met when, who is silent, in few statements; only what the reader may see."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from companion.caseload import contacting, quiet
from companion.caseload import service as caseload
from companion.caseload.contacting import MET, NO_ANSWER
from companion.desk import rows
from companion.foundation import audit
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import also_there, log
from tests.caseload.test_quiet import SALMA, WHOLE
from tests.clock import FrozenClock
from tests.nudges.made import drains, writes
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
MOST_STATEMENTS = 28  # of the whole page: the session check, who is missing somebody, how far messages came too


def joins(member: Somebody, name: str) -> Somebody:
    """One more citizen on this caseload."""
    citizen = a_citizen(name=name)
    assert member.unit is not None
    caseload.relate(
        citizen=citizen.id, staff=member.id, role=member.role, unit=member.unit, responsible=True, actor=MADE_BY
    )
    return citizen


def block(client: FlaskClient, name: str, path: str = "/desk") -> str:
    """The words of one section."""
    found = by_id(client.get(path).text, name)
    return found.text if found else ""


def names(html: str) -> list[str]:
    """The names of the rows, in order."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [one.text.partition(" ét")[0] for one in elements(body, "th")]


@contextmanager
def statements(runtime: Runtime) -> Iterator[list[str]]:
    """Every statement sent to the database, but for the word that begins a transaction on SQLite."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(runtime.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(runtime.database.engine, "before_cursor_execute", note)
    sent[:] = [statement for statement in sent if not statement.startswith("BEGIN")]


def test_it_works(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    contacting.plan_next(contact_id=log(amina, karen), on=clock.now().date() + 9 * A_DAY, actor=karen.actor)
    clock.move(6 * A_DAY)
    a_meeting(amina, karen, clock.now() + A_DAY, interpreter_language="ar")
    told = block(signed_in(client, karen), "caseload")
    assert "6 dage siden et møde" in told and "søndag d. 29. november" in told
    assert "Kontakt igen tirsdag d. 1. december" in told and "med tolk" in told


@pytest.mark.parametrize("size", [1, 25])
def test_a_caseload_of_any_size_costs_the_same(
    client: FlaskClient, runtime: Runtime, clock: FrozenClock, size: int
) -> None:
    """25 citizens, 40 tasks, all silent with a wish and written to: the first look of a day, with its audit lines."""
    karen, written_to = staff(), []
    for number in range(size):
        citizen = joins(karen, f"Borger {number:02d}")
        written_to.append(citizen)
        quiet.write(wish=WHOLE, actor=citizen.actor)
        log(citizen, karen)
        a_meeting(citizen, karen, clock.now() + AN_HOUR)
        for _ in range(2):
            clock.move(timedelta(minutes=1))
            log(citizen, karen, NO_ANSWER)
        for _ in range(2 if number < 15 else 1):
            tasks.ask(kind=tasks.CALL_ME, citizen=citizen.id, owner=karen.id, key=uuid.uuid4(), actor=citizen.actor)
    writes(karen, *written_to)
    drains()
    signed_in(client, karen)
    client.get("/help")  # what a process keeps in memory is looked at every ten seconds, not at every page
    with statements(runtime) as sent:
        html = client.get("/desk").text
    assert len(names(html)) == size and SALMA.name in html and html.count("sendt, ikke vist endnu") == size
    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)
    print(f"\n{size} citizens: {len(sent)} statements")


def test_longest_since_a_meeting_comes_first(client: FlaskClient, clock: FrozenClock) -> None:
    karen = staff()
    anna, bo, _carl = (joins(karen, name) for name in ("Anna", "Bo", "Carl"))
    log(bo, karen)
    clock.move(A_DAY)
    log(anna, karen)
    signed_in(client, karen)
    assert names(client.get("/desk").text) == ["Anna", "Bo", "Carl"]
    assert names(client.get("/desk?sort=meeting").text) == ["Carl", "Bo", "Anna"]
    assert names(client.get("/desk?sort=%27;drop&page=x").text) == ["Anna", "Bo", "Carl"]


def test_a_name_is_found_in_the_own_caseload_only(client: FlaskClient) -> None:
    karen = staff()
    joins(karen, "Anna Berg")
    joins(karen, "Bo Holst")
    responsible_for(a_citizen(name="Anna Anders"))
    signed_in(client, karen)
    answer = client.post("/desk/find", data={"name": " BERG anna "})
    assert names(answer.text) == ["Anna Berg"] and "1 borger passer." in answer.text
    assert names(client.post("/desk/find", data={"name": "Anders"}).text) == []
    assert 'name="next" value="/desk"' in answer.text  # a switch of language has an address to go to


def test_more_than_fifty_are_paged(client: FlaskClient) -> None:
    karen = staff("caseworker")
    for number in range(rows.PAGE + 3):
        joins(karen, f"Borger {number:02d}")
    signed_in(client, karen)
    first, second = client.get("/desk").text, client.get("/desk?page=2").text
    assert (len(names(first)), names(second)) == (50, ["Borger 50", "Borger 51", "Borger 52"])
    assert names(client.get("/desk?page=99").text) == names(second) and "Side 2 af 2" in second


def test_only_who_is_on_the_page_is_written_down(client: FlaskClient) -> None:
    karen = staff("caseworker")
    people = [joins(karen, f"Borger {number:02d}") for number in range(rows.PAGE + 1)]
    signed_in(client, karen).get("/desk")
    looks = [[line.event for line in audit.lines_about(one.id)].count("read.caseload") for one in people]
    assert looks == [1] * rows.PAGE + [0]


def test_an_ips_consultant_is_warned_from_20_and_told_at_25(client: FlaskClient) -> None:
    karen = staff()
    for number in range(19):
        joins(karen, f"Borger {number:02d}")
    signed_in(client, karen)
    assert by_id(client.get("/desk").text, "limit") is None
    joins(karen, "Borger 19")
    assert "Du har plads til 5 borgere mere." in block(client, "limit")
    for number in range(20, 25):
        joins(karen, f"Borger {number:02d}")
    assert "ikke plads til flere" in block(client, "limit") and "25 af 25" in block(client, "intro")


def test_a_task_is_told_with_its_age_and_new_until_it_was_seen(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, karen).get("/desk")
    clock.move(AN_HOUR)
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=uuid.uuid4(), actor=amina.actor)
    clock.move(AN_HOUR)
    for _reload in range(2):
        assert "ny" in block(client, "waiting").split() and "i dag" in block(client, "waiting")
    clock.move(3 * A_DAY)
    told = block(signed_in(client, karen), "waiting")
    assert "ny" not in told.split() and "3 dage siden" in told


def test_a_meeting_nobody_logged_is_asked_about_and_not_counted(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    a_meeting(amina, karen, clock.now() + AN_HOUR)
    clock.move(A_DAY)
    told = block(signed_in(client, karen), "caseload")
    assert "Hvordan gik det?" in told and "intet møde skrevet" in told
    log(amina, karen)
    assert "Hvordan gik det?" not in block(client, "caseload")


def test_what_she_wants_stands_where_call_would(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    quiet.write(wish=WHOLE, actor=amina.actor)
    signed_in(client, karen)
    assert SALMA.name not in client.get("/desk").text
    for _ in range(quiet.TRIES):
        log(amina, karen, NO_ANSWER)
    html = client.get("/desk").text
    told = block(client, "silent")
    assert "Vent til og med fredag d. 27. november." in told and SALMA.name in told and "Send én besked." in told
    assert 'href="tel:20000000"' not in html
    clock.move(6 * A_DAY)
    assert "Ventetiden på 5 dage er gået." in block(signed_in(client, karen), "silent")


def test_only_who_is_responsible_reads_her_wish(client: FlaskClient) -> None:
    amina = a_citizen()
    karen, peter = responsible_for(amina), also_there(amina, "caseworker")
    quiet.write(wish=WHOLE, actor=amina.actor)
    for _ in range(quiet.TRIES):
        log(amina, karen, NO_ANSWER)
    html = signed_in(client, peter).get("/desk").text
    assert "Intet svar 2 gange" in html and SALMA.name not in html


@pytest.mark.parametrize("role", ["administrator", "interpreter", "translator"])
def test_who_meets_nobody_sees_nobody(client: FlaskClient, role: str) -> None:
    """Not even with a relation that somebody made by mistake."""
    amina, member = a_citizen(), staff(role)
    assert member.unit is not None
    caseload.relate(citizen=amina.id, staff=member.id, role=role, unit=member.unit, responsible=True, actor=MADE_BY)
    signed_in(client, member)
    assert "Amina" not in client.get("/desk").text
    assert client.post("/desk/find", data={"name": "Amina"}).status_code == 403
    assert {client.get(path).status_code for path in ("/desk/today", f"/desk/{amina.id}")} == {403}


def test_a_met_citizen_is_not_met_by_a_message(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=uuid.uuid4(), actor=amina.actor)
    assert "intet møde skrevet" in block(signed_in(client, karen), "caseload")
    log(amina, karen, MET)
    assert "mødtes i dag" in block(client, "caseload")
