"""Compares the books item by item: what is missing, doubled, a ghost, changed, or told otherwise than it was."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from companion.foundation.clock import danish
from companion.sync.draining import BEGIN_WITHIN
from companion.sync.sending import END_WITHIN
from tests.chaos.books import Books, as_stored
from tests.chaos.diary import Wish

Found = dict[str, list[str]]  # what is wrong → which ones
LONGEST_CALL = BEGIN_WITHIN + timedelta(seconds=END_WITHIN)


def compare(books: Books) -> Found:
    """Every comparison by its name; all lists have to be empty."""
    return {name: sorted(str(one) for one in check(books)) for name, check in CHECKS.items()}


def _answers_missing(books: Books) -> Iterable[object]:
    return {key for key, item in books.phones.items.items() if item.acknowledged} - set(books.server.readings)


def _answers_doubled(books: Books) -> Iterable[object]:
    """One content in two rows, a key told "new" twice, or an arrival written into the audit twice."""
    seen = Counter((row.citizen_id, row.captured_at) for row in books.server.readings.values())
    yield from (moment for moment, rows in seen.items() if rows > 1)
    for key, item in books.phones.items.items():
        if item.told_new > 1 or books.server.lines["check-in.received", key] > 1:
            yield key


def _answers_ghosts(books: Books) -> Iterable[object]:
    return set(books.server.readings) - set(books.phones.items)


def _answers_changed(books: Books) -> Iterable[object]:
    for key, item in books.phones.items.items():
        row = books.server.readings.get(key)
        if row and (row.citizen_id != item.citizen or books.server.contents[key] != as_stored(item)):
            yield key


def _releases_wrong(books: Books) -> Iterable[object]:
    """What a phone knows of its releases is what the server holds."""
    standing = {one.reading_id for one in books.server.releases if one.undone_at is None}
    undone = {one.reading_id for one in books.server.releases if one.undone_at is not None}
    for key, item in books.phones.items.items():
        if (key in standing) != (item.wish is Wish.RELEASED) or (item.wish is Wish.KEPT and key in undone):
            yield key


def _withdrawals_wrong(books: Books) -> Iterable[object]:
    on_server = {one.id for one in books.server.consents.values() if one.withdrawn_at}
    return on_server ^ set(books.phones.withdrawn)


def must_arrive(books: Books) -> dict[uuid.UUID, Any]:
    """Reading → its release: released, not undone, under a consent nobody took back."""
    return {
        one.reading_id: one
        for one in books.server.releases
        if one.undone_at is None and one.lapsed_at is None and one.consent_id not in books.phones.withdrawn
    }


def _letters_missing(books: Books) -> Iterable[object]:
    """A release that stands, or that she is told has arrived, is there whole and with the right content."""
    delivered = {one.subject_id for one in books.server.deliveries if one.outcome == "delivered"}
    must = must_arrive(books).values()
    for released in (one for one in books.server.releases if one.id in delivered or one in must):
        names = [books.name(*one) for one in told_by(books, released)]
        held = [books.held.resources.get(name) for name in names]
        if not all(held) or not _is_right(books, released.reading_id, [one["body"] for one in held if one]):
            yield released.reading_id


def told_by(books: Books, released: Any) -> list[tuple[str, uuid.UUID]]:
    """What the letter of one release brings to the receiver: kind and our id."""
    fact = books.server.facts[released.id]
    return [("Observation", released.reading_id), ("Consent", released.consent_id), ("Provenance", fact)]


def _is_right(books: Books, key: uuid.UUID, bodies: list[dict[str, Any]]) -> bool:
    observation, consent, provenance = bodies
    item = books.phones.items[key]
    who = str(books.server.opaque_keys[item.citizen])
    subjects = [observation["subject"], consent["patient"], provenance["agent"][0]["who"]]
    captured = danish(as_stored(item)["captured_at"]).date()
    return (
        observation["valueInteger"] == item.index
        and observation["effectiveDateTime"] == captured.isoformat()
        and {one["identifier"]["value"] for one in subjects} == {who}
        and provenance["target"][0]["reference"] == observation["identifier"][0]["value"]
        and provenance["policy"] == [consent["identifier"][0]["value"]]
    )


def _letters_doubled(books: Books) -> Iterable[object]:
    """One result told in two letters, or one letter delivered twice in the audit."""
    targets = Counter(
        one["body"]["target"][0]["reference"] for (kind, _), one in books.held.resources.items() if kind == "Provenance"
    )
    yield from (target for target, told in targets.items() if told > 1)
    yield from (key for key in books.phones.items if books.server.lines["reading.delivered", key] > 1)


def _letters_ghosts(books: Books) -> Iterable[object]:
    """The receiver holds something that no standing (or lapsed, or withdrawn) release explains."""
    explained: set[tuple[str, str]] = set()
    released = {key for key, item in books.phones.items.items() if item.wish is Wish.RELEASED}
    for one in books.server.releases:
        if one.undone_at is None and one.reading_id in released:
            explained |= {books.name(*told) for told in told_by(books, one)}
    return set(books.held.resources) - explained


def _sent_after_withdrawal(books: Books) -> Iterable[object]:
    """Claimed after the withdrawal, or arrived later than a call can last after the phone knew of it."""
    releases = {one.id: one for one in books.server.releases}
    for one in books.server.deliveries:
        consent = books.server.consents[releases[one.subject_id].consent_id]
        if consent.withdrawn_at and one.claimed_at and one.claimed_at > consent.withdrawn_at:
            yield one.id
        held = books.held.resources.get(books.name("Provenance", one.fact_id))
        known_at = books.phones.withdrawn.get(consent.id)
        if held and known_at and datetime.fromisoformat(held["received_at"]) > known_at + LONGEST_CALL:
            yield one.id


def _told_otherwise(books: Books) -> Iterable[object]:
    """She is told "delivered" of what is not there, or "not sent" of what is."""
    for one in books.server.deliveries:
        there = books.name("Provenance", one.fact_id) in books.held.resources
        if (one.outcome == "delivered" and not there) or (one.outcome == "dropped" and there):
            yield f"{one.outcome} {one.id} {one.last_status} {one.reason}"


def _not_ended(books: Books) -> Iterable[object]:
    return [one.id for one in books.server.deliveries if one.outcome in (None, "held", "dead")]


CHECKS: dict[str, Callable[[Books], Iterable[object]]] = {
    "answers missing": _answers_missing,
    "answers doubled": _answers_doubled,
    "answers ghosts": _answers_ghosts,
    "answers changed": _answers_changed,
    "releases otherwise than the phone knows": _releases_wrong,
    "withdrawals otherwise than the phone knows": _withdrawals_wrong,
    "letters missing or wrong": _letters_missing,
    "letters doubled": _letters_doubled,
    "letters ghosts": _letters_ghosts,
    "sent after a withdrawal": _sent_after_withdrawal,
    "told otherwise than it was": _told_otherwise,
    "not ended": _not_ended,
}
