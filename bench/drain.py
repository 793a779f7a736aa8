"""Facts drained to a loopback receiver: our worker beside a naive loop that posts one after the other."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

import click

from bench.method.table import print_table
from companion.foundation import clock, config, crypto, journal, runtime
from companion.foundation.clock import SystemClock
from companion.foundation.database import Database, transaction
from companion.foundation.runtime import open_runtime
from companion.migrations import steps
from companion.sync import service as sync
from companion.sync.records import Release
from companion.sync.sending import HttpGateway
from tests.people import a_citizen
from tests.sync.sharing import Sharing, a_reading, says_yes, sharing

HEAD = ("", "facts", "facts a second", "facts a CPU-second", "times")
TOLD_EACH, MOST_CITIZENS = 25, 200  # facts of one citizen keep their order, so one citizen alone would be a queue
BATCH = 500  # facts made in one transaction


class _Yes(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Read it and say 200."""
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@click.command()
@click.option("--facts", default=5_000, show_default=True, help="Facts to drain; 100000 for the long run.")
@click.option("--naive", default=500, show_default=True, help="Posts of the naive loop.")
def main(facts: int, naive: int) -> None:
    """Measure the drain: claim, consent, body, signature, call and outcome, each in its own transaction.

    The receiver runs in the same process, so its own work is part of both rates.

    Example: python -m bench.drain --facts 100000
    """
    with TemporaryDirectory() as folder, _receiver() as address, _ground(Path(folder)) as ground, runtime.bound(ground):
        _fill(address, facts)
        with HttpGateway(allow_private=True) as gateway:
            started, cpu = time.perf_counter(), time.process_time()
            done = sync.drain(gateway=gateway)
            ours = (done["delivered"], time.perf_counter() - started, time.process_time() - cpu)
        started, cpu = time.perf_counter(), time.process_time()
        for _ in range(naive):
            urlopen(Request(address, b"{}" * 1_000), timeout=10).close()
        theirs = (naive, time.perf_counter() - started, time.process_time() - cpu)
    base = theirs[0] / theirs[2]
    rows = [
        (name, str(number), f"{number / wall:,.0f}", f"{number / used:,.0f}", f"{number / used / base:.2f}")
        for name, (number, wall, used) in (("Companion", ours), ("naive loop: post, no consent, no record", theirs))
    ]
    print_table(f"Drain of {facts} facts to a loopback receiver", HEAD, rows)
    click.echo(f"  {facts - ours[0]} missing. {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.")


def _fill(address: str, facts: int) -> None:
    """Citizens of one unit with a released reading each, told as often as asked; everything is due."""
    first = sharing(address=address)
    others = [_another(first) for _ in range(min(MOST_CITIZENS, facts // TOLD_EACH))]
    released = [(one.citizen.id, one.release()) for one in (first, *others)]
    for start in range(0, facts - len(released), BATCH):
        with transaction():
            for number in range(start, min(start + BATCH, facts - len(released))):
                citizen, subject = released[number % len(released)]
                journal.tell(kind="reading.released", citizen=citizen, subject=subject, version=number + 2)
    with transaction() as session:
        for _citizen, subject in released:
            session.get_one(Release, subject).leaves_at = clock.now() - timedelta(seconds=1)
    sync.take_facts()


def _another(first: Sharing) -> Sharing:
    citizen = a_citizen(name="Nora Berg")
    return Sharing(citizen, first.unit, says_yes(citizen, first.unit), a_reading(citizen))


@contextmanager
def _receiver() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Yes) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def _ground(folder: Path) -> Iterator[runtime.Runtime]:
    crypto.make_keys(folder / "keys.json")
    url = f"sqlite:///{folder}/drain.db"
    database = Database(url)
    steps.upgrade(database)
    database.close()
    settings = config.Config(
        database_url=url,
        key_file=folder / "keys.json",
        sync_allow_private=True,
        release_delay_seconds=1,
    )
    made = open_runtime(settings, SystemClock())
    try:
        yield made
    finally:
        made.database.close()


if __name__ == "__main__":
    main()
