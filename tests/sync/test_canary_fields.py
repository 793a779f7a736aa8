"""A marked word in every field about a citizen, open or sealed, hers or staff's: none of it leaves, by any door.

New fields are marked by themselves: what is not marked is a code, a date or a number.
"""

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, select, update

from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.consent import service as consent
from companion.foundation import crypto, runtime
from companion.foundation import sealed as sealed_columns
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.migrations.metadata import METADATA
from companion.plan import goals
from companion.plan import service as plans
from companion.plan.goals import NewGoal
from companion.sync import api_clients, api_facts, facts_csv, nightly, on_page
from companion.sync import service as sync
from companion.sync.allow_list import ALLOWED, PURPOSES
from companion.sync.api_clients import NewClient
from tests.clock import FrozenClock
from tests.concerns.worried import a_coordinator, worries
from tests.hostile.test_canaries import is_free
from tests.house.test_own_data import has_a_person
from tests.me.a_whole_life import Life, a_life
from tests.people import MADE_BY, Somebody
from tests.plan.laid import a_card
from tests.sync.facts import says_yes_to
from tests.sync.sharing import SECRET, RecordingGateway, a_reading

FORMS = ("fhir", "cloudevents", "pull", "page", "csv")
CANARY = re.compile(r"kanari(\d+)x")
KEPT = re.compile(r"[a-z0-9_.:+-]*")  # a code, a key or a date of ours; whoever writes uses spaces or capitals
OF_THE_SYSTEM = ("audit_line", "role", "consent_text_approval", "wording_switch", "inbound_item", "fact")
LONGEST_CODE = 16
NAMED = {"page", "csv"}  # for those who are there for her: her name stands there


@dataclass(frozen=True)
class Left:
    """What left by each door to each side, and which field each mark stands for."""

    job: Mapping[str, str]
    health: Mapping[str, str]
    marked: list[str]

    def met(self, body: str) -> set[str]:
        """Whose marks stand in it."""
        return {self.marked[int(number)] for number in CANARY.findall(body)}


@pytest.fixture
def left(runtime: Runtime, clock: FrozenClock, tmp_path: Path) -> Left:
    """A whole life, everything of it let go to two units with a receiver of every form, then marked, then sent."""
    life, hanne = a_life(), a_coordinator()
    clock.move(timedelta(seconds=1))  # the yes of her life to another unit is older than those of this test
    units = {"employment": life.karen.unit, "health": hanne.unit}
    clients = {kind: _receivers(unit, tmp_path) for kind, unit in units.items() if unit}
    _let_go(life, hanne)
    sync.take_facts()
    clock.move(timedelta(hours=1, seconds=1))
    marked = _mark_open(life.id)
    marked += _mark_sealed(life.id, first=len(marked))
    bodies = {kind: {"pull": _pulled(client)} for kind, client in clients.items()}
    nightly.if_due()
    gateway = RecordingGateway()
    sync.drain(gateway=gateway, slots=1)
    for kind, somebody in (("employment", life.karen), ("health", hanne)):
        bodies[kind] |= _posted(gateway, somebody)
        bodies[kind]["csv"] = _nights(tmp_path / str(somebody.unit))
        bodies[kind]["page"] = facts_csv.text(on_page.shared_with_me(actor=somebody.actor))
    return Left(bodies["employment"], bodies["health"], marked)


def test_no_marked_word_leaves_by_any_door(left: Left) -> None:
    assert {name.partition(".")[0] for name in left.marked} >= {
        *("person", "plan", "plan_goal", "plan_card", "appointment", "attendance", "status_note", "group_card"),
        *("concern", "concern_reply", "wish", "unwell_card", "quiet_plan", "case_agreement", "indicator_reading"),
        *("plan_contest", "plan_own_entry", "message"),
    }
    assert set(left.job) == set(FORMS)
    for kind in ("Observation", "CarePlan", "Goal", "Appointment"):
        assert f'"resourceType":"{kind}"' in left.job["fhir"], kind
    for form, body in left.job.items():
        assert len(body) > 200, f"nothing left as {form}"
        assert left.met(body) <= ({"person.name"} if form in NAMED else set()), form
    for form, body in left.health.items():  # it gets the words of her worry and no others
        told = left.met(body) - ({"person.name"} if form in NAMED else set())
        assert told == {"concern.words"}, form


def _receivers(unit: uuid.UUID, folder: Path) -> Any:
    """One of each form, and a client that fetches."""
    files = folder / str(unit)
    files.mkdir()
    places = {"fhir": f"https://fhir.dk/{unit}", "cloudevents": f"https://events.dk/{unit}", "page": "", "csv": files}
    for body, address in places.items():
        sync.add_receiver(
            unit=unit, address=str(address), secret=SECRET, purposes=sorted(PURPOSES), body=body, actor=MADE_BY
        )
    made, _secret = api_clients.add(NewClient(unit, f"System {unit}", ["facts"]), actor=MADE_BY)
    return api_clients.by_id(made)


def _let_go(life: Life, hanne: Somebody) -> None:
    assert hanne.unit is not None and life.karen.unit is not None
    caseload.relate(citizen=life.id, staff=hanne.id, role=hanne.role, unit=hanne.unit, responsible=False, actor=MADE_BY)
    a_card(life.amina, life.karen, visible_to="all")
    goals.add(citizen=life.id, goal=NewGoal({"da": "Sove"}, visible_to="all"), actor=hanne.actor)
    given = {(one.purpose, one.unit_id) for one in consent.ledger(life.id) if one.withdrawn_at is None}
    for line in ALLOWED.values():
        unit = life.karen.unit if line.unit_kind == "employment" else hanne.unit
        if (line.purpose, unit) not in given:
            says_yes_to(life.amina, unit, line.purpose)
    reading = a_reading(life.amina, (4, 4, 3, 2, 2))
    for what in ("who5-index", "check-in-answers"):
        sync.release(reading_id=reading, what=what, actor=life.amina.actor)
    plan = plans.for_citizen(life.id)
    assert plan is not None
    sync.send_plan(plan_id=plan.id, actor=life.amina.actor)
    for meeting in appointments.upcoming(life.id):
        with suppress(Exception):
            appointments.confirm(appointment_id=meeting.id, actor=life.amina.actor)
    worries(life.amina, own="Jeg er bange")


def _mark_open(citizen: uuid.UUID) -> list[str]:
    marked: list[str] = []
    with runtime.current().database.engine.begin() as connection:
        for table in filter(has_a_person, METADATA.sorted_tables):
            free = (
                [one for one in table.c if is_free(one) and _is_written(one)] if table.name not in OF_THE_SYSTEM else []
            )
            if free:
                key = next(table.c[name] for name in ("citizen_id", "person_id", "id") if name in table.c)
                words = {one.name: _word(one, len(marked) + number) for number, one in enumerate(free)}
                connection.execute(update(table).where(key == citizen).values(words))
                marked += [f"{table.name}.{one.name}" for one in free]
    return marked


def _is_written(column: Column[Any]) -> bool:
    """A few letters hold a code of ours, never a word somebody wrote; nor does the name of a role."""
    return column.name != "receiver" and (getattr(column.type, "length", None) or LONGEST_CODE) >= LONGEST_CODE


def _word(column: Column[Any], number: int) -> object:
    word = f"kanari{number}x"
    return {"da": word} if isinstance(column.type, JSON) else word


def _mark_sealed(citizen: uuid.UUID, *, first: int) -> list[str]:
    marked: list[str] = []
    for column in sealed_columns.columns():
        table: Any = column.table
        if table.name in OF_THE_SYSTEM or "citizen_id" not in table.c:
            continue
        word = f"kanari{first + len(marked)}x"
        marked.append(f"{table.name}.{column.name}")
        for row, value in _sealed_values(column, citizen):
            place = {"table": table.name, "row": row, "field": column.name}
            said = _marked(crypto.unseal(value, **place), word)
            with transaction() as session:
                session.execute(
                    update(table).where(_key(table) == row).values({column.name: crypto.seal(said, **place)})
                )
    return marked


def _sealed_values(column: Column[Any], citizen: uuid.UUID) -> Iterator[tuple[uuid.UUID, bytes]]:
    table: Any = column.table
    with transaction() as session:
        rows = session.execute(
            select(_key(table), column).where(table.c.citizen_id == citizen, column.is_not(None))
        ).all()
    yield from ((row[0], row[1]) for row in rows)


def _key(table: Any) -> Any:
    (key,) = table.primary_key.columns
    return key


def _marked(said: Any, word: str) -> Any:
    if isinstance(said, dict):
        return {name: _marked(value, word) for name, value in said.items()}
    if isinstance(said, list):
        return [_marked(one, word) for one in said]
    return word if isinstance(said, str) and not KEPT.fullmatch(said) else said


def _pulled(client: Any) -> str:
    return json.dumps([one["body"] for one in api_facts.page(client, None).facts], ensure_ascii=False)


def _posted(gateway: RecordingGateway, somebody: Somebody) -> dict[str, str]:
    mine = [letter for letter in gateway.letters if str(somebody.unit) in letter.address]
    forms = {"fhir": "https://fhir", "cloudevents": "https://events"}
    return {
        form: "\n".join(one.body.decode() for one in mine if one.address.startswith(start))
        for form, start in forms.items()
    }


def _nights(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.csv"))
