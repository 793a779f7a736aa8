"""`docs/access.md` is the policy table, printed; a route whose object nobody named fails the build."""

from collections.abc import Iterator, Mapping

from flask import Flask

from companion.accounts.rules import CITIZEN
from tests.house.matrix import DOCUMENT, renewed
from tests.house.objects import EITHER_WAY, TAKES, TWO_FACTORS, WHOSE, strength
from tests.house.policy import WHO
from tests.house.test_routes import application  # noqa: F401 - the fixture

KINDS = {"uuid", "int", "string", "path"}  # the kinds of argument a walk knows how to fill


def test_every_route_with_an_argument_says_whose_it_is() -> None:
    assert list(faults(WHO, TAKES)) == []


def test_a_new_argument_is_seen() -> None:
    new = {"GET /notes/<uuid>": (CITIZEN,), "GET /notes/<float>": (CITIZEN,)}
    assert list(faults(new, {"GET /gone": ("own", None), "GET /notes/<float>": ("a stranger's", "note")})) == [
        "GET /notes/<uuid>: say in tests/house/objects.py whose object it takes, and of which kind",
        "GET /gone is in tests/house/objects.py and nowhere else",
        "GET /notes/<float>: nobody walks an argument of the kind float yet (tests/hostile/test_access.py)",
        "GET /notes/<float> is a stranger's: not one of the words of tests/house/objects.py",
    ]


def test_how_surely_a_reader_must_be_known_is_what_the_door_asks(application: Flask) -> None:  # noqa: F811
    found = {
        f"{method} {in_table(rule.rule)}": getattr(application.view_functions[rule.endpoint], "__strength__", None)
        for rule in application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {route: how for route, how in found.items() if how} == {
        route: strength(route) for route in EITHER_WAY | TWO_FACTORS
    }


def test_the_matrix_in_the_docs_is_the_table() -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    assert told == renewed(told), "docs/access.md is stale: .venv/bin/python -m tests.house.matrix"


def faults(who: Mapping[str, tuple[str, ...]], takes: Mapping[str, tuple[str, str | None]]) -> Iterator[str]:
    """One sentence for each route that does not say whose object it takes."""
    for route in who:
        if "<" in route and (route not in takes or takes[route][1] is None):
            yield f"{route}: say in tests/house/objects.py whose object it takes, and of which kind"
    for route, (owner, _kind) in takes.items():
        if route not in who:
            yield f"{route} is in tests/house/objects.py and nowhere else"
        for kind in {part.partition(">")[0] for part in route.split("<")[1:]} - KINDS:
            yield f"{route}: nobody walks an argument of the kind {kind} yet (tests/hostile/test_access.py)"
        if owner not in WHOSE:
            yield f"{route} is {owner}: not one of the words of tests/house/objects.py"


def in_table(rule: str) -> str:
    """`<uuid:key>` as `<uuid>`, `<key>` as `<string>`."""
    from tests.hostile.doors import Door

    return str(Door("", rule)).strip()
