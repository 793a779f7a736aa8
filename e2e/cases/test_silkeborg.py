"""Silkeborg (S26): five short lines, read by the citizen first; “let us talk first” stops them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.cases.told import desk_page, pictured, speaks
from e2e.phone import Phone
from e2e.town import Municipality

MARTA = "citizen-retraining"
LINE = "At løfte en kasse med begge arme."
NEW = ("Bære en gryde.", "Armen kan strækkes.", "Skrive i en time.", "Arbejde over hovedet.", "Om to uger.")


def test_she_reads_it_first_and_stops_it_or_sends_it(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """The therapist wrote; Marta says “let us talk first”; a new note she reads, agrees to share, and sends herself."""
    marta, rikke, peter = a_phone(), a_phone(), a_phone()
    marta.sign_in(MARTA)
    speaks(marta, "en")
    says(marta, LINE, "talk")
    peter.sign_in("caseworker")
    reads(peter, place, LINE, there=False)
    rikke.sign_in("therapist")
    writes(rikke.open(desk_page(place, MARTA, "/status-note")))
    reads(peter, place, NEW[0], there=False)
    agrees_to_share(marta)
    pictured(marta, "/course/notes", "silkeborg-note", ("en", "da"))
    reads(peter, place, NEW[0], there=False)
    says(marta, NEW[0], "yes")
    reads(peter, place, NEW[0], there=True)
    reads(peter, place, LINE, there=False)


def says(phone: Phone, words: str, answer: str) -> None:
    """She reads five lines and answers with one tap."""
    note = phone.open("/course/notes").locator("section.card", has_text=words)
    expect(note.locator("dd")).to_have_count(5)
    note.locator(f'button[name="answer"][value="{answer}"]').click()
    expect(note.locator("[role=status]")).to_be_visible()


def writes(page: Page) -> None:
    """Five agreed lines, none more."""
    part = page.locator('section[id$="-status"]')
    fields = part.locator("textarea")
    expect(fields).to_have_count(5)
    for number, words in enumerate(NEW):
        fields.nth(number).fill(words)
    part.locator("form .button").click()
    expect(page.locator("main")).to_contain_text(NEW[0])


def agrees_to_share(phone: Phone) -> None:
    """Her yes to this one purpose; it alone sends nothing."""
    page = phone.open("/me/sharing")
    page.locator('form:has(input[name="purpose"][value="retraining-note"]) .button').first.click()
    expect(page.locator("#retraining-note form[action$='/stop']").first).to_be_visible()


def reads(phone: Phone, place: Municipality, words: str, *, there: bool) -> None:
    """What the caseworker finds on his page of short lines."""
    page = phone.open(desk_page(place, MARTA, "/status-note"))
    expect(page.locator("#intro")).to_be_visible()
    found = page.get_by_text(words)  # once more in the text to copy, which is folded away
    expect(found.filter(visible=True) if there else found).to_have_count(1 if there else 0)
