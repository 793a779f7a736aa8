"""Vordingborg (S25): the way there in plain words; what is written down is told before the yes, not skipped unread."""

from playwright.sync_api import expect

from companion.programmes import templates
from e2e.cases.told import card_of, pictured, speaks
from e2e.phone import Phone
from e2e.town import Municipality

JENS = "citizen-sick"
EARLY = templates.load("vordingborg-early-effort")


def test_the_notice_stands_before_the_yes(phone: Phone, place: Municipality) -> None:
    """Jens cannot say yes past it; he reads it, ticks it, and his yes is kept."""
    phone.sign_in(JENS)
    card = card_of(place, JENS, "Et team til dig")
    ask = f"/concerns/ask?card={card.id}"
    page = pictured(phone, ask, "vordingborg-notice", ("ar", "da"))
    expect(page.locator("#notice")).to_contain_text(EARLY.notice["da"])
    page.locator('#ask-form button[name="yes"]').click()
    expect(page.locator("#errors a")).to_have_attribute("href", "#read-first")
    page.check("#read-first")
    page.locator('#ask-form button[name="yes"]').click()
    expect(page.locator("#requests")).to_contain_text(card.title["da"])


def test_the_notice_is_there_in_every_language(phone: Phone, place: Municipality) -> None:
    """Also without the course page open: the same words above the yes, in the four languages of the town."""
    phone.sign_in(JENS)
    card = card_of(place, JENS, "Træning i hallen")
    for code in ("en", "uk", "ar", "da"):
        speaks(phone, code)
        page = phone.open(f"/concerns/ask?card={card.id}")
        expect(page.locator("#notice")).to_contain_text(EARLY.notice[code])


def test_the_way_there_is_plain(phone: Phone) -> None:
    """The meeting says the place, the bus and the door, in two languages."""
    phone.sign_in(JENS)
    place_of = EARLY.sessions[0]
    page = pictured(phone, "/appointments", "vordingborg-way", ("en", "da"))
    expect(page.locator("section.card").first).to_contain_text(place_of.place["da"])
    expect(page.locator("section.card").first).to_contain_text("Bus 4 kører til døren.")
