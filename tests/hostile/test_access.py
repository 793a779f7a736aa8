"""Every route as everybody, with own objects and with everybody else's: in, 401, 403, or 404 and nothing more."""

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from companion.language.overlays import digest_of
from tests.hostile.doors import Door
from tests.hostile.expected import IN, OUT, REFUSED, SENT
from tests.hostile.lives import NORA, WALKERS, WEAK, WEAK_STAFF, Lives, prepare, role_of
from tests.hostile.owned import OWNED
from tests.hostile.test_any_request import rounds
from tests.hostile.twins import Twin, twins
from tests.house.objects import HANDED_OVER, TAKES, strength
from tests.house.policy import EVERYBODY, WHO

pytestmark = pytest.mark.chaos
SHARE = 12  # in `make test` every door is tried with one key in so many
TEXT = digest_of("Her kan du ringe")  # the heading of /help
World = tuple[Twin, Lives]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A municipality with two whole lives in it."""
    with twins(tmp_path_factory.mktemp("access"), prepare) as (made, lives):
        yield made.one, lives


def test_every_door_lets_in_whom_the_table_names(world: World) -> None:
    twin, lives = world
    twin.begin_again()
    wrong, tried = [], 0
    for door in twin.caller.doors():
        for walker in WALKERS:
            answer = knock(world, walker, door, own(lives, walker, door))
            expected, tried = _here(lives, walker, door), tried + 1
            if answer.status_code not in expected:
                wrong.append(f"{walker}: {door} answers {answer.status_code}, not {sorted(expected)}")
            if door.method != "GET" and answer.status_code not in OUT:
                twin.begin_again()
    print(f"\n{tried} doors tried by {len(WALKERS)} walkers")
    assert not wrong, "\n".join(wrong)


def test_what_is_not_hers_is_not_there(world: World, request: pytest.FixtureRequest) -> None:
    """Keys of every table at every door that takes one: the same 404 as a key that nobody has.

    `make test` tries another share of the keys at each door, `make chaos` all of them at all doors.
    """
    twin, lives = world
    twin.begin_again()
    keys, wrong, tried = sorted({*twin.caller.known_ids(), *lives.own.values()} - {"1"}), [], 0
    doors = [door for door in twin.caller.doors() if "<uuid>" in str(door) and WHO[str(door)] != EVERYBODY]
    share = rounds(request, SHARE, 1)
    for number, door in enumerate(doors):
        for walker in [walker for walker in WALKERS if REFUSED.get(str(door), IN) & wanted(str(door), walker)]:
            nothing = said(knock(world, walker, door, str(uuid.UUID(int=7))), str(uuid.UUID(int=7)))
            hers = owned(world, walker, door)
            for key in [key for key in keys[number % share :: share] if key not in hers]:
                told, tried = said(knock(world, walker, door, key), key), tried + 1
                if told != nothing or told[0] != 404:
                    wrong.append(f"{walker}: {door} with {key}: {told[0]}")
    print(f"\n{tried} keys that are another's, or of another kind")
    assert not wrong, "\n".join(wrong)


def test_a_wider_door_would_be_found(world: World) -> None:
    """The walk notices a door that opens for one role too many."""
    assert wanted("GET /desk/<uuid>/agreement", "therapist") == {403}
    door = Door("GET", "/desk/<uuid:citizen>/code")
    assert knock(world, "therapist", door, str(world[1].amina.id)).status_code == 200
    assert knock(world, "therapist", door, str(world[1].nora.id)).status_code == 404


def knock(world: World, walker: str, door: Door, key: str) -> TestResponse:
    """One walker at one door with one key."""
    several = key.split("/") if "/" in key else [key] * len(door.arguments)
    return world[0].caller.call(walker, door, door.path(several), **SENT.get(str(door), {}))


def own(lives: Lives, walker: str, door: Door) -> str:
    """An object that is hers where she has one, otherwise somebody's."""
    kind = TAKES.get(str(door), ("", None))[1] or ""
    mine = lives.own.get((walker.removesuffix(" by code"), kind))
    return (
        {"door": "citizen", "page": "plan", "need": "bus", "language": "ar", "text of a language": f"ar/{TEXT}"}.get(
            kind
        )
        or mine
        or lives.own.get((NORA, kind), str(lives.amina.id))
    )


def owned(world: World, walker: str, door: Door) -> set[str]:
    """Every key she may use at this door."""
    twin, me = world[0], world[0].caller.people[walker.removesuffix(" by code")]
    with twin.caller.ground.database.engine.connect() as connection:
        rows = connection.execute(text(OWNED[TAKES[str(door)][1] or ""]), {"me": me.hex})
        return {str(uuid.UUID(row[0])) for row in rows}


def said(answer: TestResponse, key: str) -> tuple[int, str]:
    """Status and page, without the key that was asked for."""
    return answer.status_code, answer.text.replace(key, "KEY")


def _here(lives: Lives, walker: str, door: Door) -> set[int]:
    """What she is answered with what she has: whoever has no such object is told that there is none."""
    kind, expected = TAKES.get(str(door), ("", None))[1], wanted(str(door), walker)
    empty = kind in OWNED and (walker.removesuffix(" by code"), kind) not in lives.own
    return {404} if empty and not expected & OUT else expected


def wanted(route: str, walker: str) -> set[int]:
    """What the policy table says this walker is answered."""
    inside, role = REFUSED.get(route, IN), role_of(walker)
    if WHO[route] == EVERYBODY:
        return inside
    if role is None or WHO[route][0].startswith("system:"):  # no person has a token
        return {401}
    if walker in (WEAK, WEAK_STAFF) and role in WHO[route] and route in HANDED_OVER:
        return {403, *REFUSED.get(route, ())}  # this sign-in had no code behind it
    too_weak = (walker == WEAK and strength(route) == "strong") or (walker == WEAK_STAFF and strength(route) != "any")
    return {403} if role not in WHO[route] or too_weak else inside
