"""Every route has a door, and every door stands in the policy table."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from companion.app import create_app
from companion.foundation import config, crypto
from tests.clock import FrozenClock
from tests.house.policy import EVERYBODY, WHO

_ARGUMENT = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>")  # `<uuid:plan_id>` stands as `<uuid>` in the table
BROWSER_MADE = {"HEAD", "OPTIONS"}  # answered by Flask from the GET view
Doors = Mapping[str, tuple[str, ...] | None]


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("routes")
    crypto.make_keys(folder / "keys.json")
    settings = config.Config(database_url=f"sqlite:///{folder}/routes.db", key_file=folder / "keys.json")
    return create_app(settings, FrozenClock())


def test_every_route_stands_in_the_policy_table(application: Flask) -> None:
    assert not list(disagreements(doors(application), WHO))


def test_a_route_without_a_door_or_a_line_is_seen() -> None:
    app = Flask("house", static_folder=None)
    app.add_url_rule("/open/<uuid:key>", view_func=lambda: "", methods=["POST"])
    wanted = {"POST /gone": EVERYBODY, "POST /open/<uuid>": EVERYBODY}
    assert list(disagreements(doors(app), wanted)) == [
        "POST /gone has vanished",
        "POST /open/<uuid> has no door",
    ]
    assert list(disagreements({"GET /new": EVERYBODY}, {})) == ["GET /new is not in the policy table"]
    narrow, wide = {"GET /": ("citizen",)}, {"GET /": ("citizen", "interpreter")}
    assert list(disagreements(wide, narrow)) == ["GET / is open to citizen, interpreter, not to citizen"]


def doors(app: Flask) -> Doors:
    """`METHOD rule` → the roles its view lets in; None where nobody said."""
    found = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        for method in (rule.methods or set()) - BROWSER_MADE:
            path = _ARGUMENT.sub(lambda argument: f"<{argument[1] or 'string'}>", rule.rule)
            found[f"{method} {path}"] = getattr(view, "__open_to__", None)
    return found


def disagreements(found: Doors, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """One sentence for each difference between the doors and the table."""
    for route in sorted(set(found) | set(wanted)):
        door = found.get(route)
        if route not in found:
            yield f"{route} has vanished"
        elif door is None:
            yield f"{route} has no door"
        elif route not in wanted:
            yield f"{route} is not in the policy table"
        elif set(door) != set(wanted[route]):
            yield f"{route} is open to {', '.join(door)}, not to {', '.join(wanted[route])}"
