"""Settings are read once; a wrong one stops the start with a sentence that names it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from companion.foundation import config
from companion.foundation.config import WrongSetting


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set until a test sets it."""
    for name in config.Config.model_fields:
        monkeypatch.delenv(f"COMPANION_{name.upper()}", raising=False)


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_BASE_URL", "https://companion.example.dk")
    monkeypatch.setenv("COMPANION_OFFERED_LANGUAGES", "da, ar")
    monkeypatch.setenv("COMPANION_RELEASE_DELAY_SECONDS", "5")
    read = config.read()
    assert (read.base_url, read.secure) == ("https://companion.example.dk", True)
    assert (read.offered_languages, read.release_delay_seconds) == (("da", "ar"), 5)


def test_nothing_set_is_a_loopback_installation() -> None:
    read = config.read()
    assert read.offered_languages == ("da", "en", "ar", "uk")
    assert (read.secure, read.demo, read.sync_allow_private) == (False, False, False)
    assert read.release_delay_seconds == 3600


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError):
        config.read().demo = True  # type: ignore[misc] # that is the point


def test_postgresql_goes_through_psycopg() -> None:
    assert config.read(database_url="postgresql://db/companion").database_url == "postgresql+psycopg://db/companion"


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_http_is_fine_on_this_machine(address: str) -> None:
    assert not config.read(base_url=address).secure


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BASE_URL", "http://companion.example.dk", "COMPANION_BASE_URL must begin with https://"),
        ("BASE_URL", "http://localhost.example.dk", "COMPANION_BASE_URL must begin with https://"),
        ("BASE_URL", "companion.example.dk", "COMPANION_BASE_URL must be an address"),
        ("BASE_URL", "ftp://companion.example.dk", "COMPANION_BASE_URL must be an address"),
        ("DATABASE_URL", "postgres://db/companion", "COMPANION_DATABASE_URL: must begin with sqlite:/// or"),
        ("DATABASE_URL", "mysql://db/companion", "COMPANION_DATABASE_URL: must begin with"),
        ("OFFERED_LANGUAGES", "en,ar", "COMPANION_OFFERED_LANGUAGES: must contain da"),
        ("OFFERED_LANGUAGES", "", "COMPANION_OFFERED_LANGUAGES: must contain da"),
        ("RELEASE_DELAY_SECONDS", "soon", "COMPANION_RELEASE_DELAY_SECONDS: "),
        ("RELEASE_DELAY_SECONDS", "-1", "COMPANION_RELEASE_DELAY_SECONDS: must be 0 or more seconds."),
        ("DEMO", "perhaps", "COMPANION_DEMO: "),
        ("TRUSTED_PROXIES", "-1", "COMPANION_TRUSTED_PROXIES: must be the number of your own proxies"),
        ("ALLOW_UNDER_18", "perhaps", "COMPANION_ALLOW_UNDER_18: "),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(f"COMPANION_{name}", value)
    with pytest.raises(WrongSetting) as refused:
        config.read()
    sentence = str(refused.value)
    assert sentence.startswith(says) and sentence.endswith(".") and "\n" not in sentence


def test_two_faults_are_two_sentences() -> None:
    with pytest.raises(WrongSetting, match=r"DATABASE_URL.*\. COMPANION_OFFERED_LANGUAGES.*\.$"):
        config.read(database_url="postgres://x", offered_languages="en")


def test_heads_of_the_audit_stand_beside_the_keys_unless_told_otherwise() -> None:
    assert config.read(key_file="/srv/keys.json").heads_file == Path("/srv/audit-heads.jsonl")
    assert config.read(audit_heads_file="/elsewhere/heads").heads_file == Path("/elsewhere/heads")
