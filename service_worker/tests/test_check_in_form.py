"""The check-in in the browser: one statement at a time, own result at once, stored nowhere."""

import pytest
from playwright.sync_api import expect

from service_worker.tests.answering import at_statement
from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import LOSE_DATABASE, Phone
from service_worker.tests.sealed_intake import receipt_of
from tests.checkins.second_opinion import PATTERNS, second_opinion

TELL_ALL = """(patterns) => {
  const { result, checkIn, all } = companion, { tell } = result(checkIn.form);
  const seen = (selector) => all(selector).filter((part) => !part.hidden).map((part) => part.textContent);
  return patterns.map((answers) => {
    tell(answers);
    return [seen("[data-index]")[0], seen("[data-from]").filter((words) => words !== "talk"),
      seen("[data-help-lines]").length === 1];
  });
}"""


def test_it_works_without_a_connection(phone: Phone, server: FakeServer) -> None:
    phone.wait_kept(phone.open(), "/check-in")
    phone.offline()
    page = phone.open("/check-in")
    phone.answer(page, [5, 4, 3, 2, 1])
    expect(page.locator("[data-index]")).to_have_text("60")
    expect(page.get_by_role("heading", name="Result")).to_be_focused()
    expect(page.locator("[data-saved]")).to_be_visible()
    (key,) = phone.keys(page)
    expect(page.locator("[data-saved]")).to_contain_text(receipt_of(key))
    expect(page.locator("[data-check-in]")).to_be_hidden()
    phone.count(page, 1)
    phone.offline(False)
    phone.count(page, 0)
    content = server.stored[key]
    assert content["answers"] == [5, 4, 3, 2, 1] and content["instrument"] == "who5"
    assert content["instrument_version"] == "1" and content["language"] == "ar" and len(server.posts) == 1


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([5, 5, 5, 5, 5], ["good"]),
        ([3, 3, 3, 3, 1], ["good"]),
        ([3, 3, 3, 2, 1], ["middle", "talk"]),
        ([2, 2, 2, 1, 1], ["low", "talk", "lines"]),
        ([5, 5, 5, 5, 0], ["good", "lines"]),
    ],
)
def test_the_words_follow_the_sum(phone: Phone, answers: list[int], words: list[str]) -> None:
    page = phone.open("/check-in")
    phone.answer(page, answers)
    expect(page.locator("[data-index]")).to_have_text(str(4 * sum(answers)))
    assert page.locator("[data-result] p:visible:not([data-saved])").all_inner_texts() == words


def test_every_pattern_is_told_as_a_second_opinion_has_it(phone: Phone) -> None:
    """The number, the words and the help lines that she sees first, for all 7,776 ways to answer."""
    told = phone.open("/check-in").evaluate(TELL_ALL, [list(answers) for answers in PATTERNS])
    assert len(told) == 7776
    for answers, (index, bands, has_lines) in zip(PATTERNS, told, strict=True):
        assert (float(index), *bands, has_lines) == second_opinion(answers), answers


def test_next_needs_an_answer_and_says_so(phone: Phone) -> None:
    page = phone.open("/check-in")
    page.locator("[data-next]").click()
    expect(page.locator("[data-choose-one]")).to_be_focused()
    at_statement(page, "happy")
    page.locator("fieldset:visible input[value='3']").check()
    expect(page.locator("[data-choose-one]")).to_be_hidden()
    at_statement(page, "happy")


def test_next_and_back_keep_answers_and_tell_the_progress(phone: Phone) -> None:
    page = phone.open("/check-in")
    expect(page.locator("[data-back]")).to_be_hidden()
    page.locator("fieldset:visible input[value='3']").check()
    page.locator("[data-next]").click()
    at_statement(page, "calm")
    expect(page.locator("fieldset:visible legend")).to_be_focused()
    expect(page.locator("[data-step]")).to_have_text("2")
    expect(page.locator("[data-bar] i.done")).to_have_count(2)
    page.locator("[data-back]").click()
    expect(page.locator("input[name=happy][value='3']")).to_be_checked()


def test_the_keyboard_alone_is_enough(phone: Phone) -> None:
    page = phone.open("/check-in")
    for _ in range(5):
        page.locator("fieldset:visible input[value='2']").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    expect(page.locator("[data-index]")).to_have_text("40")


def test_it_is_never_prefilled_after_leaving_and_the_result_is_gone(phone: Phone) -> None:
    page = phone.open("/check-in")
    phone.answer(page, [5, 4, 3, 2, 1])
    expect(page.locator("[data-index]")).to_have_text("60")
    page.wait_for_function("!history.state || !history.state.statement")  # back at the place where the form began
    page.goto("/plan")
    page.go_back()
    at_statement(page, "happy")
    expect(page.locator("[data-result]")).to_be_hidden()
    assert page.locator("input:checked").count() == 0
    assert page.locator("[data-index]").text_content() == ""  # a receipt further down may hold any digits


def test_leaving_wipes_the_result_even_from_a_page_the_browser_puts_to_sleep(phone: Phone) -> None:
    page = phone.open("/check-in")
    phone.answer(page, [5, 4, 3, 2, 1])
    expect(page.locator("[data-index]")).to_have_text("60")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(page.locator("[data-result]")).to_be_hidden()
    assert page.locator("[data-index]").text_content() == "" == page.locator("[data-receipt]").text_content()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    at_statement(page, "happy")
    assert page.locator("input:checked").count() == 0


def test_answers_the_server_wrote_back_stay_and_the_first_open_one_is_shown(phone: Phone, server: FakeServer) -> None:
    """After a switch of language in mid-form nothing is lost."""
    page = phone.open("/check-in?happy=4&calm=3")
    at_statement(page, "active")
    page.get_by_role("button", name="dansk").click()
    page.wait_for_url("**/plan")
    path, form = server.forms[0]
    assert path == "/language" and form["happy"] == "4" and form["_language"] == "da"


def test_two_check_ins_from_one_kept_page_have_two_keys(phone: Phone) -> None:
    phone.wait_kept(phone.open(), "/check-in")
    phone.offline()
    page = phone.open("/check-in")
    phone.answer(page, [3, 3, 3, 3, 3])
    phone.count(page, 1)
    page.goto("/check-in")
    phone.answer(page, [3, 3, 3, 3, 3])
    phone.count(page, 2)


def test_a_database_that_fails_twice_costs_her_neither_result_nor_help_nor_answers(phone: Phone) -> None:
    page = phone.open("/check-in")
    page.evaluate(LOSE_DATABASE)
    phone.answer(page, [0, 0, 0, 0, 0])
    expect(page.locator("[data-not-saved]")).to_be_focused()
    assert page.locator("input:checked").count() == 5
    at_statement(page, "interest")
    expect(page.locator("[data-index]")).to_have_text("0")
    assert page.locator("[data-result] p:visible").all_inner_texts() == ["low", "talk", "lines"]  # and no receipt


def test_the_result_is_there_while_the_phone_is_still_saving(phone: Phone) -> None:
    page = phone.open("/check-in")
    page.evaluate("() => { const wait = new Promise(() => null); companion.outbox.save = () => wait; }")
    phone.answer(page, [0, 0, 0, 0, 0])
    expect(page.get_by_role("heading", name="Result")).to_be_focused()
    assert page.locator("[data-result] p:visible").all_inner_texts() == ["low", "talk", "lines"]
    assert page.locator("input:checked").count() == 5


def test_a_result_that_is_saved_after_she_left_shows_no_receipt(phone: Phone) -> None:
    page = phone.open("/check-in")
    page.evaluate("""() => { const { save } = companion.outbox, wait = new Promise((done) => { companion.go = done; });
      companion.outbox.save = (item) => wait.then(() => save(item)); }""")
    phone.answer(page, [3, 3, 3, 3, 3])
    expect(page.locator("[data-index]")).to_have_text("60")
    phone.offline()  # so that it waits, and can be counted
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    page.evaluate("companion.go()")
    phone.count(page, 1)
    assert page.locator("[data-receipt]").text_content() == ""


def test_another_answer_takes_an_unsaved_result_away(phone: Phone) -> None:
    page = phone.open("/check-in")
    page.evaluate(LOSE_DATABASE)
    phone.offline()
    phone.answer(page, [0, 0, 0, 0, 0])
    expect(page.locator("[data-not-saved]")).to_be_focused()
    page.locator("fieldset:visible input[value='5']").check()
    expect(page.locator("[data-result]")).to_be_hidden()
    page.locator("[data-finish]").click()
    expect(page.locator("[data-index]")).to_have_text("20")
    expect(page.locator("[data-not-saved]")).to_be_focused()


def test_without_a_connection_an_old_browser_still_tells_the_result(phone: Phone, server: FakeServer) -> None:
    page = phone.context.new_page()
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    page.goto("/check-in")
    phone.offline()
    phone.answer(page, [1, 0, 0, 0, 0])
    expect(page.locator("[data-not-saved]")).to_be_focused()
    expect(page.locator("[data-index]")).to_have_text("4")
    assert page.locator("input:checked").count() == 5 and not server.forms


@pytest.mark.parametrize("lost", ["crypto.subtle", "indexedDB"])
def test_where_sealing_is_impossible_the_form_posts_plainly(phone: Phone, server: FakeServer, lost: str) -> None:
    page = phone.context.new_page()
    owner, name = ("Crypto.prototype", "subtle") if "crypto" in lost else ("self", "indexedDB")
    page.add_init_script(f"Object.defineProperty({owner}, '{name}', {{ value: undefined }})")
    page.goto("/check-in")
    phone.answer(page, [5, 4, 3, 2, 1])
    page.wait_for_url("**/plan")
    path, form = server.forms[0]
    assert path == "/check-in" and form["happy"] == "5" and form["interest"] == "1" and form["key"]
