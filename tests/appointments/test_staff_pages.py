"""The meeting pages of staff: what is typed stays, what is stale stands beside it, what is not theirs is not there."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.accounts.contacts import contacts
from companion.appointments import own_day, service, staff_calendar, talk_times
from companion.appointments.records import StaffEntry
from tests.appointments.made import THURSDAY, a_meeting, a_talk
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff

FORM: dict[str, Any] = {
    "meeting_kind": "round-table",
    "kind": "agreed",
    "track": "job",
    "form": "person",
    "day": "2026-11-26",
    "at": "14:30",
    "minutes": "60",
}


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    return a_citizen("uk")


@pytest.fixture
def karen(client: FlaskClient, amina: Somebody) -> Somebody:
    found = responsible_for(amina, "caseworker")
    signed_in(client, found)
    return found


def test_it_works(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    mette = staff("health-coordinator", name="Mette Lund")
    page = client.get(f"/desk/{amina.id}/appointments/new").get_data(as_text=True)
    assert "Mette Lund" in page and page.count("button main") == 1
    typed = FORM | {"owner": str(karen.id), "staff": [str(mette.id)], "outside": "Egen læge", "language": "uk"}
    answer = client.post(f"/desk/{amina.id}/appointments", data=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/{amina.id}/appointments")
    (found,) = service.upcoming(amina.id)
    assert (found.starts_at, found.meeting_kind, found.interpreter_state) == (THURSDAY, "round-table", "asked")
    page = client.get(f"/desk/appointments/{found.id}").get_data(as_text=True)
    assert "Mette Lund" in page and "Egen læge" in page and page.count("<h1") == 1
    assert "Møde med alle omkring dig" in client.get(f"/desk/{amina.id}/appointments").get_data(as_text=True)


def test_the_booking_form_says_nothing_of_her_language(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    """R3: which language she reads is not filled in."""
    page = client.get(f"/desk/{amina.id}/appointments/new").get_data(as_text=True)
    assert not re.search(r'value="uk"[^>]*selected', page)


def test_what_is_missing_is_told_and_what_was_typed_stays(
    client: FlaskClient, amina: Somebody, karen: Somebody
) -> None:
    typed = FORM | {"owner": str(karen.id), "minutes": "1000", "title": "Snak om <job>"}
    answer = client.post(f"/desk/{amina.id}/appointments", data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'href="#minutes"' in page and "Snak om &lt;job&gt;" in page


def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_asked(
    client: FlaskClient, amina: Somebody, karen: Somebody
) -> None:
    typed = FORM | {"owner": str(karen.id), "at": "02:30"}
    skipped = client.post(f"/desk/{amina.id}/appointments", data=typed | {"day": "2027-03-28"})
    assert skipped.status_code == 422 and "Uret springer frem" in skipped.get_data(as_text=True)
    twice = client.post(f"/desk/{amina.id}/appointments", data=typed | {"day": "2027-10-31"})
    assert twice.status_code == 422 and 'value="second"' in twice.get_data(as_text=True)
    chosen = typed | {"day": "2027-10-31", "which": "second"}
    assert client.post(f"/desk/{amina.id}/appointments", data=chosen).status_code == 303
    assert f"{service.upcoming(amina.id)[0].starts_at:%H:%M}" == "01:30"  # UTC


def test_a_series_is_booked_in_one_form(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    typed = FORM | {"owner": str(karen.id), "meeting_kind": "course-session", "repeats": "4", "every": "2"}
    client.post(f"/desk/{amina.id}/appointments", data=typed)
    found = service.upcoming(amina.id)
    assert [one.starts_at for one in found] == [THURSDAY + timedelta(weeks=2 * number) for number in range(4)]


def test_a_stale_save_shows_both_and_overwrites_nothing(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    typed = FORM | {"owner": str(karen.id), "version": "1"}
    assert client.post(f"/desk/appointments/{talk}/edit", data=typed | {"place": "Ved søen"}).status_code == 303
    answer = client.post(f"/desk/appointments/{talk}/edit", data=typed | {"place": "I parken"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Ved søen" in page and "I parken" in page
    assert service.one(talk, amina.id).place == {"da": "Ved søen"}
    assert 'name="version" value="2"' in page


def test_a_yes_is_never_told_and_a_no_only_to_whoever_holds_it(
    client: FlaskClient, amina: Somebody, karen: Somebody
) -> None:
    lis = responsible_for(amina, "ips-consultant")
    talk = a_talk(amina, karen)
    before = client.get(f"/desk/appointments/{talk}").get_data(as_text=True)
    service.confirm(appointment_id=talk, actor=amina.actor)
    assert client.get(f"/desk/appointments/{talk}").get_data(as_text=True) == before
    service.decline(appointment_id=talk, actor=amina.actor)
    assert 'id="cannot-come"' in client.get(f"/desk/appointments/{talk}").get_data(as_text=True)
    signed_in(client, lis)
    assert 'id="cannot-come"' not in client.get(f"/desk/appointments/{talk}").get_data(as_text=True)


def test_times_are_offered_moved_and_called_off(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    here = f"/desk/appointments/{talk}"
    offer = {"day-1": "2026-11-27", "at-1": "10:00", "day-2": "2026-11-30", "at-2": "09:00"}
    assert client.post(f"{here}/slots", data=offer).status_code == 303
    version = service.one(talk, amina.id).version
    moved = {"day": "2026-11-28", "at": "10:00", "version": version, "line": "Lørdag er lige så god."}
    assert client.post(f"{here}/move", data=moved).status_code == 303
    assert client.post(f"{here}/move", data=moved).status_code == 409
    assert client.post(f"{here}/cancel", data={"line": "Vi ringer."}).status_code == 303
    assert service.one(talk, amina.id).cancelled_at is not None


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("slots", {"day-1": "2026-11-27", "at-1": ""}, "Vælg dag og tid"),
        ("slots", {}, "højst fem"),
        ("slots", {"day-1": "2027-06-01", "at-1": "10:00", "day-2": "2027-10-31", "at-2": "02:30"}, 'name="which-2"'),
        ("move", {"day": "2020-01-01", "at": "10:00", "version": "1"}, "allerede gået"),
        ("cancel", {"line": "x" * 301}, "300 tegn"),
        ("point", {"point": " "}, "Skriv noget"),
        ("mark", {"held": "yes"}, "Kun et møde med afgørelse"),
    ],
)
def test_what_is_wrong_is_told_on_the_page(
    client: FlaskClient, amina: Somebody, karen: Somebody, path: str, typed: dict[str, str], told: str
) -> None:
    answer = client.post(f"/desk/appointments/{a_talk(amina, karen)}/{path}", data=typed)
    assert answer.status_code == 422 and told in answer.get_data(as_text=True)


def test_other_peoples_citizens_are_not_there(client: FlaskClient, karen: Somebody) -> None:
    nora = a_citizen(name="Nora Friis")
    talk = a_meeting(nora, staff("caseworker"))
    for path in (f"/desk/{nora.id}/appointments", f"/desk/{nora.id}/appointments/new", f"/desk/appointments/{talk}"):
        assert client.get(path).status_code == 404
    assert client.post(f"/desk/appointments/{talk}/cancel").status_code == 404


def test_a_clash_is_shown_only_from_what_may_be_seen(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    mette = responsible_for(amina, "therapist")
    a_talk(amina, karen)
    a_meeting(amina, mette, visible_to="health")
    assert 'id="clash"' not in client.get(f"/desk/{amina.id}/appointments").get_data(as_text=True)
    a_talk(amina, karen, THURSDAY + timedelta(minutes=15))
    assert 'id="clash"' in client.get(f"/desk/{amina.id}/appointments").get_data(as_text=True)


def test_an_entry_of_staff_has_no_field_for_a_citizen(client: FlaskClient, karen: Somebody) -> None:
    """S48: sparring and knowledge meetings."""
    columns = set(StaffEntry.__table__.columns.keys())
    assert columns == {
        *("id", "staff_id", "unit_id", "kind", "title", "starts_at", "ends_at", "made_at", "cancelled_at"),
    }
    typed = {"kind": "sparring", "title": "Sparring om kræft", "day": "2026-12-01", "at": "13:00", "minutes": "60"}
    assert client.post("/desk/calendar", data=typed).status_code == 303
    assert "Sparring om kræft" in client.get("/desk/calendar").get_data(as_text=True)
    (entry,) = staff_calendar.of_unit(karen.unit)
    signed_in(client, staff("caseworker", karen.unit, name="Lis Bay"))
    assert client.post(f"/desk/calendar/{entry.id}/cancel").status_code == 404
    assert client.post("/desk/calendar", data=typed | {"title": ""}).status_code == 422


def test_the_citizen_sees_news_on_today_and_asks_and_chooses(
    client: FlaskClient, amina: Somebody, karen: Somebody, clock: FrozenClock
) -> None:
    clock.move(THURSDAY - clock.now() - timedelta(minutes=5))
    talk = a_talk(amina, karen, meeting_kind="round-table", outside=["Egen læge"])
    signed_in(client, karen).post(f"/desk/appointments/{talk}/late")
    signed_in(client, amina)
    assert 'class="pill sun"' in client.get("/").get_data(as_text=True)
    here = f"/appointments/{talk}"
    assert client.post(f"{here}/late").status_code == 303
    assert client.post(f"{here}/question", data={"ready": "work"}).status_code == 303
    page = client.get(here).get_data(as_text=True)
    assert "Hvilket arbejde kan jeg holde til?" in page and "Яка робота мені під силу?" in page and "Egen læge" in page
    too_long = client.post(f"{here}/question", data={"own": "я" * 301})
    assert too_long.status_code == 422 and "я" * 301 in too_long.get_data(as_text=True)
    assert client.post(f"{here}/slot", data={"slot": "x"}).status_code == 422


def test_the_page_for_a_hard_day_sends_once(
    client: FlaskClient, amina: Somebody, karen: Somebody, clock: FrozenClock
) -> None:
    clock.move(THURSDAY - clock.now() - timedelta(hours=2))
    decided = a_meeting(amina, karen, kind="decision")
    signed_in(client, amina)
    page = client.get("/appointments/ill").get_data(as_text=True)
    assert page.index("tel:72000001") < page.index('method="post" action="/appointments/ill"')
    assert client.post("/appointments/ill").status_code == 303
    assert 'action="/appointments/ill"' not in client.get("/appointments/ill").get_data(as_text=True)
    assert own_day.today_of(amina.id)[0].id == decided


def test_a_decided_meeting_shows_how_far_the_message_has_come(
    client: FlaskClient, amina: Somebody, karen: Somebody
) -> None:
    lone = a_citizen("da", name="Lone Kjær")
    karen_for_her = responsible_for(lone, "caseworker")
    decided = a_meeting(lone, karen_for_her, kind="decision")
    service.decline(appointment_id=decided, actor=lone.actor)
    signed_in(client, lone)
    sent = client.get(f"/appointments/{decided}").get_data(as_text=True)
    assert "Ikke læst endnu" in sent and "Intet svar endnu" in sent
    assert "Aflyst" not in sent and "Det er i orden" not in sent
    signed_in(client, karen_for_her)
    client.post(f"/desk/appointments/{decided}/uphold", data={"line": "Ring gerne."})
    signed_in(client, lone)
    answered = client.get(f"/appointments/{decided}").get_data(as_text=True)
    assert "Du skal stadig komme" in answered and "Ring gerne." in answered and "Intet svar endnu" not in answered


TIMES = {"day-1": "2026-11-26", "at-1": "14:30", "day-2": "2026-11-27", "at-2": "10:00", "form": "walk"}


def test_times_for_a_talk_are_offered_and_shown_to_whoever_offered_them(
    client: FlaskClient, amina: Somebody, karen: Somebody
) -> None:
    answer = client.post(f"/desk/{amina.id}/talk-times", data=TIMES)
    here = f"/desk/{amina.id}/talk-times"
    assert answer.location == here and here in client.get(f"/desk/{amina.id}/appointments").text
    first, _second = talk_times.to_choose(amina.id)
    assert (first.starts_at, first.form) == (THURSDAY, "walk")
    assert "Du har tilbudt" in client.get(here).text
    other = responsible_for(amina, "caseworker")
    assert "Du har tilbudt" not in signed_in(client, other).get(here).text


def test_a_wrong_time_for_a_talk_is_told_and_what_was_typed_stays(
    client: FlaskClient, amina: Somebody, karen: Somebody
) -> None:
    answer = client.post(f"/desk/{amina.id}/talk-times", data=TIMES | {"at-2": "", "form": "phone"})
    assert answer.status_code == 422 and 'value="2026-11-26"' in answer.text and not talk_times.to_choose(amina.id)
    assert re.search(r'value="phone"[^>]*selected', answer.text)


def test_whom_she_asked_for_a_time_may_offer_some_without_being_there_for_her(
    client: FlaskClient, amina: Somebody
) -> None:
    """Her own wish is the way in, and no further than to the times."""
    lone = staff("therapist", name="Lone Bech")
    here = f"/desk/{amina.id}/talk-times"
    signed_in(client, lone)
    assert [client.get(here).status_code, client.post(here, data=TIMES).status_code] == [404, 404]
    holder = contacts([lone.id])[lone.id]
    talk_times.ask(holder=holder, with_interpreter=True, key=uuid.uuid4(), actor=amina.actor)
    assert client.get(here).status_code == 200 and here in client.get("/desk").text
    assert client.post(here, data=TIMES).location == here and "Du har tilbudt" in client.get(here).text
    assert client.get(f"/desk/{amina.id}/appointments").status_code == 404
    slot = talk_times.to_choose(amina.id)[0].id
    talk_times.choose(slot_id=slot, interpreter_language=None, actor=amina.actor)
    assert client.get(here).status_code == 404
