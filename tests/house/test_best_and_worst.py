"""Two citizens do the same; one answers best, one worst: nothing but the sealed answers differs, anywhere."""

import re
import uuid
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import LargeBinary, select

from companion.consent import service as consent
from companion.consent.purposes import WHO5_INDEX
from companion.foundation.database import reading
from companion.migrations.metadata import METADATA
from companion.worker import sweep
from tests.me.a_release import a_receiving_unit
from tests.people import Somebody, a_citizen, responsible_for, signed_in

ITEMS = ("happy", "calm", "active", "rested", "interest")
DIFFERS = {"content_hash", "token_hash", "digest", "value"}  # keyed hashes: never the same twice
ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


def test_it_works(client: FlaskClient, runtime: Any) -> None:
    unit = a_receiving_unit()
    people = [a_citizen(name="Nora Friis") for _person in range(3)]
    lives = []
    for person, value in zip(people, ("3", "5", "0"), strict=True):  # the first brings what happens once a day
        before = rows()
        live_through(client, person, unit, value)
        sweep.once(runtime)
        lives.append(sorted(rows_that_are_new(before)))
    lives = lives[1:]
    assert len(lives[0]) > 10
    assert lives[0] == lives[1]


def live_through(client: FlaskClient, person: Somebody, unit: uuid.UUID, value: str) -> None:
    """Everything a citizen does around a check-in, without “call me”, which is her own wish."""
    responsible_for(person)
    consent.give(purpose=WHO5_INDEX, unit=unit, language="da", text_version=1, actor=person.actor)
    signed_in(client, person)
    client.post("/check-in", data={"key": str(uuid.uuid4()), **dict.fromkeys(ITEMS, value)})
    html = client.get("/check-in/result").text
    release = re.search(r'action="(/check-in/result/[^"]+/release)"', html)
    assert release and client.post(release[1]).status_code == 303
    for page in ("/", "/plan", "/check-in", "/me/sharing", "/me/seen"):
        assert client.get(page).status_code == 200


def rows() -> set[tuple[str, str]]:
    """Every row of every table by its key."""
    return {(table, key) for table, key, _values in _all()}


def rows_that_are_new(before: set[tuple[str, str]]) -> list[str]:
    """The rows written since, with ids, sealed columns and keyed hashes left out."""
    return [f"{table} {values}" for table, key, values in _all() if (table, key) not in before]


def _all() -> list[tuple[str, str, str]]:
    found = []
    with reading() as db:
        for table in METADATA.sorted_tables:
            shown = [one for one in table.c if not isinstance(one.type, LargeBinary) and one.name not in DIFFERS]
            for row in db.execute(select(*table.primary_key.columns, *shown)).all():
                keys = len(table.primary_key.columns)
                found.append((table.name, str(row[:keys]), ID.sub("id", str(row[keys:]))))
    return found
