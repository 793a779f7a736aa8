"""The main story: answered in Arabic without a connection, arrived once, because she said so."""

import json
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from e2e.phone import PATIENCE_MS, WITHIN_MS, Phone
from e2e.town import UNDO, Municipality

SNOMED_WHO5_INDEX = "1144665009"
KINDS = ("Observation", "Consent", "Provenance")


def who5_of(place: Municipality) -> list[dict[str, Any]]:
    """The well-being readings the municipality's system holds; only she releases one in this story."""
    found = place.received("Observation")
    return [one for one in found if one["code"]["coding"][0]["code"] == SNOMED_WHO5_INDEX]


def test_it_works(phone: Phone, place: Municipality) -> None:
    """From the first visit to the withdrawn consent."""
    she_sees_her_day(phone)
    she_answers_without_a_connection(phone)
    it_is_sent_once(phone, place)
    she_opens_her_own_result(phone)
    she_consents_and_releases_it(phone)
    it_arrives_once_and_says_nothing_more(phone, place)
    she_withdraws_and_nothing_more_leaves(phone, place)
    who_has_seen_what(phone)


def she_sees_her_day(phone: Phone) -> None:
    phone.sign_in("citizen-course")
    page = phone.page
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    responsible = page.locator("#responsible")
    expect(responsible).to_contain_text("Peter Dam")
    expect(responsible.locator('a[href="tel:72000002"]')).to_be_visible()
    expect(responsible.locator("form[data-call-me] button")).to_be_visible()
    expect(page.locator("#next .danish")).to_contain_text("kl. 10.00")
    expect(page.locator("#week li")).not_to_have_count(0)
    expect(page.locator("#check-in")).to_be_visible()
    phone.picture("today-ar")
    next_meeting = page.locator('#next a[href^="/appointments/"]').first.get_attribute("href")
    for path in ("/plan", "/appointments", str(next_meeting), "/check-in", "/help", "/course/8"):
        phone.wait_until_kept(path)


def she_answers_without_a_connection(phone: Phone) -> None:
    phone.lose_connection()
    phone.open("/plan")
    expect(phone.page.locator("[data-offline]")).to_be_visible()
    phone.open("/appointments")
    phone.page.locator('main a[href^="/appointments/"]').first.click()
    expect(phone.page.locator("#meeting")).to_be_visible()
    phone.open("/check-in")
    phone.picture("question-ar")
    phone.answer_check_in()
    expect(phone.page.locator("[data-index]")).to_have_text("44")
    expect(phone.page.locator("[data-saved] [data-receipt]")).to_have_text(
        phone.page.locator("[data-receipts] li").first.inner_text()
    )
    phone.picture("saved-offline-ar")
    phone.close_tab_and_open("/")
    expect(phone.page.locator("[data-unsent-box]")).to_be_visible()
    expect(phone.page.locator("[data-unsent]").first).to_have_text("1")


def it_is_sent_once(phone: Phone, place: Municipality) -> None:
    phone.find_connection()
    expect(phone.page.locator("[data-sent-box]")).to_be_visible(timeout=WITHIN_MS)
    expect(phone.page.locator("[data-unsent-box]")).to_be_hidden()
    assert len(place.readings()) == 1


def she_opens_her_own_result(phone: Phone) -> None:
    phone.open("/")
    phone.tap("Se dit tal")
    expect(phone.page.locator("[data-server-index]")).to_have_text("44")
    phone.picture("result-ar")


def she_consents_and_releases_it(phone: Phone) -> None:
    phone.tap("Læs om at dele")
    text = phone.page.locator("#who5-index")
    expect(text.locator(".mark")).to_be_visible()
    phone.picture("consent-ar")
    text.locator("form button").click()
    expect(phone.page.locator("#who5-index .pill")).to_be_visible()
    phone.open("/check-in/result")
    phone.tap("Send dette tal")
    phone.sees("Fortryd")


def it_arrives_once_and_says_nothing_more(phone: Phone, place: Municipality) -> None:
    place.work()
    assert not place.received("Observation")
    place.later(UNDO)
    place.work()
    place.work()
    [observation] = who5_of(place)
    hers = observation["subject"]["identifier"]["value"]
    arrived = [kind for kind in KINDS for one in place.received(kind) if hers in json.dumps(one)]
    assert arrived == list(KINDS)  # each once; the rest is what others of the demo have shared
    everything = json.dumps(place.receiver.store.received(), ensure_ascii=False)
    assert observation["valueInteger"] == 44
    for forbidden in ("Amina", "Haddad", str(place.town.people["citizen-course"]), "happy", '"ar"', "Prøvekommune"):
        assert forbidden not in everything
    phone.open("/check-in/result")
    phone.sees("Kommet frem")


def she_withdraws_and_nothing_more_leaves(phone: Phone, place: Municipality) -> None:
    phone.open("/me/sharing")
    phone.tap("Stop med at dele")
    expect(phone.page.locator("#who5-index .pill")).to_be_hidden()
    place.later(timedelta(days=15))
    place.invite_again("citizen-course")
    phone.open("/check-in")
    phone.answer_check_in()
    expect(phone.page.locator("[data-sent-box]")).to_be_visible(timeout=PATIENCE_MS)
    phone.open("/check-in/result")
    expect(phone.page.locator("#release form")).to_have_count(0)
    phone.sees("Læs om at dele")
    place.later(UNDO)
    place.work()
    assert len(who5_of(place)) == 1


def who_has_seen_what(phone: Phone) -> None:
    phone.open("/me/seen")
    for event in ("consent.given", "reading.released", "reading.delivered", "consent.withdrawn"):
        expect(phone.page.locator(f'[data-event="{event}"]')).to_have_count(1)
    phone.picture("seen-ar")
