"""A notice from end to end: sealed, posted to a push service, opened with another library, shown by the worker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from companion.foundation import runtime
from companion.foundation.database import new_id
from companion.language.words import words
from companion.nudges import service as nudges
from companion.nudges.gateway import RealPhones
from companion.push import channels, devices, service
from companion.push.channels import Channels
from companion.push.posting import UrllibGateway
from companion.push.rules import Services
from companion.push.service import Notice
from e2e.phone import Phone
from e2e.town import Municipality
from service_worker.tests.notices import address_changes, allow, deliver, shown, subscribes_to, tap
from service_worker.tests.phone import until
from tests.nudges.made import wants, writes
from tests.people import Somebody
from tests.push.carried import ENDPOINT, Browser

HERE = "/me/notifications/phone"
PEOPLE = {"da": "citizen-wellbeing", "ar": "citizen-course"}


@pytest.fixture
def push_service(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Request]]:
    """A push service on this machine, in the place of the browser maker's; what it was sent."""
    seen: list[Request] = []

    def take(request: Request) -> Response:
        request.get_data()
        seen.append(request)
        return Response(status=201)

    httpserver.expect_request("/fcm/send/1", method="POST").respond_with_handler(take)
    gateway = _Rerouted(httpserver.url_for("/fcm/send/1"))
    monkeypatch.setattr(channels, "opened", lambda: Channels(gateway))
    yield seen
    gateway.close()


class _Rerouted(UrllibGateway):
    """The real gateway, but for where the maker's name leads."""

    def __init__(self, address: str) -> None:
        super().__init__(Services((), ()), allow_private=True)
        self._address = address

    def _pool(self, endpoint: str) -> tuple[Any, str]:
        assert endpoint.startswith(ENDPOINT)
        return super()._pool(self._address)


def switched_on(a_phone: Callable[..., Phone], browser_told: dict[str, Any], code: str, who: str = "") -> Phone:
    """She reads what it says, taps the button, and notices are on."""
    phone = a_phone()
    allow(phone.context)
    subscribes_to(phone.context, browser_told)
    phone.page = phone.context.new_page()
    phone.sign_in(who or PEOPLE[code])
    phone.open(HERE)
    phone.picture(f"notices-off-{who or code}")
    phone.tap("Slå beskeder til her", code)
    expect(phone.page.locator("[data-notices=on]")).to_be_visible()
    return phone


@pytest.mark.parametrize("code", ["da", "ar"])
def test_it_works(a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request], code: str) -> None:
    with runtime.bound(place.ground):
        browser = Browser()
        told = browser.told()
    phone = switched_on(a_phone, told, code)
    phone.picture(f"notices-on-{code}")
    citizen = place.town.people[PEOPLE[code]]
    with runtime.bound(place.ground):
        sent = Notice(new_id(), citizen, code, "push", "high", "appointment", 3600)
        assert [one.state for one in service.send(sent)] == ["accepted"]
    (request,) = push_service
    assert (request.headers["TTL"], request.headers["Urgency"]) == ("3600", "high")
    opened = browser.opened(request.data).decode()
    deliver(phone.page, opened)
    (notice,) = shown(phone.page)
    assert notice["title"] == words(code).plain("Du har en ny besked.").unescape()
    assert "Du har en ny besked. Åbn appen, når det passer dig." in f"{notice['title']} {notice['body']}"
    assert notice["dir"] == ("rtl" if code == "ar" else "ltr")
    until_told(phone, lambda: seen_on(place, sent) is not None)


def test_a_consultant_lets_the_own_phone_ring(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    """The same page and button; a tapped notice leads to the desk, and signing out ends it."""
    with runtime.bound(place.ground):
        browser = Browser()
        told = browser.told()
    phone = switched_on(a_phone, told, "da", "consultant")
    consultant = place.town.people["consultant"]
    with runtime.bound(place.ground):
        service.send(Notice(new_id(), consultant, "da", "push", "high", None, 3600))
    assert browser.reads(push_service[-1].data)["title"] == "Du har en ny besked."
    phone.open("/messages")
    assert phone.page.url.endswith("/desk")
    phone.sign_out()
    until_told(phone, lambda: not devices_of(place, consultant))


def test_a_consultants_phone_rings_again_after_the_next_sign_in(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    """Nothing has to be switched on anew; while nobody is signed in it is silent, and a colleague's sign-in ends it."""
    with runtime.bound(place.ground):
        told = Browser().told()
    phone = switched_on(a_phone, told, "da", "consultant")
    consultant = place.town.people["consultant"]
    (before,) = devices_of(place, consultant)
    place.later(timedelta(hours=24))
    assert not devices_of(place, consultant)
    phone.sign_in("consultant")
    until_told(phone, lambda: len(devices_of(place, consultant)) == 1)
    (after,) = devices_of(place, consultant)
    assert after.id == before.id and after.sign_in_id != before.sign_in_id
    place.later(timedelta(hours=24))
    phone.sign_in("caseworker")
    until(phone.page, "() => !localStorage.getItem('companion-notices')")
    phone.sign_in("consultant")
    assert not devices_of(place, consultant) and not devices_of(place, place.town.people["caseworker"])


def test_a_tap_after_the_sign_in_ended_leads_over_it_to_the_message(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    """Three months later she taps the notice that still stands there; nothing of hers is in an address."""
    with runtime.bound(place.ground):
        browser = Browser()
        told = browser.told()
    phone = switched_on(a_phone, told, "ar")
    place.later(timedelta(days=1))  # she got a message today
    with runtime.bound(place.ground):
        amina, caseworker = (of_the_town(place, who) for who in (PEOPLE["ar"], "caseworker"))
        wants(amina)
        (key,) = writes(caseworker, amina)
        nudges.drain(phones=RealPhones())
    deliver(phone.page, browser.opened(push_service[-1].data).decode())
    shown(phone.page)
    place.later(timedelta(days=91))
    went: list[str] = []
    phone.page.on("framenavigated", lambda frame: went.append(frame.url.removeprefix(phone.url)))
    tap(phone.page)
    phone.page.locator('#refusal a[href="/sign-in"]').click()
    phone.page.locator('a[href="/demo"]').click()
    phone.page.click(f'[data-persona="{PEOPLE["ar"]}"]')
    phone.page.click('[data-phone="own"]')
    expect(phone.page.locator(f"#m-{key}")).to_be_visible()
    assert went == ["/messages", "/sign-in", "/demo", "/demo", "/messages"]


def test_the_test_button_sends_one(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    with runtime.bound(place.ground):
        told = Browser().told()
    phone = switched_on(a_phone, told, "da")
    phone.tap("Send mig en prøve", "da")
    phone.sees("Prøven er sendt. Den kommer om lidt.", "da")
    assert len(push_service) == 1


def test_notices_that_are_off_are_said_and_told(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    """The browser took the permission away: the next open says so, and the server knows."""
    with runtime.bound(place.ground):
        told = Browser().told()
    phone = switched_on(a_phone, told, "da")
    phone.context.clear_permissions()
    phone.close_tab_and_open("/")
    expect(phone.page.locator("[data-notices-off]")).to_be_visible()
    citizen = place.town.people[PEOPLE["da"]]
    until_told(phone, lambda: not devices_of(place, citizen))


def test_a_new_address_from_the_browser_is_told_at_once(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    """The maker's push service gave this browser another address: notices go there from then on, without a page."""
    with runtime.bound(place.ground):
        told, later = Browser().told(), Browser(f"{ENDPOINT}later")
        new = {name: later.told()[name] for name in ("endpoint", "keys")}
    phone = switched_on(a_phone, told, "da")
    citizen = place.town.people[PEOPLE["da"]]
    (before,) = devices_of(place, citizen)
    address_changes(phone.page, new)
    (after,) = devices_of(place, citizen)
    assert (after.sign_in_id, after.id != before.id) == (before.sign_in_id, True)
    with runtime.bound(place.ground):
        service.send(Notice(new_id(), citizen, "da", "push", "high", "appointment", 3600))
    assert later.reads(push_service[-1].data)["title"] == "Du har en ny besked."


def test_each_open_tells_the_address_again(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    """An address that was lost on our side, without a sign to her, is there again after the next open."""
    with runtime.bound(place.ground):
        told = Browser().told()
    phone = switched_on(a_phone, told, "da")
    citizen = place.town.people[PEOPLE["da"]]
    with runtime.bound(place.ground):
        devices.gone(devices.of(citizen)[0].id)
    assert not devices_of(place, citizen)
    phone.close_tab_and_open("/")
    until_told(phone, lambda: len(devices_of(place, citizen)) == 1)


def test_sign_out_ends_notices_on_this_phone(
    a_phone: Callable[..., Phone], place: Municipality, push_service: list[Request]
) -> None:
    with runtime.bound(place.ground):
        told = Browser().told()
    phone = switched_on(a_phone, told, "da")
    phone.sign_out()
    assert not devices_of(place, place.town.people[PEOPLE["da"]])
    until(phone.page, "() => !localStorage.getItem('companion-notices')")


def of_the_town(place: Municipality, persona: str) -> Somebody:
    actor = place.town.actor(persona)
    assert actor.person_id is not None and actor.role is not None
    return Somebody(actor.person_id, actor.role, actor.unit_id)


def devices_of(place: Municipality, citizen: Any) -> Any:
    with runtime.bound(place.ground):
        return devices.of(citizen)


def seen_on(place: Municipality, sent: Notice) -> Any:
    with runtime.bound(place.ground):
        return service.reached(sent.delivery_id)[0].shown_at


def until_told(phone: Phone, true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        phone.page.wait_for_timeout(50)
    raise AssertionError("the phone did not tell")
