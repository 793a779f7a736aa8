"""An interpreter reads to her where there is no connection: on her own phone the form is there, in every language."""

import pytest
from playwright.sync_api import expect

from companion.checkins import service as checkins
from companion.foundation import runtime
from e2e.languages import COPIES, in_language, switch
from e2e.phone import ANSWERS, WITHIN_MS, Phone
from e2e.town import Municipality
from service_worker.tests.phone import DUMP

FORM = "/check-in/assisted"
WHO = "Nadia Kanariefugl, Tolkene"


@pytest.mark.parametrize("code", ["ti", "ps"])
def test_it_works_in_a_language_without_a_wording(phone: Phone, place: Municipality, code: str) -> None:
    """Kept ahead without being opened; sealed; marked with who read it and in which language."""
    phone.sign_in("citizen-parallel")
    if code != "ti":
        switch(phone.page, code)
        in_language(phone.page, code)
    phone.wait_until_kept(FORM, code)
    phone.wait_until_kept(COPIES + FORM)
    phone.lose_connection()
    page = phone.open("/check-in")
    phone.tap("En tolk er her og læser for mig", code)
    page.fill("#reader_name", WHO)
    key = page.locator("form[data-check-in] [name=key]").input_value()
    switch(page, "da")
    in_language(page, "da")
    expect(page.locator("#reader_name")).to_have_value(WHO)
    expect(page.locator("#read_aloud_in")).to_have_value(code)
    assert page.locator("form[data-check-in] [name=key]").input_value() == key  # one of its own, not the copy's
    phone.answer_check_in()
    phone.sees("Gemt på telefonen. Ikke sendt endnu.", "da")
    assert WHO not in page.evaluate(DUMP)
    phone.find_connection()
    expect(page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    with runtime.bound(place.ground):
        (one,) = checkins.history(place.town.people["citizen-parallel"])
    assert (one.read_aloud_in, one.language, one.answers) == (code, "da", tuple(ANSWERS.values()))


def test_with_dear_data_it_is_there_too(phone: Phone) -> None:
    phone.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})"
    )
    phone.sign_in("citizen-parallel")
    phone.wait_until_kept(FORM, "ti")


def test_who_reads_danish_needs_no_interpreter(phone: Phone) -> None:
    phone.sign_in("citizen-wellbeing")
    phone.wait_until_kept("/me/receipts")  # the last of what is fetched ahead
    assert not phone.page.evaluate("async (path) => Boolean(await caches.match(path))", FORM)
