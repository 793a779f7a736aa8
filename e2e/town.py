"""A whole installation for one story: web server, worker, reference receiver, and a clock that the story moves."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import update
from werkzeug.serving import WSGIRequestHandler, make_server

from companion.app import create_app
from companion.checkins import service as checkins
from companion.checkins.service import KnownReading
from companion.cli.demo import ALL_LANGUAGES
from companion.cli.demo_fill import fill, prepare
from companion.cli.demo_town import INSTALLER, Town
from companion.foundation import clock as foundation_clock
from companion.foundation import config, runtime
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime, open_runtime
from companion.sync import service as sync
from companion.sync.records import Receiver
from companion.sync.reference_receiver import ReferenceReceiver
from companion.worker import sweep
from tests.clock import FrozenClock

UNDO = timedelta(seconds=8)
SECRET = sync.make_secret()  # of every reference receiver in this run


class Municipality:
    """The running installation; `work` is one pass of the worker, `later` lets time go by."""

    def __init__(self, ground: Runtime, clock: FrozenClock, receiver: ReferenceReceiver, town: Town) -> None:
        self.ground = ground
        self.clock = clock
        self.receiver = receiver
        self.town = town
        self.url = ground.config.base_url

    def later(self, by: timedelta) -> None:
        """Time goes by, for everybody."""
        self.clock.move(by)

    def work(self) -> None:
        """The worker makes one pass."""
        sweep.once(self.ground)

    def readings(self) -> Sequence[KnownReading]:
        """Every check-in of `citizen-course` that has reached the server."""
        with runtime.bound(self.ground):
            return checkins.history(self.town.people["citizen-course"])

    def invite_again(self, persona: str) -> None:
        """A new check-in is due today."""
        with runtime.bound(self.ground):
            checkins.invite(
                citizen=self.town.people[persona],
                instrument="who5",
                due_on=foundation_clock.today(),
                occasion="midway",
                actor=INSTALLER,
            )

    def received(self, kind: str) -> list[dict[str, Any]]:
        """The resources of one kind that the municipality's system holds."""
        resources = self.receiver.store.received()["resources"]
        return [one["body"] for one in resources if one["type"] == kind]


@contextmanager
def municipality(folder: Path, clock: FrozenClock, **more: Any) -> Iterator[Municipality]:
    """A fresh demo municipality on free ports, gone when the story ends; `more` are settings of this story."""
    receiver = ReferenceReceiver(store=folder / "received.db", secret=SECRET, clock=clock)
    web = make_server("127.0.0.1", 0, _not_yet, threaded=True, request_handler=_Quiet)
    filled, town = _filled(clock.now())
    for file in filled.iterdir():
        shutil.copy(file, folder)
    ground = _ground(folder, clock, port=web.server_port, more=more)
    with runtime.bound(ground), transaction() as session:
        session.execute(update(Receiver).values(address=receiver.address))  # every story has ports of its own
    web.app = create_app(ground.config, ground=ground)
    for server in (web, receiver):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Municipality(ground, clock, receiver, town)
    for server in (web, receiver):
        server.shutdown()
        server.server_close()
    ground.database.close()


@cache
def _filled(moment: datetime) -> tuple[Path, Town]:
    """A folder with the database and the keys of a demo begun at this moment: filled once, copied for each story."""
    folder = Path(tempfile.mkdtemp(prefix="companion-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ground = _ground(folder, FrozenClock(moment), port=1, more={})
    with runtime.bound(ground):
        town = fill("http://127.0.0.1:1/", SECRET)
    ground.database.close()
    return folder, town


def _ground(folder: Path, clock: FrozenClock, port: int, more: dict[str, Any]) -> Runtime:
    settings = config.read(
        database_url=f"sqlite:///{folder / 'demo.db'}",
        key_file=folder / "keys.json",
        base_url=f"http://localhost:{port}",
        demo=True,
        sync_allow_private=True,
        release_delay_seconds=int(UNDO.total_seconds()),
        offered_languages=ALL_LANGUAGES,
        municipality="Prøvekommune",
        **more,
    )
    prepare(settings)
    return open_runtime(settings, clock)


def _not_yet(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("503 Service Unavailable", [])
    return []


class _Quiet(WSGIRequestHandler):
    """Says nothing about requests that went well."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's signature
        """Nothing."""
