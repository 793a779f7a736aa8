"""`/me/notifications/phone`: plain words first, a button second; and what phones report by themselves."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.foundation.database import new_id
from companion.foundation.runtime import Runtime
from companion.push import channels, devices, losses, service, vapid
from companion.push.gateway import Result
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, signed_in
from tests.push.carried import Browser, Recording, notice, phone_of, turns_on

HERE = "/me/notifications/phone"


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Recording:
    """What leaves this installation is recorded."""
    recording = Recording()
    monkeypatch.setattr(channels, "opened", lambda: recording.channels)
    return recording


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """Amina with her own phone in her hand."""
    person = a_citizen()
    signed_in(client, person)
    return person


def subscribe(client: FlaskClient, browser: Browser, **changed: Any) -> Any:
    return client.post(f"{HERE}/devices", json=browser.told(**changed))


def test_it_works(client: FlaskClient, amina: Somebody, twin: Recording) -> None:
    before, browser = client.get(HERE).text, Browser()
    assert 'data-notices="off"' in before and "Du har en ny besked." in before
    answer = subscribe(client, browser)
    assert answer.json == {"key": vapid.public_key()}
    (device,) = devices.of(amina.id)
    assert 'data-notices="on"' in client.get(HERE).text
    tried = client.post(f"{HERE}/devices/{device.id}/test")
    assert (tried.status_code, tried.location) == (303, f"{HERE}?tried=accepted#phones")
    assert browser.reads(twin.parcels[0].body)["title"] == "Du har en ny besked."
    assert client.post(f"{HERE}/devices/{device.id}/end").status_code == 303
    assert not devices.of(amina.id)


@pytest.mark.parametrize(
    ("endpoint", "status"),
    [
        ("https://127.0.0.1/x", 422),
        ("https://[::1]/x", 422),
        ("https://10.0.0.8/x", 422),
        ("https://192.168.1.1/x", 422),
        ("https://169.254.169.254/x", 422),
        ("https://fcm.googleapis.com.evil.example/x", 422),
        ("https://localhost/x", 422),
        ("http://fcm.googleapis.com/x", 422),
        ("https://fcm.googleapis.com:8443/x", 422),
        ("https://u:p@fcm.googleapis.com/x", 422),
        ("https://fcm.googleapis.com/" + "x" * 5000, 413),
    ],
)
def test_other_addresses_are_refused_in_plain_words(
    client: FlaskClient, amina: Somebody, endpoint: str, status: int
) -> None:
    answer = client.post(f"{HERE}/devices", json=Browser(endpoint).told(), headers={"Accept": "application/json"})
    assert answer.status_code == status and answer.get_json()["message"].endswith(".")
    assert endpoint not in answer.text and not devices.of(amina.id)


@pytest.mark.parametrize("body", ["[]", "null", "1", '{"endpoint": 1}', '{"keys": []}'])
def test_what_is_no_subscription_is_refused(client: FlaskClient, amina: Somebody, body: str) -> None:
    answer = client.post(f"{HERE}/devices", data=body, content_type="application/json")
    assert answer.status_code == 422


def test_a_borrowed_phone_is_offered_none(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina, own_phone=False)
    assert "data-notices-on" not in client.get(HERE).text
    assert subscribe(client, Browser()).status_code == 403


def test_sign_out_ends_it_for_this_person_on_this_phone(client: FlaskClient, amina: Somebody) -> None:
    subscribe(client, Browser())
    other = turns_on(amina)
    client.post("/sign-out")
    assert [one.id for one in devices.of(amina.id)] == [other]


def test_a_phone_ended_from_another_one_gets_no_more(client: FlaskClient, amina: Somebody) -> None:
    here = phone_of(amina)
    turns_on(amina, here=here)
    client.post(f"/me/devices/{here.sign_in_id}/end")
    assert not devices.of(amina.id)


def test_a_phone_says_that_it_is_silent(client: FlaskClient, amina: Somebody) -> None:
    subscribe(client, Browser())
    assert client.post(f"{HERE}/silent", json={}).status_code == 200
    assert not devices.of(amina.id) and losses.of(amina.id)


@pytest.mark.parametrize("what", ["end", "test"])
def test_somebody_elses_phone_is_not_found(client: FlaskClient, amina: Somebody, twin: Recording, what: str) -> None:
    bashir = a_citizen(name="Bashir Omar")
    theirs = turns_on(bashir)
    assert client.post(f"{HERE}/devices/{theirs}/{what}").status_code == 404
    assert devices.of(bashir.id) and not twin.parcels


@pytest.mark.parametrize("state", ["gone", "later", "refused"])
def test_a_test_that_does_not_arrive_says_so(client: FlaskClient, amina: Somebody, twin: Recording, state: str) -> None:
    twin.answers.append(Result(state, ""))
    subscribe(client, Browser())
    (device,) = devices.of(amina.id)
    told = client.post(f"{HERE}/devices/{device.id}/test", follow_redirects=True).text
    assert ("Prøv igen om lidt." if state == "later" else "tager ikke imod") in told.split("data-notices-say")[0]


def test_what_a_phone_reports_needs_no_session(client: FlaskClient, twin: Recording) -> None:
    amina, browser = a_citizen(), Browser()
    turns_on(amina, browser)
    sent = notice(amina)
    service.send(sent, by=twin.channels)
    key = browser.reads(twin.parcels[0].body)["n"]
    answers = [client.post("/push/seen", json={"n": n, "what": "shown"}) for n in (key, str(new_id()))]
    assert {(one.status_code, one.data, "Set-Cookie" in one.headers) for one in answers} == {(204, b"", False)}
    assert service.reached(sent.delivery_id)[0].shown_at and not service.reached(sent.delivery_id)[0].opened_at


@pytest.mark.parametrize("told", [{}, [], {"n": 1, "what": "shown"}, {"n": "x", "what": "shown"}, {"what": "read"}])
def test_a_report_of_nonsense_is_refused(client: FlaskClient, runtime: Runtime, told: Any) -> None:
    assert client.post("/push/seen", json=told).status_code == 422


def test_another_site_reports_nothing(client: FlaskClient, runtime: Runtime) -> None:
    told = {"n": str(new_id()), "what": "shown"}
    assert client.post("/push/seen", json=told, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_without_settings_no_mail_is_offered(client: FlaskClient, amina: Somebody) -> None:
    assert 'id="mail"' not in client.get(HERE).text


def test_a_mail_address_is_kept_changed_and_taken_away(
    client: FlaskClient, amina: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "offered", lambda: ("push", "email"))
    for typed in ("amina@example.dk", "amina@example.org", ""):
        assert client.post(f"{HERE}/mail", data={"address": typed}).status_code == 303
        assert f'value="{typed}"' in client.get(HERE).text


def test_a_wrong_mail_address_is_not_lost(
    client: FlaskClient, amina: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "offered", lambda: ("push", "email"))
    answer = client.post(f"{HERE}/mail", data={"address": "amina@"})
    assert answer.status_code == 422 and 'value="amina@"' in answer.text and 'href="#address"' in answer.text


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"


def test_an_iphone_that_cannot_yet_is_shown_how_the_app_is_put_on_it(client: FlaskClient, amina: Somebody) -> None:
    """Its browser takes notices for an app on the home screen alone: where the button is missing stands the way."""
    page = client.get(HERE, headers={"User-Agent": IPHONE}).text
    unable = page.partition("data-notices-unable")[2].partition("</section>")[0]
    assert unable.count('class="drawing mirror"') == 4 and "Kom så hertil i appen, og slå beskeder til." in unable
    other = client.get(HERE).text
    assert 'class="drawing' not in other and 'href="/install"' in other


@pytest.mark.parametrize("said", [True, False])
def test_five_thousand_bytes_are_too_many(client: FlaskClient, amina: Somebody, said: bool) -> None:
    """Also in pieces, from a browser that does not say how long it is."""
    body = json.dumps({**Browser().told(), "more": "x" * 5000}).encode()
    pieces = {} if said else {"input_stream": io.BytesIO(body), "environ_base": {"wsgi.input_terminated": True}}
    sent = {"data": body} if said else pieces
    headers = {"Accept": "application/json"}
    answer = client.post(f"{HERE}/devices", content_type="application/json", headers=headers, **sent)
    assert answer.status_code == 413 and answer.get_json()["message"].endswith(".")
    assert not devices.of(amina.id)


def test_one_address_after_another_is_stopped(client: FlaskClient, amina: Somebody, clock: FrozenClock) -> None:
    """The same phone, a new address each time: twenty an hour, and the last one stays."""
    assert {subscribe(client, Browser()).status_code for _time in range(20)} == {200}
    refused = client.post(f"{HERE}/devices", json=Browser().told(), headers={"Accept": "application/json"})
    assert refused.status_code == 429 and refused.get_json()["message"].endswith(".")
    assert len(devices.of(amina.id)) == 1
    clock.move(timedelta(hours=1))
    assert subscribe(client, Browser()).status_code == 200
