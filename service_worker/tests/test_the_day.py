"""The list of a working day: offline on an own phone until midnight, and not a minute longer."""

import pytest
from playwright.sync_api import Page, expect

from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import Phone, until
from service_worker.tests.test_shared_phone import no_kept_pages

PATH = "/desk/today"
KEPT = "() => caches.open('kept-day').then((cache) => cache.match('/desk/today'))"
PAST = """() => {
  const headers = { 'Companion-Until': String(Date.now() - 1), 'Companion-Skew': '0' };
  const put = (cache) => cache.put('/desk/today', new Response('Amina 20 00 00 00', { headers }));
  return caches.open('kept-day').then(put);
}"""
GONE = "() => caches.has('kept-day').then((has) => !has)"


@pytest.fixture
def day(phone: Phone, server: FakeServer) -> Page:
    """The list on the phone of a member of staff who asked for it."""
    phone.sign_in("")
    server.day = True
    phone.open("/help")
    page = phone.open(PATH)
    page.reload()
    until(page, KEPT)
    return page


def test_it_works(phone: Phone, day: Page) -> None:
    phone.offline()
    page = phone.open(PATH)
    expect(page.locator("h1")).to_have_text(f"{PATH} of nobody")
    expect(page.locator("[data-offline]")).to_be_visible()


def test_no_other_page_of_the_desk_is_there_without_a_connection(phone: Phone, day: Page) -> None:
    phone.offline()
    page = phone.context.new_page()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/desk")


def test_after_its_midnight_the_worker_refuses_and_deletes_it(phone: Phone, day: Page) -> None:
    day.evaluate(PAST)
    phone.offline()
    page = phone.open(PATH)
    expect(page.locator("h1")).to_have_text("/offline of nobody")
    until(page, GONE)
    assert "Amina" not in phone.everything(page)


def test_any_other_page_that_is_opened_deletes_yesterdays_list(phone: Phone, day: Page) -> None:
    day.evaluate(PAST)
    until(phone.open("/help"), GONE)


def test_a_page_left_open_empties_itself_at_midnight(phone: Phone, server: FakeServer, day: Page) -> None:
    page = phone.context.new_page()
    page.clock.install()
    page.goto(PATH)
    expect(page.locator("main h1")).to_be_visible()
    page.clock.fast_forward("12:00:00")
    page.wait_for_url("**/desk")
    until(page, GONE)


def test_switched_off_it_goes_at_once(phone: Phone, server: FakeServer, day: Page) -> None:
    server.day = False
    until(phone.open(PATH), GONE)


def test_signing_out_takes_it_along(phone: Phone, day: Page) -> None:
    day.get_by_role("button", name="out", exact=True).click()
    day.wait_for_url("**/sign-in")
    no_kept_pages(day)


def test_the_next_person_never_meets_it(phone: Phone, day: Page) -> None:
    phone.sign_in("bo")
    page = phone.open()
    phone.wait_kept(page, "/plan", "bo")
    until(page, GONE)
