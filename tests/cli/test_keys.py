"""Keys are renewed without losing anything, and what lies sealed comes under the newest key, also after a stop."""

import json
import stat
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from companion.accounts import sign_in
from companion.checkins.records import Reading
from companion.foundation import crypto, intake, key_file, sealed
from companion.foundation.database import reading
from companion.sync import receivers
from tests.cli.an_installation import Installed, install, run
from tests.people import MADE_BY, a_citizen, a_unit
from tests.sync.sharing import SECRET


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """A fresh installation."""
    return install(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "AT_ONCE", 2)


def kids(ring: str, place: Installed) -> list[str]:
    return list(crypto.read_keys(place.folder / "keys.json").rings[ring])


def some_receivers(number: int = 5) -> list[uuid.UUID]:
    unit = a_unit()
    address = "https://cases.example.dk/in"
    return [
        receivers.add_receiver(unit=unit, address=address, secret=SECRET, purposes=["who5-index"], actor=MADE_BY)
        for _ in range(number)
    ]


def column_of_secrets() -> Any:
    (column,) = [one for one in sealed.columns() if (one.table.name, one.name) == ("receiver", "secret")]
    return column


def keys_of_secrets() -> set[str]:
    column = column_of_secrets()
    with reading() as db:
        return {value[:4].hex() for value in db.scalars(select(column))}


def test_it_works(installed: Installed) -> None:
    with installed.bound():
        some_receivers()
    before = kids("fields", installed)
    assert run("keys", "rotate", "fields").exit_code == 0
    told = run("keys", "reseal", "--restarted")
    assert (told.exit_code, "receiver.secret: 5 of 5" in told.output) == (0, True), told.output
    with installed.bound():
        assert keys_of_secrets() == {kids("fields", installed)[-1]} != set(before)


@pytest.mark.parametrize("ring", key_file.ALL_RINGS)
def test_a_rotation_keeps_the_older_keys(installed: Installed, ring: str) -> None:
    before, others = kids(ring, installed), {one: kids(one, installed) for one in key_file.ALL_RINGS if one != ring}
    told = run("keys", "rotate", ring)
    assert (told.exit_code, "estart" in told.output) == (0, True)
    assert kids(ring, installed)[:-1] == before and len(kids(ring, installed)) == 2
    assert {one: kids(one, installed) for one in others} == others
    assert stat.S_IMODE((installed.folder / "keys.json").stat().st_mode) == 0o600
    assert [path.name for path in installed.folder.glob(".*")] == []


def test_a_stop_half_way_and_run_again(installed: Installed) -> None:
    with installed.bound():
        some_receivers()
    run("keys", "rotate", "fields")
    with installed.bound():
        column = column_of_secrets()
        next(sealed.reseal(column))  # one batch, then the machine stops
        assert (sealed.waiting(column), len(keys_of_secrets())) == (3, 2)
    assert "3 of 3 sealed anew" in run("keys", "reseal", "--restarted").output
    assert "0 of 0 sealed anew" in run("keys", "reseal", "--restarted").output
    with installed.bound():
        assert len(keys_of_secrets()) == 1


def test_what_was_sealed_still_says_the_same(installed: Installed) -> None:
    with installed.bound():
        ids = some_receivers()
    run("keys", "rotate", "fields")
    run("keys", "reseal", "--restarted")
    with installed.bound():
        column = column_of_secrets()
        with reading() as db:
            rows = db.execute(select(column.table.c.id, column)).all()
        assert {receivers.secret_of(*row) for row in rows} == {SECRET}
        assert {row[0] for row in rows} == set(ids)


def test_what_no_key_opens_is_told(installed: Installed) -> None:
    with installed.bound():
        some_receivers()
    file = installed.folder / "keys.json"
    rings = json.loads(file.read_text())
    run("keys", "rotate", "fields")
    newer = json.loads(file.read_text())
    file.write_text(
        json.dumps({**newer, "fields": {k: v for k, v in newer["fields"].items() if k not in rings["fields"]}})
    )
    told = run("keys", "reseal", "--restarted")
    assert (told.exit_code, "5 sealed values open with none of our keys" in told.output) == (1, True)


def test_reseal_asks_for_the_restart(installed: Installed) -> None:
    assert run("keys", "reseal").exit_code == 1


def test_a_list_shows_no_secret(installed: Installed) -> None:
    told = run("keys", "list").output
    rings: dict[str, dict[str, str]] = json.loads((installed.folder / "keys.json").read_text())
    assert all(kid in told for ring in rings.values() for kid in ring)
    assert not [secret for ring in rings.values() for secret in ring.values() if secret in told]


def test_a_new_pepper_signs_nobody_out(installed: Installed) -> None:
    with installed.bound() as ground:
        amina = a_citizen()
        token = sign_in.sign_in(person=amina.id, own_phone=True, method="passkey")
        owner = intake.owner_token(amina.id)
    run("keys", "rotate", "pepper")
    with installed.bound() as ground:
        found = sign_in.who(token)
        assert found is not None and found.person_id == amina.id
        assert intake.owner_token(amina.id) == owner  # her unsent answers stay hers
        assert len(ground.keys.rings["pepper"]) == 2


def test_the_same_answer_again_after_a_new_pepper_is_the_same_answer(installed: Installed) -> None:
    from companion.checkins import answers

    with installed.bound() as ground:
        amina = a_citizen()
        given = answers.Answer(uuid.uuid4(), "da", "1", (5, 4, 3, 2, 1), ground.clock.now(), 60)
        assert answers.take_in(given, actor=amina.actor)
    run("keys", "rotate", "pepper")
    with installed.bound():
        assert not answers.take_in(given, actor=amina.actor)
        with reading() as db:
            assert len(db.execute(select(Reading.id)).all()) == 1


def test_an_older_key_file_gets_the_missing_ring(installed: Installed) -> None:
    file = installed.folder / "keys.json"
    rings: dict[str, Any] = json.loads(file.read_text())
    del rings["audit"]
    file.write_text(json.dumps(rings))
    assert "missing" in run("keys", "list").output
    refused = run("doctor")
    assert (refused.exit_code, "companion init" in refused.output) == (1, True)
    assert "ring audit added" in run("init").output
    assert {**json.loads(file.read_text()), "audit": None} == {**rings, "audit": None}
    assert run("doctor").exit_code == 0


@pytest.mark.parametrize("words", [(), ("list",), ("rotate",), ("reseal",)])
def test_every_help_has_an_example(words: tuple[str, ...]) -> None:
    assert "Example" in run("keys", *words, "--help").output
