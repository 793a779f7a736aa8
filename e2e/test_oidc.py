"""In with MitID, through a real provider on this machine: away, back, and on the first page; nothing is left over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect

from companion.accounts import cpr, oidc_discovery
from companion.cli.demo_town import INSTALLER
from companion.foundation import runtime
from companion.foundation.clock import SystemClock
from companion.foundation.config_oidc import CitizenDoor
from e2e.crawl import look_at
from e2e.phone import Phone
from e2e.town import Municipality, municipality
from tests.clock import FrozenClock

NUMBER, LEVEL = "0101904444", "substantial"
AMINA = User(sub="amina", claims={"cpr": NUMBER, "acr": LEVEL})


@pytest.fixture
def clock() -> FrozenClock:
    """Tokens are stamped with the machine's own time."""
    return FrozenClock(SystemClock().now())


@pytest.fixture
def place(tmp_path: Path, clock: FrozenClock) -> Iterator[Municipality]:
    """A municipality whose citizens can use the broker next door; Amina's number is known."""
    oidc_discovery.forget()
    with run_server_in_thread(user_claims=(AMINA,), require_nonce=True) as server:
        ours = {"issuer": f"http://localhost:{server.server_port}", "client_id": "companion", "client_secret": "secret"}
        door = CitizenDoor(**ours, cpr_claim="cpr", acr_values=LEVEL)
        with municipality(tmp_path, clock, oidc_citizen=door) as running:
            with runtime.bound(running.ground):
                cpr.link(person=running.town.people["citizen-course"], number=NUMBER, actor=INSTALLER)
            yield running


@pytest.mark.parametrize("script", [True, False])
def test_it_works(a_phone: Callable[..., Phone], script: bool) -> None:
    phone = a_phone(java_script_enabled=script, locale="da-DK")
    phone.open("/sign-in")
    if script:
        assert not look_at(phone.page, "sign-in with doors").axe
        phone.picture("sign-in-doors-da")
    phone.page.locator("#door-citizen .button").click()
    phone.page.get_by_role("button", name="amina").click()
    phone.page.wait_for_selector('body[data-page="today.home"]')
    expect(phone.page.locator("html")).to_have_attribute("lang", "ar")
    assert "code=" not in phone.page.url and "oidc" not in phone.page.url
    assert {one["name"] for one in phone.context.cookies(phone.url)} - {"companion-here"} == {"companion"}


def test_she_turns_back_over_there(a_phone: Callable[..., Phone]) -> None:
    phone = a_phone(locale="da-DK")
    phone.open("/sign-in")
    phone.page.locator("#door-citizen .button").click()
    phone.page.get_by_role("button", name="Deny").click()
    phone.sees("Du er ikke logget ind. Du kan prøve igen, når du vil.", code="da")
    phone.tap("Tilbage til log ind", code="da")
    phone.page.wait_for_selector("#door-citizen")
