"""A fresh demo municipality in a temporary folder, with one citizen signed in on her own phone."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from companion.accounts import sign_in
from companion.accounts.installation import mark_installation
from companion.caseload import service as caseload
from companion.cli.demo_lives import live
from companion.cli.demo_town import build
from companion.foundation import config, runtime
from companion.foundation.audit import Actor
from companion.foundation.clock import SystemClock
from companion.foundation.crypto import make_keys
from companion.foundation.database import Database, new_id, transaction
from companion.foundation.runtime import Runtime, open_runtime
from companion.migrations import steps
from companion.tasks import service as tasks

CITIZEN = "citizen-course"  # reads Arabic, is in the diabetes course, has meetings, steps and a check-in due


@dataclass(frozen=True)
class Installation:
    """Settings, database and keys on disk, and the signed-in citizen: her id and the token of her phone."""

    ground: Runtime
    folder: Path
    citizen: uuid.UUID
    token: str

    @property
    def environment(self) -> dict[str, str]:
        """The same installation for a child process."""
        settings = self.ground.config
        return {
            "COMPANION_DATABASE_URL": settings.database_url,
            "COMPANION_KEY_FILE": str(settings.key_file),
            "COMPANION_BASE_URL": settings.base_url,
            "COMPANION_DEMO": "true",
            "COMPANION_OFFERED_LANGUAGES": ",".join(settings.offered_languages),
        }


@contextmanager
def installation() -> Iterator[Installation]:
    """A demo municipality on SQLite, gone when the measurement ends."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as name:
        folder = Path(name)
        ground = _ground(folder)
        with runtime.bound(ground), transaction():
            mark_installation(demo=True)
            town = build()
            live(town)
            citizen = town.people[CITIZEN]
            _ask_for_a_call(citizen)
            token = sign_in.sign_in(person=citizen, own_phone=True, method="passkey")
        yield Installation(ground, folder, citizen, token)
        ground.database.close()


def _ground(folder: Path) -> Runtime:
    make_keys(folder / "keys.json")
    settings = config.read(
        database_url=f"sqlite:///{folder / 'bench.db'}",
        key_file=folder / "keys.json",
        demo=True,
        offered_languages=("da", "en", "ar", "uk"),
    )
    database = Database(settings.database_url)
    steps.upgrade(database)
    database.close()
    return open_runtime(settings, SystemClock())


def _ask_for_a_call(citizen: uuid.UUID) -> None:
    responsible = caseload.responsible_for(citizen)
    assert responsible is not None
    tasks.ask(
        kind=tasks.CALL_ME,
        citizen=citizen,
        owner=responsible.person_id,
        key=new_id(),
        with_interpreter=True,
        actor=Actor(citizen, "citizen"),
    )
