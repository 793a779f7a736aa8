"""Sønderborg (S31): questions first, three at the table, an agreement only by her own yes, in two languages."""

from playwright.sync_api import expect

from companion.programmes import templates
from e2e.phone import Phone

TALK = templates.load("soenderborg-clarifying-talk")


def test_it_works(phone: Phone) -> None:
    """She reads in Ukrainian what the talk is, what to think about before, and that nothing is agreed yet."""
    phone.sign_in("citizen-clarify")
    for code in ("uk", "da"):
        phone.open("/plan")
        for card in TALK.cards:
            expect(phone.page.locator("main")).to_contain_text(card.title[code])
        phone.sees("Du har ikke sagt ja endnu. Det gælder først, når du siger ja.", code=code)
        phone.picture(f"clarifying-talk-plan-{code}")
        phone.open("/course/1")
        for block in TALK.weeks[0].blocks:
            expect(phone.page.locator("main")).to_contain_text(block.text[code])
        phone.picture(f"clarifying-talk-week-{code}")
        phone.open("/appointments")
        expect(phone.page.locator("main")).to_contain_text(TALK.sessions[0].title[code])
        phone.sees("Tolk er bestilt: %(language)s", code=code, language="")
        phone.page.locator("header summary").first.click()
        phone.page.locator('button[name="_language"][value="da"]').click()
        phone.page.wait_for_selector('html[lang="da"]')
