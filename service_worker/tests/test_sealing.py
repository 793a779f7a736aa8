"""Lesson: answers at rest on the phone are sealed to the server's public key."""

from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import Phone
from service_worker.tests.sealed_intake import Intake, receipt_of


def test_it_works(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.offline()
    key = phone.save(page, instrument="who5", answers=[5, 4, 3, 2, 1], language="ar")
    (item,) = phone.items(page)
    content = server.intake.open(item)
    assert item["key"] == key and item["kid"] == "i1" and len(item["ct"]) < 400
    assert content["schema_version"] == 1 and content["kind"] == "check-in"
    assert content["answers"] == [5, 4, 3, 2, 1] and content["captured_at"].endswith("Z")
    assert content["offset_minutes"] == -page.evaluate("new Date().getTimezoneOffset()")


def test_the_key_is_a_uuid_and_gives_the_same_receipt_in_both_languages(phone: Phone) -> None:
    page = phone.open()
    for key in [page.evaluate("companion.sealing.newKey()") for _ in range(20)] + ["0000000a-", "ffffffff-"]:
        assert page.evaluate("(key) => companion.sealing.receiptOf(key)", key) == receipt_of(key)
    key = page.evaluate("companion.sealing.newKey()")
    assert str(UUID(key)) == key and UUID(key).version == 4


def test_wrong_owner_kind_key_or_tampering_is_refused(phone: Phone, server: FakeServer) -> None:
    page = phone.open()
    phone.offline()
    phone.save(page)
    (item,) = phone.items(page)
    ct = item["ct"]
    twisted = ("B" if ct[0] == "A" else "A") + ct[1:]
    for change in ({"owner": "bo"}, {"kind": "call-me"}, {"key": "0" * 36}, {"kid": "i2"}, {"ct": twisted}):
        with pytest.raises(InvalidTag):
            server.intake.open(item | change)
    with pytest.raises(InvalidTag):
        Intake().open(item)


def test_nothing_on_the_phone_tells_the_answers(phone: Phone, server: FakeServer) -> None:
    """No answer and no score in clear in IndexedDB, caches, local storage, history or address."""
    page = phone.open("/check-in")
    phone.wait_kept(page, "/check-in")
    phone.offline()
    page.evaluate("document.querySelector('[data-check-in]').dataset.language = 'canary-7f3'")
    phone.answer(page, [5, 4, 3, 2, 0])
    page.locator("[data-result]").wait_for()
    (item,) = phone.items(page)
    everything = phone.everything(page)
    assert item["key"] in everything and "kept-amal" in everything
    assert "canary" not in everything and "answers" not in everything
    allowed = {"schema_version", "kind", "key", "owner", "kid", "epk", "iv", "ct", "saved_at", "first_sent_at", "tries"}
    assert set(item) <= allowed
    phone.offline(False)
    server.wait_for(lambda: item["key"] in server.stored)
    phone.count(page, 0)
    assert "canary" not in phone.everything(page) and "answers" not in phone.everything(page)
