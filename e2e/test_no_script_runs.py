"""Every text that people may have typed becomes an attack, and no page of any role runs it."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String, Table, select, update

from companion.migrations.metadata import METADATA
from e2e.crawl import CITIZEN, STAFF
from e2e.phone import Phone
from e2e.town import Municipality
from tests.hostile.payloads import XSS

RUNS = '<script>self.hit=1</script><img src=x onerror=self.hit=1>"\' autofocus onfocus=self.hit=1 x="</textarea>'
OVERRIDE = "\u202e"  # the rest of the line would run backwards if a name could leave its place
SHORTEST = 80  # letters: what is shorter is a key word of ours, not a text
WORDS_OF_OURS = {"persona", "reason", "series", "programme_id", "key", "content_hash", "token_hash", "address", "event"}


@pytest.fixture
def poisoned(place: Municipality) -> Municipality:
    """The municipality, with an attack in every text of every table."""
    with place.ground.database.writer.begin() as connection:
        for table in METADATA.sorted_tables:
            for column in _texts(table):
                _poison(connection, table, column)
    return place


@pytest.mark.parametrize(
    ("persona", "paths"),
    [
        ("citizen-course", CITIZEN),
        ("citizen-ips", CITIZEN),
        ("consultant", STAFF),
        ("health-coordinator", STAFF),
        ("administrator", STAFF),
    ],
)
def test_no_page_runs_what_somebody_typed(
    poisoned: Municipality, a_phone: Callable[..., Phone], persona: str, paths: tuple[str, ...]
) -> None:
    phone = a_phone(service_workers="block")
    phone.sign_in(persona)
    for path in (*paths, *_linked(phone, paths)):
        phone.open(path)
        assert phone.page.evaluate("self.hit") is None, path


@pytest.mark.parametrize(("persona", "path"), [("citizen-course", "/plan"), ("consultant", "/desk")])
def test_what_somebody_typed_is_shown_as_it_was_typed(
    poisoned: Municipality, a_phone: Callable[..., Phone], persona: str, path: str
) -> None:
    phone = a_phone(service_workers="block")
    phone.sign_in(persona)
    assert "<script>self.hit=1</script>" in phone.open(path).locator("main").inner_text()


def test_an_address_runs_nothing(a_phone: Callable[..., Phone]) -> None:
    phone = a_phone(service_workers="block")
    for path, payload in product(("/sign-in", "/help", "/no-such-page"), XSS):
        phone.open(f"{path}?next={payload}#{payload}")
        assert phone.page.evaluate("self.hit") is None


def _texts(table: Table) -> Iterator[Column[Any]]:
    for column in table.columns:
        long = isinstance(column.type, String) and (column.type.length or 0) >= SHORTEST
        if (long or isinstance(column.type, JSON)) and column.name not in WORDS_OF_OURS:
            yield column


def _poison(connection: Any, table: Table, column: Column[Any]) -> None:
    (key, *_) = table.primary_key.columns
    for name, old in connection.execute(select(key, column)).all():
        if isinstance(old, dict):
            new: Any = dict.fromkeys((*old, "da"), RUNS + OVERRIDE)
        elif isinstance(old, str) and isinstance(column.type, String):
            new = (RUNS + OVERRIDE)[: column.type.length]
        else:
            continue
        connection.execute(update(table).where(key == name).values({column.name: new}))


def _linked(phone: Phone, paths: tuple[str, ...]) -> list[str]:
    """What these pages lead to: one appointment, one citizen, …"""
    found: set[str] = set()
    for path in paths:
        links = phone.open(path).eval_on_selector_all("main a[href^='/']", "all => all.map(one => one.pathname)")
        found |= set(links[:6])
    return sorted(found - set(paths))
