"""What a phone must fetch before Today works, and that vendored files are the ones we list."""

import hashlib

import brotli

from service_worker.tests.assembly import STATIC, script

OWN_SCRIPTS = 8_350  # bytes, brotli: ours on Today, so that all of it stays below 30 kB (e2e/test_weight.py)
HTMX = 12_100


def weight(name: str) -> int:
    """Bytes over the wire."""
    return len(brotli.compress(script(name).encode()))


def test_todays_own_scripts_stay_small() -> None:
    assert sum(weight(name) for name in ("start.js", "outbox.js", "call_me.js")) <= OWN_SCRIPTS
    assert weight("vendor/htmx.min.js") <= HTMX


def test_vendored_files_are_the_listed_ones() -> None:
    listed = {}
    for line in (STATIC / "vendor" / "CHECKSUMS").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            checksum, name, *rest = line.split("  ")
            listed[name] = checksum
            assert len(rest) == 2, "name version, licence"
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (STATIC / "vendor").glob("*.js")}
    assert listed == found
