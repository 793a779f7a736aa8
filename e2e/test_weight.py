"""What a first visit costs on an old phone with little data: limits of the house, in bytes that travel."""

from collections.abc import Callable

from e2e.phone import Phone
from e2e.weight import Scales

PAGE_BYTES, HTML_BYTES, SCRIPT_BYTES, KEPT_BYTES = 30_000, 14_000, 20_000, 400_000
KEPT = """async () => {
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const url = new URL(request.url).pathname;
      if (url.startsWith('/course') || url.includes('/drawings/')) {
        bytes += (await (await cache.match(request)).arrayBuffer()).byteLength;
      }
    }
  }
  return bytes;
}"""


def test_today_in_arabic_is_light(a_phone: Callable[..., Phone]) -> None:
    """First visit to Today without any cache: everything until the page is usable."""
    phone = a_phone(service_workers="block")
    phone.sign_in("citizen-course")
    fresh = a_phone(service_workers="block", storage_state=phone.context.storage_state())
    scales = Scales(fresh.page)
    fresh.open("/")
    fresh.page.wait_for_load_state("networkidle")
    print(f"\nToday, first visit, Arabic: {scales.load.bytes_of}, in all {scales.load.total} bytes")
    print("\n".join(f"{weight:7} {address}" for address, weight in scales.load.weights.items()))
    assert scales.load.total <= PAGE_BYTES
    assert scales.load.bytes_of["Document"] <= HTML_BYTES
    assert scales.load.bytes_of["Script"] <= SCRIPT_BYTES
    assert "Font" not in scales.load.bytes_of


def test_eight_weeks_fit_on_the_phone(phone: Phone) -> None:
    """Texts and drawings of the whole course."""
    phone.sign_in("citizen-course")
    for week in range(1, 9):
        phone.wait_until_kept(f"/course/{week}")
    kept = phone.page.evaluate(KEPT)
    print(f"\nThe course on the phone: {kept} bytes")
    assert 0 < kept <= KEPT_BYTES


def test_saving_data_keeps_only_the_main_pages(a_phone: Callable[..., Phone]) -> None:
    """With Save-Data the eight weeks are not fetched ahead."""
    phone = a_phone()
    phone.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})"
    )
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/help")
    phone.wait_until_kept("/check-in")
    found = phone.page.evaluate("async () => Boolean(await caches.match('/course/1'))")
    assert not found
