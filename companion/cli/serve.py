"""`companion serve`: the web app, behind a reverse proxy with https."""

import os
import sys

import click

from companion.cli.ground import plainly, read_settings, ready_runtime


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Web processes; each answers one request at a time.")
@plainly
def serve(host: str, port: int, workers: int) -> None:
    """Serve the web app. Put a reverse proxy with https in front of it.

    Example: COMPANION_BASE_URL=https://companion.example.dk companion serve --workers 4
    """
    ready_runtime(read_settings()).database.close()  # complain here, before any process starts
    options = ["--host", host, "--port", str(port), "--workers", str(workers)]
    steady = ["--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers"]
    granian = [sys.executable, "-m", "granian", *options, *steady, "--factory", "companion.cli.served:from_environment"]
    os.execv(sys.executable, granian)  # noqa: S606 - becomes the server: its parent process then carries no app
