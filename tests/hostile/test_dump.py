"""Whoever steals the database alone reads no CPR number, no answer, no PIN, no code and no name of a helper in it."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from companion.accounts import cards, codes, cpr, sign_in
from companion.checkins import answers
from companion.consent import service as consent
from companion.consent.purposes import WHO5_INDEX
from companion.foundation import clock
from companion.foundation.database import new_id
from companion.foundation.runtime import Runtime
from companion.sync import service as sync
from tests.me.a_release import RECEIVER
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, approved

NAME, READER = "Amina Haddad", "Tolkeline Oplæser"
CPR, PIN, CHOSEN = "0101904009", "729416", (5, 0, 4, 1, 3)


def planted() -> tuple[Somebody, dict[str, list[str]]]:
    """A citizen with every kind of secret, put there by the services; what → how it could be written."""
    amina, unit = a_citizen(name=NAME), a_unit()
    approved(unit)
    secret = sync.make_secret()
    sync.add_receiver(unit=unit, address=RECEIVER, secret=secret, purposes=[WHO5_INDEX], actor=MADE_BY)
    cpr.link(person=amina.id, number=CPR, actor=amina.actor)
    answers.take_in(answers.Answer(new_id(), "da", "1", CHOSEN, clock.now(), 60), actor=amina.actor)
    reader = consent.ReadAloud("ti", READER)
    consent.give(purpose=WHO5_INDEX, unit=unit, language="da", text_version=1, read_aloud=reader, actor=amina.actor)
    code = codes.make(person=amina.id, language="da", own_phone=True, actor=MADE_BY)
    said = [", ".join(map(str, CHOSEN)), ",".join(map(str, CHOSEN)), *(f'"{item}": 5' for item in ("happy", "calm"))]
    return amina, {
        "CPR number": [CPR, f"{CPR[:6]}-{CPR[6:]}"],
        "answers": said,
        "name of a helper": [READER],
        "PIN": [PIN],
        "card": [cards.make(pin=PIN, actor=amina.actor)],
        "code": [code, f"{code[:3]} {code[3:6]} {code[6:]}"],
        "cookie": [sign_in.sign_in(person=amina.id, own_phone=True, method="passkey")],
        "secret of a receiver": [secret],
    }


def test_a_dump_shows_none_of_it(runtime: Runtime, tmp_path: Path) -> None:
    _amina, secrets = planted()
    found, kinds = 0, list[str]()
    for kind, dump in dumps(runtime, tmp_path):
        hits = [what for what, ways in secrets.items() if any(is_in(way, dump) for way in ways)]
        assert hits == [], f"{kind} shows {hits}"
        found += is_in(NAME, dump)
        kinds.append(kind)
    assert found  # what is not sealed is found: this looks in the right place
    assert kinds == ["pg_dump"] or {kind.rpartition("-")[2] for kind in kinds} >= {"wal", ".dump"}


def test_what_would_stand_there_plainly_is_found() -> None:
    for way in ("x 729416 y", "x" + PIN.encode().hex() + "y", PIN.encode("utf-16-le").decode("latin-1")):
        assert is_in(PIN, way.encode("latin-1"))
    assert not is_in(PIN, b"ab729416cd")  # six digits inside a random key are not a PIN


def dumps(runtime: Runtime, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The database as a thief gets it: as text, and as the bytes of its files."""
    if not runtime.database.is_sqlite:
        if shutil.which("pg_dump") is None:
            pytest.skip("no pg_dump on this machine")
        yield "pg_dump", _pg_dump(runtime.config.database_url)
        return
    file = Path(urlsplit(runtime.config.database_url).path)
    for trace in sorted(file.parent.glob(f"{file.name}*")):  # the write-ahead log too: nothing was put away yet
        yield trace.name, trace.read_bytes()
    with sqlite3.connect(file) as connection:
        yield ".dump", "\n".join(connection.iterdump()).encode()


def is_in(secret: str, dump: bytes) -> bool:
    """Whether a dump holds these letters: as they are, as hexadecimal of a blob, or in UTF-16."""
    plain = rb"(?<![0-9a-f])" + re.escape(secret.encode()) + rb"(?![0-9a-f])"
    ways = (secret.encode().hex().encode(), secret.encode().hex().upper().encode(), secret.encode("utf-16-le"))
    return re.search(plain, dump) is not None or any(way in dump for way in ways)


def _pg_dump(url: str) -> bytes:
    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    made = subprocess.run(["pg_dump", address], capture_output=True, timeout=60, check=False)
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout
