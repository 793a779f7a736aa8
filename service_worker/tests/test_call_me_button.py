"""The call-me button: one tap, sealed, also without a connection."""

from playwright.sync_api import expect

from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import LOSE_DATABASE, Phone


def test_it_works_without_a_connection(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.offline()
    page.get_by_role("button", name="call me").click()
    expect(page.locator("[data-call-me-saved]")).to_be_visible()
    phone.offline(False)
    expect(page.locator("[data-call-me-sent]")).to_be_visible()
    expect(page.locator("[data-call-me-saved]")).to_be_hidden()
    (content,) = server.stored.values()
    assert content["kind"] == "call-me" and content["with_interpreter"] is True


def test_a_double_tap_makes_one_item(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.get_by_role("button", name="call me").dblclick()
    expect(page.locator("[data-call-me-sent]")).to_be_visible()
    assert len(server.posts) == 1 and not server.forms


def test_a_tap_replaces_one_that_waits_and_was_never_tried(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    old = phone.save(page, kind="call-me", with_interpreter=False)
    page.get_by_role("button", name="call me").click()
    phone.count(page, 0)
    assert old not in server.stored and len(server.stored) == 1


def test_after_reopening_the_page_still_says_that_the_wish_is_saved(phone: Phone) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    phone.offline()
    page.get_by_role("button", name="call me").click()
    phone.count(page, 1)
    page.close()
    expect(phone.open("/").locator("[data-call-me-saved]")).to_be_visible()


def test_where_nothing_can_be_saved_the_form_posts_plainly(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate(LOSE_DATABASE)
    page.get_by_role("button", name="call me").click()
    page.wait_for_url("**/plan")
    assert server.forms[0][0] == "/call-me"
