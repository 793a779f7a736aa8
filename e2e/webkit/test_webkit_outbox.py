"""WebKit's storage and locks: what was saved outlives a dead browser, and two windows send it once."""

import time

from e2e.phone import WITHIN_MS
from e2e.webkit.phone import SAVE, Phone
from service_worker.tests import faults
from service_worker.tests.fake_server import FakeServer

FIVE = 5
RECONNECTS = 5
SAVE_AND_TELL = f"() => ({SAVE})('check-in').then(companion.unsent.added)"
SEND_THEN_SAVE = f"() => void companion.unsent.drain().then(() => ({SAVE})('check-in')).then(companion.unsent.added)"


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


def test_from_a_new_connection_to_sent(counted: Phone, server: FakeServer) -> None:
    """Nothing tells the phone that the bars are back: its own timer finds out, each time soon enough."""
    taken = []
    for _ in range(RECONNECTS):
        counted.lose_connection()
        counted.page.call("() => companion.unsent.drain()")  # in vain, as every phone does in a lift
        counted.page.call(SAVE_AND_TELL)
        key = counted.items()[-1]["key"]
        counted.find_connection()
        back = time.monotonic()
        taken.append(until_arrived(server, key) - back)
        counted.does_not_see("[data-unsent-box]")
    print(
        f"WebKit {counted.page.version}: from a new connection to sent, s: {', '.join(f'{one:.2f}' for one in taken)}"
    )
    assert max(taken) * 1000 <= WITHIN_MS


def until_arrived(server: FakeServer, key: str) -> float:
    """When this answer came to the server."""
    server.wait_for(lambda: key in server.stored)
    return server.arrived_at[key]


def test_a_lost_database_connection_is_opened_again(counted: Phone, server: FakeServer) -> None:
    """WebKit keeps IndexedDB in a process of its own: it dies in mid-send, and the next answer is still kept and sent.

    The driver gives up at that moment, so the page is told beforehand what to do, and the server tells how it went.
    """
    first = counted.save()
    server.faults = [faults.silence]
    counted.page.call(SEND_THEN_SAVE)
    server.wait_for(lambda: len(server.posts) == 1)
    counted.storage_dies()
    server.wait_for(lambda: len(server.stored) == 2)
    assert first in server.stored
