"""An answer is kept once, sealed, with the server's own score; a replay is the same answer."""

import uuid
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from companion.checkins import answers
from companion.checkins import service as checkins
from companion.checkins.answers import AnswerAllFive, OtherAnswer
from companion.checkins.records import Reading
from companion.foundation import audit
from companion.foundation.crypto import NotOurs, unseal
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.intake import DoesNotOpen, SealedForAnother
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, staff
from tests.phone import check_in, phone_of, sent_now


def answer(person: Somebody, key: str | None = None, /, **changed: object) -> uuid.UUID:
    item = sent_now(phone_of(person).seal(check_in(**changed), key=key))
    return answers.take_in_sealed(item, actor=person.actor)[0]


def invite(person: Somebody, due_on: date) -> None:
    checkins.invite(citizen=person.id, instrument="who5", due_on=due_on, occasion="start", actor=MADE_BY)


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    kept = checkins.reading(answer(amina), amina.id)
    assert (kept.answers, kept.raw, kept.index, kept.band) == ((5, 4, 3, 2, 1), 15, 60, "good")
    assert kept.answered_at == datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    assert [line.event for line in audit.lines_about(amina.id)] == ["check-in.received"]


def test_the_servers_score_counts(runtime: Runtime) -> None:
    """A forged result from the phone is not even read."""
    amina = a_citizen()
    kept = checkins.reading(answer(amina, raw=25, index=100, band="good", answers=[0, 0, 0, 0, 0]), amina.id)
    assert (kept.raw, kept.index, kept.band) == (0, 0, "low")


def test_a_replay_is_the_same_answer(runtime: Runtime) -> None:
    amina = a_citizen()
    item = phone_of(amina).seal(check_in())
    assert [answers.take_in_sealed(item, actor=amina.actor)[1] for _ in range(3)] == [True, False, False]
    assert len(checkins.history(amina.id)) == 1
    assert [line.event for line in audit.lines_about(amina.id)] == ["check-in.received"]


def test_a_replay_sealed_anew_is_the_same_answer(runtime: Runtime) -> None:
    amina, key = a_citizen(), str(uuid.uuid4())
    assert answer(amina, key) == answer(amina, key)
    assert len(checkins.history(amina.id)) == 1


def test_two_tabs_at_once_send_one_answer(runtime: Runtime) -> None:
    amina = a_citizen()
    item = phone_of(amina).seal(check_in())
    assert together([partial(answers.take_in_sealed, item, actor=amina.actor)] * 4) == []
    assert len(checkins.history(amina.id)) == 1


def test_the_same_key_with_other_content_changes_nothing(runtime: Runtime) -> None:
    amina, key = a_citizen(), str(uuid.uuid4())
    answer(amina, key)
    with pytest.raises(OtherAnswer) as refused:
        answer(amina, key, answers=[0, 0, 0, 0, 0])
    assert refused.value.status == 409
    assert checkins.reading(uuid.UUID(key), amina.id).raw == 15


def test_another_persons_key_is_not_hers_to_use(runtime: Runtime) -> None:
    key = str(uuid.uuid4())
    answer(a_citizen(), key)
    with pytest.raises(OtherAnswer):
        answer(a_citizen(name="Nora Friis"), key)


def test_an_item_of_another_person_is_refused(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    with pytest.raises(SealedForAnother):
        answers.take_in_sealed(phone_of(nora).seal(check_in()), actor=amina.actor)
    assert not checkins.history(amina.id) and not checkins.history(nora.id)


@pytest.mark.parametrize(
    "chosen",
    [[], [5, 4, 3, 2], [5] * 6, [5, 4, 3, 2, 6], [5, 4, 3, 2, -1], [5, 4, 3, 2, True], [5, 4, 3, 2, 1.0],
     [5, 4, 3, 2, "1"], [5, 4, 3, 2, None], [[5, 4, 3, 2, 1]]],
)  # fmt: skip
def test_anything_but_five_whole_answers_gives_no_score(runtime: Runtime, chosen: object) -> None:
    amina = a_citizen()
    with pytest.raises(AnswerAllFive) as refused:
        answer(amina, answers=chosen)
    assert refused.value.status == 422 and not checkins.history(amina.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("answers", "54321"),
        ("answers", None),
        ("instrument", "phq9"),
        ("instrument_version", ""),
        ("instrument_version", None),
        ("language", "ti"),
        ("language", "../da"),
        ("language", "a" * 300),
        ("language", None),
        ("language", ["da"]),
        ("captured_at", "yesterday"),
        ("captured_at", "2026-11-22T08:00:00"),
        ("captured_at", None),
        ("captured_at", 5),
        ("captured_at", "0001-01-01T00:00:00+14:00"),
        ("captured_at", "9999-12-31T23:59:59-12:00"),
        ("offset_minutes", "60"),
        ("offset_minutes", True),
        ("offset_minutes", 100_000),
        ("offset_minutes", None),
    ],
)
def test_a_field_that_cannot_be_is_refused(runtime: Runtime, field: str, value: object) -> None:
    amina = a_citizen()
    with pytest.raises(DoesNotOpen):
        answer(amina, **{field: value})
    assert not checkins.history(amina.id)


def test_months_in_a_drawer_are_believed_and_what_cannot_be_is_not(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    drawer = answer(amina, captured_at="2026-08-01T10:00:00Z")
    wrong = answer(amina, captured_at="2031-01-01T00:00:00Z")
    assert checkins.reading(drawer, amina.id).answered_at == datetime(2026, 8, 1, 10, tzinfo=UTC)
    assert checkins.reading(wrong, amina.id).answered_at == clock.now()


@pytest.mark.parametrize("sent_at", [None, "", "yesterday", "2026-11-22T08:00:00", 5, [], "9999-12-31T23:59:59-12:00"])
def test_a_phone_that_does_not_say_when_it_sent_it_is_told_as_received(
    runtime: Runtime, clock: FrozenClock, sent_at: object
) -> None:
    """Older phones, and nonsense: nothing is refused, and nothing is believed."""
    amina = a_citizen()
    item = phone_of(amina).seal(check_in(captured_at="2026-08-01T10:00:00Z"))
    key, _new = answers.take_in_sealed({**item, "sent_at": sent_at}, actor=amina.actor)
    assert checkins.reading(key, amina.id).answered_at == clock.now()


@pytest.mark.parametrize("years", [-6, 1])
def test_a_lying_clock_orders_nothing(runtime: Runtime, clock: FrozenClock, years: int) -> None:
    """Given an hour ago by a clock of another year, sent now by the same clock."""
    amina = a_citizen()
    before = answer(amina)
    clock.move(timedelta(days=20))
    lie = timedelta(days=365 * years)
    captured = clock.now() + lie - timedelta(hours=1)
    item = phone_of(amina).seal(check_in(captured_at=captured.isoformat()))
    sent_at = (clock.now() + lie).isoformat()
    key, _new = answers.take_in_sealed({**item, "sent_at": sent_at}, actor=amina.actor)
    assert [one.id for one in checkins.history(amina.id)] == [key, before]
    assert checkins.reading(key, amina.id).answered_at == clock.now() - timedelta(hours=1)


def test_one_that_arrives_late_is_not_the_newest(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    late = phone_of(amina).seal(check_in(answers=[0, 0, 0, 0, 0]))
    clock.move(timedelta(days=30))
    newer = answer(amina)
    clock.move(timedelta(hours=2))
    answers.take_in_sealed(sent_now(late), actor=amina.actor)
    latest = checkins.latest(amina.id)
    assert latest is not None and latest.id == newer
    assert [one.raw for one in checkins.history(amina.id)] == [15, 0]
    assert checkins.possible_from(amina.id) == date(2027, 1, 5)


def test_nobody_else_reads_it(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    key = answer(amina)
    with pytest.raises(NotFound):
        checkins.reading(key, nora.id)
    for stranger in (nora.actor, staff("therapist").actor, audit.WORKER):
        with pytest.raises(NotFound):
            checkins.open_result(reading_id=key, actor=stranger)
    assert checkins.latest(nora.id) is None and not checkins.standing(nora.id).has_unopened


def test_she_opens_her_result_once(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    key, first = answer(amina), clock.now()
    assert checkins.standing(amina.id).has_unopened
    for _ in range(2):
        checkins.open_result(reading_id=key, actor=amina.actor)
        clock.move(timedelta(minutes=5))
    assert checkins.reading(key, amina.id).opened_at == first
    assert not checkins.standing(amina.id).has_unopened
    assert [line.event for line in audit.lines_about(amina.id)].count("result.opened") == 1


def test_answers_cannot_be_moved_to_another_reading(runtime: Runtime) -> None:
    amina = a_citizen()
    key = answer(amina)
    with reading() as db:
        sealed = db.execute(select(Reading.answers)).scalar_one()
    assert unseal(sealed, table="reading", row=key, field="answers") == [5, 4, 3, 2, 1]
    with pytest.raises(NotOurs):
        unseal(sealed, table="reading", row=uuid.uuid4(), field="answers")


def test_answers_cannot_be_read_in_the_database_file(app: Flask, runtime: Runtime) -> None:
    answer(a_citizen(name="Canary Person"), answers=[5, 0, 5, 0, 5])
    file = Path(str(runtime.database.engine.url.database))
    raw = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert b"Canary Person" in raw
    assert not [
        bytes_ for bytes_ in (b"5, 0, 5, 0, 5", b"5,0,5,0,5", b"50505", bytes([5, 0, 5, 0, 5])) if bytes_ in raw
    ]


def test_a_check_in_is_due_once_invited(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    assert not checkins.standing(amina.id).is_due
    invite(amina, date(2026, 11, 23))
    assert not checkins.standing(amina.id).is_due
    clock.move(timedelta(days=1))
    assert checkins.standing(amina.id).is_due and not checkins.standing(a_citizen().id).is_due
    answer(amina)
    assert not checkins.standing(amina.id).is_due


def test_two_check_ins_are_fourteen_days_apart(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    assert checkins.possible_from(amina.id) is None
    answer(amina)
    invite(amina, date(2026, 11, 23))
    clock.move(timedelta(days=13))
    assert (checkins.possible_from(amina.id), checkins.standing(amina.id).is_due) == (date(2026, 12, 6), False)
    clock.move(timedelta(days=1))
    assert (checkins.possible_from(amina.id), checkins.standing(amina.id).is_due) == (None, True)


def test_an_old_answer_that_arrives_late_counts_from_the_day_it_was_given(runtime: Runtime) -> None:
    amina = a_citizen()
    answer(amina, captured_at="2026-11-12T10:00:00Z")
    assert checkins.possible_from(amina.id) == date(2026, 11, 26)
    nora = a_citizen(name="Nora Friis")
    answer(nora, captured_at="2026-08-01T10:00:00Z")
    assert checkins.possible_from(nora.id) is None


def test_an_old_answer_leaves_todays_invitation_open(runtime: Runtime, clock: FrozenClock) -> None:
    """Sealed on day 0, invited from day 60, sent on day 61: the invitation still asks."""
    amina = a_citizen()
    item = phone_of(amina).seal(check_in())
    invite(amina, date(2026, 11, 22))
    invite(amina, date(2027, 1, 21))
    clock.move(timedelta(days=61))
    answers.take_in_sealed(sent_now(item), actor=amina.actor)
    assert checkins.standing(amina.id).is_due
    answer(amina)
    clock.move(timedelta(days=14))
    assert not checkins.standing(amina.id).is_due


def test_the_newest_stands_first(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    first = answer(amina)
    clock.move(timedelta(days=20))
    second = answer(amina, answers=[0, 0, 0, 0, 0])
    assert [one.id for one in checkins.history(amina.id)] == [second, first]
    latest = checkins.latest(amina.id)
    assert latest is not None and latest.id == second
