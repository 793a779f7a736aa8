"""The main story in each language, by the roles and names that a screen reader speaks: `make crawl`."""

import pytest
from playwright.sync_api import Locator, expect

from companion.accounts.demo_people import PERSONAS
from companion.checkins.instruments import shipped
from companion.checkins.service import switch_on_wording
from companion.checkins.wordings import usable
from companion.consent.purposes import WHO5_INDEX
from companion.consent.service import approve_text
from companion.consent.texts import consent_text
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
WHO_SHE_IS = next(one for one in PERSONAS if one.key == SHE)
FIRST_SEEN = "en"  # what a browser that asks for nothing else is answered in


@pytest.mark.parametrize("code", list(languages()))
def test_it_works(phone: Phone, place: Municipality, code: str) -> None:
    """Switch, read, answer, consent, release, undo nothing, withdraw; nothing is found but by role and name."""
    the_municipality_takes_this_language(place, code)
    comes_in(phone, code)
    switches(phone, WHO_SHE_IS.language, code)
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
            approve_text(purpose=WHO5_INDEX, language=code, unit=unit, person=town.people["administrator"], actor=actor)


def comes_in(phone: Phone, code: str) -> None:
    """The first page in this language already; then it is hers, whatever she chose when she was last here."""
    phone.open("/")
    switches(phone, FIRST_SEEN, code)
    phone.tap("Vælg en person", code)
    phone.page.get_by_role("button", name=WHO_SHE_IS.name).click()
    phone.tap("Min egen telefon", code)
    expect(phone.page.get_by_role("navigation", name=said("Steder", WHO_SHE_IS.language), exact=True)).to_be_visible()


def switches(phone: Phone, before: str, code: str) -> None:
    """The menu says what it is for; it carries the languages by their own names."""
    menu = phone.page.get_by_role("banner").get_by_role("group")  # a group that opens and closes has no name of its own
    menu.get_by_text(said("Skift sprog", before), exact=True).locator("..").click()
    phone.page.get_by_role("banner").get_by_role("button", name=languages()[code].name, exact=True).click()
    expect(phone.page.locator("html")).to_have_attribute("lang", languages()[code].html)
    expect(phone.page.locator("html")).to_have_attribute("dir", languages()[code].dir)


def says_she_comes(phone: Phone, code: str) -> None:
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    phone.tap("Jeg kommer", code)
    phone.sees("Du har sagt, at du kommer", code)


def goes_to_the_plan_and_back(phone: Phone, code: str) -> None:
    goes_to(phone, code, "Min plan")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(said("Din uge, det hele samlet", code))
    goes_to(phone, code, "I dag")
    phone.tap("Svar nu", code)


def goes_to(phone: Phone, code: str, place: str, door: str = "") -> None:
    """One of the four places, and a door there."""
    bar = phone.page.get_by_role("navigation", name=said("Steder", code), exact=True)
    bar.get_by_role("link", name=said(place, code), exact=True).click()
    if door:
        main = phone.page.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_have_text(said(place, code))
        main.get_by_role("link", name=said(door, code), exact=True).click()


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
    goes_to(phone, code, "Mig", "Dit tal for trivsel")
    expect(phone.page.get_by_role("main")).to_contain_text(INDEX)
    phone.tap("Læs om at dele", code)
    text = what_she_shares(phone, code)
    text.get_by_role("button", name=said("Ja, det vil jeg gerne", code), exact=True).click()
    text.get_by_role("link", name=said("Se dit tal", code), exact=True).click()
    phone.tap("Send dette tal", code)
    phone.sees("Fortryd", code)
    place.work()
    assert not arrived(place)
    place.later(UNDO)
    place.work()
    assert arrived(place) == [int(INDEX)]


def what_she_shares(phone: Phone, code: str) -> Locator:
    """The part of the page that has the title of the consent text, in this language."""
    text = consent_text(WHO5_INDEX, code)
    assert text is not None
    title = phone.page.get_by_role("heading", name=text.title, exact=True)
    return phone.page.get_by_role("main").locator("section").filter(has=title)


def arrived(place: Municipality) -> list[int]:
    """The indices the municipality's system holds."""
    found = place.received("Observation")
    return [one["valueInteger"] for one in found if one["code"]["coding"][0]["code"] == SNOMED_WHO5_INDEX]


def stops(phone: Phone, code: str) -> None:
    goes_to(phone, code, "Mig", "Det, du deler")
    text = what_she_shares(phone, code)
    text.get_by_role("button", name=said("Stop med at dele", code), exact=True).click()
    expect(text.get_by_role("button", name=said("Ja, det vil jeg gerne", code))).to_be_visible(timeout=PATIENCE_MS)


def said(danish: str, code: str) -> str:
    """The words of this language, as a screen reader speaks them."""
    return str(words(code).plain(danish))
