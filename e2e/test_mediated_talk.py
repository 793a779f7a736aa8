"""Sønderborg (S31) with an interpreter, from her questions to her own yes: three browsers, two languages."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from companion.language.words import words
from e2e.crawl import look_at
from e2e.phone import Phone
from e2e.test_interpreter import ends, joins, lets_in, opens
from e2e.town import Municipality

HERS = "uk"
QUESTION = "Що буде з моїми грошима?", "Hvad sker der med mine penge?"


def test_it_works(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Olena asks beforehand; at the table she alone can say yes, says it back with a picture, and both can follow."""
    desk, olena = a_phone(viewport={"width": 1000, "height": 900}), a_phone()
    desk.sign_in("caseworker")
    olena.sign_in("citizen-clarify")
    meeting = asks_beforehand(olena)
    code = opens(desk, place)
    olena.open("/pair").locator('form[action="/pair/talk/take-part"] button').click()
    sara = joins(a_phone, code)
    lets_in(olena, sara)
    sara.goto(f"{olena.url}/join/talk{meeting}")
    for question in QUESTION:
        expect(sara.locator("#questions, #questions-da").filter(has_text=question).first).to_be_visible()
    card = agrees(olena, desk, sara)
    says_it_back(olena, card)
    hears_it(sara, card)
    desk.page.locator('form[action$="/end"] button').click()
    ends(sara)
    leaves_nothing_said(olena, card)


def asks_beforehand(olena: Phone) -> str:
    """A ready-made question for the next meeting, in both languages; the address of the meeting."""
    page = olena.open("/appointments")
    page.locator('h2 a[href^="/appointments/"]').first.click()
    page.wait_for_selector("#questions")
    page.locator("#questions details summary").click()
    page.locator('#questions button[value="money"]').click()
    expect(page.locator("#questions")).to_contain_text(QUESTION[0])
    return page.url.removeprefix(olena.url).partition("#")[0]


def agrees(olena: Phone, desk: Phone, sara: Page) -> str:
    """The interpreter points at what is proposed and cannot say yes to it; Olena can; the id of the card."""
    sara.goto(f"{olena.url}/join/talk/plan")
    theirs = sara.locator("li", has=sara.locator('button[value="yes"]')).first
    expect(theirs.locator('button[value="yes"]').first).to_be_disabled()
    number = theirs.locator("button.point")
    card = (number.get_attribute("value") or "").partition(" ")[2]
    number.click()
    expect(desk.page.locator(f"#at-{card}")).to_have_class("here")
    page = olena.open("/plan")
    page.locator(f'#{card} button[value="yes"]').click()
    expect(page.locator(f'#{card} button[value="yes"]')).to_have_count(0)
    return card


def says_it_back(olena: Phone, card: str) -> None:
    """A picture, and that it is clear; she reads before it who sees it."""
    page = olena.page
    page.locator(f'#{card} a[href$="/teach-back"]').click()
    page.locator('input[name="picture"][value="meet"]').check(force=True)
    assert look_at(page, "teach-back").is_clean
    olena.picture("mediated-talk-said-back-uk")
    page.locator('button[name="teach_back"][value="understood"]').click()
    expect(page.locator(f"#{card} [data-teach-back]")).to_contain_text(told(HERS))


def hears_it(sara: Page, card: str) -> None:
    """On the interpreter's page it stands in both languages, and nothing there can be answered for her."""
    sara.reload()
    for block, code in ((card, HERS), (f"{card}-da", "da")):
        expect(sara.locator(f"#{block} [data-teach-back]")).to_contain_text(told(code))
    answering = sara.locator("main form").evaluate_all("forms => forms.map(form => new URL(form.action).pathname)")
    assert set(answering) == {"/join/point", "/join/leave"}


def leaves_nothing_said(olena: Phone, card: str) -> None:
    """That it was clear stays with the agreement; what she said went with the talk."""
    back = olena.open("/plan").locator(f"#{card} [data-teach-back]")
    expect(back).to_contain_text(str(words(HERS).plain("Du har sagt, at du forstår det")))
    expect(back).not_to_contain_text(told(HERS))


def told(code: str) -> str:
    """What the picture says in a language."""
    return str(words(code).plain("Jeg skal til et møde"))
