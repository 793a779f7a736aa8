"""A filled demo municipality, every door of it, and a caller who tries them in any role."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from companion.accounts import sign_in
from companion.accounts.signed_in import LOOPBACK_COOKIE
from companion.app import create_app
from companion.cli.demo import ALL_LANGUAGES
from companion.cli.demo_fill import fill, prepare
from companion.foundation import config, places, runtime
from companion.foundation.runtime import Runtime, open_runtime
from companion.migrations.metadata import METADATA
from companion.sync import service as sync
from tests.clock import FrozenClock

STRANGER, WEAK = "stranger", "citizen-course by code"
ROLES = (STRANGER, WEAK, "citizen-course", "citizen-other", "consultant", "therapist", "interpreter", "administrator")
NEVER = {"static"}
_ARGUMENT = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_FIELD = re.compile(r"""name="([\w-]+)\"""")


@dataclass(frozen=True)
class Door:
    """One method of one route."""

    method: str
    rule: str

    def __str__(self) -> str:
        """As it stands in the policy table."""
        return f"{self.method} {self.path([f'<{kind}>' for kind, _name in self.arguments])}"

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Converter and name of each part of the path that varies."""
        return [(kind or "string", name) for kind, name in _ARGUMENT.findall(self.rule)]

    def path(self, values: list[str]) -> str:
        """The address with these values in it."""
        left = iter(values)
        return _ARGUMENT.sub(lambda _argument: next(left), self.rule)


@dataclass
class Caller:
    """Somebody at the doors of one municipality."""

    app: Flask
    ground: Runtime
    people: dict[str, uuid.UUID]
    tokens: dict[str, str] = field(default_factory=dict)

    def doors(self) -> list[Door]:
        """Every method of every route."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint not in NEVER]
        found = {Door(method, rule.rule) for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
        return sorted(found, key=lambda door: (door.rule, door.method))

    def known_ids(self) -> list[str]:
        """Keys that exist: the first few of every table."""
        with self.ground.database.engine.connect() as connection:
            rows = [connection.execute(table.select().limit(3)).mappings().all() for table in METADATA.sorted_tables]
        return sorted({str(row["id"]) for found in rows for row in found if isinstance(row.get("id"), uuid.UUID)})

    def call(self, role: str, door: Door, path: str, **request: object) -> TestResponse:
        """One request in one role; a session that ended is renewed for the next one."""
        client = self.app.test_client(use_cookies=False)
        headers = {"Sec-Fetch-Site": "same-origin", **request.pop("headers", {})}  # type: ignore[dict-item]
        if role != STRANGER:
            headers.setdefault("Cookie", f"{LOOPBACK_COOKIE}={self.sign_in(role)}")
        answer = client.open(path, method=door.method, headers=headers, **request)  # type: ignore[arg-type]
        if answer.status_code == 401 or "Set-Cookie" in answer.headers:
            self.tokens.pop(role, None)
        return answer

    def sign_in(self, role: str) -> str:
        """The sign-in of this role that is open, or a new one."""
        if role not in self.tokens:
            method = "code" if role.endswith(" by code") else "passkey"
            with runtime.bound(self.ground):
                person = self.people[role.removesuffix(" by code")]
                self.tokens[role] = sign_in.sign_in(person=person, own_phone=True, method=method)
        return self.tokens[role]


@contextmanager
def municipality(folder: Path, clock: FrozenClock | None = None) -> Iterator[Caller]:
    """The demo municipality without servers."""
    folder.mkdir(exist_ok=True)
    settings = config.read(
        database_url=f"sqlite:///{folder / 'demo.db'}",
        key_file=folder / "keys.json",
        demo=True,
        sync_allow_private=True,
        offered_languages=ALL_LANGUAGES,
        municipality="Prøvekommune",
    )
    prepare(settings)
    ground = open_runtime(settings, clock or FrozenClock())
    with runtime.bound(ground):
        town = fill("http://127.0.0.1:9", sync.make_secret())
    yield Caller(create_app(settings, ground=ground), ground, dict(town.people))
    ground.database.close()


def field_names() -> list[str]:
    """Every name a form of ours uses."""
    pages = places.package().glob("*/templates/*/*.html")
    return sorted({name for page in pages for name in _FIELD.findall(page.read_text(encoding="utf-8"))})
