"""Syddjurs (S28): the employment side writes the purpose, therapists the goals, she her own words."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from companion.foundation import runtime
from companion.plan import service as plans
from e2e.cases.told import desk_page, photographed, pictured, speaks
from e2e.phone import Phone
from e2e.town import Municipality

MARTA = "citizen-retraining"
OWN = "Chcę znowu podnieść wnuczkę."  # she reads and writes Polish
CLOSING = (
    "Bruge armen på arbejdet.",
    "Løfte til skulderen.",
    "Træning i små skridt.",
    "Tunge ting.",
    "Job på halv tid.",
)


def test_each_writes_an_own_part(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """The caseworker finds no way to the goals, the therapist none to the purpose; Marta's words stand at both."""
    marta, peter, rikke = a_phone(), a_phone(), a_phone()
    marta.sign_in(MARTA)
    for line in lines_of(place):
        says_it_herself(marta.open(f"/plan/words/{line}"))
    peter.sign_in("caseworker")
    rikke.sign_in("therapist")
    writes_only(peter, place, own="purpose", others="goals")
    writes_only(rikke, place, own="goals", others="purpose")
    expect(peter.open(desk_page(place, MARTA, "/plan")).locator("#purpose blockquote")).to_have_text(OWN)
    pictured(marta, "/plan", "syddjurs-plan", ("uk", "da"))


def test_a_closing_report_is_agreed_by_her_yes(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """The therapist writes it, she reads it first, and it is finished when she says that they agree."""
    marta, rikke = a_phone(), a_phone()
    rikke.sign_in("therapist")
    writes(rikke.open(desk_page(place, MARTA, "/status-note")))
    marta.sign_in(MARTA)
    speaks(marta, "en")
    note = marta.open("/course/notes").locator("section.card", has_text=CLOSING[0])
    expect(note.locator("dd")).to_have_count(5)
    photographed(marta, "syddjurs-closing-en")
    note.locator('button[value="yes"]').click()
    expect(note.locator("[role=status]")).to_be_visible()
    speaks(marta, "da")
    expect(note.locator("[role=status]")).to_contain_text("Du har sagt, at I er enige")
    photographed(marta, "syddjurs-closing-da")


def test_help_is_looked_at_again(phone: Phone) -> None:
    """Each grant is for a time: the meeting at which it is looked at again stands in her plan."""
    phone.sign_in(MARTA)
    speaks(phone, "da")
    expect(phone.open("/plan").locator("main")).to_contain_text("Hjælpen gives for en tid ad gangen.")
    expect(phone.open("/course/calendar").locator("main")).to_contain_text("Vi ser på hjælpen igen")


def lines_of(place: Municipality) -> list[str]:
    """Her purpose and her first goal."""
    with runtime.bound(place.ground):
        plan = plans.for_citizen(place.town.people[MARTA])
        assert plan is not None
        return [str(plan.id), str(plan.goals[0].goal.id)]


def says_it_herself(page: Page) -> None:
    """Her own words, which the others may read."""
    page.fill("#own_words", OWN)
    page.check('[name="words_shown"]')
    page.locator("#say .button.main").click()
    expect(page.locator("blockquote", has_text=OWN).first).to_be_visible()


def writes_only(phone: Phone, place: Municipality, *, own: str, others: str) -> None:
    """The own part has a way to its form; the other side's has none, and its address is closed."""
    page = phone.open(desk_page(place, MARTA, "/plan"))
    form = desk_page(place, MARTA, f"/plan/{own}")
    expect(page.locator(f'#{own} a[href="{form}"]')).to_be_visible()
    expect(page.locator(f"#{others} a.button")).to_have_count(0)
    answered = page.goto(phone.url + desk_page(place, MARTA, f"/plan/{others}"))
    assert answered is not None and answered.status == 403


def writes(page: Page) -> None:
    """The five agreed lines of the closing report."""
    part = page.locator('section[id$="-closing"]')
    for number, words in enumerate(CLOSING):
        part.locator("textarea").nth(number).fill(words)
    part.locator("form .button").click()
    expect(page.locator("main")).to_contain_text(CLOSING[0])
