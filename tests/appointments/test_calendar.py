"""Calendar files: three readers see the same times, a meeting keeps its UID, the key opens only what it should."""

import io
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from dateutil import tz
from flask.testing import FlaskClient
from icalendar import Calendar

from companion.appointments import calendar_file, changes, feed, service
from companion.foundation import clock, logs
from companion.foundation.errors import NotFound
from companion.language.table import language
from tests.appointments import ical_reader
from tests.appointments.made import THURSDAY, a_meeting, a_talk
from tests.people import Somebody, a_citizen, responsible_for, signed_in

AROUND_BOTH_CHANGES = [
    datetime(2026, 12, 1, 9, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # half an hour before the clocks go forward
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    datetime(2027, 7, 1, 10, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),  # half past two, the first of two
    datetime(2027, 10, 31, 1, 30, tzinfo=UTC),  # half past two, the second
    datetime(2027, 10, 31, 2, 30, tzinfo=UTC),
]


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    citizen = a_citizen("ar")
    signed_in(client, citizen)
    return citizen


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina, "caseworker")


def the_link(client: FlaskClient, **ticked: str) -> str:
    """She starts a calendar; the path of the link she is shown."""
    html = client.post("/appointments/calendar", data=ticked).get_data(as_text=True)
    found = re.search(r"/calendar/[\w-]+\.ics", html)
    assert found is not None
    return found[0]


def test_it_works(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    """Off by default; started, it says only "Appointment" in her language, and the time."""
    a_meeting(amina, karen)
    assert feed.of(amina.id) is None
    answer = client.get(the_link(client))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    (event,) = ical_reader.events(answer.text)
    assert "فحص القدمين" not in answer.text and "Sundhedscentret" not in answer.text
    assert event["CLASS"][1] == "PRIVATE"


def test_three_readers_see_the_same_times_around_both_clock_changes(amina: Somebody, karen: Somebody) -> None:
    booked = {a_meeting(amina, karen, moment): moment for moment in AROUND_BOTH_CHANGES}
    made = calendar_file.calendar(service.upcoming(amina.id), language("da"), shows_more=False)
    text = made.decode()
    ours = {one["UID"][1]: ical_reader.moment(one, "DTSTART", text) for one in ical_reader.events(text)}
    read: Any = Calendar.from_ical(made)
    theirs = {str(one["UID"]): one["DTSTART"].dt.astimezone(UTC) for one in read.walk("VEVENT")}
    other: Any = vobject.readOne(text)
    others = {one.uid.value: one.dtstart.value.astimezone(UTC) for one in other.vevent_list}
    assert ours == theirs == others == {f"{key}@companion": moment for key, moment in booked.items()}
    assert "BEGIN:VTIMEZONE" in text and "TZID:Europe/Copenhagen" in text


def test_the_zone_is_denmarks_for_a_generation() -> None:
    """Held against the zone database, hour by hour around each change until 2045."""
    text = calendar_file.calendar([], language("da"), shows_more=False).decode()
    told = tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get()
    for year in range(2026, 2046):
        for month, day in ((3, 25), (10, 25)):
            for hour in range(7 * 24):
                moment = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour)
                shown = moment.astimezone(clock.DANISH_TIME)
                wall = shown.replace(tzinfo=told, fold=shown.fold)
                assert wall.utcoffset() == shown.utcoffset() or shown.hour == 2, shown  # 2 comes twice: told as UTC


def test_a_move_keeps_the_uid_and_raises_the_sequence(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    told = []
    for day in (1, 2):
        moved = THURSDAY + timedelta(days=day)
        changes.move(appointment_id=talk, version=day, starts_at=moved, line="", actor=karen.actor)
        text = calendar_file.calendar([service.one(talk, amina.id)], language("da"), shows_more=False).decode()
        told.append(ical_reader.events(text)[0])
    assert [(one["UID"][1], one["SEQUENCE"][1]) for one in told] == [
        (f"{talk}@companion", "1"),
        (f"{talk}@companion", "2"),
    ]
    changes.cancel(appointment_id=talk, line="", actor=karen.actor)
    text = calendar_file.calendar([service.one(talk, amina.id)], language("da"), shows_more=False).decode()
    assert ical_reader.events(text)[0]["STATUS"][1] == "CANCELLED"


def test_titles_only_when_she_ticks_it(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    a_meeting(amina, karen)
    assert "فحص القدمين" in client.get(the_link(client, more="1")).text


def test_one_meeting_as_a_file(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    booked = a_meeting(amina, karen)
    answer = client.get(f"/appointments/{booked}/calendar.ics")
    assert answer.status_code == 200 and "Sundhedscentret" not in answer.text
    other = a_meeting(a_citizen(name="Nora Friis"), karen)
    assert client.get(f"/appointments/{other}/calendar.ics").status_code == 404


def test_a_new_link_and_an_end_close_the_old_one(client: FlaskClient, amina: Somebody) -> None:
    first, second = the_link(client), the_link(client)
    assert [client.get(link).status_code for link in (first, second)] == [404, 200]
    client.post("/appointments/calendar", data={"end": "1"})
    assert client.get(second).status_code == 404


@pytest.mark.parametrize("key", ["nobodys-key", "a" * 500, "%20", "..%2f.."])
def test_a_key_that_is_nobodys_opens_nothing(client: FlaskClient, amina: Somebody, key: str) -> None:
    answer = client.get(f"/calendar/{key}.ics")
    assert answer.status_code == 404 and key not in answer.text


def test_the_key_is_kept_as_a_hash_and_stands_in_no_log(client: FlaskClient, amina: Somebody) -> None:
    written = io.StringIO()
    watching = logging.StreamHandler(written)
    watching.setFormatter(logs.JsonLines())
    logging.getLogger().addHandler(watching)
    try:
        key = the_link(client).removeprefix("/calendar/").removesuffix(".ics")
        client.get(f"/calendar/{key}.ics")
        client.post(f"/calendar/{key}.ics")
    finally:
        logging.getLogger().removeHandler(watching)
    assert key not in written.getvalue() and len(key) >= 22  # 128 bits in base64
    with pytest.raises(NotFound):
        feed.by_key(key[:-1])
