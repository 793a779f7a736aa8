"""A marked word in every field of a citizen's rows: no role without a relation ever meets one, on any route."""

import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String, update

from companion.migrations.metadata import METADATA
from tests.hostile.doors import STRANGER, Door
from tests.hostile.expected import SENT
from tests.hostile.lives import AMINA, KARENS, Lives, prepare, role_of
from tests.hostile.twins import Twin, twins
from tests.house.objects import TAKES
from tests.house.policy import EVERYBODY, WHO
from tests.house.test_own_data import has_a_person

pytestmark = pytest.mark.chaos
CANARY = re.compile(r"kanari(\d+)x")
CODES = re.compile(  # columns that hold a word of ours or a digest, never something somebody wrote or is called
    r"(^|_)(kind|role|track|form|state|status|language|purpose|method|event|salt|digest|hash|head|body|outcome|reason"
    r"|visible_to|source|read_aloud_in|instrument|instrument_version|persona|programme_id|answer|transports|data_class|key)$"
)
TOLD = {  # what a contact with a relation is told: how to reach her, her plan, and what her own unit asked
    "plan.purpose",
    "plan_card.title",
    "plan_card.why",
    "plan_card.place",
    "plan_card.when_text",
    "plan_card.waits_on",
    "plan_card.letter_reference",
    "plan_change.what",  # these two hold codes of ours
    "plan_change.field",
    "concern_reply.source",  # the system outside that a reply to her own receiver of a worry came from
    "plan.purpose_source",  # the system outside that owns what stands there, so that it is changed there
    "plan_card.source",
    "appointment.source",
    "person.name",
    "person.phone",
    "contact_date.occasion",  # a code of ours
    "request.title",  # what she asks this contact for herself, with her yes to that
    "appointment.title",  # of the meetings she holds, or may see (tests/hostile/test_firewall.py)
    "appointment.place",
    "appointment.directions",
    "appointment.letter_reference",
    "appointment.interpreter_dialect",
    "appointment.interpreter_gender",
    "case_agreement.what",
    "case_agreement.law",
    "case_agreement.letter_reference",
}
TO_TRANSLATE = {"plan_card.title", "plan_card.why", "plan_card.when_text", "plan_card.place", "plan_card.waits_on"}
WITH_A_RELATION = (KARENS, "caseworker")
World = tuple[Twin, Lives, list[str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two whole lives, every free field of every row about them marked with a word of its own."""
    with twins(tmp_path_factory.mktemp("canaries"), prepare) as (made, lives):
        yield made.one, lives, plant(made.one, [lives.amina.id, lives.nora.id])


def test_every_table_of_a_citizen_is_marked(world: World) -> None:
    """What is not marked is a code, a date or sealed; a new free field is marked by itself."""
    _twin, _lives, marked = world
    tables = {name.partition(".")[0] for name in marked}
    assert tables >= {
        "person",
        "appointment",
        "plan",
        "plan_card",
        "case_agreement",
        "passkey",
        "check_in_invitation",
    }
    assert len(marked) >= 15


def test_whoever_has_no_relation_meets_none(world: World) -> None:
    """Administrator, interpreter and a stranger: every GET, every POST, every key."""
    twin, lives, marked = world
    met, answers = walk(twin, (STRANGER, "interpreter", "administrator"), lives, marked)
    print(f"\n{len(marked)} marked fields, {answers} answers, {sum(map(len, met.values()))} hits")
    assert not any(met.values()), met


def test_a_translator_meets_the_lines_that_wait_and_never_whose_they_are(world: World) -> None:
    twin, lives, marked = world
    met, _answers = walk(twin, ("translator",), lives, marked)
    assert {"plan_card.title", "plan_card.why"} <= met["translator"] <= TO_TRANSLATE


def test_employment_roles_meet_nothing_about_health(world: World) -> None:
    twin, lives, marked = world
    met, answers = walk(twin, WITH_A_RELATION, lives, marked)
    print(f"\n{answers} answers to employment roles: {sorted(set().union(*met.values()))}")
    assert set().union(*met.values()) <= TOLD


def test_she_herself_meets_them(world: World) -> None:
    """The marks do reach a page: what is not found elsewhere was looked for in the right way."""
    twin, lives, marked = world
    met, _answers = walk(twin, (AMINA,), lives, marked)
    assert met[AMINA] >= {"person.name", "appointment.title", "plan.purpose", "plan_card.why", "case_agreement.what"}


def plant(twin: Twin, citizens: Sequence[uuid.UUID]) -> list[str]:
    """Mark every free field; returns which mark stands for which field."""
    marked: list[str] = []
    with twin.caller.ground.database.engine.begin() as connection:
        for table in filter(has_a_person, METADATA.sorted_tables):
            free = [column for column in table.c if is_free(column)]
            if free and table.name not in ("audit_line", "role", "consent_text_approval", "wording_switch"):
                key = next(table.c[name] for name in ("citizen_id", "person_id", "id") if name in table.c)
                word = {column.name: _word(column, len(marked) + number) for number, column in enumerate(free)}
                connection.execute(update(table).where(key.in_(citizens)).values(word))
                marked += [f"{table.name}.{column.name}" for column in free]
    return marked


def is_free(column: Column[Any]) -> bool:
    """Whether a column can hold what somebody wrote, or is called."""
    coded = CODES.search(column.name) is not None and str(column) != "plan.purpose"
    return isinstance(column.type, String | JSON) and not coded and not column.foreign_keys


def _word(column: Column[Any], number: int) -> object:
    word = f"kanari{number}x"
    return {"da": word} if isinstance(column.type, JSON) else word


def walk(twin: Twin, walkers: Sequence[str], lives: Lives, marked: list[str]) -> tuple[dict[str, set[str]], int]:
    """Every door, with every key that fits; which marked fields each walker met, in pages, headers and cookies."""
    met: dict[str, set[str]] = {walker: set() for walker in walkers}
    doors, answers = sorted(twin.caller.doors(), key=lambda door: (door.method != "GET", door.rule)), 0
    keys = sorted({str(lives.amina.id), *(key for (_whose, kind), key in lives.own.items() if kind != "week")})
    for walker in walkers:
        for door in doors:
            for path in paths(door, _tried(door, walker, lives, keys)):
                answer = twin.caller.call(walker, door, path, **SENT.get(str(door), {}))
                told = answer.text + str(answer.headers)
                met[walker] |= {marked[int(number)] for number in CANARY.findall(told)}
                answers += 1
    return met, answers


def _tried(door: Door, walker: str, lives: Lives, keys: Sequence[str]) -> Sequence[str]:
    """Everybody's things of the kind the door takes and two others; one key where it is shut for the role."""
    if not {*EVERYBODY, role_of(walker)} & set(WHO[str(door)]):
        return keys[:1]
    fitting = {key for (_whose, kind), key in lives.own.items() if kind == TAKES.get(str(door), ("", None))[1]}
    return sorted({*fitting, *lives.citizens, *keys[:2]})


def paths(door: Door, keys: Sequence[str]) -> list[str]:
    """The addresses of a door with each of these keys."""
    if not door.arguments:
        return [door.rule]
    values = keys if door.arguments[0][0] == "uuid" else ["1", "citizen", "ar"]
    return [door.path([value] * len(door.arguments)) for value in values]
