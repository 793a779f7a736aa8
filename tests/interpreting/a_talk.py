"""A citizen with something to talk about, the people around her, and an interpreter with a phone."""

from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.interpreting import joining, live
from companion.interpreting import service as talks
from companion.interpreting.joining import Attested
from companion.interpreting.live import KnownGuest
from companion.interpreting.service import Opened
from companion.plan import service as plans
from companion.programmes import service as programmes
from tests.appointments.made import a_meeting
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in

PURPOSE = "Et arbejde, der passer"
SARA = Attested("Sara Nasser", "Tolk 2041", "person", adult=True)
SAYS = {"name": SARA.name, "agency": SARA.agency, "mode": SARA.mode, "adult": "1"}
OPENS = {"kind": "plan", "minutes": "45", "pages": ["plan", "appointments", "course"]}


def a_life(language: str) -> Somebody:
    """A citizen with a contact, a plan and a meeting."""
    found = a_citizen(language)
    rikke = responsible_for(found, "therapist")
    assert rikke.unit is not None
    plans.start(citizen=found.id, purpose={"da": PURPOSE}, unit=rikke.unit, actor=MADE_BY)
    a_meeting(found, rikke)
    return found


def a_life_with_a_course(language: str) -> Somebody:
    """The same with the eight weeks and their meetings."""
    found = a_life(language)
    rikke = responsible_for(found, "health-coordinator")
    assert rikke.unit is not None
    programmes.enrol(
        citizen=found.id,
        programme_id="toender-diabetes",
        starts_on=date(2026, 11, 16),
        unit=rikke.unit,
        staff=rikke.id,
        actor=MADE_BY,
    )
    return found


def a_guest(opened: Opened) -> tuple[str, KnownGuest]:
    """An interpreter who used the code and said who it is; the token and what is known."""
    token = joining.use_code(opened.digits)
    found = live.by_token(token)
    assert found is not None
    joining.ask(guest=found, said=SARA)
    again = live.by_token(token)
    assert again is not None
    return token, again


def a_phone(app: Flask) -> FlaskClient:
    """Another browser, as from our own pages."""
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


@dataclass
class Meeting:
    """Amina's phone and the interpreter's, in one conversation that goes on."""

    amina: Somebody
    hers: FlaskClient
    saras: FlaskClient

    def read(self, inner: str) -> TestResponse:
        """The interpreter opens a page of the talk."""
        return self.saras.get(f"/join/talk/{inner}")


def asking(app: Flask, client: FlaskClient, language: str = "ar", amina: Somebody | None = None) -> Meeting:
    """She has opened a talk (whoever has a course shows all there is); the interpreter waits at the door."""
    pages = [*OPENS["pages"], "consent"] if amina else OPENS["pages"]
    amina = amina or a_life(language)
    signed_in(client, amina)
    opened = client.post("/pair", data={**OPENS, "pages": pages})
    saras = a_phone(app)
    assert saras.post("/join", data={"code": code_on(opened)}).status_code == 303
    assert saras.post("/join/ask", data=SAYS).status_code == 303
    return Meeting(amina, client, saras)


def meeting(app: Flask, client: FlaskClient, language: str = "ar", amina: Somebody | None = None) -> Meeting:
    """She has let the interpreter in."""
    made = asking(app, client, language, amina)
    lets_in(made)
    return made


def lets_in(made: Meeting, answer: str = "let-in") -> None:
    """Yes or no to whoever waits."""
    (talk,) = live.of_citizen(made.amina.id)
    guest = next(one for one in live.guests(talk.id) if one.waits)
    assert made.hers.post("/pair/talk/door", data={"guest": guest.id, "answer": answer}).status_code == 303


def code_on(page: TestResponse) -> str:
    """The six digits a page shows."""
    shown = page.text.partition("data-code-digits")[2].partition("</bdi>")[0].rpartition(">")[2]
    return shown.replace(" ", "")


def opened_by(somebody: Somebody, citizen: Somebody) -> Opened:
    """A talk that this member of staff opens."""
    return talks.open_talk(citizen=citizen.id, kind="clarify", minutes=60, actor=somebody.actor)
