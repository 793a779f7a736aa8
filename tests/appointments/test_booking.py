"""Staff book meetings: what they hold, who comes, where, and what is refused."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from companion.accounts import roll
from companion.appointments import around, booking, moving, people, service, staff_view, wanted
from companion.appointments.kinds import kinds, questions
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.journal import Fact
from companion.foundation.runtime import Runtime
from tests.appointments.made import THURSDAY, a_meeting, a_talk
from tests.appointments.made import wanted as want
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff

LETTER: dict[str, Any] = {"kind": "decision", "letter_date": date(2026, 11, 16), "letter_reference": "26-1"}


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    return a_citizen("ar")


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina, "caseworker")


def facts() -> Sequence[str]:
    """The kinds of all facts, oldest first."""
    with transaction() as session:
        return session.scalars(select(Fact.kind).order_by(Fact.at)).all()


def test_it_works(amina: Somebody, karen: Somebody) -> None:
    mette = staff("health-coordinator", name="Mette Lund")
    talk = a_talk(amina, karen, staff=[mette.id], outside=["Egen læge"], bring=["Dit brev"], interpreter_language="ar")
    found = service.one(talk, amina.id)
    assert (found.meeting_kind, found.version, found.interpreter_state, found.answer) == (
        "conversation",
        1,
        "asked",
        None,
    )
    assert found.title == kinds()["conversation"].words
    assert [one.words for one in around.for_citizen(found).bring] == [{"da": "Dit brev"}]
    assert "appointment.booked" in [line.event for line in audit.lines_about(amina.id)]
    assert facts() == ["appointment.booked"]


def test_both_screens_show_the_same_people(amina: Somebody, karen: Somebody) -> None:
    """S24, S39: whoever is invited stands on the citizen's page and on the desk, name by name."""
    mette = staff("health-coordinator", name="Mette Lund")
    talk = a_talk(amina, karen, meeting_kind="round-table", staff=[mette.id], outside=["Egen læge"])
    hers = around.for_citizen(service.one(talk, amina.id)).people
    theirs = around.for_staff(staff_view.opened(appointment_id=talk, actor=karen.actor), [], karen.actor).people
    assert hers == theirs
    assert [one.contact.name if one.contact else one.who for one in hers] == ["Mette Lund", "Egen læge"]


def test_whoever_comes_sees_the_meeting_and_a_colleague_of_another_circle_does_not(
    amina: Somebody, karen: Somebody
) -> None:
    mette, lis = responsible_for(amina, "health-coordinator"), responsible_for(amina, "ips-consultant")
    talk = a_talk(amina, mette, visible_to="health", track="health", staff=[karen.id])
    assert [one.id for one in staff_view.listed(citizen=amina.id, actor=karen.actor)] == [talk]
    assert staff_view.listed(citizen=amina.id, actor=lis.actor) == []
    with pytest.raises(NotFound):
        staff_view.opened(appointment_id=talk, actor=lis.actor)


def test_a_place_is_the_unit_but_never_for_ips(amina: Somebody, karen: Somebody) -> None:
    """S35: a new IPS meeting has an empty place, whatever its kind."""
    consultant = responsible_for(amina, "ips-consultant")
    assert service.one(a_talk(amina, karen), amina.id).place is not None
    for kind in kinds():
        assert service.one(a_talk(amina, consultant, meeting_kind=kind, form="walk"), amina.id).place is None
        assert service.one(a_talk(amina, consultant, meeting_kind=kind), amina.id).place is None


def test_a_decision_stands_in_a_letter(amina: Somebody, karen: Somebody) -> None:
    with pytest.raises(wanted.LetterMissing):
        a_talk(amina, karen, kind="decision")
    assert service.one(a_talk(amina, karen, **LETTER), amina.id).letter_reference == "26-1"


def test_the_health_side_decides_nothing(amina: Somebody) -> None:
    with pytest.raises(wanted.NotYoursToDecide):
        a_talk(amina, responsible_for(amina, "therapist"), **LETTER)


def test_an_employment_role_keeps_nothing_for_health_alone(amina: Somebody, karen: Somebody) -> None:
    with pytest.raises(Invalid):
        a_talk(amina, karen, visible_to="health")


def test_without_a_relation_there_is_nothing(amina: Somebody) -> None:
    with pytest.raises(NotFound):
        a_talk(amina, staff("caseworker"))


def test_what_has_been_and_what_is_years_away_is_refused(amina: Somebody, karen: Somebody) -> None:
    with pytest.raises(moving.TooEarly):
        a_talk(amina, karen, THURSDAY - timedelta(days=30))
    with pytest.raises(moving.TooLate):
        a_talk(amina, karen, THURSDAY + timedelta(days=900))


def test_a_series_keeps_its_hour_over_the_clock_change(amina: Somebody, karen: Somebody) -> None:
    moments = [service.at_danish_time(date(2027, 3, 23) + timedelta(weeks=number), "10:00") for number in range(3)]
    row = booking.book_series(citizen=amina.id, wanted=want(karen), moments=moments, actor=karen.actor)
    found = [service.one(one, amina.id) for one in row]
    assert [one.starts_at.hour for one in found] == [9, 8, 8]  # UTC; ten o'clock in Denmark each time
    assert len({one.series for one in found}) == 1 and facts() == ["appointment.booked"]


def test_a_series_that_overlaps_itself_is_refused(amina: Somebody, karen: Somebody) -> None:
    moments = [THURSDAY, THURSDAY + timedelta(minutes=30)]
    with pytest.raises(moving.OverlapsSeries):
        booking.book_series(citizen=amina.id, wanted=want(karen), moments=moments, actor=karen.actor)
    assert service.upcoming(amina.id) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"meeting_kind": "order"},
        {"form": "office"},
        {"minutes": 721},
        {"visible_to": "citizen"},
        {"track": "job", "interpreter_language": "xx"},
    ],
)
def test_a_value_out_of_range_is_refused(amina: Somebody, karen: Somebody, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        a_talk(amina, karen, **wrong)


def test_nobody_comes_who_has_no_role(amina: Somebody, karen: Somebody) -> None:
    with pytest.raises(people.WhoIsThat):
        a_talk(amina, karen, staff=[amina.id])
    with pytest.raises(service.NobodyMeets):
        booking.book(citizen=amina.id, wanted=want(amina), actor=karen.actor)


def test_who_comes_from_outside_lies_sealed(amina: Somebody, karen: Somebody, runtime: Runtime) -> None:
    a_talk(amina, karen, outside=["Egen læge Birthe"])
    with runtime.database.engine.connect() as connection:
        (stored,) = connection.exec_driver_sql("select who from appointment_person").scalars()
    assert b"Birthe" not in bytes(stored)


def test_kinds_and_questions_say_everything_in_four_languages() -> None:
    assert {"conversation", "round-table", "clarifying-talk", "conference", "course-session"} <= set(kinds())
    assert {"ips-walk", "call", "video", "health-coordinator", "money-talk"} <= set(kinds())
    words = [kind.words for kind in kinds().values()] + [question.words for question in questions().values()]
    assert all(set(one) >= {"da", "en", "ar", "uk"} for one in words)


def test_nobody_holds_it_any_more_so_whoever_sees_it_may_change_it(amina: Somebody, karen: Somebody) -> None:
    """S43: disabling one person orphans nothing."""
    lis = responsible_for(amina, "ips-consultant")
    talk = a_meeting(amina, karen, kind="agreed")
    assert not staff_view.may_change(staff_view.opened(appointment_id=talk, actor=lis.actor), lis.actor)
    roll.end_role(person=karen.id, role="caseworker", actor=MADE_BY)
    assert staff_view.may_change(staff_view.opened(appointment_id=talk, actor=lis.actor), lis.actor)


def test_a_look_is_written_down_once_a_day(amina: Somebody, karen: Somebody) -> None:
    for _twice in range(2):
        staff_view.listed(citizen=amina.id, actor=karen.actor)
    assert [line.event for line in audit.lines_about(amina.id)].count("read.appointments") == 1
