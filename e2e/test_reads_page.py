"""A phone with a voice of its own for the page's language reads any page aloud, when asked; no other phone does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.crawl import choose, look_at
from e2e.phone import Phone
from e2e.voice import A_VOICE, said, tongues, voices

PAGES = ("/", "/plan", "/appointments", "/messages", "/offers", "/help", "/show", "/glossary", "/progress", "/concerns")
BY_THEMSELVES = ("/course/1", "/first-aid", "/me/sharing", "/privacy", "/check-in")  # text by text
WHOLE, HUSH, READER = 'header [data-read="whole"]', "header [data-hush]", 'script[src*="read_text."]'
DANISH = "[...document.querySelectorAll('main [lang=\"da\"]')].filter(one => one.getClientRects().length).length"


def test_every_page_is_read_when_asked_and_not_before(phone: Phone) -> None:
    """From its heading on, slower, without what is for tapping; anew when asked again, silent when told so."""
    phone.context.add_init_script(A_VOICE)
    phone.sign_in("citizen-course")
    choose(phone, "da")
    for path in PAGES:
        page = phone.open(path)
        expect(page.locator(WHOLE)).to_be_visible()
        assert said(page) == [], path
        page.locator(WHOLE).click()
        first = said(page)
        assert {(one[1], one[2]) for one in first} == {(0.8, "here")} and tongues(page) == {"da"}, path
        assert " ".join(page.locator("main h1").inner_text().split()) in [one[0] for one in first]
        assert not {one[0] for one in first} & set(page.locator("main button").all_inner_texts())
        page.locator(WHOLE).click()
        assert said(page) == first * 2
        page.locator(HUSH).click()
        expect(page.locator(HUSH)).to_be_hidden()
        assert page.evaluate("self.spoken").pop() == "-"
    assert look_at(phone.open("/appointments"), "read aloud").told() == []
    phone.picture("reads-page-da", whole=False)


@pytest.mark.parametrize(("own", "spoken"), [(("ar",), {"ar"}), (("ar", "da-DK"), {"ar", "da"})])
def test_another_language_on_the_page_has_its_own_voice_or_none(
    phone: Phone, own: tuple[str, ...], spoken: set[str]
) -> None:
    """The Danish lines of an Arabic page are read by a Danish voice, and left out without one."""
    phone.context.add_init_script(voices(*own))
    phone.sign_in("citizen-course")
    page = phone.open("/")
    assert page.evaluate(DANISH) > 0
    page.locator(WHOLE).click()
    assert tongues(page) == spoken


def test_a_phone_without_a_voice_for_it_offers_nothing_and_fetches_nothing(phone: Phone) -> None:
    """The Arabic voice lives elsewhere: what she reads would be sent there."""
    phone.context.add_init_script(A_VOICE)
    phone.sign_in("citizen-course")
    page = phone.open("/plan")
    page.wait_for_load_state("networkidle")
    expect(page.locator(WHOLE)).to_be_hidden()
    expect(page.locator(READER)).to_have_count(0)
    choose(phone, "da")
    expect(page.locator(READER)).to_have_count(1)


def test_a_page_that_is_read_text_by_text_is_not_read_as_a_whole(phone: Phone) -> None:
    """Course, first aid, consent, notice and check-in have voices of their own."""
    phone.context.add_init_script(A_VOICE)
    phone.sign_in("citizen-course")
    choose(phone, "da")
    for path in BY_THEMSELVES:
        page = phone.open(path)
        expect(page.locator("main [data-read], main [data-aloud]").locator("visible=true").first).to_be_visible()
        expect(page.locator(WHOLE)).to_be_hidden()
