"""Fixtures everybody uses: a runtime with a clock that stands still, on SQLite and PostgreSQL, and a client."""

import shutil
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from companion.app import create_app
from companion.app.factory import GROUND
from companion.foundation import config as settings
from companion.foundation import runtime as runtimes
from companion.foundation.crypto import KeyRings, make_keys, read_keys
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime
from companion.language import content, provenance
from companion.language.table import languages
from companion.migrations.metadata import METADATA
from tests.clock import FrozenClock

pytest_plugins = ("tests.postgres", "tests.redis")
ENGINES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Services are tested on both databases, pages on SQLite."""
    if "engine" in metafunc.fixturenames:
        pages = {"client", "app", "own_app", "visitor"} & set(metafunc.fixturenames)
        metafunc.parametrize("engine", ENGINES[:1] if pages else ENGINES, scope="function")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key file made once."""
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    make_keys(path)
    return path


@pytest.fixture(scope="session")
def rings(keys: Path) -> KeyRings:
    """The rings of the key file."""
    return read_keys(keys)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = Database(f"sqlite:///{path}")
    METADATA.create_all(database.engine)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_tables(postgres_url: str) -> str:
    """This worker's PostgreSQL database with empty tables; returns its URL."""
    database = Database(_driver(postgres_url))
    METADATA.drop_all(database.engine)
    METADATA.create_all(database.engine)
    database.close()
    return _driver(postgres_url)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest) -> str:
    """An empty database of this engine, at the same place for every test of this worker."""
    if engine == "postgresql":
        return str(request.getfixturevalue("postgres_tables"))
    empty: Path = request.getfixturevalue("sqlite_file")
    place = empty.with_name("companion.db")
    for left in empty.parent.glob(f"{place.name}*"):
        left.unlink()
    shutil.copy(empty, place)
    return f"sqlite:///{place}"


@pytest.fixture(scope="session")
def databases() -> dict[str, Database]:
    """A database by its address: what its engine has learnt of our queries serves the next test too."""
    return {}


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still on Sunday 22 November 2026, 10:00 in Denmark."""
    return FrozenClock()


@pytest.fixture
def config(database_url: str, keys: Path, tmp_path: Path) -> settings.Config:
    """Settings as a test installation has them."""
    return settings.read(
        database_url=database_url,
        key_file=keys,
        audit_heads_file=tmp_path / "audit-heads.jsonl",
        sync_allow_private=True,
        municipality="Prøvekommune",
        unread_safety=tuple(languages()),
    )


@pytest.fixture
def runtime(
    config: settings.Config, clock: FrozenClock, rings: KeyRings, databases: dict[str, Database]
) -> Iterator[Runtime]:
    """A bound runtime on an empty database."""
    if config.database_url not in databases:
        databases[config.database_url] = Database(config.database_url)
    database = copy(databases[config.database_url])
    made = Runtime(config=config, clock=clock, database=database, keys=rings)
    with runtimes.bound(made):
        yield made
    if not database.is_sqlite:
        _empty(database)
    database.close()


@pytest.fixture(scope="session")
def apps() -> dict[str, Flask]:
    """Applications by their settings: making one costs more than most tests."""
    return {}


@pytest.fixture
def app(runtime: Runtime, apps: dict[str, Flask]) -> Flask:
    """The whole application on that runtime; it is used again, so no test adds to it."""
    place = {"database_url": "", "audit_heads_file": None}  # of one test; nothing of the application depends on it
    alike = repr(runtime.config.model_copy(update=place))
    if alike not in apps:
        apps[alike] = create_app(runtime.config, ground=runtime)
    apps[alike].extensions[GROUND] = runtime
    return apps[alike]


@pytest.fixture
def own_app(runtime: Runtime) -> Flask:
    """An application of this test alone, to add to."""
    return create_app(runtime.config, ground=runtime)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser's requests, as from our own pages."""
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


@pytest.fixture
def without_tigrinya(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tigrinya as a language we know and have no texts in yet: Danish stands in, and is marked."""
    monkeypatch.setitem(languages(), "ti", replace(languages()["ti"], catalogue=False))


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _empty(database: Database) -> None:
    """Delete row by row: most tables are empty, and TRUNCATE makes a new file for every one of them."""
    deletes = "; ".join(str(table.delete()) for table in METADATA.sorted_tables)
    with database.writer.begin() as connection:
        connection.execute(text(f"set local session_replication_role = replica; {deletes}"))  # keys are not looked up


@pytest.fixture
def without_content(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No language has a catalogue of content: what its files do not say stands in Danish."""
    monkeypatch.setattr(content, "said", lambda _code: {})
    provenance._with.cache_clear()
    yield
    provenance._with.cache_clear()
