"""Faxe (S37): a catalogue of ten kinds of task, each with owner, capacity and a plain text; old entries say so."""

from playwright.sync_api import expect

from companion.plan.catalogue_types import task_types
from e2e.cases.told import photographed, pictured
from e2e.crawl import choose
from e2e.phone import Phone

KINDS = 10
OLD = "walking-group"


def test_ten_kinds_at_the_desk(phone: Phone) -> None:
    """A caseworker finds a measure of each kind, with who has it, how many places, and when it was last seen to."""
    phone.sign_in("caseworker")
    page = phone.open("/desk/catalogue")
    kinds = page.locator("#topic option").evaluate_all("(all) => all.map((one) => one.value).filter(Boolean)")
    assert kinds == list(task_types()) and len(kinds) == KINDS
    for one in kinds:
        expect(page.locator("#found")).to_contain_text(task_types()[one].name["da"])
    old = page.locator(f'[data-measure="{OLD}"]')
    expect(old.locator("[data-stale]")).to_contain_text("Ikke set efter siden")
    expect(old).to_contain_text("20 pladser.")
    expect(page.locator("[data-stale]")).to_have_count(1)
    photographed(phone, "faxe-desk-da")


def test_a_citizen_reads_the_same_in_plain_words(phone: Phone) -> None:
    """Signed in or out, in two languages: what it is, where, how long the wait, and which entry is old."""
    phone.sign_in("citizen-course")
    page = pictured(phone, "/offers", "faxe-offers", ("ar", "da"))
    expect(page.locator("[data-stale]")).to_have_count(1)
    choose(phone, "ar")
    expect(page.locator("[data-stale]")).to_have_count(1)
