"""One demo installation in a folder of its own: keys, database, fictional people, and the settings of its programs."""

import os
import random
import socket
import uuid
from dataclasses import dataclass
from pathlib import Path

from companion.accounts import rules, service
from companion.accounts.installation import mark_installation
from companion.cli.demo import ALL_LANGUAGES
from companion.cli.demo_lives import live
from companion.cli.demo_town import INSTALLER, build
from companion.foundation import config, runtime
from companion.foundation.clock import SystemClock
from companion.foundation.crypto import make_keys
from companion.foundation.database import Database, transaction
from companion.foundation.runtime import Runtime, open_runtime
from companion.migrations import steps
from companion.sync import service as sync
from companion.worker.wiring import wake

UNDO_SECONDS = 1  # some undo in time, some too late
# Below the range from which the system takes the ports of outgoing calls: a phone that calls a killed server
# over and over must not be given the server's own port.
PORTS = range(20_000, 32_000)
LANGUAGES = ("da", "en", "ar")


@dataclass(frozen=True)
class Installation:
    """Where one installation lives; `citizens` by persona key, `ground` to look into its database."""

    folder: Path
    settings: dict[str, str]
    web_port: int
    receiver_port: int
    secret: str
    citizens: dict[str, uuid.UUID]
    ground: Runtime

    @property
    def web(self) -> str:
        """Address of the web app."""
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def receiver(self) -> str:
        """Address of the reference receiver."""
        return f"http://127.0.0.1:{self.receiver_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its programs are started with; nothing of the tests' own settings."""
        mine = {name: text for name, text in os.environ.items() if not name.startswith("COMPANION_")}
        return {**mine, **self.settings, "COMPANION_RECEIVER_SECRET": self.secret}


def install(folder: Path, *, database_url: str | None, citizens: int, chance: random.Random) -> Installation:
    """A fresh installation with this many citizens; without a URL its database is a SQLite file in the folder."""
    web_port, receiver_port = _free_ports(chance)
    make_keys(folder / "keys.json")
    settings = {
        "COMPANION_DATABASE_URL": database_url or f"sqlite:///{folder / 'demo.db'}",
        "COMPANION_KEY_FILE": str(folder / "keys.json"),
        "COMPANION_BASE_URL": f"http://localhost:{web_port}",
        "COMPANION_MUNICIPALITY": "Prøvekommune",
        "COMPANION_DEMO": "true",
        "COMPANION_SYNC_ALLOW_PRIVATE": "true",
        "COMPANION_OFFERED_LANGUAGES": ALL_LANGUAGES,
        "COMPANION_RELEASE_DELAY_SECONDS": str(UNDO_SECONDS),
    }
    ground = _open(settings)
    secret = sync.make_secret()
    people = _fill(ground, f"http://127.0.0.1:{receiver_port}/", secret, citizens)
    return Installation(folder, settings, web_port, receiver_port, secret, people, ground)


def _open(settings: dict[str, str]) -> Runtime:
    read = config.read(**{name.removeprefix("COMPANION_").lower(): text for name, text in settings.items()})
    database = Database(read.database_url)
    steps.upgrade(database)
    database.close()
    return open_runtime(read, SystemClock(), wake)


def _fill(ground: Runtime, receiver: str, secret: str, citizens: int) -> dict[str, uuid.UUID]:
    with runtime.bound(ground), transaction():
        mark_installation(demo=True)
        town = build()
        live(town)
        sync.add_receiver(
            unit=town.employment, address=receiver, secret=secret, purposes=("who5-index",), actor=INSTALLER
        )
        return {f"chaos-{number}": _citizen(number) for number in range(citizens)}


def _citizen(number: int) -> uuid.UUID:
    language = LANGUAGES[number % len(LANGUAGES)]
    person = service.add_person(name=f"Prøveborger {number}", language=language, persona=f"chaos-{number}")
    service.give_role(person=person, role=rules.CITIZEN, actor=INSTALLER)
    return person


def _free_ports(chance: random.Random) -> tuple[int, int]:
    found: list[int] = []
    while len(found) < 2:
        port = chance.choice(PORTS)
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if port not in found and door.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found[0], found[1]
