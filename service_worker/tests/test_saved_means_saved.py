"""Lessons, first section: an answer that was saved is sent, once, or stays where it is."""

import time

import pytest
from playwright.sync_api import expect

from service_worker.tests import faults
from service_worker.tests.fake_server import FakeServer, Fault
from service_worker.tests.phone import Phone, until
from service_worker.tests.sealed_intake import receipt_of

RECONNECT = 5.0  # s from a new connection to sent


def test_it_works_over_a_closed_tab_and_arrives_once_within_five_seconds(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.wait_kept(page, "/plan")
    phone.offline()
    key = phone.save(page)
    page.close()
    page = phone.open("/plan")
    phone.count(page, 1)
    expect(page.locator("[data-unsent-box] bdi[dir=ltr]")).to_have_text(receipt_of(key))
    back = time.monotonic()
    phone.offline(False)
    phone.count(page, 0)
    assert server.arrived_at[key] - back <= RECONNECT and len(server.posts) == 1
    expect(page.locator("[data-sent-box]")).to_be_visible()
    expect(page.locator("[data-receipts=sent] bdi")).to_have_text(receipt_of(key))


def test_the_wire_item_is_exactly_the_protocol(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.save(page)
    page.evaluate("companion.unsent.added()")
    server.wait_for(lambda: len(server.stored) == 1)
    assert set(server.posts[0]) == {"schema_version", "kind", "key", "owner", "kid", "epk", "iv", "ct", "sent_at"}


def test_two_tabs_send_each_item_once(phone: Phone, server: FakeServer) -> None:
    """Lesson: two tabs send everything twice unless the drain holds a lock."""
    one, two = phone.open(), phone.open("/plan")
    phone.offline()
    for _ in range(10):
        phone.save(one)
    phone.offline(False)
    one.evaluate("companion.unsent.drain()")
    two.evaluate("companion.unsent.drain()")
    phone.count(one, 0)
    phone.count(two, 0)
    assert len(server.posts) == 10 == len(server.stored)


def test_a_tab_closed_in_mid_send_is_sent_again_and_absorbed(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.faults = [faults.stored_then_silence]
    key = phone.save(page)
    page.evaluate("void companion.unsent.drain()")
    server.wait_for(lambda: key in server.stored)
    page.close()
    phone.count(phone.open(), 0)
    assert [item["key"] for item in server.posts] == [key, key] and len(server.stored) == 1


@pytest.mark.parametrize(
    "fault",
    [
        faults.status(500),
        faults.status(502),
        faults.status(400),
        faults.html,
        faults.garbage,
        faults.other_key,
    ],
    ids=["500", "502", "400", "html", "garbage", "other-key"],
)
def test_no_honest_echo_keeps_the_item(phone: Phone, server: FakeServer, fault: Fault) -> None:
    """Lesson: remove an item only after a 2xx whose body echoes its key."""
    page = phone.open()
    server.faults = [fault]
    key = phone.save(page)
    state = page.evaluate("companion.sending.drain('amal')")
    assert state == {"state": "later", "sent": []}
    assert phone.keys(page) == {key} and not server.stored
    page.evaluate("companion.unsent.drain()")
    phone.count(page, 0)
    assert key in server.stored


def test_twelve_seconds_without_an_answer_keep_the_item(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.clock.install()
    page.goto("/")
    page.evaluate("companion.unsent.drain()")
    server.faults = [faults.silence] * 9
    key = phone.save(page)
    page.evaluate("void (self.round = companion.unsent.drain())")
    server.wait_for(lambda: len(server.posts) == 1)
    page.clock.run_for(8_000)
    assert page.evaluate("navigator.locks.query().then((all) => all.held.length)") == 1
    page.clock.run_for(4_000)
    until(page, "() => Promise.race([round.then(() => true), new Promise((done) => setTimeout(done, 50))])")
    assert phone.keys(page) == {key}


def test_a_server_that_is_down_and_comes_back_gets_it_by_the_timer(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.clock.install()
    page.goto("/")
    server.faults = [faults.status(500)]
    phone.save(page)
    page.evaluate("companion.unsent.added()")
    page.clock.run_for(3_000)
    server.wait_for(lambda: len(server.stored) == 1)
    assert len(server.posts) == 2


@pytest.mark.parametrize("code", [409, 413, 415, 422])
def test_one_bad_item_goes_aside_and_never_blocks_the_rest(phone: Phone, server: FakeServer, code: int) -> None:
    page = phone.open()
    phone.offline()
    bad, good = phone.save(page), phone.save(page)
    server.bad_keys[bad] = faults.status(code)
    phone.offline(False)
    phone.count(page, 0)
    assert set(server.stored) == {good} and phone.keys(page) == {bad}
    expect(page.locator("[data-needs-help-box]")).to_contain_text(receipt_of(bad))
    posts = len(server.posts)
    page.evaluate("companion.unsent.drain()")
    assert len(server.posts) == posts


def test_an_item_the_server_stumbles_over_does_not_block_the_rest(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.offline()
    bad, *good = [phone.save(page) for _ in range(4)]
    server.bad_keys[bad] = faults.status(500)
    phone.offline(False)
    phone.count(page, 1)
    assert set(server.stored) == set(good) and phone.keys(page) == {bad}


def test_session_gone_keeps_the_item_asks_for_sign_in_and_sends_it_then(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.sign_in("")
    key = phone.save(page)
    page.evaluate("companion.unsent.added()")
    expect(page.locator("[data-sign-in-box]")).to_be_visible()
    assert phone.keys(page) == {key}
    phone.sign_in("amal")
    phone.count(phone.open(), 0)
    assert set(server.stored) == {key}


def test_items_of_another_person_are_never_sent_and_only_counted(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.offline()
    key = phone.save(page)
    page.close()
    phone.offline(False)
    phone.sign_in("bo")
    page = phone.open()
    expect(page.locator("[data-other]")).to_have_text("1")
    assert page.evaluate("companion.unsent.drain()") is None and not server.posts
    assert receipt_of(key) not in page.content()
    phone.sign_in("amal")
    phone.count(phone.open(), 0)
    assert set(server.stored) == {key}


def test_an_old_page_of_another_person_is_refused_once_and_keeps_the_item(phone: Phone, server: FakeServer) -> None:
    """403: sealed for somebody else than the session; kept, and not tried again under this sign-in."""
    page = phone.open()
    phone.sign_in("bo")
    key = phone.save(page)
    for _ in range(2):  # not `added()`: it also asks the worker, which tries once for itself
        page.evaluate("companion.unsent.drain()")
    assert len(server.posts) == 1 and phone.keys(page) == {key}


def test_an_item_is_frozen_when_its_first_send_starts(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.faults = [faults.status(500)]
    key = phone.save(page)
    page.evaluate("companion.sending.drain('amal')")
    before = phone.items(page)
    again = "(item) => companion.outbox.save({ ...item, ct: 'other' }).then(() => 'saved', () => 'frozen')"
    assert page.evaluate(again, before[0]) == "frozen"
    assert phone.items(page) == before and before[0]["key"] == key


def test_an_edit_before_the_first_send_replaces_the_item(phone: Phone) -> None:
    page = phone.open()
    phone.offline()
    old = phone.save(page)
    item = phone.items(page)[0]
    page.evaluate("([item, old]) => companion.outbox.save({ ...item, key: 'new' }, old)", [item, old])
    assert phone.keys(page) == {"new"}


def test_retry_after_is_honoured_over_tabs_and_reloads(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    server.faults = [faults.status(503, **{"Retry-After": "600"})]
    key = phone.save(page)
    page.evaluate("companion.unsent.drain()")
    page.reload()
    page.evaluate("companion.unsent.drain()")
    assert len(server.posts) == 1 and phone.keys(page) == {key}
    page.evaluate("companion.outbox.note('back-at', Date.now() - 1)")
    page.evaluate("companion.unsent.drain()")
    phone.count(page, 0)


def test_a_lost_database_connection_is_opened_once_more(phone: Phone) -> None:
    """Lesson: WebKit loses its IndexedDB connection."""
    page = phone.open()
    phone.offline()
    lose = """(times) => {
      const real = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (...all) {
        if (times-- > 0) throw new DOMException("connection lost", "InvalidStateError");
        return real.apply(this, all);
      };
    }"""
    page.evaluate(lose, 1)
    key = phone.save(page)
    assert phone.keys(page) == {key}


def test_receipts_stay_ninety_days_and_hold_no_answers(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    key = phone.save(page)
    page.evaluate("companion.unsent.added()")
    phone.count(page, 0)
    read = "() => companion.database.within('readonly', (items, receipts) => receipts.getAll())"
    (receipt,) = page.evaluate(read)
    assert set(receipt) == {"key", "receipt", "kind", "sent_at", "owner"} and receipt["key"] == key
    age = "(one) => companion.database.within('readwrite', (items, receipts) => receipts.put(one))"
    page.evaluate(age, receipt | {"sent_at": receipt["sent_at"] - 91 * 86_400_000})
    new = phone.save(page)
    page.evaluate("companion.unsent.added()")
    phone.count(page, 0)
    assert [one["key"] for one in page.evaluate(read)] == [new]


def test_without_locks_one_tab_still_sends_each_item_once(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    page.evaluate("Object.defineProperty(navigator, 'locks', { value: undefined })")
    for _ in range(3):
        phone.save(page)
    page.evaluate("Promise.all([companion.unsent.drain(), companion.unsent.drain()])")
    phone.count(page, 0)
    assert len(server.posts) == 3


def test_background_sync_sends_from_the_worker_without_a_page(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    key = phone.save(page)
    (worker,) = phone.context.service_workers
    worker.evaluate("self.dispatchEvent(new SyncEvent('sync', { tag: 'companion-drain' }))")
    phone.count(page, 0)
    assert set(server.stored) == {key}
