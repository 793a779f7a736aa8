"""WebKit's storage and locks: what was saved outlives a dead browser, and two windows send it once."""

import time

from e2e.phone import WITHIN_MS
from e2e.webkit.phone import Phone
from service_worker.tests.fake_server import FakeServer

FIVE = 5


def test_it_works(counted: Phone, server: FakeServer) -> None:
    """Five answers, no connection, an empty battery, two windows: each answer is posted once."""
    counted.lose_connection()
    counted.open("/plan")
    keys = {counted.save() for _ in range(FIVE)}
    counted.die_and_start_again()
    counted.open("/")
    counted.sees("[data-unsent-box]")
    assert counted.texts("[data-unsent]") == [str(FIVE)]
    one, two = counted.page.window(), counted.page.new_window()
    counted.open("/plan")
    counted.find_connection()
    back = time.monotonic()
    for window in (one, two):
        counted.page.front(window)
        counted.page.call("() => { companion.unsent.drain(); }")
    server.wait_for(lambda: set(server.stored) == keys)
    took = max(server.arrived_at.values()) - back
    print(f"WebKit {counted.page.version}: {FIVE} answers from two windows sent in {took:.1f} s")
    assert took * 1000 <= WITHIN_MS
    for window in (one, two):
        counted.page.front(window)
        counted.does_not_see("[data-unsent-box]")
    assert sorted(item["key"] for item in server.posts) == sorted(keys)
