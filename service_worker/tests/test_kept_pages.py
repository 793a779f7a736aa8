"""Pages for a day without a connection: the server's headers decide what stays."""

from playwright.sync_api import expect

from service_worker.tests.fake_server import DRAWING, FakeServer
from service_worker.tests.phone import Phone, until


def test_it_works(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/plan")
    expect(page.locator("[data-offline]")).to_be_hidden()
    expect(page.locator("[data-online]")).to_be_visible()
    phone.offline()
    page = phone.open("/plan")
    expect(page.locator("h1")).to_have_text("/plan of amal")
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator("[data-online]")).to_be_hidden()


def test_a_dead_server_shows_the_banner_although_the_phone_is_online(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/plan")
    server.slow_paths = {"/plan"}
    page = phone.open("/plan")
    expect(page.locator("h1")).to_have_text("/plan of amal")
    expect(page.locator("[data-offline]")).to_be_visible()


def test_a_page_that_was_not_kept_falls_back_to_the_offline_page(phone: Phone) -> None:
    phone.wait_kept(phone.open(), "/plan")
    phone.offline()
    expect(phone.open("/appointments").locator("h1")).to_have_text("/offline of nobody")


def test_course_pages_keep_their_drawings_but_never_sound(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    until(page, "(path) => caches.match(path)", DRAWING)
    paths = [path for paths in phone.kept(page).values() for path in paths]
    assert not [path for path in paths if "audio" in path]
    assert not [path for path, _ in server.seen if "audio" in path]


def test_a_page_marked_never_is_not_stored_and_removes_an_old_copy(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    assert "/me/seen" not in phone.kept(page)["kept-amal"]
    page.evaluate("caches.open('kept-amal').then((cache) => cache.put('/me/seen', new Response('old')))")
    page.goto("/me/seen")
    phone.wait_kept(page, "/me/seen", there=False)


def test_a_fresh_copy_is_not_fetched_ahead_again(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    server.wait_for(lambda: ("/offline", True) in server.seen or ("/me/seen", True) in server.seen)
    server.keep_list = "/plan,/course/2"
    page.reload()
    phone.wait_kept(page, "/course/2")
    assert server.seen.count(("/plan", True)) == 1


def test_save_data_keeps_only_the_short_list(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    server.keep_list = "/course/1,/plan"
    page.goto("/")
    phone.wait_kept(page, "/plan")
    assert ("/course/1", True) not in server.seen


def test_nobody_keeps_pages_on_a_shared_phone(phone: Phone, server: FakeServer) -> None:
    server.phone = "shared"
    page = phone.open()
    page.goto("/plan")
    assert not [name for name in phone.kept(page) if name.startswith("kept-")]


def test_neutral_pages_stay_on_the_shelf_for_everybody(phone: Phone) -> None:
    page = phone.open()
    page.goto("/help")
    until(page, "() => caches.open('shelf-1').then((shelf) => shelf.match('/help'))")
    phone.sign_in("bo")
    page.goto("/")
    phone.wait_kept(page, "/", "bo")
    phone.offline()
    expect(phone.open("/help").locator("h1")).to_have_text("/help of nobody")


def test_a_full_phone_says_so_and_goes_on(phone: Phone) -> None:
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    (worker,) = phone.context.service_workers
    full = "Promise.reject(new DOMException('full', 'QuotaExceededError'))"
    worker.evaluate(f"() => {{ Cache.prototype.put = () => {full}; }}")
    page.goto("/plan")
    expect(page.locator("[data-keep-failed]")).to_be_visible()
    expect(page.locator("h1")).to_have_text("/plan of amal")


def test_an_update_keeps_the_page_and_removes_old_assets_only(phone: Phone, server: FakeServer) -> None:
    """Lesson: an app update neither reloads a page with input nor drops items."""
    page = phone.open()
    phone.wait_kept(page, "/course/1")
    phone.offline()
    key = phone.save(page)
    phone.offline(False)
    server.faults = []
    page.evaluate("self.typed = 'kept'")
    server.version = "v2"
    page.evaluate("navigator.serviceWorker.ready.then((it) => it.update())")
    until(page, "() => caches.match('/static/only-v2.css')")
    until(page, "async () => !(await caches.match('/static/only-v1.css'))")
    assert page.evaluate("typed") == "kept"
    assert page.evaluate("(path) => caches.match(path).then(Boolean)", DRAWING)
    server.wait_for(lambda: key in server.stored)


def test_the_worker_never_touches_desk_api_or_posts(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.goto("/desk/1")
    page.evaluate("fetch('/api/v1/plan')")
    assert not {"/desk/1", "/api/v1/plan"} & {path for paths in phone.kept(page).values() for path in paths}
    phone.offline()
    assert page.evaluate("fetch('/api/v1/plan').then(() => 'answered', () => 'cut')") == "cut"
