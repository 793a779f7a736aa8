"""Lessons, "Shared phones": the next person sees nothing of the one before."""

from playwright.sync_api import Page, expect

from service_worker.tests import assembly, faults
from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import Phone, until

SIGN_OUT_MEANWHILE = """async () => {
  const { caching, ahead } = companion, left = [];
  for (let round = 0; round < 40; round++) {
    await caching.meet("amal");
    const run = ahead("amal", ["/plan", "/course/1"], "da", caching.now().era);
    for (let turn = 0; turn < round; turn++) await new Promise((done) => setTimeout(done));
    await caching.forget();
    await run;
    if ((await caching.keptNames()).length) left.push(round);
    await caching.forget();
  }
  return left;
}"""


def no_kept_pages(page: Page) -> None:
    """Waits until no person's pages are on the phone."""
    until(page, "() => caches.keys().then((all) => !all.some((name) => name.startsWith('kept-')))")


def test_it_works_after_a_change_of_person(phone: Phone) -> None:
    phone.wait_kept(phone.open(), "/plan")
    phone.sign_in("bo")
    page = phone.open()
    phone.wait_kept(page, "/plan", "amal", there=False)
    phone.wait_kept(page, "/plan", "bo")
    phone.offline()
    expect(phone.open("/plan").locator("h1")).to_have_text("/plan of bo")


def test_sign_out_sends_what_waits_then_deletes_the_kept_pages(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/plan")
    key = phone.save(page)
    page.get_by_role("button", name="out", exact=True).click()
    page.wait_for_url("**/sign-in")
    assert key in server.stored and server.forms == [("/sign-out", {})]
    no_kept_pages(page)
    phone.offline()
    expect(phone.open("/plan").locator("h1")).to_have_text("/offline of nobody")


def test_sign_out_without_an_answer_keeps_the_item_sealed(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.faults = [faults.silence]
    key = phone.save(page)
    page.get_by_role("button", name="out", exact=True).click()
    page.wait_for_url("**/sign-in")
    assert server.forms and not server.stored
    phone.sign_in("amal")
    phone.count(phone.open(), 0)
    assert set(server.stored) == {key}


def test_a_plain_sign_out_form_deletes_the_kept_pages_too(phone: Phone) -> None:
    page = phone.open()
    phone.wait_kept(page, "/plan")
    page.evaluate("""() => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: "/sign-out" });
      document.body.appendChild(form).submit();
    }""")
    page.wait_for_url("**/sign-in")
    no_kept_pages(page)


def test_an_answer_asked_for_before_sign_out_is_not_kept_after_it(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    server.slow_paths, server.keep_list = {"/course/2"}, "/course/2"
    page.reload()
    wish = "{ type: 'keep', owner: 'amal', pages: ['/course/2'] }"
    page.evaluate(f"void navigator.serviceWorker.controller.postMessage({wish})")
    page.get_by_role("button", name="out", exact=True).click()
    page.wait_for_url("**/sign-in")
    server.released.set()
    server.wait_for(lambda: ("/course/2", True) in server.seen)
    no_kept_pages(page)


def test_whenever_she_signs_out_nothing_asked_for_ahead_is_kept(phone: Phone, server: FakeServer) -> None:
    """The worker's own code, run in a page: the session ends a little later in every round."""
    page = phone.open("/help")
    page.evaluate(assembly.worker_script("v1", []))
    assert page.evaluate(SIGN_OUT_MEANWHILE) == []


def test_the_front_door_saying_never_to_nobody_deletes_the_kept_pages(phone: Phone) -> None:
    page = phone.open()
    phone.wait_kept(page, "/plan")
    phone.sign_in("")
    page.goto("/")
    no_kept_pages(page)
