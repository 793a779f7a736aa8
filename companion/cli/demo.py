"""`companion demo`: a fictional municipality with web, worker and reference receiver in one process group."""

import os
import secrets
import shlex
import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import click

from companion.cli.processes import run_together
from companion.foundation.clock import SystemClock, danish

UNDO = "COMPANION_RELEASE_DELAY_SECONDS"
UNDO_SECONDS = 8  # long enough to see the undo button, short enough to wait for
ALL_LANGUAGES = "da,en,ar,uk,fa_AF,fa,ti,so,tr,ku,ps,pl"


@dataclass(frozen=True)
class Place:
    """Where one demo lives and listens."""

    folder: Path
    host: str
    port: int

    @property
    def address(self) -> str:
        """What a person types into a browser."""
        return f"http://{'localhost' if self.host in ('127.0.0.1', '0.0.0.0') else self.host}:{self.port}"  # noqa: S104

    @property
    def database(self) -> Path:
        """The demo's own database."""
        return self.folder / "demo.db"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port of the web app; the receiver takes the next one.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="Where the demo keeps its files.",
)
@click.option("--fresh", is_flag=True, help="Throw the demo's former data away first.")
def demo(host: str, port: int, folder: Path, fresh: bool) -> None:
    """Start a demo with fictional people. Ctrl-C stops everything.

    Example: companion demo --port 8000
    """
    place = Place(folder.resolve(), host, port)
    _settle(place)
    if fresh or not _is_of_today(place):
        _fill(place)
    click.echo(f"Companion is at {place.address}")
    click.echo(f"What the municipality's system has received: http://127.0.0.1:{port + 1}")
    sys.exit(run_together(_commands(place)))


def _settle(place: Place) -> None:
    place.folder.mkdir(parents=True, exist_ok=True)
    secret = place.folder / "receiver-secret"
    if not secret.exists():
        secret.write_text("whsec_" + b64encode(secrets.token_bytes(32)).decode(), encoding="utf-8")
    settings = _settings(place)
    _lay_out(place, settings)
    os.environ |= {**settings, "COMPANION_RECEIVER_SECRET": secret.read_text(encoding="utf-8")}


def _settings(place: Place) -> dict[str, str]:
    return {
        "COMPANION_DATABASE_URL": f"sqlite:///{place.database}",
        "COMPANION_KEY_FILE": str(place.folder / "keys.json"),
        "COMPANION_BASE_URL": place.address,
        "COMPANION_MUNICIPALITY": "Prøvekommune",
        "COMPANION_DEMO": "true",
        "COMPANION_SYNC_ALLOW_PRIVATE": "true",
        "COMPANION_OFFERED_LANGUAGES": ALL_LANGUAGES,
        UNDO: os.environ.get(UNDO, str(UNDO_SECONDS)),
    }


def _lay_out(place: Place, settings: dict[str, str]) -> None:
    """What a shell reads so that its `companion` speaks to this demo."""
    programs = f'PATH={shlex.quote(str(Path(sys.executable).parent))}:"$PATH"'
    named = [f"{name}={shlex.quote(value)}" for name, value in settings.items()]
    lines = [f"export {one}\n" for one in (programs, *named)]
    (place.folder / "environment").write_text("".join(lines), encoding="utf-8")


def _is_of_today(place: Place) -> bool:
    """A demo of an earlier day has its meetings in the past: it is made anew."""
    mark = place.folder / "made-on"
    return place.database.exists() and mark.exists() and mark.read_text(encoding="utf-8") == _mark(place)


def _fill(place: Place) -> None:
    for path in (*place.folder.glob("*.db*"), *place.folder.glob("audit-heads*")):
        path.unlink()
    filling = [sys.executable, "-m", "companion.cli.demo_fill", f"http://127.0.0.1:{place.port + 1}/"]
    subprocess.run(filling, check=True)  # noqa: S603 - a process of its own: this one stays small
    (place.folder / "made-on").write_text(_mark(place), encoding="utf-8")


def _mark(place: Place) -> str:
    return f"{danish(SystemClock().now()).date()} port {place.port}"


def _commands(place: Place) -> list[list[str]]:
    companion = [sys.executable, "-m", "companion"]
    return [
        [*companion, "serve", "--host", place.host, "--port", str(place.port)],
        [*companion, "worker"],
        [
            *companion,
            "sync",
            "receiver",
            "--port",
            str(place.port + 1),
            "--store",
            str(place.folder / "received.db"),
        ],
    ]
