"""Jammerbugt (S22, S23): a private way in, seen by no employment role, and offers for somebody without any case."""

from collections.abc import Callable

from playwright.sync_api import expect

from companion.accounts.demo_people import PERSONAS
from companion.accounts.rules import EMPLOYMENT_ROLES
from e2e.cases.told import cards_of, desk_page, pictured
from e2e.phone import Phone
from e2e.town import Municipality

BO = "citizen-alcohol"
TOPIC = "alkohol"


def test_offers_without_a_name_or_a_case(phone: Phone) -> None:
    """Somebody who has a job and no account reads whom to call, and may stay without a name."""
    page = pictured(phone, "/offers", "jammerbugt-offers", ("uk", "da"))
    offer = page.locator('[data-offer="call"]', has_text=TOPIC).first
    expect(offer.locator("[data-without-name]")).to_be_visible()
    expect(offer.locator('a[href="tel:72000021"]')).to_be_visible()
    assert phone.context.cookies() == [] or all(one["name"] != "companion" for one in phone.context.cookies())


def test_a_private_way_in(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Bo has asked for a talk himself: his phone names no topic, and nobody of the job side finds him."""
    bo = a_phone()
    bo.sign_in(BO)
    for path in ("/", "/plan", "/appointments"):
        assert TOPIC not in bo.open(path).locator("main").inner_text().lower()
    expect(bo.open("/course").locator("#notice")).to_be_visible()
    assert {card.visible_to for card in cards_of(place, BO)} == {"health"}
    pictured(bo, "/course", "jammerbugt-course", ("da", "en"))
    for persona in PERSONAS:
        if persona.role in EMPLOYMENT_ROLES and persona.key != "consultant-other":
            finds_nobody(a_phone(), persona.key, desk_page(place, BO))


def finds_nobody(phone: Phone, persona: str, address: str) -> None:
    """His page is not there for them, and his name stands on no desk of theirs."""
    phone.sign_in(persona)
    expect(phone.page.locator("main")).not_to_contain_text("Bo Riis")
    answered = phone.page.goto(phone.url + address)
    assert answered is not None and answered.status == 404
