"""A switch of language keeps address, typed text, focus, scroll and what is open; no text stays behind."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.phone import Phone
from service_worker.tests.phone import until

SAID = "Jeg har ondt i knæet"
STORED = "() => [JSON.stringify(sessionStorage), JSON.stringify(history.state)].join()"
LISTEN = """
const put = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, text) {
  if (this === sessionStorage) putAside(text);
  return put.call(this, name, text);
};
"""
BESIDE = """async (lang) => {
  const copy = await caches.match("/languages/plan");
  return Boolean(copy) && copy.headers.get("Content-Language") === lang;
}"""
AT = "(id) => document.getElementById(id).getBoundingClientRect().top"


def switch(page: Page, code: str, lang: str) -> None:
    """By the button a person sees, until the page around speaks it."""
    page.locator("header summary").first.click()
    page.locator(f'header button[name="_language"][value="{code}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    page.wait_for_load_state()


def listened(phone: Phone) -> list[str]:
    """What this browser puts aside from here on."""
    heard: list[str] = []
    phone.context.expose_binding("putAside", lambda _source, text: heard.append(text))
    phone.context.add_init_script(LISTEN)
    return heard


def test_it_works(phone: Phone) -> None:
    """A half-filled form: everything is where it was."""
    phone.sign_in("citizen-course")
    page = phone.open("/pair")
    page.select_option("#minutes", "60")
    page.locator('#open input[name="kind"]').nth(1).check()
    page.locator('#open input[name="pages"][value="plan"]').uncheck()
    page.locator("#minutes").focus()
    switch(page, "da", "da")
    expect(page.locator("#minutes")).to_have_value("60")
    expect(page.locator("#minutes")).to_be_focused()
    expect(page.locator('#open input[name="kind"]').nth(1)).to_be_checked()
    expect(page.locator('#open input[name="pages"][value="plan"]')).not_to_be_checked()
    assert page.url == f"{phone.url}/pair" and page.evaluate("sessionStorage.length") == 0


def test_nothing_typed_stays_on_the_phone(phone: Phone) -> None:
    """Her own words are carried by the form, or wait for a moment; the next page leaves none."""
    heard = listened(phone)
    phone.sign_in("citizen-course", "shared")
    for path, field in (("/plan/own", "#own_title"), ("/wording", "#words")):
        page = phone.open(path)
        page.fill(field, SAID)
        switch(page, "da", "da")
        expect(page.locator(field)).to_have_value(SAID)
        assert SAID not in page.evaluate(STORED)
        switch(page, "ar", "ar")
        expect(page.locator(field)).to_have_value(SAID)
    assert len(heard) == 4 and SAID not in "".join(heard)


def test_a_pin_and_a_code_are_never_put_aside(phone: Phone) -> None:
    """Not for a moment: a code comes back with its own form, a PIN is typed again."""
    heard = listened(phone)
    phone.open("/trusted")
    phone.page.fill("#code", "482915")
    switch(phone.page, "uk", "uk")
    expect(phone.page.locator("#code")).to_have_value("482915")
    assert phone.page.url == f"{phone.url}/trusted"
    phone.sign_in("citizen-course")
    phone.open("/me/sharing")
    phone.page.evaluate(
        """() => document.querySelector("main").insertAdjacentElement("beforeend", Object.assign(
          document.createElement("form"), {action: "/nowhere"})).append(...["password", "hidden", "text"].map(
          (type) => Object.assign(document.createElement("input"), {type, name: type, value: "kept-" + type})))"""
    )
    switch(phone.page, "da", "da")
    assert "482915" not in "".join(heard)
    assert "kept-text" in heard[-1] and "kept-password" not in heard[-1] and "kept-hidden" not in heard[-1]


def test_what_is_open_and_where_she_reads_stay(phone: Phone) -> None:
    """The blank form: a section opened by hand, and the same block under her eyes."""
    page = phone.open("/check-in/blank")
    page.set_viewport_size({"width": 390, "height": 300})
    details = page.locator("main details").first
    details.evaluate("(one) => { one.open = true; }")
    last = page.locator("main section[id]").last.get_attribute("id")
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", last)
    before = page.evaluate(AT, last)
    page.locator('header button[name="_language"][value="en"]').evaluate("(button) => button.click()")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state()
    expect(page.locator("main details").first).to_have_attribute("open", "")
    assert abs(page.evaluate(AT, last) - before) <= 2


def test_an_interpreter_keeps_the_place_and_leaves_nothing(a_phone: Callable[..., Phone]) -> None:
    """Before the talk, with half a form: the server carries what is typed, the phone the address and the place."""
    amina = a_phone()
    amina.sign_in("citizen-course")
    amina.open("/pair").locator('form[action="/pair"] button').last.click()
    code = amina.page.locator("[data-code-digits]").inner_text()
    sara = a_phone(locale="uk", viewport={"width": 390, "height": 400})
    page = sara.open("/join")
    page.fill("#code", code)
    page.locator("#enter .button").click()
    page.fill("#name", "Sara")
    page.evaluate("document.getElementById('terms').scrollIntoView()")
    before = page.evaluate(AT, "terms")
    page.locator('header .menu button[value="en"]').evaluate("(button) => button.click()")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state()
    expect(page.locator("#name")).to_have_value("Sara")
    assert page.url == f"{sara.url}/join" and page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert abs(page.evaluate(AT, "terms") - before) <= 2
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(({ length }) => length)") == 0


def test_the_address_of_a_meeting_stays(phone: Phone) -> None:
    """Her question is carried by its own form; a page loaded again asks for nothing to be sent twice."""
    phone.sign_in("citizen-course")
    page = phone.open("/appointments")
    page.locator('main a[href^="/appointments/"]:not([href*="calendar"]):not([href*="ill"])').first.click()
    page.wait_for_selector("#own", state="attached")
    address = page.url
    page.locator("#own").evaluate("(field, said) => { field.value = said; }", SAID)
    switch(page, "da", "da")
    expect(page.locator("#own")).to_have_value(SAID)
    assert page.url == address
    page.reload()
    assert page.url == address and page.locator("#own").input_value() == ""


@pytest.mark.parametrize("how", ["this page", "another person", "too late", "another page"])
def test_what_is_not_for_this_page_is_thrown_away(a_phone: Callable[..., Phone], how: str) -> None:
    """It is taken out first, and then looked at."""
    phone = a_phone()
    phone.sign_in("citizen-course")
    phone.open("/pair")
    owner = phone.page.evaluate("companion.meta('owner')")
    item: dict[str, Any] = {"owner": owner, "until": 9e15, "to": "/pair", "from": "/pair", "open": [], "last": None}
    item |= {"mine": [["/pair minutes  1", ["60"]]]}
    wrong: dict[str, dict[str, Any]] = {
        "another person": {"owner": "x"},
        "too late": {"until": 1},
        "another page": {"to": "/plan"},
    }
    item |= wrong.get(how, {})
    phone.page.evaluate("(item) => sessionStorage.setItem('companion-switch', JSON.stringify(item))", item)
    phone.page.reload()
    assert phone.page.evaluate("sessionStorage.length") == 0
    assert (phone.page.locator("#minutes").input_value() == "60") is (how == "this page")


def tap(page: Page, lang: str) -> None:
    """The one button that leads to the other of her two languages."""
    page.locator(".switch button").click()
    expect(page.locator("html")).to_have_attribute("lang", lang)


@pytest.mark.parametrize("path", ["/", "/plan", "/pair/plan", "/help", "/me/notifications"])
def test_one_tap_there_and_one_back(phone: Phone, path: str) -> None:
    """From any page, also from one in two languages; the finger finds the way back where it is."""
    phone.sign_in("citizen-course")
    page = phone.open(path)
    tap(page, "da")
    page.wait_for_load_state()
    expect(page.locator(".switch button")).to_be_focused()
    assert page.url == phone.url + path
    tap(page, "ar")
    assert page.url == phone.url + path


def test_without_a_connection_one_tap_there_and_one_back(phone: Phone) -> None:
    """The kept page turns where it stands; and again after a switch that the server knew of."""
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/languages/plan")
    phone.lose_connection()
    page = phone.open("/plan")
    tap(page, "da")
    expect(page.locator(".switch button")).to_be_focused()
    tap(page, "ar")
    phone.find_connection()
    page = phone.open("/plan")
    tap(page, "da")
    phone.wait_until_kept("/languages/plan")
    until(page, BESIDE, "ar")
    phone.lose_connection()
    tap(phone.open("/plan"), "ar")
