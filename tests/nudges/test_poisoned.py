"""One fact whose message cannot be made stops no other; an operator sees it, and it is told once that is mended."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from companion.appointments import service as appointments
from companion.appointments.records import Appointment
from companion.foundation import journal
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.nudges import facts, reminders
from companion.nudges.records import Message
from companion.worker import dispatch
from tests.clock import FrozenClock
from tests.nudges.made import drains, meets, messages, told
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for

TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
REALLY, PLANS = facts._message_of, reminders.plan_for
SECRET_WORDS = "Egne ord, som ingen skal se"


@pytest.fixture
def both(runtime: Runtime) -> tuple[Somebody, Somebody]:
    """Two citizens with a meeting each; both were told of it, and nobody has passed that on."""
    found = (a_citizen(), a_citizen())
    for citizen in found:
        meeting = meets(citizen, responsible_for(citizen), TUESDAY)
        journal.tell(kind="appointment.booked", citizen=citizen.id, subject=meeting)
    return found


def poison(monkeypatch: pytest.MonkeyPatch, whose: Somebody) -> None:
    """Her message is written, and then it fails over something that is hers."""

    def message_of(session: Session, fact: journal.AnyFact) -> bool:
        made = REALLY(session, fact)
        if fact.citizen_id == whose.id:
            raise KeyError(SECRET_WORDS)
        return made

    monkeypatch.setattr(facts, "_message_of", message_of)


def test_the_others_are_told(
    engine: str, both: tuple[Somebody, Somebody], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    amina, selam = both
    poison(monkeypatch, amina)
    assert dispatch.take_facts() >= 2 and journal.failed() == 1
    assert not messages(amina, "change") and len(messages(selam, "change")) == 1
    assert dispatch.take_facts() == 0  # it is not tried again and again
    (record,) = caplog.records
    assert SECRET_WORDS not in record.getMessage()


def poison_reminders(monkeypatch: pytest.MonkeyPatch, whose: Somebody, fault: Exception) -> None:
    """Her reminders are written, and then it fails."""

    def plan_for(citizen: uuid.UUID) -> None:
        PLANS(citizen)
        if citizen == whose.id:
            raise fault

    monkeypatch.setattr(reminders, "plan_for", plan_for)


def test_reminders_that_cannot_be_laid_out_stop_nobody_elses(
    engine: str, both: tuple[Somebody, Somebody], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, selam = both
    poison_reminders(monkeypatch, amina, KeyError(SECRET_WORDS))
    dispatch.take_facts()
    assert journal.failed() == 1 and not messages(amina, "own") and messages(selam, "own")
    assert len(messages(amina, "change")) == 1  # what could be told was told


def test_the_look_ahead_goes_on_past_one_citizen(
    engine: str, both: tuple[Somebody, Somebody], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever comes first: hers are undone alone, and the next look, twelve hours later, lays them out."""
    for poisoned, other in (both, both[::-1]):
        clear_reminders()
        poison_reminders(monkeypatch, poisoned, KeyError(SECRET_WORDS))
        assert reminders.look_ahead() == 2
        assert not messages(poisoned, "own") and len(messages(other, "own")) == 2
        said = caplog.messages[-1]
        assert "one citizen" in said and str(poisoned.id) not in said and SECRET_WORDS not in said
    monkeypatch.setattr(reminders, "plan_for", PLANS)
    assert reminders.look_ahead() == 2 and all(len(messages(one, "own")) == 2 for one in both)


def clear_reminders() -> None:
    with transaction() as session:
        session.execute(delete(Message).where(Message.kind == "own"))


def test_the_look_ahead_is_not_noted_when_the_database_has_trouble(
    engine: str, both: tuple[Somebody, Somebody], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole look is undone, and the next pass looks again."""
    poison_reminders(monkeypatch, both[0], OperationalError("locked", {}, Exception()))
    with pytest.raises(OperationalError):
        drains()
    assert not any(messages(one, "own") for one in both)
    monkeypatch.setattr(reminders, "plan_for", PLANS)
    drains()
    assert all(messages(one, "own") for one in both)


def test_it_is_told_once_that_is_mended(
    engine: str, both: tuple[Somebody, Somebody], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, _selam = both
    poison(monkeypatch, amina)
    dispatch.take_facts()
    assert dispatch.take_failed(actor=MADE_BY) == 0 and journal.failed() == 1
    monkeypatch.setattr(facts, "_message_of", REALLY)
    assert dispatch.take_failed(actor=MADE_BY) == 1 and journal.failed() == 0
    assert len(messages(amina, "change")) == 1


def test_something_newer_of_the_same_meeting_stands(
    engine: str, both: tuple[Somebody, Somebody], clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was booked, which failed, and then called off, which was told: the older one does not come back."""
    amina, _selam = both
    poison(monkeypatch, amina)
    dispatch.take_facts()
    monkeypatch.setattr(facts, "_message_of", REALLY)
    clock.move(timedelta(minutes=1))
    appointments.cancel_all(citizen=amina.id, actor=MADE_BY)
    with transaction() as session:
        (meeting,) = session.scalars(select(Appointment.id).where(Appointment.citizen_id == amina.id))
    told("cancelled", amina, meeting)
    assert dispatch.take_failed(actor=MADE_BY) == 1
    assert [one.topic for one in messages(amina, "change")] == ["cancelled"]


def test_trouble_of_the_database_is_nobodys_fault(
    engine: str, both: tuple[Somebody, Somebody], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole round is undone and comes again."""

    def locked(_session: Session, _fact: journal.AnyFact) -> bool:
        raise OperationalError("locked", {}, Exception())

    monkeypatch.setattr(facts, "_message_of", locked)
    with pytest.raises(OperationalError):
        dispatch.take_facts()
    assert journal.failed() == 0
    monkeypatch.setattr(facts, "_message_of", REALLY)
    assert dispatch.take_facts() >= 2 and all(messages(one, "change") for one in both)
