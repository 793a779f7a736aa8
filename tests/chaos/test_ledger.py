"""The ledger sees each kind of loss: books that agree are clean, and one change makes them speak."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.chaos.books import Books, Held, Phones, Server, as_stored
from tests.chaos.diary import Item, Wish
from tests.chaos.ledger import compare
from tests.phone import check_in

WHO, READING, RELEASE, FACT, CONSENT, OPAQUE, NAMESPACE, LETTER = (uuid.UUID(int=number) for number in range(1, 9))
AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
OBSERVATION, YES, TOLD = ("Observation", READING), ("Consent", CONSENT), ("Provenance", FACT)


@pytest.fixture
def books() -> Books:
    """One answer, released and delivered, and all three agree."""
    item = Item(
        READING,
        WHO,
        check_in(captured_at="2026-11-22T08:00:00.000Z"),
        acknowledged=True,
        told_new=1,
        wish=Wish.RELEASED,
    )
    release = {"id": RELEASE, "reading_id": READING, "consent_id": CONSENT, "undone_at": None, "lapsed_at": None}
    server = Server(
        readings={READING: _row(id=READING, citizen_id=WHO, captured_at=AT)},
        contents={READING: as_stored(item)},
        releases=[_row(**release)],
        facts={RELEASE: FACT},
        deliveries=[_row(id=LETTER, subject_id=RELEASE, fact_id=FACT, claimed_at=AT, outcome="delivered", **_SAID)],
        consents={CONSENT: _row(id=CONSENT, withdrawn_at=None)},
        lines=Counter({("check-in.received", READING): 1, ("reading.delivered", READING): 1}),
        namespace=NAMESPACE,
        opaque_keys={WHO: OPAQUE},
    )
    made = Books(Phones({READING: item}, {}), server, Held({}, {str(LETTER): 1}))
    made.held.resources.update(_letter(made))
    return made


_SAID = {"last_status": 201, "reason": "http-201"}


def _row(**columns: Any) -> Any:
    return SimpleNamespace(**columns)


def _letter(books: Books) -> dict[tuple[str, str], dict[str, Any]]:
    subject = {"identifier": {"value": str(OPAQUE)}}
    observation = {"subject": subject, "valueInteger": 60, "effectiveDateTime": "2026-11-22"}
    bodies: dict[str, dict[str, Any]] = {
        "Observation": {**observation, "identifier": [{"value": "urn:o"}]},
        "Consent": {"patient": subject, "identifier": [{"value": "urn:c"}]},
        "Provenance": {"agent": [{"who": subject}], "target": [{"reference": "urn:o"}], "policy": ["urn:c"]},
    }
    named = {kind: books.name(kind, of) for kind, of in (OBSERVATION, YES, TOLD)}
    return {named[kind]: {"body": body, "received_at": AT.isoformat()} for kind, body in bodies.items()}


def wrong(books: Books) -> set[str]:
    return {name for name, ones in compare(books).items() if ones}


def test_books_that_agree_are_clean(books: Books) -> None:
    assert wrong(books) == set()


def _lose_the_answer(books: Books) -> None:
    del books.server.readings[READING]


def _store_it_twice(books: Books) -> None:
    books.server.readings[LETTER] = _row(id=LETTER, citizen_id=WHO, captured_at=AT)


def _write_it_twice(books: Books) -> None:
    books.server.lines["check-in.received", READING] += 1


def _change_an_answer(books: Books) -> None:
    books.server.contents[READING]["answers"] = [0, 0, 0, 0, 0]


def _lose_the_letter(books: Books) -> None:
    books.held.resources.clear()


def _change_the_number(books: Books) -> None:
    books.held.resources[books.name(*OBSERVATION)]["body"]["valueInteger"] = 4


def _tell_it_twice(books: Books) -> None:
    books.held.resources["Provenance", "another"] = books.held.resources[books.name(*TOLD)]


def _undo_it(books: Books) -> None:
    books.server.releases[0].undone_at = AT
    books.phones.items[READING].wish = Wish.UNDONE


def _never_release_it(books: Books) -> None:
    books.phones.items[READING].wish = Wish.KEPT


def _withdraw(books: Books, at: datetime) -> None:
    books.server.consents[CONSENT].withdrawn_at = at
    books.phones.withdrawn[CONSENT] = at


def _claim_after_a_withdrawal(books: Books) -> None:
    _withdraw(books, AT - timedelta(seconds=1))


def _forget_a_withdrawal(books: Books) -> None:
    books.phones.withdrawn[CONSENT] = AT


def _say_it_was_dropped(books: Books) -> None:
    _withdraw(books, AT + timedelta(seconds=1))
    books.server.deliveries[0].outcome = "dropped"


def _never_end(books: Books) -> None:
    books.server.deliveries[0].outcome = None


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (_lose_the_answer, "answers missing"),
        (_store_it_twice, "answers doubled"),
        (_store_it_twice, "answers ghosts"),
        (_write_it_twice, "answers doubled"),
        (_change_an_answer, "answers changed"),
        (_lose_the_letter, "letters missing or wrong"),
        (_lose_the_letter, "told otherwise than it was"),
        (_change_the_number, "letters missing or wrong"),
        (_tell_it_twice, "letters doubled"),
        (_tell_it_twice, "letters ghosts"),
        (_undo_it, "letters ghosts"),
        (_never_release_it, "releases otherwise than the phone knows"),
        (_never_release_it, "letters ghosts"),
        (_claim_after_a_withdrawal, "sent after a withdrawal"),
        (_forget_a_withdrawal, "withdrawals otherwise than the phone knows"),
        (_say_it_was_dropped, "told otherwise than it was"),
        (_never_end, "not ended"),
    ],
)
def test_each_fault_is_seen(books: Books, change: Callable[[Books], None], seen: str) -> None:
    change(books)
    assert seen in wrong(books)
