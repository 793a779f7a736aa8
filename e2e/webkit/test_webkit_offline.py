"""WebKit without a connection: pages open, answers are kept over closing and dying, sent once, and phones forget."""

import time

from e2e.phone import WITHIN_MS
from e2e.town import Municipality
from e2e.webkit.phone import Phone


def test_it_works(phone: Phone, place: Municipality) -> None:
    """From the first visit to an answer that arrived once."""
    her_pages_open_without_a_connection(phone)
    receipt = five_answers_are_kept(phone)
    they_outlive_the_browser(phone, receipt)
    they_are_sent_once(phone, place)


def her_pages_open_without_a_connection(phone: Phone) -> None:
    phone.sign_in("citizen-course")
    phone.wait_until_kept("/", "/plan", "/check-in", "/help")
    phone.lose_connection()
    assert phone.line.is_dead()
    for path, part in (("/", "#responsible"), ("/plan", "main h1"), ("/check-in", "form[data-check-in]")):
        phone.open(path)
        phone.reload()
        phone.sees(part)
        phone.sees("[data-offline]")


def five_answers_are_kept(phone: Phone) -> str:
    phone.answer_check_in()
    phone.sees("[data-saved] [data-receipt]")
    assert phone.texts("[data-index]") == ["44"]
    [receipt] = phone.texts("[data-saved] [data-receipt]")
    phone.reload()
    phone.sees("[data-unsent-box]")
    assert phone.texts("[data-unsent-box] [data-receipts] li") == [receipt]
    assert phone.texts("[data-index]") == [""]  # her number was shown, and is stored nowhere
    return receipt


def they_outlive_the_browser(phone: Phone, receipt: str) -> None:
    phone.close_and_open_again()
    phone.open("/")
    phone.sees("[data-unsent-box]")
    assert phone.texts("[data-unsent]")[0] == "1"
    assert phone.texts("[data-unsent-box] [data-receipts] li") == [receipt]


def they_are_sent_once(phone: Phone, place: Municipality) -> None:
    assert not place.readings()
    back = time.monotonic()
    phone.find_connection()
    phone.sees("[data-sent-box]")
    took = time.monotonic() - back
    print(f"WebKit {phone.page.version}: from a new connection to sent in {took:.1f} s")
    assert took * 1000 <= WITHIN_MS
    phone.does_not_see("[data-unsent-box]")
    assert len(place.readings()) == 1


def test_a_shared_phone_keeps_nothing_personal(phone: Phone) -> None:
    """Without a connection help and the blank questions open; her plan does not, and lies nowhere."""
    phone.sign_in("citizen-course", "shared")
    phone.wait_until_kept("/offline", "/help", "/check-in/blank")
    phone.open("/plan")
    phone.lose_connection()
    for path, part in (("/help", 'a[href="tel:112"]'), ("/check-in/blank", "main h1")):
        phone.open(path)
        phone.reload()
        phone.sees(part)
    phone.open("/plan")
    phone.reload()
    phone.sees('body[data-page="offline"]')
    assert not [name for name in phone.shelves() if name.startswith("kept")]
