"""The main story in each language, by the roles and names that a screen reader speaks: `make crawl`."""

import pytest
from playwright.sync_api import expect

from companion.checkins.instruments import shipped
from companion.checkins.service import switch_on_wording
from companion.checkins.wordings import usable
from companion.consent.service import approve_text
from companion.foundation import runtime
from companion.language.table import SOURCE, languages
from companion.language.words import words
from e2e.phone import PATIENCE_MS, Phone
from e2e.test_crawl import EVERYTHING
from e2e.test_main_story import SNOMED_WHO5_INDEX
from e2e.town import UNDO, Municipality

pytestmark = [
    pytest.mark.crawl,
    pytest.mark.skipif(not EVERYTHING, reason="make crawl; in make test e2e/test_main_story.py tells it in Arabic"),
]
SHE, ANSWER, INDEX = "citizen-course", 2, "60"  # the third of six answers, five times: 15 of 25


@pytest.mark.parametrize("code", list(languages()))
def test_it_works(phone: Phone, place: Municipality, code: str) -> None:
    """Switch, read, answer, consent, release, undo nothing, withdraw; nothing is found but by role and name."""
    the_municipality_takes_this_language(place, code)
    phone.sign_in(SHE)
    switches(phone, code)
    says_she_comes(phone, code)
    goes_to_the_plan_and_back(phone, code)
    answers(phone, place, code)
    shares(phone, place, code)
    stops(phone, code)


def the_municipality_takes_this_language(place: Municipality, code: str) -> None:
    """The wording is switched on and the consent text approved, as R11 asks."""
    town, actor = place.town, place.town.actor("administrator")
    with runtime.bound(place.ground):
        offered = shipped("who5", code)
        if offered and offered.status == "unofficial":
            switch_on_wording(instrument="who5", language=code, person=town.people["administrator"], actor=actor)
        for unit in (town.employment, town.health):
            approve_text(
                purpose="who5-index", language=code, unit=unit, person=town.people["administrator"], actor=actor
            )


def switches(phone: Phone, code: str) -> None:
    """The switch carries its own names of the languages."""
    name = languages()[code].name
    menu = phone.page.get_by_role("banner").locator("summary").first
    menu.click()
    phone.page.get_by_role("button", name=name, exact=True).click()
    expect(phone.page.locator("html")).to_have_attribute("lang", languages()[code].html)
    expect(phone.page.locator("html")).to_have_attribute("dir", languages()[code].dir)


def says_she_comes(phone: Phone, code: str) -> None:
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    phone.tap("Jeg kommer", code)
    phone.sees("Du har sagt, at du kommer", code)


def goes_to_the_plan_and_back(phone: Phone, code: str) -> None:
    place_bar = phone.page.get_by_role("navigation", name=said("Steder", code), exact=True)
    place_bar.get_by_role("link", name=said("Min plan", code), exact=True).click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(said("Din uge, det hele samlet", code))
    place_bar.get_by_role("link", name=said("I dag", code), exact=True).click()
    phone.tap("Svar nu", code)


def answers(phone: Phone, place: Municipality, code: str) -> None:
    with runtime.bound(place.ground):
        wording, danish = usable("who5", code), usable("who5", SOURCE)
    if wording is None:  # no text is made up: an interpreter reads the Danish one
        an_interpreter_reads(phone, code)
        wording = danish
    assert wording is not None
    for number in range(5):
        phone.page.get_by_role("radio", name=wording.answers[ANSWER], exact=True).locator("visible=true").check()
        if number < 4:
            phone.tap("Videre", code)
    phone.tap("Se dit tal", code)
    phone.sees("Det, du gemte, er sendt.", code)
    assert len(place.readings()) == 1


def an_interpreter_reads(phone: Phone, code: str) -> None:
    phone.tap("En tolk er her og læser for mig", code)
    phone.page.get_by_label(said("Hvem læser teksten op? Skriv navn og bureau.", code)).fill("Sara Nasser, Nordtolk")
    spoken = phone.page.get_by_label(said("Hvilket sprog taler tolken?", code))
    spoken.select_option(label=languages()[code].name)


def shares(phone: Phone, place: Municipality, code: str) -> None:
    phone.open("/check-in/result")
    expect(phone.page.get_by_role("main")).to_contain_text(INDEX)
    phone.tap("Læs om at dele", code)
    phone.page.locator("#who5-index").get_by_role("button", name=said("Ja, det vil jeg gerne", code)).click()
    phone.page.locator("#who5-index").get_by_role("link", name=said("Se dit tal", code)).click()
    phone.tap("Send dette tal", code)
    phone.sees("Fortryd", code)
    place.work()
    assert not arrived(place)
    place.later(UNDO)
    place.work()
    assert arrived(place) == [int(INDEX)]


def arrived(place: Municipality) -> list[int]:
    """The indices the municipality's system holds."""
    found = place.received("Observation")
    return [one["valueInteger"] for one in found if one["code"]["coding"][0]["code"] == SNOMED_WHO5_INDEX]


def stops(phone: Phone, code: str) -> None:
    phone.open("/me/sharing")
    text = phone.page.locator("#who5-index")
    text.get_by_role("button", name=said("Stop med at dele", code), exact=True).click()
    expect(text.get_by_role("button", name=said("Ja, det vil jeg gerne", code))).to_be_visible(timeout=PATIENCE_MS)


def said(danish: str, code: str) -> str:
    """The words of this language, as a screen reader speaks them."""
    return str(words(code).plain(danish))
