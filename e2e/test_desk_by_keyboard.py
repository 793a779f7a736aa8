"""The desk without a mouse: a contact in two keys, a message in two more, and the focus always to be seen."""

from playwright.sync_api import Page, expect

from e2e.phone import Phone

FAR = 250  # keys of Tab: further away than that nobody looks for anything
SEEN = """() => {
  const { activeElement: here } = document;
  const said = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  return { here: here !== document.body, ring: said.outlineStyle !== "none" && parseFloat(said.outlineWidth) >= 2,
           inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""
MARKED = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"


def reach(page: Page, selector: str) -> None:
    """Go on with Tab until the focus is there; on the way it can be seen at each stop."""
    for _key in range(FAR):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) == {"here": True, "ring": True, "inside": True}, page.evaluate(MARKED)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no key leads to {selector}")


def on(page: Page, ends: str) -> None:
    """A new page is there; its address ends so."""
    page.wait_for_url(lambda url: url.split("#")[0].split("?")[0].endswith(ends))


def test_it_works(phone: Phone) -> None:
    """From the list to a citizen, a contact with its next day, and back to the list."""
    phone.sign_in("consultant")
    page = phone.open("/desk")
    page.set_viewport_size({"width": 1280, "height": 800})
    reach(page, 'a.skip[href="#caseload"]')
    page.keyboard.press("Enter")
    reach(page, "#caseload tbody th a")
    citizen = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    on(page, citizen)
    reach(page, '#log button[value="spoke"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/contacts/*")
    reach(page, 'button[name="next"]')
    page.keyboard.press("Enter")
    on(page, citizen)
    expect(page.locator("#log li").first).to_contain_text("Talte sammen")
    reach(page, "a.back")
    page.keyboard.press("Enter")
    on(page, "/desk")


def test_a_message_in_two_keys(phone: Phone) -> None:
    """A text, then Send: no field has to be filled; what was sent stands on the page."""
    phone.sign_in("consultant")
    page = phone.open("/desk")
    citizen = page.locator("#caseload tbody th a").first.get_attribute("href")
    page = phone.open(f"{citizen}/nudge")
    sent = page.locator("#sent [data-state]").count()
    reach(page, '#texts a[href*="template="]')
    page.keyboard.press("Enter")
    page.wait_for_url("**template=*")
    reach(page, "#preview form button.main")
    page.keyboard.press("Enter")
    expect(page.locator("#sent [data-state]")).to_have_count(sent + 1)


def test_a_number_shown_after_a_tap_leaves_the_focus_on_the_page(phone: Phone) -> None:
    """Where one part of a page is made anew, whoever pressed a key is still somewhere."""
    phone.sign_in("citizen-course")
    page = phone.open("/appointments")
    page.locator('main a[href^="/appointments/"]:not([href*="calendar"]):not([href*="ill"])').first.press("Enter")
    page.wait_for_selector("[hx-post], [hx-get]", state="attached")
    reach(page, "[hx-post] button, button[hx-post], form[hx-post] button")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body && document.activeElement.isConnected")
