"""Sønderborg (S29, S31): her questions in two languages, three at the table, agreed by her yes alone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from companion.appointments import service as appointments
from companion.cli.demo_meetings import AGREED, AGREED_UK, POINT, POINT_UK
from companion.foundation import runtime
from companion.programmes import templates
from e2e.cases.told import photographed, pictured, speaks
from e2e.phone import Phone
from e2e.town import Municipality

OLENA = "citizen-clarify"
TALK = templates.load("soenderborg-clarifying-talk")


def test_what_matters_to_me_before_the_talk(phone: Phone, place: Municipality) -> None:
    """The questions of the week in two languages; her own question and the points stand in both at once."""
    phone.sign_in(OLENA)
    page = pictured(phone, "/course/1", "soenderborg-questions", ("da", "uk"))
    for block in TALK.weeks[0].blocks:
        expect(page.locator("main")).to_contain_text(block.text["uk"])
    page = phone.open(f"/appointments/{meeting_of(place, 'round-table')}")
    for words in (POINT, POINT_UK):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("#people li")).to_have_count(3)
    expect(page.locator("#questions")).to_contain_text("Hvilket arbejde kan jeg holde til?")
    photographed(phone, "soenderborg-table-uk")


def test_agreed_only_by_her_yes(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Nothing is agreed before; she says that she has understood, ticks the interpreter, and says yes."""
    olena, peter = a_phone(), a_phone()
    address = meeting_of(place, "clarifying-talk")
    olena.sign_in(OLENA)
    expect(olena.open("/appointments/agreed").locator("#none")).to_be_visible()
    peter.sign_in("caseworker")
    is_agreed(peter.open(f"/desk/appointments/{address}"), "Borgeren har ikke sagt ja endnu")
    agrees(olena.open(f"/appointments/{address}"))
    page = pictured(olena, "/appointments/agreed", "soenderborg-agreed", ("uk", "da"))
    for words in (*AGREED, *AGREED_UK):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("En tolk hjalp jer.")
    is_agreed(peter.open(f"/desk/appointments/{address}"), "Borgeren sagde ja")


def test_help_and_a_placement_go_side_by_side(phone: Phone) -> None:
    """Both lie in the plan from the first day, each free; what is to be agreed counts only with her yes."""
    phone.sign_in(OLENA)
    speaks(phone, "da")
    plan = phone.open("/plan")
    for title in ("Hjælp til helbred, der passer til dig", "En praktik i det små"):
        card = plan.locator("section.card", has=plan.get_by_role("heading", name=title, exact=True))
        expect(card).to_contain_text("Du vælger selv. Et nej koster dig ikke noget.")
    phone.sees("Du har ikke sagt ja endnu. Det gælder først, når du siger ja.", code="da")


def agrees(page: Page) -> None:
    """Teach-back first, hers alone; then the yes, with the interpreter."""
    page.locator('#summary button[value="understood"]').click()
    expect(page.locator('#summary button[value="understood"][aria-pressed="true"]')).to_have_count(1)
    page.check('#summary [name="with_interpreter"]')
    page.locator("#summary form.stack .button").click()
    expect(page.locator("#summary form.stack")).to_have_count(0)


def is_agreed(page: Page, words: str) -> None:
    """How it stands on the desk; what she understood is not told there."""
    expect(page.locator("#summary")).to_contain_text(words)
    expect(page.locator("main")).not_to_contain_text("forstår det")


def meeting_of(place: Municipality, kind: str) -> str:
    """The key of her meeting of this kind."""
    with runtime.bound(place.ground):
        citizen = place.town.people[OLENA]
        mine = [*appointments.upcoming(citizen), *appointments.past(citizen)]
        return next(str(one.id) for one in mine if one.meeting_kind == kind)
