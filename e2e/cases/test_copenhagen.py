"""Copenhagen IPS (S32–S36): the 26th refused, contact on his terms, his own list, walks without an office."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from e2e.cases.told import cards_of, desk_page, photographed, pictured
from e2e.phone import Phone
from e2e.town import Municipality

DANIEL = "citizen-ips"
WALK, IDEA = "Skal vi gå en tur næste gang?", "Cykelværksted"
JOBS = ("Gardener", "Kitchen in a small place", "A course in Danish for work")


def test_the_26th_is_refused_with_the_reason(phone: Phone) -> None:
    """Karen has 24; whoever gives her two more is told why not, and nobody is moved."""
    phone.sign_in("caseworker")
    page = phone.open("/desk/handover")
    for name in ("Jens Lauridsen", "Lone Kjær"):
        page.get_by_label(name).check()
    page.get_by_label("Karen Holm").check()
    page.locator("#choose .button.main").click()
    expect(page.locator("#errors")).to_contain_text("Konsulenten har 25 borgere. Det er grænsen i IPS.")
    expect(page.get_by_label("Jens Lauridsen")).to_be_checked()
    photographed(phone, "copenhagen-26th-da")
    phone.sign_in("consultant")
    expect(phone.page.locator("h1")).to_contain_text("24 af 25")
    expect(phone.page.locator("#limit")).to_contain_text("IPS virker bedst med højst 20.")


def test_contact_on_his_terms(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Outside his hours a message waits; a walk has no place until the two choose one."""
    daniel, karen = a_phone(), a_phone()
    daniel.sign_in(DANIEL)
    wants_messages_from(daniel.open("/me/notifications"), "16:00")
    karen.sign_in("consultant")
    sends(karen.open(desk_page(place, DANIEL, "/nudge?template=walk")))
    place.work()
    karen.page.reload()
    expect(karen.page.locator('#sent [data-state="later"]', has_text=WALK)).to_have_count(1)
    expect(daniel.open("/messages").locator("main")).not_to_contain_text("Shall we go for a walk next time?")
    books_a_walk(karen.open(desk_page(place, DANIEL, "/appointments/new")), place)
    page = pictured(daniel, "/appointments", "copenhagen-walk", ("en", "da"))
    walk = page.locator("section.card", has_text="En gåtur sammen").first
    expect(walk).to_contain_text("I vælger stedet sammen.")


def test_the_list_is_his(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Karen can only suggest; her suggestion is no line of his list, and his no is not told."""
    daniel, karen = a_phone(), a_phone()
    karen.sign_in("consultant")
    page = karen.open(desk_page(place, DANIEL, "/voice"))
    page.fill("#wish", IDEA)
    page.locator("#suggest .button.main").click()
    expect(page.locator("#wishes li")).to_have_count(len(JOBS))
    daniel.sign_in(DANIEL)
    mine = pictured(daniel, "/wishes", "copenhagen-wishes", ("da", "en"))
    expect(mine.locator("#list [data-wish]")).to_have_count(len(JOBS))
    idea = mine.locator("[data-suggested]", has_text=IDEA)
    idea.locator('button[value="remove"]').click()
    expect(mine.locator("[data-suggested]", has_text=IDEA)).to_have_count(0)
    expect(karen.open(desk_page(place, DANIEL, "/voice")).locator("main")).not_to_contain_text(IDEA)


def test_a_start_closes_nothing(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """A course of study begins: dates to talk, and plan, programme and contact go on."""
    daniel, karen = a_phone(), a_phone()
    before = cards_of(place, DANIEL)
    karen.sign_in("consultant")
    tells(karen.open(desk_page(place, DANIEL, "/work-start")), place)
    expect(karen.open("/desk").locator("#contacts li", has_text="Daniel Osei")).not_to_have_count(0)
    daniel.sign_in(DANIEL)
    expect(daniel.page.locator("#responsible")).to_contain_text("Karen Holm")
    expect(daniel.open("/me/work-start").locator('[id^="start-"]')).to_have_count(2)
    expect(daniel.open("/course").locator("#weeks li")).to_have_count(4)
    assert [card.id for card in cards_of(place, DANIEL)] == [card.id for card in before]
    assert not [card for card in cards_of(place, DANIEL) if card.ended_at]
    pictured(daniel, "/me/work-start", "copenhagen-start", ("da", "en"))


def wants_messages_from(page: Page, hour: str) -> None:
    """He chooses when the day begins for messages."""
    page.select_option("#opens", hour)
    page.locator("#choose .button").click()
    expect(page.locator("#opens")).to_have_value(hour)


def sends(page: Page) -> None:
    """The preview shows it in his language; one tap sends it."""
    expect(page.locator('#preview [lang="en"]')).to_contain_text("Shall we go for a walk next time?")
    page.locator("#preview .button.main").click()
    expect(page.locator("#sent")).to_contain_text(WALK)


def books_a_walk(page: Page, place: Municipality) -> None:
    """A new meeting has an empty place; a walk needs none."""
    expect(page.locator("#place")).to_have_value("")
    page.select_option("#meeting_kind", "ips-walk")
    page.select_option("#form", "walk")
    page.fill("#day", (place.clock.now() + timedelta(days=3)).date().isoformat())
    page.fill("#at", "14:00")
    page.select_option("#owner", str(place.town.people["consultant"]))
    page.locator("#meeting-form .button.main").click()
    expect(page.locator("#upcoming li", has_text="14.00")).to_contain_text("En gåtur sammen")


def tells(page: Page, place: Municipality) -> None:
    """She enters what begins, and when."""
    page.check('[name="kind"][value="study"]')
    page.fill("#starts_on", (place.clock.now() + timedelta(days=20)).date().isoformat())
    page.locator("#tell .button.main").click()
    expect(page.locator('[id^="start-"]')).to_have_count(2)
