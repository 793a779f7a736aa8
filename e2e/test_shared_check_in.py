"""A borrowed phone without a connection: the blank check-in is answered there, and nothing of hers stays on it."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from companion.checkins import service as checkins
from companion.checkins.service import KnownReading
from companion.foundation import runtime
from e2e.languages import COPIES, in_language, switch
from e2e.phone import ANSWERS, PATIENCE_MS, WITHIN_MS, Phone
from e2e.town import Municipality
from service_worker.tests.phone import DUMP, until

BLANK = "/check-in/blank"
LAST = COPIES + "/show/slow"  # of what is fetched ahead for whoever does not read Danish
LOW = {"happy": 1, "calm": 1, "active": 2, "rested": 0, "interest": 3}  # raw 7, index 28
WHO = "Nadia Kanariefugl, Tolkene"


def borrowed(phone: Phone, persona: str, path: str = BLANK) -> None:
    """She signs in on a phone that is not hers, and the blank form is on it before the connection is lost."""
    phone.sign_in(persona, "shared")
    phone.wait_until_kept(path)
    phone.wait_until_kept(COPIES + path)
    phone.wait_until_kept(LAST)
    phone.lose_connection()


def begin(phone: Phone, path: str = "/check-in") -> Page:
    """Her own form is not kept here: the blank one opens instead, and she says that it is she."""
    page = phone.open(path)
    page.wait_for_url("**/check-in/blank**")
    page.locator("[data-it-is-me]").click()
    expect(page.locator("fieldset[data-item=happy]")).to_be_visible()
    return page


def answers_of(place: Municipality, persona: str) -> Sequence[KnownReading]:
    with runtime.bound(place.ground):
        return checkins.history(place.town.people[persona])


def test_it_works(phone: Phone, place: Municipality) -> None:
    """Answered, her own number and the help at once, sealed, and sent when the connection is back."""
    borrowed(phone, "citizen-course")
    page = begin(phone)
    phone.picture("shared-question-ar", whole=False)
    before = page.evaluate(DUMP)
    phone.answer_check_in(LOW)
    expect(page.locator("[data-index]")).to_have_text("28")
    expect(page.locator("[data-help-lines]")).to_be_visible()
    expect(page.locator("[data-talk] a[href='/help']")).to_be_visible()
    expect(page.locator("[data-saved]")).to_be_visible()
    phone.picture("shared-result-ar")
    nothing_of_hers(page, before)
    page = phone.close_tab_and_open(BLANK)
    expect(page.locator("[data-result]")).to_be_hidden()
    page.locator("[data-it-is-me]").click()
    expect(page.locator("[data-when-answered]")).to_be_visible()
    assert not place.readings()
    phone.find_connection()
    expect(page.locator("[data-sent-box]")).to_be_visible(timeout=WITHIN_MS)
    [one] = place.readings()
    assert one.answers == tuple(LOW.values())


def test_it_waits_for_her_and_the_next_person_sees_a_count_at_most(phone: Phone, place: Municipality) -> None:
    """Her sign-in ends before it is sent: it is asked for; another one's sign-in neither sends nor shows it."""
    borrowed(phone, "citizen-course")
    page = begin(phone)
    phone.answer_check_in(LOW)
    expect(page.locator("[data-saved]")).to_be_visible()
    phone.context.clear_cookies(name="companion")
    phone.find_connection()
    expect(page.locator("[data-sign-in-box]")).to_be_visible(timeout=PATIENCE_MS)
    phone.sign_in("citizen-wellbeing", "shared")
    page = phone.page
    expect(page.locator("[data-other-box]")).to_be_visible()
    expect(page.locator("[data-unsent-box]")).to_be_hidden()
    phone.wait_until_kept(BLANK, "da")
    phone.lose_connection()
    page = begin(phone)
    expect(page.locator("[data-when-answered]")).to_be_hidden()
    assert page.locator("input:checked").count() == 0 and "28" not in page.locator("[data-result]").inner_text()
    phone.find_connection()
    assert not answers_of(place, "citizen-wellbeing") and not place.readings()
    phone.sign_in("citizen-course", "shared")
    until(phone.page, "() => companion.outbox.overview(companion.meta('owner')).then((now) => !now.waiting.length)")
    assert [one.answers for one in place.readings()] == [tuple(LOW.values())]


def test_where_nobody_is_signed_in_an_answer_would_be_nobodys(phone: Phone) -> None:
    """Signed out, or a member of staff in between: to read only, with the way to sign in."""
    borrowed(phone, "citizen-course")
    expect(phone.open(BLANK).locator("[data-answer-here]")).to_be_visible()
    phone.find_connection()
    phone.sign_out()
    phone.lose_connection()
    page = phone.open(BLANK)
    expect(page.locator("[data-log-in-first]")).to_be_visible()
    expect(page.locator("[data-answer-here]")).to_be_hidden()
    expect(page.locator("form[data-check-in]")).to_be_hidden()
    phone.find_connection()
    phone.sign_in("citizen-course", "shared")
    phone.sign_in("therapist", "shared")
    phone.lose_connection()
    expect(phone.open(BLANK).locator("[data-answer-here]")).to_be_hidden()


def test_every_language_is_there_in_the_middle_of_it(phone: Phone, place: Municipality) -> None:
    borrowed(phone, "citizen-course")
    page = begin(phone)
    page.locator('input[name="happy"][value="3"]').check()
    switch(page, "uk")  # no wording may be used in it: the form stays, the talk stands beside it
    in_language(page, "uk")
    expect(page.locator("#talk[data-lent]")).to_be_visible()
    switch(page, "en")
    in_language(page, "en")
    expect(page.locator("#talk")).to_have_count(0)
    expect(page.locator("fieldset:visible legend")).to_contain_text("cheerful")
    expect(page.locator('input[name="happy"][value="3"]')).to_be_checked()
    expect(page.locator("[data-log-in-first]")).to_be_hidden()
    phone.answer_rest(ANSWERS, done=("happy",))
    phone.find_connection()
    expect(page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    assert [(one.language, one.answers) for one in place.readings()] == [("en", tuple(ANSWERS.values()))]


def test_an_interpreter_reads_it_to_her(phone: Phone, place: Municipality) -> None:
    borrowed(phone, "citizen-parallel", BLANK + "/assisted")
    page = begin(phone, "/check-in/assisted")
    page.fill("#reader_name", WHO)
    phone.answer_check_in()
    expect(page.locator("[data-saved]")).to_be_visible()
    assert WHO not in page.evaluate(DUMP)
    phone.find_connection()
    expect(page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    [one] = answers_of(place, "citizen-parallel")
    assert (one.read_aloud_in, one.language) == ("ti", "da")


def nothing_of_hers(page: Page, before: str) -> None:
    """Since the form was opened, one sealed item came to the phone, and no page, answer or number."""
    more = [line for line in page.evaluate(DUMP).splitlines() if line not in before]
    assert len([line for line in more if '"ct"' in line]) == 1
    assert not [line for line in more if '"ct"' not in line and line not in ("null", "{}")]
    assert not page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('kept-'))")
