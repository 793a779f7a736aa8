"""Sønderborg (S31) with an interpreter: three screens, one talk, a finger on a point, a stop, and then nothing left."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from e2e.crawl import look_at
from e2e.phone import Phone
from e2e.town import Municipality

KEPT = """async () => JSON.stringify([
  await caches.keys(), (await indexedDB.databases()).length, localStorage.length, sessionStorage.length,
  (await navigator.serviceWorker.getRegistrations()).length, document.cookie])"""
NOTHING = '[[],0,0,0,0,""]'
ON_PAPER = """() => [...document.querySelectorAll(".pairs > li")].map((point) => {
  const cards = [...point.querySelectorAll(":scope > .card")];
  const sides = cards.map((card) => card.getBoundingClientRect());
  const numbers = cards.map((card) => getComputedStyle(card, "::before").content);
  return sides.length === 2 && sides[0].top === sides[1].top && sides[0].right < sides[1].left
    && numbers.every((number) => number === "counter(point)");
})"""  # which points have both sides beside each other, each with its number
A4 = 718  # CSS pixels between usual margins
WITHIN_MS = 2_500  # "we are here" within two seconds, and a slow machine


def test_it_works(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """The caseworker opens it, the interpreter comes by code, Olena lets in; they point, she says stop, it ends."""
    desk, olena = a_phone(viewport={"width": 1000, "height": 900}), a_phone()
    desk.sign_in("caseworker")
    olena.sign_in("citizen-clarify")
    code = opens(desk, place)
    olena.open("/pair").locator('form[action="/pair/talk/take-part"] button').click()
    sara = joins(a_phone, code)
    lets_in(olena, sara)
    olena.picture("interpreter-talk-uk")
    stops_on_any_page(olena, sara)
    looks_around(sara)
    points(olena, sara)
    prints_side_by_side(olena)
    finds_the_way(olena, sara)
    lights_at(desk, sara)
    is_told_what_did_not_go(olena.page, olena.page.locator('button[value="stop"]'), "**/pair/talk/sign")
    is_told_what_did_not_go(sara, sara.locator("#point-2 button.point"), "**/join/point")
    expect(sara.locator('[data-sign="stop"]')).to_be_visible(timeout=WITHIN_MS)
    expect(desk.page.locator('[data-sign="stop"]')).to_be_visible(timeout=WITHIN_MS)
    desk.picture("interpreter-desk-da")
    desk.page.locator('form[action$="/end"] button').click()
    ends(sara)


def test_her_page_tells_by_itself_who_came_in_and_that_it_is_over(
    a_phone: Callable[..., Phone], place: Municipality
) -> None:
    """The caseworker lets in and ends it while she writes: what she has typed is there all the time."""
    desk, olena = a_phone(viewport={"width": 1000, "height": 900}), a_phone()
    desk.sign_in("caseworker")
    olena.sign_in("citizen-clarify")
    code = opens(desk, place)
    olena.open("/pair").locator('form[action="/pair/talk/take-part"] button').click()
    joins(a_phone, code)
    page = olena.open("/concerns/new")
    page.locator("main textarea").first.fill("Мій лист")
    banner = page.locator("[data-talk-banner]")
    expect(banner).to_be_hidden()
    desk.page.locator('button[value="let-in"]').click()
    expect(banner).to_be_visible()
    desk.page.locator('form[action$="/end"] button').click()
    expect(banner).to_be_hidden()
    expect(page.locator("main textarea").first).to_have_value("Мій лист")


def test_a_tap_just_after_the_end_leaves_the_confirmation(a_phone: Callable[..., Phone]) -> None:
    """The interpreter's screen has not heard of the end yet when the finger comes down."""
    amina = a_phone()
    amina.sign_in("citizen-course")
    amina.open("/pair").locator('form[action="/pair"] button').last.click()
    sara = joins(a_phone, amina.page.locator("[data-code-digits]").inner_text().replace(" ", ""))
    amina.page.locator('button[value="let-in"]').click()
    sara.wait_for_url("**/join/talk")
    sara.route("**/join/now", lambda route: route.abort())
    sara.goto(f"{amina.url}/join/talk/plan")
    amina.open("/pair/talk").locator('form[action="/pair/talk/end"] button').click()
    amina.page.wait_for_url("**/pair")
    sara.locator("#point-2 button.point").click()
    ends(sara)


def test_without_javascript_all_of_it_works(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Amina opens it herself; nobody's browser runs a script."""
    amina = a_phone(java_script_enabled=False)
    amina.sign_in("citizen-course")
    amina.open("/pair").locator('form[action="/pair"] button').last.click()
    amina.picture("interpreter-code-ar")
    code = amina.page.locator("[data-code-digits]").inner_text()
    sara = a_phone(java_script_enabled=False)
    sara.open("/join").fill("#code", code)
    sara.page.locator("#enter .button").click()
    says_who(sara.page)
    amina.open("/pair/talk").locator('button[value="let-in"]').click()
    sara.open("/join/talk/plan").locator("#point-2 button.point").click()
    expect(sara.page.locator("#point-2")).to_have_class("here")
    expect(amina.open("/pair/plan").locator("#point-2")).to_have_class("here")
    amina.page.locator('button[value="unclear"]').click()
    expect(sara.open("/join/talk/plan").locator('[data-sign="unclear"]')).to_be_visible()
    sara.page.locator('form[action="/join/leave"] button').click()
    expect(sara.page.locator("#confirmation")).to_be_visible()
    amina.open("/pair/talk")
    expect(amina.page.locator("body")).to_have_attribute("data-page", "own_talks.start")


def opens(desk: Phone, place: Municipality) -> str:
    """The caseworker opens a clarifying talk; the code that is shown."""
    desk.open(f"/desk/{place.town.people['citizen-clarify']}/talk")
    desk.page.locator('input[value="clarify"]').check()
    desk.page.locator("#open .button.main").click()
    return desk.page.locator("[data-code-digits]").inner_text().replace(" ", "")


def joins(a_phone: Callable[..., Phone], code: str) -> Page:
    """The interpreter scans, prepares, says who it is, and waits."""
    sara = a_phone(locale="uk")
    sara.open(f"/join#{code}")
    expect(sara.page.locator("#code")).to_have_value(f"{code[:3]} {code[3:]}")
    assert code not in sara.page.url
    sara.page.locator("#enter .button").click()
    expect(sara.page.locator("#terms dt")).to_have_count(10)
    assert not look_at(sara.page, "join-prepare").axe
    sara.picture("interpreter-prepare-uk")
    says_who(sara.page)
    return sara.page


def says_who(page: Page) -> None:
    """Name, agency, mode and age."""
    page.fill("#name", "Sara Nasser")
    page.fill("#agency", "Tolk 2041")
    page.locator('input[value="person"]').check()
    page.locator("#adult").check()
    page.locator("#ask .button.main").click()
    expect(page.locator("#wait")).to_be_visible()


def lets_in(olena: Phone, sara: Page) -> None:
    """Her screen tells of the name by itself; after her yes the interpreter is in by itself."""
    waiting = olena.page.locator('button[value="let-in"]')
    expect(waiting).to_be_visible()
    expect(olena.page.locator("#guest-1")).to_contain_text("Sara Nasser")
    waiting.click()
    sara.wait_for_url("**/join/talk")
    olena.open("/pair/plan")
    expect(olena.page.locator("[data-talk-banner]")).to_be_visible()
    assert not look_at(olena.page, "talk-plan").axe


def looks_around(sara: Page) -> None:
    """What the header leads to is there for the interpreter too, and begins to keep nothing."""
    for link in ('header a[href="/help"]', "header a.home", 'header a[href^="/wording"]'):
        if not sara.locator(link).is_visible():
            sara.locator("header summary").first.click()
        sara.locator(link).click()
        sara.wait_for_load_state("networkidle")
        assert sara.evaluate(KEPT) == NOTHING, link


def stops_on_any_page(olena: Phone, sara: Page) -> None:
    """Where she has turned to something else too: one tap, and the page with what she typed stays."""
    page = olena.open("/concerns/new")
    page.locator("main textarea").first.fill("Мій лист")
    page.locator('header button[value="slower"]').click()
    for screen in (page, sara):
        expect(screen.locator('[data-sign="slower"]')).to_be_visible(timeout=WITHIN_MS)
    expect(page.locator("main textarea").first).to_have_value("Мій лист")
    assert not look_at(page, "talk-worry").axe
    olena.picture("interpreter-signs-uk", whole=False)
    olena.open("/pair/plan")


def points(olena: Phone, sara: Page) -> None:
    """A tap on either screen lights the block on the other within two seconds."""
    sara.goto(f"{olena.url}/join/talk/plan")
    sara.locator("#point-2 button.point").click()
    expect(olena.page.locator("#point-2")).to_have_class("here", timeout=WITHIN_MS)
    olena.page.locator("#point-1 button.point").click()
    expect(sara.locator("#point-1")).to_have_class("here", timeout=WITHIN_MS)
    assert not look_at(sara, "join-plan").axe


def prints_side_by_side(olena: Phone) -> None:
    """On paper both columns stand beside each other with their numbers, in a talk and without one."""
    page, size = olena.page, olena.page.viewport_size
    assert size is not None
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 1000})
    for path in ("/pair/plan", "/pair/me"):
        points = olena.open(path).evaluate(ON_PAPER)
        assert points and all(points), path
        expect(page.locator("button.point").first).to_be_hidden()
        olena.picture(f"interpreter-paper{path.replace('/', '-')}", whole=False)
    page.emulate_media(media="screen")
    page.set_viewport_size(size)


def finds_the_way(olena: Phone, sara: Page) -> None:
    """Whoever is on another page is told where the finger is, within two seconds, and goes there."""
    olena.open("/pair/help")
    sara.locator("#point-2 button.point").click()
    expect(olena.page.locator("[data-elsewhere-number]")).to_have_text("2", timeout=WITHIN_MS)
    way = olena.page.locator("[data-elsewhere] a")
    olena.picture("interpreter-elsewhere-uk", whole=False)
    way.click()
    expect(olena.page.locator("#point-2")).to_have_class("here")
    sara.goto(f"{olena.url}/join/talk")
    olena.page.locator("#point-1 button.point").click()
    expect(sara.locator("[data-elsewhere-number]")).to_have_text("1", timeout=WITHIN_MS)
    sara.locator("[data-elsewhere] a").click()
    expect(sara.locator("#point-1")).to_have_class("here")
    expect(sara.locator("[data-elsewhere]")).to_be_hidden()


def is_told_what_did_not_go(page: Page, button: Locator, address: str) -> None:
    """The line is cut under the finger: the page says so, and goes on when it comes through."""
    said = page.locator("[data-talk-not-sent]")
    page.route(address, lambda route: route.abort())
    button.click()
    expect(said).to_be_visible()
    page.unroute(address)
    button.click()
    expect(said).to_be_hidden()


def lights_at(desk: Phone, sara: Page) -> None:
    """The desk's own screen stays where it is; the same card lights up there within two seconds."""
    number = sara.locator('button.point[value*=" card-"]').first
    key = (number.get_attribute("value") or "").partition(" ")[2]
    number.click()
    expect(desk.page.locator(f"#at-{key}")).to_have_class("here", timeout=WITHIN_MS)
    expect(desk.page.locator("[data-line-said]")).to_be_visible()
    assert not look_at(desk.page, "talk-desk").axe


def ends(sara: Page) -> None:
    """The confirmation comes by itself; then the address answers 401, and the browser holds nothing."""
    expect(sara.locator("#confirmation")).to_contain_text("Tolk 2041")
    assert not sara.context.cookies() and sara.evaluate(KEPT) == NOTHING
    again = sara.goto(sara.url.partition("/join")[0] + "/join/talk/plan", wait_until="networkidle")
    assert again is not None and again.status == 401
    expect(sara.locator("#confirmation")).to_have_count(0)
    assert sara.evaluate(KEPT) == NOTHING
