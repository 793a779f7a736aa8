"""Many things at once, each kept or refused by itself and told so; and any request tried without a trace (dry run)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from companion.foundation.database import transaction
from companion.foundation.errors import Refusal
from companion.sync import api_scopes, inbound_faults, inbound_items, inbound_people
from companion.sync.api_clients import KnownClient
from companion.sync.api_models import BatchItem, PersonIn
from companion.sync.inbound_faults import Fault, Faulty
from companion.sync.inbound_items import Given
from companion.sync.inbound_kinds import KINDS

PEOPLE = "people"


@dataclass(frozen=True)
class Entry:
    """One item of a batch: what was asked, or what is wrong with it already; `paths` are FHIR's names of its fields."""

    given: Given | None = None
    faulty: Faulty | None = None
    paths: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of one item; `key` is a citizen's opaque key."""

    status: int
    kind: str = ""
    identifier: str = ""
    etag: str | None = None
    key: str | None = None
    faults: Sequence[Fault] = ()

    def told(self) -> dict[str, Any]:
        """As JSON."""
        plain = {"status": self.status, "kind": self.kind, "identifier": self.identifier}
        more = {"etag": self.etag, "key": self.key} if not self.faults else {}
        issues = {"outcome": inbound_faults.outcome(self.faults)} if self.faults else {}
        return {**plain, **{name: value for name, value in more.items() if value}, **issues}


class _Undone(Exception):
    pass


@dataclass(frozen=True)
class Asking:
    """Who asks for what; `at` is where the items stand in the body, such as `/items` or `Bundle.entry`."""

    client: KnownClient
    scopes: tuple[str, ...]
    dry_run: bool
    at: str


def take(asking: Asking, entries: Sequence[Entry]) -> list[Outcome]:
    """The outcome of each, in order."""
    with tried(asking.dry_run):
        return [one(asking, entry, index) for index, entry in enumerate(entries)]


def entry_of(item: BatchItem) -> Entry:
    """One item of a JSON batch."""
    asked = Given(item.kind, item.identifier or "", item.body, item.if_match, item.partial, item.end)
    return Entry(asked)


def person_key(client: KnownClient, scopes: tuple[str, ...], body: Any) -> str:
    """The opaque key of one person. Raises Faulty."""
    if api_scopes.PEOPLE not in scopes:
        raise Faulty(Fault(403, "ScopeMissing", "Your token lacks the scope people."))
    try:
        return str(inbound_people.key_of(client, PersonIn.model_validate_json(json.dumps(body))))
    except ValidationError as fault:
        raise inbound_faults.of_model(fault) from None
    except Refusal as refusal:
        raise inbound_faults.of_refusal(refusal) from None


@contextmanager
def tried(dry_run: bool) -> Iterator[None]:
    """Inside, everything is done and checked as always; a dry run is undone at the end."""
    if not dry_run:
        yield
        return
    try:
        with transaction():
            yield
            raise _Undone
    except _Undone:
        return


@contextmanager
def _by_itself(dry_run: bool) -> Iterator[None]:
    """One item of a dry run that is refused leaves nothing for the next one."""
    if not dry_run:
        yield
        return
    with transaction() as session, session.begin_nested():
        yield


def one(asking: Asking, entry: Entry, index: int = 0) -> Outcome:
    """The outcome of one item; of a dry run inside `tried`."""
    given = entry.given or Given("", "")
    try:
        if entry.faulty is not None:
            raise entry.faulty
        with _by_itself(asking.dry_run):
            if given.kind == PEOPLE:
                _still_there(given)
                key = person_key(asking.client, asking.scopes, given.body)
                return Outcome(200, given.kind, given.identifier, key=key)
            kept = inbound_items.keep(asking.client, asking.scopes, given)
            return Outcome(kept.status, given.kind, given.identifier, etag=kept.etag)
    except Faulty as faulty:
        return Outcome(faulty.status, *_harmless(given), faults=_placed(faulty, entry, asking.at, index))


def _still_there(given: Given) -> None:
    if given.end:
        raise Faulty(Fault(405, "CannotEnd", "A person is brought here, and never ended from outside."))


def _harmless(given: Given) -> tuple[str, str]:
    """What was refused as an identifier or a kind is not repeated: it may be a CPR number (R5)."""
    if given.kind not in (*KINDS, PEOPLE):
        return "", ""
    return given.kind, given.identifier if inbound_items.is_identifier(given.identifier) else ""


def _placed(faulty: Faulty, entry: Entry, at: str, index: int) -> tuple[Fault, ...]:
    if at.startswith("Bundle"):
        return faulty.faults if entry.faulty else inbound_faults.moved(faulty, entry.paths, f"{at}[{index}]").faults
    below = f"{at}/{index}"
    return tuple(Fault(one.status, one.code, one.text, _pointer(below, one.element)) for one in faulty.faults)


def _pointer(below: str, element: str) -> str:
    outside = element in ("/identifier", "/kind") or not element
    return f"{below}{element}" if outside else f"{below}/body{element}"
