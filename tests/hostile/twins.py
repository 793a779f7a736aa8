"""Two municipalities, alike to the last key, with one clock: what is done in one only must show to nobody else."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import unified_diff
from pathlib import Path
from typing import TypeVar

from werkzeug.test import TestResponse

from companion.accounts.demo_people import PERSONAS
from companion.app import create_app
from companion.foundation import config, runtime
from companion.foundation.runtime import open_runtime
from tests.clock import FrozenClock
from tests.hostile.doors import Caller, Door, municipality
from tests.house.policy import EVERYBODY, WHO

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CHANCE = re.compile(  # what is drawn at random in each answer and tells nothing: codes, their QR, challenges, keys
    r'(?<=data-code-digits><bdi dir="ltr">)[\d ]+|<svg[^>]*class="segno".*?</svg>|(?<="challenge":")[\w-]+'
    r"|(?<=state=)[\w-]+|(?<=nonce=)[\w-]+|(?<=code_challenge=)[\w-]+",
    re.DOTALL,
)
A_MINUTE = timedelta(minutes=1)
Told = tuple[str, int, str, str, str]
Keys = Callable[[Door], list[str]]
Forms = dict[str, list[dict[str, str]]]
P = TypeVar("P")
ROLE_OF = {persona.key: persona.role for persona in PERSONAS}


@dataclass
class Twin:
    """One of the two; `pristine` is the file both begin every example with."""

    caller: Caller
    file: Path
    pristine: Path
    signed_in: dict[str, str] = field(default_factory=dict)

    def begin_again(self) -> None:
        """As on the first day."""
        self.caller.ground.database.close()
        for trace in self.file.parent.glob(f"{self.file.name}-*"):
            trace.unlink()
        shutil.copy(self.pristine, self.file)
        self.caller.tokens = dict(self.signed_in)

    def stay_signed_in(self, roles: Sequence[str]) -> None:
        """Whoever is walked as begins every time with the sign-in of the first day."""
        for role in roles:
            self.caller.sign_in(role)
        self.signed_in = dict(self.caller.tokens)
        self.caller.ground.database.close()
        shutil.copy(self.file, self.pristine)


@dataclass
class Twins:
    """Both of them and their clock."""

    one: Twin
    other: Twin
    clock: FrozenClock

    def begin_again(self) -> None:
        """Both as on the first day, a minute after everything was laid out."""
        self.clock.move(FrozenClock().now() + A_MINUTE - self.clock.now())
        for twin in (self.one, self.other):
            twin.begin_again()


@contextmanager
def twins(folder: Path, prepare: Callable[[Caller], P]) -> Iterator[tuple[Twins, P]]:
    """A filled demo municipality, twice, with what `prepare` put into it before."""
    clock = FrozenClock()
    with municipality(folder / "first", clock) as made:
        with runtime.bound(made.ground):
            prepared = prepare(made)
        made.ground.database.close()
        pristine = folder / "pristine.db"
        with sqlite3.connect(folder / "first" / "demo.db") as source, sqlite3.connect(pristine) as kept:
            source.backup(kept)
        pair = [_twin(folder / name, pristine, made, clock) for name in ("one", "other")]
        yield Twins(pair[0], pair[1], clock), prepared
        for twin in pair:
            twin.caller.ground.database.close()


def _twin(folder: Path, pristine: Path, made: Caller, clock: FrozenClock) -> Twin:
    folder.mkdir()
    file = folder / "demo.db"
    shutil.copy(pristine, file)
    settings = config.Config(**{**made.ground.config.model_dump(), "database_url": f"sqlite:///{file}"})
    ground = open_runtime(settings, clock)
    return Twin(Caller(create_app(settings, ground=ground), ground, made.people), file, pristine)


def views(caller: Caller, role: str, ids: Keys, forms: Forms, under: str = "/") -> Iterator[Told]:
    """What every route tells somebody in this role: reading first, then changing, then the desk once more.

    An open door is tried with every key it is given and every form; one that is shut for the role is not tried.
    """
    doors = [door for door in caller.doors() if door.rule.startswith(under) and is_open(door, role)]
    for door in sorted(doors, key=lambda door: (door.method != "GET", door.rule)):
        yield from _knock(caller, role, door, ids(door), forms.get(str(door), [{}]))
    yield from _knock(caller, role, Door("GET", "/desk"), [], [{}])


def refusals(caller: Caller, role: str, key: str) -> Iterator[Told]:
    """What every door that is shut for the role tells it: each is asked with one key."""
    for door in caller.doors():
        if not is_open(door, role):
            yield from _knock(caller, role, door, [key], [{}])


def is_open(door: Door, role: str) -> bool:
    """Whether the table lets this role in."""
    return bool({EVERYBODY[0], ROLE_OF[role]} & set(WHO[str(door)]))


def _knock(caller: Caller, role: str, door: Door, ids: list[str], forms: list[dict[str, str]]) -> Iterator[Told]:
    kinds = [kind for kind, _name in door.arguments]
    values = ids if "uuid" in kinds else ["1"] if "int" in kinds else ["staff"]
    for value in values if kinds else [""]:
        path = door.path([value] * len(kinds))
        for form in forms:
            yield _told(f"{door.method} {path}", caller.call(role, door, path, data=form or None))


def _told(what: str, answer: TestResponse) -> Told:
    known: dict[str, str] = {}

    def same(found: re.Match[str]) -> str:
        return known.setdefault(found[0], f"key-{len(known)}")

    body = _UUID.sub(same, _CHANCE.sub("by-chance", answer.text))
    where = _UUID.sub(same, _CHANCE.sub("by-chance", answer.headers.get("Location", "")))
    return what, answer.status_code, answer.headers.get("Content-Type", ""), where, body


def difference(one: Iterator[Told], other: Iterator[Told]) -> str:
    """The first answer that differs, in words; empty where there is none."""
    for here, there in zip(one, other, strict=True):
        if here != there:
            return "\n".join([here[0], *unified_diff(_lines(here), _lines(there), lineterm="", n=0)])
    return ""


def _lines(told: Told) -> list[str]:
    return [line for part in told for line in str(part).splitlines()]
