"""A new installation: nobody is in it, no key is known beforehand, and files with secrets are their owner's alone."""

import json
import stat
from pathlib import Path

import pytest

from companion.accounts import roll
from companion.app import create_app
from companion.foundation import config
from tests.cli.an_installation import Installed, install, run

WAYS = ("/sign-in/code", "/sign-in/card", "/demo")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """`companion init`, and nothing else yet."""
    return install(tmp_path, monkeypatch)


def test_nobody_is_in_it_and_no_way_opens(installed: Installed) -> None:
    with installed.bound() as ground:
        assert roll.roll() == []
        browser = create_app(ground.config, ground=ground).test_client()
    for way in WAYS:
        sent = {"code": "123456789", "card": "card-admin", "pin": "482915", "persona": "administrator", "phone": "own"}
        answer = browser.post(way, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code in (404, 422) and "Set-Cookie" not in answer.headers
    assert run("people", "list").output.strip() == "Nobody."


def test_every_ring_has_a_key_of_its_own(installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    install(tmp_path / "other", monkeypatch)
    files = [json.loads((folder / "keys.json").read_text()) for folder in (tmp_path, tmp_path / "other")]
    secrets = [secret for rings in files for ring in rings.values() for secret in ring.values()]
    assert len(secrets) == len(set(secrets)) == 2 * len(files[0])
    assert not [secret for secret in secrets if len(secret) < 44]  # 256 bits in base64


def test_a_file_with_keys_is_its_owners_alone_and_stays_so(installed: Installed) -> None:
    keys = installed.folder / "keys.json"
    for words in (("init",), ("keys", "rotate", "pepper")):
        assert run(*words).exit_code == 0
        assert stat.S_IMODE(keys.stat().st_mode) == 0o600


def test_no_secret_of_the_settings_is_told(installed: Installed) -> None:
    door = {"client_secret": "canary", "issuer": "https://id.example.dk", "client_id": "companion"}
    shown = repr(config.read(oidc_citizen={**door, "acr_values": "high", "cpr_claim": "cpr"}))
    assert "canary" not in shown and "id.example.dk" in shown
