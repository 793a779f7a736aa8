"""Every push shows a notice, whatever is in it; the same one twice is one; a sign-out ends them all."""

import json

import pytest
from playwright.sync_api import Page

from service_worker.tests.fake_server import FakeServer
from service_worker.tests.notices import allow, deliver, shown, subscribes_to, tap
from service_worker.tests.phone import Phone, until

FIRST = {"v": 1, "n": "one", "lang": "ar", "dir": "rtl", "title": "رسالة جديدة", "body": "افتح\nÅbn appen."}
UNREADABLE = ["", "not json", "null", "[]", "7", '"text"', "{}", '{"v": 9, "words": {"ar": "x"}}', '{"title": 5}']


@pytest.fixture
def page(phone: Phone) -> Page:
    """A page of a phone that allowed notices."""
    allow(phone.context)
    return phone.open()


def test_it_works(page: Page, server: FakeServer) -> None:
    deliver(page, json.dumps(FIRST))
    (notice,) = shown(page)
    assert (notice["title"], notice["body"]) == (FIRST["title"], FIRST["body"])
    assert (notice["tag"], notice["lang"], notice["dir"]) == ("one", "ar", "rtl")
    server.wait_for(lambda: {"n": "one", "what": "shown"} in server.reports)


def test_what_cannot_be_read_is_shown_all_the_same(page: Page) -> None:
    """Old worker, new server: whatever a later version sends, this one shows something."""
    for data in UNREADABLE:
        deliver(page, data)
        (notice,) = shown(page)
        assert (notice["title"], notice["lang"]) == ("Du har en ny besked.", "da"), data


@pytest.mark.parametrize("version", [1, 2, 99, None])
def test_a_later_version_may_say_more(page: Page, version: int | None) -> None:
    deliver(page, json.dumps({**FIRST, "v": version, "actions": [{"a": 1}], "icon": "https://evil.example/x.png"}))
    (notice,) = shown(page)
    assert (notice["title"], notice["tag"]) == (FIRST["title"], "one")


def test_an_earlier_version_may_say_less(page: Page) -> None:
    """New worker, old server: a notice of the first version with nothing but its title."""
    deliver(page, json.dumps({"title": "Du har en ny besked."}))
    (notice,) = shown(page)
    assert (notice["title"], notice["body"], notice["tag"]) == ("Du har en ny besked.", "", "companion")


def test_the_same_notice_twice_is_shown_once(page: Page) -> None:
    deliver(page, json.dumps(FIRST))
    shown(page)
    deliver(page, json.dumps(FIRST))
    deliver(page, json.dumps({**FIRST, "n": "two"}))
    assert sorted(one["tag"] for one in shown(page, 2)) == ["one", "two"]


def test_a_tap_leads_the_open_page_to_the_messages(page: Page, server: FakeServer) -> None:
    deliver(page, json.dumps(FIRST))
    shown(page)
    assert tap(page) == {"opened": [], "left": 0}
    page.wait_for_url("**/messages")
    server.wait_for(lambda: {"n": "one", "what": "opened"} in server.reports)


def test_a_tap_opens_a_page_where_none_is_open(page: Page, server: FakeServer) -> None:
    deliver(page, json.dumps(FIRST))
    shown(page)
    page.goto("about:blank")
    assert tap(page) == {"opened": ["/messages"], "left": 0}
    server.wait_for(lambda: {"n": "one", "what": "opened"} in server.reports)


def test_sign_out_ends_the_subscription(phone: Phone) -> None:
    """The page's own script asks the worker; the worker's seam is the browser's, so only its call is looked at."""
    allow(phone.context)
    subscribes_to(phone.context, {"endpoint": "https://push.example/1", "keys": {}})
    page = phone.open()
    page.evaluate("localStorage.setItem('companion-notices', 'amal')")
    page.get_by_role("button", name="out", exact=True).click()
    page.wait_for_url("**/sign-in")
    until(page, "() => !localStorage.getItem('companion-notices')")
