"""The scripts as the server puts them together, for the fake server of these tests."""

import json

from companion.foundation import places
from companion.web.scripts import WORKER as WORKER_PARTS
from companion.web.scripts import joined, served, slim

__all__ = ["STATIC", "WORKER", "script", "slim", "worker_script"]
STATIC = places.static()
WORKER = places.service_worker()


def worker_script(version: str, shell: list[str]) -> str:
    """`/service-worker.js`: the constant line, then all parts."""
    constant: dict[str, object] = {
        "version": version,
        "shell": shell,
        "static_prefix": "/static/",
        "in_every_language": [],
    }
    constant["notice"] = {"title": "Du har en ny besked.", "body": "Åbn appen.", "lang": "da", "dir": "ltr"}
    return f"const COMPANION = {json.dumps(constant)};\n{joined(WORKER_PARTS)}"


def script(name: str) -> str:
    """One file below `/static/` as it is served."""
    return served(name).decode()
