"""Lessons: device clocks lie, in the worker too. It sends, pauses as asked, and drops receipts by the server's time."""

import time

import pytest
from playwright.sync_api import Page

from service_worker.tests import faults
from service_worker.tests.fake_server import FakeServer
from service_worker.tests.lying import A_YEAR_MS, PAGE_LIES, begin_to_replace, how_wrong, until_replaced, wake_to_send
from service_worker.tests.phone import Phone, until

A_DAY_MS = 86_400_000
WRONG_FROM_THE_START = "if (location.protocol !== 'about:') localStorage.setItem('clock-shift', %d)"
PAUSE = 600  # s: longer than this test
DRAIN = "() => companion.sending.drain('amal').then(({ state }) => state)"
RECEIVED = """(all) => companion.database.within("readwrite", (items, receipts) =>
  Promise.all(all.map(([key, sent_at]) => receipts.put({ key, owner: "amal", kind: "check-in", sent_at }))))"""
HELD = "companion.outbox.overview('amal').then((now) => now.arrived.map((one) => one.key))"
years_wrong = pytest.mark.parametrize("years", [-6, 1])


def lie(phone: Phone, server: FakeServer, years: int) -> None:
    """From her first page on the clock of her phone is wrong."""
    server.clock_shift = years * A_YEAR_MS
    phone.context.add_init_script(WRONG_FROM_THE_START % server.clock_shift)
    phone.context.add_init_script(PAGE_LIES)


def turn_clock(page: Page, server: FakeServer, shift: int) -> None:
    """From now on the worker's clock is wrong by so much: a new worker starts, as after an update."""
    server.clock_shift = shift
    begin_to_replace(page)
    until_replaced(page)
    assert how_wrong(page) == shift


@years_wrong
def test_it_works(phone: Phone, server: FakeServer, years: int) -> None:
    """No page sends: the worker does, and its receipt carries the server's time."""
    lie(phone, server, years)
    page = phone.open()
    assert how_wrong(page) == page.evaluate("howWrong()") == server.clock_shift
    key = phone.save(page)
    wake_to_send(page)
    phone.count(page, 0)
    assert set(server.stored) == {key}
    [receipt] = page.evaluate("companion.outbox.overview('amal').then((now) => now.arrived)")
    assert abs(receipt["sent_at"] / 1000 - time.time()) < 60


@years_wrong
@pytest.mark.parametrize("then", ["it is over", "the clock is put right"])
def test_a_pause_asked_for_by_the_server_is_kept_and_ends(
    phone: Phone, server: FakeServer, years: int, then: str
) -> None:
    """The worker counts the seconds by its own clock; one that jumps meanwhile never makes them years."""
    lie(phone, server, years)
    page = phone.open()
    server.faults = [faults.status(429, **{"Retry-After": str(PAUSE)})]
    key = phone.save(page)
    [worker] = phone.context.service_workers
    assert [worker.evaluate(DRAIN), worker.evaluate(DRAIN), len(server.posts)] == ["later", "later", 1]
    turn_clock(page, server, server.clock_shift + PAUSE * 1000 if then == "it is over" else 0)
    wake_to_send(page)
    server.wait_for(lambda: key in server.stored)


@years_wrong
def test_old_receipts_go_when_the_worker_starts_and_young_ones_stay(
    phone: Phone, server: FakeServer, years: int
) -> None:
    """Ninety days by the server's clock, although the phone's has just jumped by years."""
    phone.context.add_init_script(PAGE_LIES)
    page = phone.open()
    page.evaluate(
        RECEIVED, [["91 days", time.time() * 1000 - 91 * A_DAY_MS], ["89 days", time.time() * 1000 - 89 * A_DAY_MS]]
    )
    page.evaluate("(shift) => localStorage.setItem('clock-shift', shift)", years * A_YEAR_MS)
    turn_clock(page, server, years * A_YEAR_MS)
    page.goto("/")
    until(page, f"() => {HELD}.then((all) => !all.includes('91 days'))")
    assert page.evaluate(HELD) == ["89 days"]
