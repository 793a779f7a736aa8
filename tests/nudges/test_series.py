"""A series with exceptions: one session moved, one called off; list, calendar and reminders tell the same."""

from datetime import UTC, datetime, timedelta

from companion.appointments import booking, calendar_file, changes
from companion.appointments import service as appointments
from companion.foundation.runtime import Runtime
from companion.language.table import language
from companion.worker import dispatch
from tests.appointments import ical_reader
from tests.appointments.made import wanted
from tests.clock import FrozenClock
from tests.nudges.made import wants
from tests.nudges.phones import RecordingPhones
from tests.nudges.test_facts_and_reminders import until
from tests.people import a_citizen, responsible_for

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    wants(amina, evening=False)
    moments = [TUESDAY, TUESDAY + WEEK, TUESDAY + 2 * WEEK]
    first, second, third = booking.book_series(
        citizen=amina.id, wanted=wanted(karen), moments=moments, actor=karen.actor
    )
    changes.move(appointment_id=second, version=1, starts_at=moments[1] + DAY, line="", actor=karen.actor)
    changes.cancel(appointment_id=third, line="", actor=karen.actor)
    standing = {first: moments[0], second: moments[1] + DAY}
    upcoming = appointments.upcoming(amina.id)
    assert {one.id: one.starts_at for one in upcoming if not one.cancelled_at} == standing
    text = calendar_file.calendar(upcoming, language("da"), shows_more=False).decode()
    events = {one["UID"][1]: one for one in ical_reader.events(text)}
    read = {key: ical_reader.moment(one, "DTSTART", text) for key, one in events.items() if "RRULE" not in one}
    assert {key: moment for key, moment in read.items() if "CANCELLED" not in str(events[key].get("STATUS"))} == {
        f"{key}@companion": moment for key, moment in standing.items()
    }
    dispatch.take_facts()
    rang = until(clock, moments[2] + DAY, RecordingPhones())
    assert rang[-2:] == ["24 08:00", "02 08:00"]
