"""Puts our own scripts together for the browser: joined into one classic script, comments left at home."""

import re
from collections.abc import Sequence
from pathlib import Path

from companion.foundation import places

JOINED = {  # scripts that travel together: fewer requests on a slow line
    "outbox.js": (
        "worker/database.js",
        "worker/sealing.js",
        "worker/outbox.js",
        "worker/sending.js",
        "static/saving.js",
        "static/unsent.js",
    ),
    "start.js": (
        "static/finding.js",
        "static/not_sent.js",
        "static/start.js",
        "static/signed_in.js",
        "static/place.js",
        "static/reading.js",
    ),
    "passing.js": ("static/finding.js", "static/place.js"),  # nothing may stay: no worker
    "talk.js": ("static/talk.js", "static/talk_sending.js"),
    "more.js": ("static/turning.js", "static/languages.js", "static/lasting.js", "static/notices.js"),
    "check_in.js": (
        "static/result.js",
        "static/check_in_answers.js",
        "static/check_in_way.js",
        "static/check_in_draft.js",
        "static/check_in.js",
        "static/check_in_keys.js",
        "static/read_aloud.js",
    ),
}
WORKER = tuple(
    f"worker/{part}.js"
    for part in (
        *("database", "sealing", "outbox", "sending", "sound", "assets", "copies", "caching", "ahead", "day", "push"),
        *("drafts", "sw"),
    )
)
VENDORED = "vendor/"

_BLOCK_COMMENT = re.compile(r"^[ ]*/\*.*?\*/\n", re.DOTALL | re.MULTILINE)
_END_COMMENT = re.compile(r" // .*$", re.MULTILINE)
_INDENT = re.compile(r"^[ ]+|\n(?=\n)", re.MULTILINE)


def slim(source: str) -> str:
    """One of our scripts without comments, indentation and empty lines; a test proves that no token changes."""
    for pattern in (_BLOCK_COMMENT, _END_COMMENT, _INDENT):
        source = pattern.sub("", source)
    return source


def joined(parts: Sequence[str]) -> str:
    """Several of our scripts as one classic script; a part is `worker/<file>` or `static/<file>`."""
    return "\n".join(slim(_path(part).read_text(encoding="utf-8")) for part in parts)


def served(name: str) -> bytes:
    """A script as it travels: joined and slim if it is ours, byte for byte if it is vendored."""
    if name.startswith(VENDORED):
        return (places.static() / name).read_bytes()
    return joined(JOINED.get(name, (f"static/{name}",))).encode()


def _path(part: str) -> Path:
    kind, _, name = part.partition("/")
    return (places.static() if kind == "static" else places.service_worker()) / name
