"""Without a connection: “call me” is kept and sent once, pages speak her language, and phones forget."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.phone import WITHIN_MS, Phone


def test_it_works(phone: Phone, a_phone: Callable[..., Phone]) -> None:
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/plan")
    phone.lose_connection()
    phone.tap("Ring til mig med tolk")
    expect(phone.page.locator("[data-call-me-saved]")).to_be_visible()
    expect(phone.page.locator("[data-unsent-box]")).to_be_visible()
    phone.find_connection()
    expect(phone.page.locator("[data-call-me-sent]")).to_be_visible(timeout=WITHIN_MS)
    desk = a_phone()
    desk.sign_in("caseworker")
    expect(desk.page.locator('[data-task="call-me"]')).to_have_count(1)


def test_a_form_that_cannot_leave_says_so(phone: Phone) -> None:
    """“I am coming” without a connection: nothing is lost, nothing is pretended, she stays where she is."""
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/plan")
    phone.lose_connection()
    phone.tap("Jeg kommer")
    expect(phone.page.locator("[data-not-sent]")).to_be_focused()
    phone.find_connection()
    phone.tap("Jeg kommer")
    phone.sees("Du har sagt, at du kommer")


def test_one_answer_is_one_answer(phone: Phone) -> None:
    """After answering offline neither Today nor the check-in asks again."""
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/check-in")
    phone.lose_connection()
    phone.open("/check-in")
    phone.answer_check_in(dict.fromkeys(("happy", "calm", "active", "rested", "interest"), 0))
    expect(phone.page.locator("[data-help-lines]")).to_have_count(1)
    expect(phone.page.locator("[data-help-lines]")).to_be_visible()
    expect(phone.page.locator("[data-result] form[data-call-me]")).to_be_visible()
    phone.open("/check-in")
    expect(phone.page.locator("[data-when-answered]")).to_be_visible()
    expect(phone.page.locator("form[data-check-in]")).to_be_hidden()
    phone.open("/")
    expect(phone.page.locator("#check-in")).to_be_hidden()
    phone.find_connection()
    expect(phone.page.locator("[data-sent-box]")).to_be_visible(timeout=WITHIN_MS)
    expect(phone.page.locator("#check-in")).to_be_hidden()


def test_a_signed_out_phone_forgets(phone: Phone) -> None:
    """After sign-out nothing personal opens, with or without a connection."""
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/plan")
    phone.sign_out()
    phone.lose_connection()
    phone.open("/plan")
    expect(phone.page.locator("body")).to_have_attribute("data-page", "offline")


def test_a_shared_phone_keeps_nothing(phone: Phone) -> None:
    """On a shared phone personal pages are never kept."""
    phone.sign_in("citizen-course", "shared")
    phone.wait_until_kept("/offline")
    phone.open("/plan")
    kept = phone.page.evaluate("async () => (await caches.keys()).filter(name => name.startsWith('kept'))")
    assert kept == []


def test_the_next_person_sees_nothing_of_the_first(phone: Phone) -> None:
    """Another person signs in on the same phone: the first one's pages are gone."""
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/plan")
    phone.sign_in("citizen-wellbeing")
    phone.wait_until_kept("/plan")
    phone.lose_connection()
    phone.open("/")
    expect(phone.page.locator("main")).not_to_contain_text("السكري")


def test_the_offline_page_speaks_her_language(phone: Phone) -> None:
    """Fetched before sign-in in another language, it is fetched anew for the reader."""
    phone.open("/sign-in")
    phone.wait_until_kept("/offline")
    phone.sign_in("citizen-course", "shared")
    phone.wait_until_kept("/offline", language="ar")
    phone.lose_connection()
    phone.open("/plan")
    expect(phone.page.locator("html")).to_have_attribute("lang", "ar")


def test_kept_pages_follow_a_change_of_language(phone: Phone) -> None:
    """After the switch to Danish the plan opens in Danish without a connection."""
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/course/8")
    phone.page.locator("header summary").first.click()
    phone.page.locator('button[name="_language"][value="da"]').click()
    phone.wait_until_kept("/plan", language="da")
    phone.lose_connection()
    phone.open("/plan")
    expect(phone.page.locator("html")).to_have_attribute("lang", "da")
