"""A note is hers to read first (S26); a closing report is agreed by her yes alone (S28)."""

import importlib
import uuid
from datetime import timedelta
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask.testing import FlaskClient

from companion.caseload import service as caseload
from companion.consent import service as consent
from companion.consent.purposes import PLAN_STATUS, RETRAINING_NOTE
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.programmes import service, status_notes
from companion.programmes.own_copy import export_of
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_unit, approved, signed_in, staff
from tests.programmes.in_a_group import MONDAY, a_leader, a_run, joins, somebody

SILKEBORG, SYDDJURS = "silkeborg-retraining", "syddjurs-job-health"
LINES = dict.fromkeys(("towards", "how-far", "can-now", "must-wait", "again-on"), "Lidt mere hver uge")
CLOSING = dict.fromkeys(("goal", "reached", "helped", "missing", "next"), "Et halvt job")
TWO_DAYS = timedelta(hours=48)
STEP: Any = importlib.import_module("companion.migrations.versions.0039_phones_and_notes")


class Told:
    """Marek, who writes about him, who would like to read it, and one note."""

    def __init__(self, programme: str = SILKEBORG, kind: str = "status") -> None:
        self.marek, self.rikke, self.unit = somebody("Marek Nowak"), a_leader("Rikke Storm"), a_unit("employment")
        self.peter = staff("caseworker", self.unit, name="Peter Dam")
        for one in (self.rikke, self.peter):
            relate(self.marek, one)
        self.enrolment = self._enrolled(programme)
        self.kind, self.lines = kind, CLOSING if kind == "closing" else LINES
        self.note = self.write()

    def _enrolled(self, programme: str) -> uuid.UUID:
        if programme == SYDDJURS:
            return service.enrol(
                citizen=self.marek.id,
                programme_id=programme,
                starts_on=MONDAY,
                unit=self.unit,
                staff=self.peter.id,
                others={"therapist": self.rikke.id},
                actor=MADE_BY,
            )
        return joins(self.marek, a_run(self.rikke, programme), self.rikke, programme)

    def write(self) -> uuid.UUID:
        return status_notes.write(
            citizen=self.marek.id,
            enrolment_id=self.enrolment,
            kind=self.kind,
            lines=self.lines,
            actor=self.rikke.actor,
        )

    def agrees(self, purpose: str = RETRAINING_NOTE) -> uuid.UUID:
        approved(self.unit, purpose=purpose)
        return consent.give(purpose=purpose, unit=self.unit, language="da", text_version=1, actor=self.marek.actor)

    def is_told(self) -> None:
        status_notes.notice_delivered(citizen=self.marek.id, actor=self.marek.actor)

    def read_by(self, who: Somebody) -> int:
        return len(status_notes.for_staff(citizen=self.marek.id, actor=who.actor))


def relate(citizen: Somebody, one: Somebody) -> None:
    assert one.unit
    caseload.relate(citizen=citizen.id, staff=one.id, role=one.role, unit=one.unit, responsible=False, actor=MADE_BY)


@pytest.fixture
def told(runtime: Runtime) -> Told:
    return Told()


def test_it_works(told: Told) -> None:
    told.agrees()
    assert (told.read_by(told.rikke), told.read_by(told.peter)) == (1, 0)
    status_notes.release(note_id=told.note, language="da", actor=told.marek.actor)
    (seen,) = status_notes.for_staff(citizen=told.marek.id, actor=told.peter.actor)
    assert dict(seen.lines) == LINES
    assert [field.key for field in seen.shape.fields] == list(LINES)


def test_two_days_after_a_delivered_notice_it_may_be_read(told: Told, clock: FrozenClock) -> None:
    told.agrees()
    clock.move(TWO_DAYS * 2)
    assert told.read_by(told.peter) == 0  # no notice was delivered
    told.is_told()
    clock.move(TWO_DAYS - timedelta(seconds=1))
    assert told.read_by(told.peter) == 0
    clock.move(timedelta(seconds=1))
    assert told.read_by(told.peter) == 1


def test_the_two_days_count_from_a_later_consent(told: Told, clock: FrozenClock) -> None:
    told.is_told()
    clock.move(TWO_DAYS * 2)
    told.agrees()
    assert told.read_by(told.peter) == 0
    clock.move(TWO_DAYS)
    assert told.read_by(told.peter) == 1


def test_let_us_talk_first_stops_it(told: Told, clock: FrozenClock) -> None:
    told.agrees()
    told.is_told()
    status_notes.stop(note_id=told.note, language="da", actor=told.marek.actor)
    clock.move(TWO_DAYS * 3)
    assert told.read_by(told.peter) == 0
    assert not status_notes.waits_for(told.marek.id)


def test_without_a_live_consent_nobody_else_reads_it(told: Told, clock: FrozenClock) -> None:
    with pytest.raises(status_notes.ConsentNeeded):
        status_notes.release(note_id=told.note, language="da", actor=told.marek.actor)
    given = told.agrees()
    status_notes.release(note_id=told.note, language="da", actor=told.marek.actor)
    assert told.read_by(told.peter) == 1
    consent.withdraw(consent_id=given, actor=told.marek.actor)
    clock.move(TWO_DAYS * 2)
    assert told.read_by(told.peter) == 0


def test_another_unit_and_a_stranger_read_nothing(told: Told) -> None:
    told.agrees()
    status_notes.release(note_id=told.note, language="da", actor=told.marek.actor)
    elsewhere, health = staff("caseworker", a_unit()), a_leader("Mette Lund")
    for one in (elsewhere, health):
        relate(told.marek, one)
        assert told.read_by(one) == 0
    with pytest.raises(NotFound):
        told.read_by(staff("therapist"))


def test_a_line_is_missing_or_too_long(told: Told) -> None:
    for lines in ({}, LINES | {"can-now": " "}, LINES | {"can-now": "a" * 201}):
        told.lines = lines
        with pytest.raises(status_notes.LineMissing):
            told.write()


def test_only_health_writes_and_only_what_the_programme_has(told: Told) -> None:
    told.rikke = told.peter
    with pytest.raises(NotFound):
        told.write()
    told.rikke, told.kind = a_leader("Mette Lund"), "status"
    with pytest.raises(NotFound):
        told.write()  # no relation
    relate(told.marek, told.rikke)
    told.kind = "closing"
    with pytest.raises(NotFound):
        told.write()


def test_nobody_answers_for_him(told: Told) -> None:
    told.agrees()
    for somebody_else in (somebody("Omar Saleh"), told.rikke, told.peter):
        with pytest.raises(NotFound):
            status_notes.release(note_id=told.note, language="da", actor=somebody_else.actor)


def test_a_new_note_puts_a_waiting_one_aside(told: Told, clock: FrozenClock) -> None:
    clock.move(timedelta(minutes=1))
    told.write()
    assert [one.waits for one in status_notes.of_citizen(told.marek.id)] == [True, False]


def test_a_replaced_note_is_no_stopped_one(told: Told, clock: FrozenClock) -> None:
    """He asked for no talk about it, silence lets it go nowhere, and there is nothing to answer any more."""
    told.agrees()
    told.is_told()
    clock.move(timedelta(minutes=1))
    told.write()
    _newer, replaced = status_notes.of_citizen(told.marek.id)
    assert (replaced.stopped_at, replaced.replaced_at) == (None, clock.now())
    for answer in (status_notes.release, status_notes.stop):
        with pytest.raises(status_notes.NoteReplaced):
            answer(note_id=told.note, language="da", actor=told.marek.actor)
    clock.move(TWO_DAYS * 2)
    assert told.read_by(told.peter) == 0
    copied = [one for one in export_of(told.marek.id)["status_note"] if one["id"] == str(told.note)]
    assert [(one["stopped_at"], bool(one["replaced_at"])) for one in copied] == [(None, True)]


def test_a_stopped_note_stays_stopped_under_a_newer_one(told: Told, clock: FrozenClock) -> None:
    status_notes.stop(note_id=told.note, language="da", actor=told.marek.actor)
    clock.move(timedelta(minutes=1))
    told.write()
    stopped = status_notes.of_citizen(told.marek.id)[1]
    assert stopped.stopped_at is not None and stopped.replaced_at is None


def test_the_pages_say_which_of_the_two_it_is(client: FlaskClient, told: Told, clock: FrozenClock) -> None:
    desk = f"/desk/{told.marek.id}/status-note"
    clock.move(timedelta(minutes=1))
    newer = told.write()
    html = signed_in(client, told.rikke).get(desk).text
    assert "Nyere linjer har taget dens plads" in html and "Borgeren vil tale om det først" not in html
    html = signed_in(client, told.marek).get("/course/notes").text
    assert "Du skal ikke svare her." in html and "I taler om det først" not in html
    assert f"/course/notes/{newer}/answer" in html and f"/course/notes/{told.note}/answer" not in html
    assert client.post(f"/course/notes/{told.note}/answer", data={"answer": "yes"}).status_code == 409
    client.post(f"/course/notes/{newer}/answer", data={"answer": "talk"})
    assert "Borgeren vil tale om det først" in signed_in(client, told.rikke).get(desk).text


def test_notes_from_before_are_told_apart(told: Told, runtime: Runtime, clock: FrozenClock) -> None:
    """The step of the database: who stopped a note answered in a language, who was not asked any more did not."""
    status_notes.stop(note_id=told.note, language="da", actor=told.marek.actor)
    for _ in range(2):
        clock.move(timedelta(minutes=1))
        told.write()
    before = kinds_of(told)
    assert sorted(before.values()) == [(False, False), (False, True), (True, False)]
    with runtime.database.writer.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        STEP.downgrade()
        STEP.upgrade()
    assert kinds_of(told) == before


def kinds_of(told: Told) -> dict[uuid.UUID, tuple[bool, bool]]:
    """Note → whether it was stopped, and whether it was replaced."""
    notes = status_notes.of_citizen(told.marek.id)
    return {one.id: (one.stopped_at is not None, one.replaced_at is not None) for one in notes}


def test_a_closing_report_is_agreed_by_his_yes_alone(runtime: Runtime, clock: FrozenClock) -> None:
    told = Told(SYDDJURS, "closing")
    told.agrees(PLAN_STATUS)
    told.is_told()
    clock.move(TWO_DAYS * 20)
    assert told.read_by(told.peter) == 0
    status_notes.release(note_id=told.note, language="pl", actor=told.marek.actor)
    assert told.read_by(told.peter) == 1
