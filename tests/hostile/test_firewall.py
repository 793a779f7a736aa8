"""R3: two worlds that differ only in what a citizen keeps to herself look alike to an employment role, to the byte."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from companion.checkins import own_copy
from companion.checkins import service as checkins
from companion.foundation import runtime
from companion.migrations.metadata import METADATA
from tests.hostile.doors import Door
from tests.hostile.hidden import HIDDEN, SEEN
from tests.hostile.test_any_request import rounds
from tests.hostile.twins import A_MINUTE, Twin, Twins, difference, refusals, twins, views
from tests.hostile.world import ANOTHER, CALL, CASEWORKER, CONSULTANT, READING, Known, World, living, prepare
from tests.house.objects import TAKES

pytestmark = pytest.mark.chaos
EXAMPLES, SAMPLE = 500, 15
ROLES = (CASEWORKER, CONSULTANT)
QUESTION = {"what": "Må vi?", "if_no": "Nej", "law": "§ 1", "letter_date": "2026-11-16", "letter_reference": "26-2"}
FORMS = {
    "POST /desk/<uuid>/agreement": [{}, QUESTION],
    "POST /desk/<uuid>/code": [{"language": code} for code in ("", "ti")],
    "POST /appointments/<uuid>/answer": [{"answer": "no"}],
    "POST /call-me": [{"key": str(READING)}],
}
FITTING = {  # kind of object → which keys are of that kind; for any other a key of another kind stands
    **dict.fromkeys(("appointment", "meeting", "held meeting", "session"), "meetings"),
    **dict.fromkeys(("reading", "release"), "readings"),
    "agreement": "questions",
    "task": "calls",
}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Twins, Known]]:
    """Both worlds on their first day, and what is known of them."""
    with twins(tmp_path_factory.mktemp("twins"), prepare) as (made, known):
        yield made, known


steps = st.lists(
    st.one_of(
        st.sampled_from(sorted(HIDDEN)).map(lambda verb: (True, verb)),
        st.sampled_from(sorted(SEEN)).map(lambda verb: (False, verb)),
    ),
    min_size=1,
    max_size=14,
)


def test_nothing_hidden_shows_anywhere(pair: tuple[Twins, Known], request: pytest.FixtureRequest) -> None:
    @settings(
        max_examples=rounds(request, SAMPLE, EXAMPLES),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(steps, st.sampled_from(ROLES))
    def alike(drawn: list[tuple[bool, str]], role: str) -> None:
        live(pair, drawn)
        told = differences(pair, roles=[role], every_key=bool(rounds(request, 0, 1)))[role]
        assert not told, f"{drawn}: {told}"

    alike()


@pytest.mark.parametrize("role", ROLES)
def test_a_shut_door_says_the_same_whatever_she_did(pair: tuple[Twins, Known], role: str) -> None:
    both, known = pair
    live(pair, [(True, verb) for verb in sorted(HIDDEN)])
    assert not difference(*(refusals(twin.caller, role, str(known.she)) for twin in (both.one, both.other)))


def test_every_hidden_thing_really_happens(pair: tuple[Twins, Known]) -> None:
    """Each verb leaves a trace in the database, so the comparison above compares something."""
    first = {
        "sees her result": ["answers low"],
        "takes every yes back": ["says yes to a health unit"],
        "releases her number": ["answers low", "sees her result", "says yes to the unit for jobs"],
        "cannot come to the course": ["is enrolled in a health programme"],
        "ends every phone": ["comes in on her own phone"],
        "puts every offer off": ["gets a card of the health side"],
    }
    first["undoes it"] = [*first["releases her number"], "releases her number"]
    silent = []
    for verb in sorted(HIDDEN):
        live(pair, [(True, before) for before in first.get(verb, [])])
        before = trace(pair[0])
        pair[0].clock.move(A_MINUTE)
        happens(pair, pair[0].one, HIDDEN[verb])
        silent += [verb] if trace(pair[0]) == before else []
    assert silent == []


@pytest.mark.parametrize("seen", sorted(SEEN))
def test_what_may_be_seen_is_seen(pair: tuple[Twins, Known], seen: str) -> None:
    """Done in one world only, an employment role does notice it: the comparison is not blind."""
    live(pair, [])
    happens(pair, pair[0].one, SEEN[seen])
    told = differences(pair, "/desk")
    if seen == "comes to a decided meeting":
        assert not any(told.values())  # a yes changes nothing on a desk
    else:
        holder = CONSULTANT if "walk" in seen else CASEWORKER
        assert told[holder]


def test_that_she_cannot_walk_is_told_to_whom_she_walks_with_and_to_nobody_else(pair: tuple[Twins, Known]) -> None:
    live(pair, [])
    happens(pair, pair[0].one, SEEN["cannot come to a walk"])
    told = differences(pair, "/desk")
    assert told[CONSULTANT] and not told[CASEWORKER]


LEAKS: dict[str, tuple[str, Callable[[Known], object]]] = {
    "the desk counts unopened results": ("answers low", lambda known: checkins.standing(known.she).has_unopened),
    "the desk counts invitations": (
        "is invited to check in",
        lambda known: len(own_copy.export_of(known.she)["check_in_invitation"]),
    ),
    "the desk shows when she last answered": ("answers high", lambda known: checkins.possible_from(known.she)),
}


@pytest.mark.parametrize("leak", sorted(LEAKS))
def test_a_desk_that_leaks_is_found(pair: tuple[Twins, Known], leak: str) -> None:
    """The same comparison on a mutated application: one more line on the desk."""
    verb, told = LEAKS[leak]
    apps = [twin.caller.app for twin in (pair[0].one, pair[0].other)]
    kept = [app.view_functions["desk.home"] for app in apps]
    for app in apps:
        _leak(app, lambda: told(pair[1]))
    try:
        assert compared(pair, [(True, verb)], "/desk")
    finally:
        for app, view in zip(apps, kept, strict=True):
            app.view_functions["desk.home"] = view


def _leak(app: Flask, told: Callable[[], object]) -> None:
    view: Any = app.view_functions["desk.home"]

    def leaking() -> Any:
        answer = view()
        answer.data += f"<!-- {told()} -->".encode()
        return answer

    app.view_functions["desk.home"] = leaking


def compared(pair: tuple[Twins, Known], drawn: list[tuple[bool, str]], under: str = "/") -> str:
    """What any employment role sees different after these steps; empty where nothing is."""
    live(pair, drawn)
    return "".join(differences(pair, under).values())


def live(pair: tuple[Twins, Known], drawn: list[tuple[bool, str]]) -> None:
    """From the first day: the hidden steps in one world, the others in both, a minute between them."""
    both, _known = pair
    both.begin_again()
    for hidden, verb in drawn:
        both.clock.move(A_MINUTE)
        for twin in (both.one,) if hidden else (both.one, both.other):
            happens(pair, twin, (HIDDEN if hidden else SEEN)[verb])


def happens(pair: tuple[Twins, Known], twin: Twin, verb: Callable[[World], None]) -> None:
    """One step in one world."""
    with living(twin.caller):
        verb(World(twin.caller, pair[1]))


def differences(
    pair: tuple[Twins, Known], under: str = "/", roles: Sequence[str] = ROLES, every_key: bool = False
) -> dict[str, str]:
    """Role → what differs between the two worlds for it, at every address that begins so."""
    both, known = pair

    def ids(door: Door) -> list[str]:
        every = keys_of(known)
        fits = every if every_key else {FITTING.get(TAKES.get(str(door), ("", None))[1] or "", "she"): ()}
        return [str(key) for name in fits for key in every[name]]

    return {
        role: difference(*(views(twin.caller, role, ids, FORMS, under) for twin in (both.one, both.other)))
        for role in roles
    }


def keys_of(known: Known) -> dict[str, tuple[uuid.UUID, ...]]:
    """What an employment role might ask for, by what it is."""
    return {
        "she": (known.she,),
        "meetings": (known.health_meeting, known.walk, known.decision),
        "questions": (known.own_question, known.others_question),
        "readings": (READING, ANOTHER),
        "calls": (CALL,),
    }


def trace(both: Twins) -> list[list[tuple[object, ...]]]:
    """Everything that stands in the first world's tables, but for the clock of a sign-in."""
    with runtime.bound(both.one.caller.ground), both.one.caller.ground.database.engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(table.select())] for table in METADATA.sorted_tables]
