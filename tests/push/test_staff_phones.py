"""Staff let their own phone ring for a wish to be called: the same neutral notice, while they are signed in."""

import re
import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.foundation import audit
from companion.nudges import service as nudges
from companion.nudges.gateway import RealPhones
from companion.push import channels, devices, service
from companion.tasks import service as tasks
from companion.worker import dispatch
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.push.carried import Browser, Recording, turns_on

HERE = "/me/notifications/phone"


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Recording:
    """What leaves this installation is recorded."""
    recording = Recording()
    monkeypatch.setattr(channels, "opened", lambda: recording.channels)
    return recording


@pytest.fixture
def karen(client: FlaskClient, clock: FrozenClock) -> Somebody:
    """Karen on Monday noon, signed in on her own phone."""
    clock.move(timedelta(hours=26))
    found = responsible_for(a_citizen())
    signed_in(client, found)
    return found


def somebody_wishes(karen: Somebody) -> None:
    amina = a_citizen("ar")
    key = uuid.uuid4()
    tasks.ask_for_call(citizen=amina.id, owner=karen.id, key=key, with_interpreter=True, actor=amina.actor)
    dispatch.take_facts()
    nudges.drain(phones=RealPhones())


def test_it_works(client: FlaskClient, karen: Somebody, twin: Recording) -> None:
    before, browser = client.get(HERE).text, Browser()
    assert "ringes op" in before and 'data-notices="off"' in before and 'href="/desk"' in before
    assert client.post(f"{HERE}/devices", json=browser.told()).status_code == 200
    assert 'data-notices="on"' in client.get(HERE).text
    somebody_wishes(karen)
    told = browser.reads(twin.parcels[0].body)
    assert told["title"] == "Du har en ny besked." and len(twin.parcels) == 1
    assert client.get("/messages").location == "/desk"  # where a tapped notice leads


def test_it_is_the_notice_that_citizens_get(karen: Somebody, twin: Recording) -> None:
    """The same text and size; the id alone differs."""
    amina, hers, theirs = a_citizen(), Browser(), Browser()
    device = turns_on(amina, hers)
    turns_on(karen, theirs)
    service.try_out(device, citizen=amina.id, language="da")
    somebody_wishes(karen)
    one, other = (browser.reads(parcel.body) for browser, parcel in zip((hers, theirs), twin.parcels, strict=True))
    assert one.pop("n") != other.pop("n") and one == other
    assert len(twin.parcels[0].body) == len(twin.parcels[1].body)


def test_it_ends_with_the_sign_out(client: FlaskClient, karen: Somebody, twin: Recording) -> None:
    client.post(f"{HERE}/devices", json=Browser().told())
    client.post("/sign-out")
    somebody_wishes(karen)
    assert not twin.parcels and not devices.of(karen.id)


def test_it_ends_when_the_sign_in_runs_out(
    client: FlaskClient, karen: Somebody, twin: Recording, clock: FrozenClock
) -> None:
    """The next day, within her hours, she has not signed in yet."""
    client.post(f"{HERE}/devices", json=Browser().told())
    clock.move(timedelta(days=1))
    somebody_wishes(karen)
    assert not twin.parcels and not devices.of(karen.id)


def test_the_next_sign_in_takes_it_up_again(
    client: FlaskClient, karen: Somebody, twin: Recording, clock: FrozenClock
) -> None:
    """The desk says whose phone it is, so that the phone tells its address by itself."""
    browser = Browser()
    client.post(f"{HERE}/devices", json=browser.told())
    (before,) = devices.of(karen.id)
    clock.move(timedelta(days=1))
    desk, page = (signed_in(client, karen).get(path).text for path in ("/desk", HERE))
    assert whose(desk) == whose(page) and "data-notices-off" in desk
    client.post(f"{HERE}/devices", json=browser.told())
    somebody_wishes(karen)
    assert len(twin.parcels) == 1 and [one.id for one in devices.of(karen.id)] == [before.id]


def test_on_a_borrowed_phone_the_desk_names_nobody(client: FlaskClient, karen: Somebody) -> None:
    desk = signed_in(client, karen, own_phone=False).get("/desk").text
    assert "data-notices" not in desk


def whose(html: str) -> str:
    (found,) = re.findall(r'data-notices-whose="([^"]+)"', html)
    return str(found)


def test_a_borrowed_phone_is_offered_none(client: FlaskClient, karen: Somebody) -> None:
    signed_in(client, karen, own_phone=False)
    assert "data-notices-on" not in client.get(HERE).text
    assert client.post(f"{HERE}/devices", json=Browser().told()).status_code == 403


@pytest.mark.parametrize("role", ["administrator", "translator", "interpreter"])
def test_who_is_never_asked_to_call_has_no_such_page(client: FlaskClient, karen: Somebody, role: str) -> None:
    signed_in(client, staff(role))
    assert client.get(HERE).status_code == 403


def test_it_is_no_citizens_matter(client: FlaskClient, karen: Somebody) -> None:
    client.post(f"{HERE}/devices", json=Browser().told())
    (device,) = devices.of(karen.id)
    client.post(f"{HERE}/devices/{device.id}/end")
    assert not [line for line in audit.lines_about(karen.id) if line.event.startswith("notices")]


def test_staff_keep_no_address_for_mail(client: FlaskClient, karen: Somebody) -> None:
    assert 'id="mail"' not in client.get(HERE).text
    assert client.post(f"{HERE}/mail", data={"address": "karen@example.org"}).status_code == 403


def test_the_phone_of_a_colleague_is_not_there(client: FlaskClient, karen: Somebody) -> None:
    device = turns_on(staff(name="Ida Krogh"), Browser())
    assert client.post(f"{HERE}/devices/{device}/end").status_code == 404
