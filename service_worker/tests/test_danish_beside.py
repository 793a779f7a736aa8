"""Beside a page kept in another language lies its Danish copy: as new as the page, and gone with its owner."""

from playwright.sync_api import Page

from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import Phone, until

SAYS = """async ([path, text]) => {
  const copy = await caches.match("/languages" + path);
  return Boolean(copy && (await copy.text()).includes(text));
}"""
KEYS = ("0b5c6f0e-6a3f-4d0b-8a55-0f2a6f6a3a10", "7d8f0c55-2b4e-4c1a-9e0d-64c5f1a7f3b2")


def in_arabic(phone: Phone, server: FakeServer, path: str = "/") -> Page:
    """A page opened by somebody who reads Arabic."""
    server.language = "ar"
    return phone.open(path)


def copies(phone: Phone, page: Page) -> set[str]:
    """The pages that lie on the phone in Danish too."""
    kept = [path for name, paths in phone.kept(page).items() if name.startswith("kept-") for path in paths]
    return {path.removeprefix("/languages") for path in kept if path.startswith("/languages")}


def test_it_works(phone: Phone, server: FakeServer) -> None:
    page = in_arabic(phone, server)
    phone.wait_kept(page, "/languages/course/1")
    assert copies(phone, page) == {"/", "/plan", "/check-in", "/course/1"}


def test_who_reads_danish_needs_none(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    page.goto("/plan")
    until(page, "async () => new Promise((done) => setTimeout(() => done(true), 2000))")
    assert not copies(phone, page)


def test_it_is_gone_with_its_owner(phone: Phone, server: FakeServer) -> None:
    page = in_arabic(phone, server)
    phone.wait_kept(page, "/languages/plan")
    page.get_by_role("button", name="out", exact=True).click()
    page.wait_for_url("**/sign-in")
    until(page, "() => caches.match('/languages/plan').then((it) => !it)")


def test_the_next_person_does_not_have_it(phone: Phone, server: FakeServer) -> None:
    phone.wait_kept(in_arabic(phone, server), "/languages/plan")
    phone.sign_in("bo")
    page = phone.open()
    phone.wait_kept(page, "/languages/plan", "amal", there=False)
    phone.wait_kept(page, "/languages/plan", "bo")


def test_a_page_that_says_something_new_gets_a_new_copy(phone: Phone, server: FakeServer) -> None:
    server.text = f"old {KEYS[0]}"
    page = in_arabic(phone, server)
    phone.wait_kept(page, "/languages/course/1")
    server.text = "new"
    page.goto("/plan")
    until(page, SAYS, ["/plan", "new"])


def test_a_new_key_in_a_form_is_nothing_new(phone: Phone, server: FakeServer) -> None:
    server.text = f"old {KEYS[0]}"
    page = in_arabic(phone, server)
    phone.wait_kept(page, "/languages/course/1")
    server.text = f"old {KEYS[1]}"
    page.goto("/plan")
    until(page, "(text) => caches.match('/plan').then((it) => it.text()).then((it) => it.includes(text))", KEYS[1])
    assert page.evaluate(SAYS, ["/plan", KEYS[0]])


def test_a_page_that_may_not_be_kept_takes_its_copy_along(phone: Phone, server: FakeServer) -> None:
    page = in_arabic(phone, server)
    phone.wait_kept(page, "/languages/plan")
    server.phone = "shared"
    page.goto("/plan")
    phone.wait_kept(page, "/languages/plan", there=False)


def test_where_data_is_dear_only_the_short_list_has_one(phone: Phone, server: FakeServer) -> None:
    server.language, server.keep_list = "ar", "/course/1,/plan"
    phone.context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = phone.open()
    phone.wait_kept(page, "/languages/plan")
    assert copies(phone, page) <= {"/", "/plan"}  # Today is on the short list too
