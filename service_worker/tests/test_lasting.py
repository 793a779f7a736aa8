"""Lessons: what is saved is on the disk, the phone is asked to keep it, and no room is said plainly."""

import pytest
from playwright.sync_api import expect

from service_worker.tests import faults
from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import Phone, until

WIRE = ("schema_version", "kind", "key", "owner", "kid", "epk", "iv", "ct")
ANSWERS = [5, 4, 3, 2, 1]
FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
ASKING = """(grants) => {
  self.asked = 0;
  Object.defineProperty(navigator, "storage", { value: {
    persisted: async () => false,
    persist: async () => {
      self.seen = !document.querySelector("[data-storage-asked]").hidden;
      self.asked += 1;
      return grants;
    },
  } });
}"""


def test_it_works_with_strict_durability(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("""() => {
      const real = IDBDatabase.prototype.transaction;
      self.options = [];
      IDBDatabase.prototype.transaction = function (stores, mode, options) {
        self.options.push([mode, options]);
        return real.call(this, stores, mode, options);
      };
    }""")
    phone.save(page)
    asked = page.evaluate("options")
    assert ["readwrite", {"durability": "strict"}] in asked
    assert all(options == {"durability": "strict"} for _, options in asked)


@pytest.mark.parametrize(("grants", "short"), [(True, False), (False, True)])
def test_after_the_first_save_the_phone_is_asked_in_plain_words(phone: Phone, grants: bool, short: bool) -> None:
    page = phone.open()
    page.evaluate(ASKING, grants)
    phone.offline()
    phone.save(page)
    until(page, "() => self.asked")
    page.evaluate("companion.unsent.added()")
    assert page.evaluate("seen") is True
    expect(page.locator("[data-storage-asked]")).to_be_hidden()
    expect(page.locator("[data-storage-short]")).to_be_visible(visible=short)


def test_nobody_is_asked_before_something_is_saved(phone: Phone) -> None:
    page = phone.context.new_page()
    page.add_init_script(f"({ASKING})(true)")
    page.goto("/")
    phone.wait_kept(page, "/course/1")
    assert page.evaluate("asked") == 0


def test_an_iphone_in_a_tab_hears_of_the_seven_days(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("Object.defineProperty(navigator, 'standalone', { value: false })")
    page.evaluate(ASKING, False)
    phone.offline()
    phone.save(page)
    page.evaluate("companion.unsent.added()")
    expect(page.locator("[data-storage-week]")).to_be_visible()
    expect(page.locator("[data-storage-short]")).to_be_hidden()


def test_a_full_phone_tells_the_result_keeps_the_answers_in_the_form_and_says_why(
    phone: Phone, server: FakeServer
) -> None:
    page = phone.open("/check-in")
    page.evaluate(FULL)
    phone.answer(page, ANSWERS)
    expect(page.locator("[data-no-room]")).to_be_visible()
    expect(page.locator("[data-not-saved]")).to_be_focused()
    expect(page.locator("[data-index]")).to_have_text("60")
    expect(page.locator("[data-saved]")).to_be_hidden()
    assert page.locator("input:checked").count() == 5 and not server.posts


def test_a_wish_that_cannot_be_saved_without_a_connection_is_not_pretended(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(FULL)
    phone.offline()
    page.get_by_role("button", name="call me").click()
    expect(page.locator("[data-not-sent]")).to_be_visible()
    expect(page.locator("[data-call-me-saved]")).to_be_hidden()


@pytest.mark.parametrize("years", [-6, 1])
def test_receipts_follow_the_servers_clock_not_the_phones(phone: Phone, server: FakeServer, years: int) -> None:
    """Lesson: device clocks lie. A phone that jumps by years neither loses its receipts nor keeps old ones."""
    page = phone.open()
    first = phone.save(page)
    page.evaluate("companion.unsent.added()")
    phone.count(page, 0)
    page.evaluate(f"{{ const real = Date.now; Date.now = () => real() + {years} * 365 * 86400000; }}")
    second = phone.save(page)
    page.evaluate("companion.unsent.added()")
    phone.count(page, 0)
    kept = page.evaluate("companion.outbox.overview('amal').then((now) => now.arrived)")
    assert {one["key"] for one in kept} == {first, second}
    assert abs(kept[0]["sent_at"] - kept[1]["sent_at"]) < 60_000


def test_what_was_set_aside_is_tried_again_by_a_tap_unchanged(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.faults = [faults.status(413)]
    key = phone.save(page)
    page.evaluate("companion.unsent.added()")
    expect(page.locator("[data-needs-help-box]")).to_be_visible()
    page.locator("[data-try-again]").click()
    phone.count(page, 0)
    expect(page.locator("[data-needs-help-box]")).to_be_hidden()
    first, again = ({**post, "sent_at": None} for post in server.posts)  # when it leaves is said anew each time
    assert set(server.stored) == {key} and first == again


def test_coming_back_into_sight_sends_what_waits(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    key = phone.save(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    server.wait_for(lambda: key in server.stored)


def test_an_item_stored_by_the_first_version_is_sent_as_it_is(phone: Phone, server: FakeServer) -> None:
    """Lesson: old queue formats are accepted for ever: what an older page put into the database goes out unchanged."""
    page = phone.open()
    phone.offline()
    phone.save(page)
    (item,) = phone.items(page)
    old = {name: item[name] for name in (*WIRE, "saved_at", "tries")}
    write = "(old) => companion.database.within('readwrite', (items) => items.put(old))"
    page.evaluate(write, old)
    phone.offline(False)
    page.evaluate("companion.unsent.drain()")
    phone.count(page, 0)
    assert item["key"] in server.stored
