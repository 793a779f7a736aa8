"""A translator reads texts aloud into the browser; a citizen hears them, slower if she likes, offline too."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, ViewportSize, expect

from e2e.conftest import ARGUMENTS, SCREENSHOTS
from e2e.crawl import choose, look_at
from e2e.phone import Phone
from e2e.town import Municipality
from e2e.voice import A_VOICE, said

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")  # it hums
NOTICE, STATEMENT = "/words/aloud/ar/privacy", "/words/aloud/da/check-in/who5/happy"
IS_MOVING = "(sound) => sound.currentTime > 0.2"


@pytest.fixture(scope="module")
def humming(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose microphone hums."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *MICROPHONE])
    yield browser
    browser.close()


@pytest.fixture
def iryna(humming: Browser, place: Municipality) -> Iterator[Phone]:
    """The translator with a microphone."""
    phone = Phone(humming.new_context(viewport=ViewportSize(width=390, height=844)), place.url, SCREENSHOTS)
    phone.sign_in("translator")
    yield phone
    phone.context.close()
    assert not phone.complaints


def test_recorded_kept_and_heard(iryna: Phone, a_phone: Callable[..., Phone]) -> None:
    """The notice in Arabic: recorded, listened to, kept, and played to somebody who is not even signed in."""
    page = iryna.open(NOTICE)
    records(page)
    assert look_at(page, "aloud").is_clean
    iryna.picture("aloud-recorded-ar")
    page.locator("#record .button.main").click()
    expect(page.locator("#now audio")).to_be_visible()
    plays(page, page.locator("#now audio"))
    reader = a_phone(locale="ar")
    notice = reader.open("/privacy")
    expect(notice.locator("audio")).to_have_count(1)
    assert notice.locator("audio").evaluate("(sound) => sound.paused")
    slower(notice)
    plays(notice, notice.locator("audio"))
    assert look_at(notice, "privacy").is_clean
    reader.picture("aloud-privacy-ar")


def test_a_statement_is_heard_without_a_connection(iryna: Phone, a_phone: Callable[..., Phone]) -> None:
    """The first statement has a person's voice, the others have none; it stays on the phone with the form."""
    page = iryna.open(STATEMENT)
    records(page)
    page.locator("#record .button.main").click()
    expect(page.locator("#now audio")).to_be_visible()
    amina = a_phone()
    amina.sign_in("citizen-course")
    amina.page.locator("header summary").first.click()
    amina.page.locator('button[name="_language"][value="da"]').click()
    amina.page.wait_for_selector('html[lang="da"]')
    form = amina.open("/check-in")
    sound = form.locator("fieldset#happy audio")
    amina.wait_until_kept(str(sound.get_attribute("src")))
    amina.wait_until_kept("/check-in", "da")
    amina.lose_connection()
    amina.open("/check-in")
    expect(sound).to_be_visible()
    expect(form.locator("[data-aloud]")).to_be_hidden()
    plays(form, sound)
    amina.picture("aloud-check-in-da", whole=False)
    form.locator("fieldset#happy input").first.check()
    form.locator("[data-next]").click()
    assert sound.evaluate("(sound) => sound.paused")
    expect(form.locator("fieldset#calm audio")).to_have_count(0)


def test_without_javascript_a_file_is_sent(humming: Browser, place: Municipality) -> None:
    """A file that is no sound is refused with a sentence; one that is a sound is kept."""
    phone = Phone(
        humming.new_context(viewport=ViewportSize(width=390, height=844), java_script_enabled=False),
        place.url,
        SCREENSHOTS,
    )
    phone.sign_in("translator")
    page = phone.open(NOTICE)
    expect(page.locator("[data-recorder]")).to_be_hidden()
    sends(page, b"<html>")
    expect(page.locator("#errors")).to_be_visible()
    phone.picture("aloud-refused-da")
    sends(page, b"ID3\x04" + bytes(500))
    expect(page.locator("#now audio")).to_be_visible()
    phone.context.close()


@pytest.mark.parametrize("path", ["/me/sharing", "/first-aid", "/privacy"])
def test_a_voice_of_the_phones_own_reads_where_nobody_has(phone: Phone, path: str) -> None:
    """Never by itself, slower, anew when asked again, and silent when told so; a voice from elsewhere reads nothing."""
    phone.context.add_init_script(A_VOICE)
    phone.sign_in("citizen-course")
    page = phone.open(path)
    expect(page.locator("main [data-read]").first).to_be_hidden()
    choose(phone, "da")
    page = phone.open(path)
    asked, stop = page.locator("main [data-read]").first, page.locator("main [data-hush]").first
    expect(asked).to_be_visible()
    assert said(page) == []
    asked.click()
    first = said(page)
    assert {(one[1], one[2]) for one in first} == {(0.8, "here")}
    told = page.locator("main [data-text]").first.inner_text()
    assert str(first[0][0]).splitlines()[0] in told
    asked.click()
    assert said(page) == first * 2
    stop.click()
    expect(stop).to_be_hidden()
    assert page.evaluate("self.spoken").pop() == "-"
    assert look_at(page, path).is_clean


def records(page: Page) -> None:
    """Start, hum, stop, listen."""
    page.locator("[data-start]").click()
    expect(page.locator("[data-recording]")).to_be_visible()
    expect(page.locator("[data-time]")).to_have_text("0:02")
    expect(page.locator("[data-stop]")).to_be_in_viewport()  # beside the words, however long they are
    page.locator("[data-stop]").click()
    expect(page.locator("[data-heard]")).to_be_visible()
    plays(page, page.locator("[data-heard] audio"))


def plays(page: Page, sound: Locator) -> None:
    """It runs once it is asked to."""
    sound.evaluate("(sound) => sound.play()")
    page.wait_for_function(IS_MOVING, arg=sound.element_handle())


def slower(page: Page) -> None:
    """Four fifths of the speed, and back again."""
    button = page.locator("[data-slower]").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.locator("audio").first.evaluate("(sound) => sound.playbackRate") == 0.8
    page.locator("[data-again]").first.click()
    page.wait_for_function(IS_MOVING, arg=page.locator("audio").first.element_handle())
    assert page.locator("audio").first.evaluate("(sound) => sound.playbackRate") == 0.8


def sends(page: Page, sound: bytes) -> None:
    """A file is chosen and sent."""
    page.set_input_files("#sound", {"name": "recording", "mimeType": "audio/mpeg", "buffer": sound})
    page.locator("#record .button.main").click()
