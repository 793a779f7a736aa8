"""S41: worried about a decision, in Arabic; times, a talk and advice from the coordinator; released, K reads it."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from companion.concerns.sentences import ADVICE, CITIZEN, REPLY, sentences
from companion.foundation import runtime
from companion.plan import service as plans
from companion.plan.service import Letter
from e2e.phone import Phone
from e2e.town import Municipality

WORRY, ANSWER, LINE = (
    sentences(CITIZEN)["hours-many"],
    sentences(REPLY)["talk-choose"],
    sentences(ADVICE)["advice-hours"],
)


def test_worry_talk_advice_release(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Amina worries on a decision; Mette answers in Danish, Amina reads Arabic; Peter sees the advice alone."""
    amina, mette, caseworker = a_phone(), a_phone(), a_phone()
    a_decision(place)
    amina.sign_in("citizen-course")
    worries(amina)
    mette.sign_in("health-coordinator")
    answers(mette, amina.page.url.rpartition("/")[2])
    mine = amina.page
    mine.reload()
    expect(mine.locator("main")).to_contain_text(ANSWER.text["ar"])
    mine.locator("[data-slot] .button").first.click()
    expect(mine.locator('#talk a[href^="/appointments/"]')).to_be_visible()
    advises(mette)
    caseworker.sign_in("caseworker")
    reads_of(caseworker, "Delt af borgeren", seen=False)
    mine.reload()
    expect(mine.locator("[data-advice]")).to_contain_text(LINE.text["ar"])
    amina.picture("concern-advice-ar")
    mine.locator('form[action$="/release"] .button').click()
    expect(mine.locator("#advice form")).to_have_count(0)
    reads_of(caseworker, LINE.text["da"], seen=True)
    expect(caseworker.page.locator("main")).not_to_contain_text(WORRY.text["da"])
    caseworker.picture("concern-caseworker-da")


def a_decision(place: Municipality) -> None:
    """A decision of a letter lies on his plan."""
    with runtime.bound(place.ground):
        plans.add_card(
            citizen=place.town.people["citizen-course"],
            owner=place.town.people["caseworker"],
            kind="decision",
            track="job",
            title={"da": "Praktik i et køkken", "ar": "تدريب في مطبخ"},
            why={"da": "Det står i brevet.", "ar": "هذا مكتوب في الرسالة."},
            letter=Letter(date(2026, 11, 16), "26-1"),
            actor=place.town.actor("caseworker"),
        )


def worries(phone: Phone) -> None:
    """From the card: the letter counts before and after, ready-made sentences are enough."""
    page = phone.open("/plan")
    card = page.locator("section.card", has_text="26-1")
    card.locator('a[href^="/concerns/new?card="]').click()
    expect(page.locator("[data-letter-counts]")).to_be_visible()
    page.locator(f'details[data-topic="{WORRY.topic}"] summary').click()
    page.locator(f'input[value="{WORRY.key}"]').check()
    phone.picture("concern-new-ar")
    page.locator("#send .button.main").click()
    expect(page).to_have_url(re.compile(r"/concerns/[0-9a-f-]{36}$"))
    expect(page.locator("[data-letter-counts]")).to_be_visible()


def answers(phone: Phone, key: str) -> None:
    """Her worry is answered with a ready-made sentence and two times."""
    page = phone.open(f"/desk/concerns/{key}")
    expect(page.locator("#written")).to_contain_text(WORRY.text["da"])
    tick(page, "#reply", ANSWER.topic, ANSWER.key)
    for number, hour in enumerate(("10:00", "14:30")):
        page.fill(f"#day-{number}", "2026-11-25")
        page.fill(f"#hour-{number}", hour)
    phone.picture("concern-desk-da")
    page.locator("#reply .button.main").click()
    expect(page.locator("#answers")).to_contain_text(ANSWER.text["da"])


def advises(phone: Phone) -> None:
    """One ready-made line."""
    page = phone.page
    tick(page, "#advice", LINE.topic, LINE.key)
    page.locator('form[action$="/advice"] > .button').click()
    expect(page.locator("#advice [data-advice]")).to_contain_text(LINE.text["da"])


def tick(page: Page, where: str, topic: str, key: str) -> None:
    """Open a topic and tick a sentence of it."""
    page.locator(f'{where} details[data-topic="{topic}"] summary').first.click()
    page.locator(f'{where} input[value="{key}"]').check()


def reads_of(phone: Phone, words: str, *, seen: bool) -> None:
    """What stands on the page of the citizen's own words."""
    page = phone.open("/desk")
    page.locator("tr", has_text="Amina Haddad").locator("th a").first.click()
    page.locator('#doors a[href$="/voice"]').click()
    expect(page.locator("#advice")).to_be_visible()
    expect(page.locator("#advice").get_by_text(words)).to_have_count(1 if seen else 0)
