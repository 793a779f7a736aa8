"""Two whole lives in one municipality, and everybody who may come to a door."""

import uuid
from dataclasses import dataclass, field
from datetime import time, timedelta

from sqlalchemy import select

from companion.accounts import leaving, roll, sign_in, trusted
from companion.accounts.records import Passkey, SignIn
from companion.appointments.records import AppointmentSummary
from companion.caseload import contacting
from companion.caseload import service as caseload
from companion.caseload.records import Absence, DropIn
from companion.checkins import progress
from companion.concerns import hours, requests, wishes, workplace
from companion.concerns import service as concerns
from companion.consent import case_agreements
from companion.consent import service as consent
from companion.foundation import clock
from companion.foundation.database import new_id, transaction
from companion.interpreting import service as talks
from companion.language import asking
from companion.me import unwell
from companion.nudges import choices, follow_along
from companion.nudges.anchors import Plan
from companion.nudges.records import ContactDate, Message
from companion.plan import contesting, own_entries
from companion.plan import service as plans
from companion.tasks import service as tasks
from companion.words import notes
from tests.appointments.made import a_meeting
from tests.hostile.doors import STRANGER, Caller
from tests.me.a_whole_life import Life, a_life
from tests.nudges.made import writes
from tests.people import MADE_BY, Somebody, a_citizen, staff
from tests.plan.laid import a_card, an_agreed_card

AMINA, NORA = "amina", "nora"
CONTACTS = ("caseworker", "therapist", "health-coordinator")
OTHERS = ("interpreter", "translator", "administrator")
CLOSED, ENDED = "a closed account", "an interpreter whose role ended"
WEAK, WEAK_STAFF = f"{AMINA} by code", "caseworker by code"
KARENS = "ips-consultant"
WALKERS = (STRANGER, AMINA, WEAK, KARENS, *CONTACTS, *OTHERS, WEAK_STAFF, CLOSED, ENDED)


@dataclass
class Lives:
    """Whose is what: (walker, kind of object) → key; and every key there is."""

    amina: Life
    nora: Life
    own: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def citizens(self) -> tuple[str, str]:
        """The keys of both."""
        return str(self.amina.id), str(self.nora.id)

    def keep(self, walker: str, kind: str, key: uuid.UUID) -> None:
        """Remember that this is hers."""
        self.own[walker, kind] = str(key)


def role_of(walker: str) -> str | None:
    """The role a walker is signed in with; None for whoever is not, or no longer."""
    if walker in (STRANGER, CLOSED, ENDED):
        return None
    plain = walker.removesuffix(" by code")
    return "citizen" if plain in (AMINA, NORA) else plain


def prepare(caller: Caller) -> Lives:
    """Two citizens with something in every room, and one walker of each kind."""
    lives = Lives(a_life(), a_life())
    people: dict[str, Somebody] = {AMINA: lives.amina.amina, NORA: lives.nora.amina, KARENS: lives.amina.karen}
    people |= {role: staff(role) for role in (*CONTACTS, *OTHERS)}
    people |= {CLOSED: a_citizen(name="Jon Beck"), ENDED: staff("interpreter")}
    for role in (*CONTACTS, *OTHERS):
        _relate(lives, people[role])
    for walker, somebody in people.items():
        caller.people[walker] = somebody.id
        _own_things(lives, walker, somebody)
    _hers(lives, AMINA, lives.amina, people[KARENS])
    lives.keep(KARENS, "charge", lives.amina.id)
    _hers(lives, NORA, lives.nora, people[KARENS])
    _waits_for_a_translator(lives, people["translator"])
    for kind in ("concern", "request"):
        lives.own[KARENS, kind] = lives.own[AMINA, kind]
    leaving.disable(person=people[CLOSED].id, actor=MADE_BY)
    roll.end_role(person=people[ENDED].id, role="interpreter", actor=MADE_BY)
    return lives


def _waits_for_a_translator(lives: Lives, somebody: Somebody) -> None:
    """A card that Nora wants in Arabic, which the translator has taken, and a note about a wrong word."""
    card = uuid.UUID(lives.own[NORA, "card"])
    asking.ask(citizen=lives.nora.id, kind=asking.CARD, about=card, language="ar", actor=lives.nora.amina.actor)
    (waits,) = [one.id for one in asking.waiting() if one.about == card]
    asking.take(request=waits, actor=somebody.actor)
    lives.keep("translator", "text that waits", waits)
    notes.tell(language="da", page="help", words="Her står det forkerte ord.")
    lives.keep("translator", "note about a wording", notes.waiting()[0].id)


def _relate(lives: Lives, somebody: Somebody) -> None:
    """Contacts are there for Amina, nobody for Nora; the others have no relation at all."""
    if somebody.role in CONTACTS and somebody.unit is not None:
        caseload.relate(
            citizen=lives.amina.id,
            staff=somebody.id,
            role=somebody.role,
            unit=somebody.unit,
            responsible=False,
            actor=MADE_BY,
        )


def _own_things(lives: Lives, walker: str, somebody: Somebody) -> None:
    """A second phone, two passkeys (the last one asks once more), and a wish to answer."""
    with transaction() as session:
        keys = [new_id(), new_id()]
        for key in keys:
            made = {"credential_id": key.bytes, "public_key": b"public", "sign_count": 0, "transports": []}
            session.add(Passkey(id=key, person_id=somebody.id, device="Android", made_at=clock.now(), **made))
    lives.keep(walker, "passkey", keys[0])
    lives.keep(walker, "sign-in", _a_phone(somebody))
    lives.keep(walker, "citizen", lives.amina.id)
    if walker in (KARENS, *CONTACTS):
        held = a_meeting(lives.amina.amina, somebody)
        lives.keep(walker, "meeting", held)
        lives.keep(walker, "held meeting", held)
    if walker in (KARENS, *CONTACTS):
        wish = new_id()
        tasks.ask(kind=tasks.CALL_ME, citizen=lives.amina.id, owner=somebody.id, key=wish, actor=MADE_BY)
        lives.keep(walker, "task", wish)
        _fixed_times(lives, walker, somebody)
        _writes(lives, walker, somebody)
        talk = talks.open_talk(citizen=lives.amina.id, kind="plan", minutes=45, actor=somebody.actor)
        lives.keep(walker, "talk", talk.id)
        lives.keep(walker, "contact", contacting.log(citizen=lives.amina.id, kind="spoke", actor=somebody.actor))


def _fixed_times(lives: Lives, walker: str, somebody: Somebody) -> None:
    """An absence ahead and an hour without appointments."""
    absence, hours, day = new_id(), new_id(), clock.today()
    with transaction() as session:
        days = {"starts_on": day + timedelta(days=9), "back_on": day + timedelta(days=12), "made_at": clock.now()}
        session.add(Absence(id=absence, staff_id=somebody.id, cover_id=somebody.id, **days))
        times = {"weekday": 0, "opens": time(9), "closes": time(11), "place": {"da": "Biblioteket"}}
        session.add(DropIn(id=hours, staff_id=somebody.id, **times))
    lives.keep(walker, "absence", absence)
    lives.keep(walker, "hours", hours)


def _summary(life: Life) -> uuid.UUID:
    """The meeting of hers whose summary waits for her yes."""
    with transaction() as session:
        chosen = select(AppointmentSummary.appointment_id).where(AppointmentSummary.citizen_id == life.id)
        return session.scalars(chosen).one()


def _writes(lives: Lives, walker: str, somebody: Somebody) -> None:
    """A message that waits, a session, and a start of work with its first contact date."""
    (message,) = writes(somebody, lives.amina.amina, plan=Plan(clock.now() + timedelta(days=9)))
    lives.keep(walker, "nudge", message)
    lives.keep(walker, "session", a_meeting(lives.amina.amina, somebody))
    kind = "job" if walker in (KARENS, "therapist") else "study"
    start = follow_along.begin(citizen=lives.amina.id, kind=kind, starts_on=clock.today(), actor=somebody.actor)
    lives.keep(walker, "start of a citizen", start)
    with transaction() as session:
        dates = select(ContactDate.id).where(ContactDate.owner_id == somebody.id)
        lives.keep(walker, "contact date", session.scalars(dates).all()[0])


def _a_phone(somebody: Somebody) -> uuid.UUID:
    sign_in.sign_in(person=somebody.id, own_phone=False, method="passkey")
    with transaction() as session:
        return session.scalars(select(SignIn.id).where(SignIn.person_id == somebody.id)).all()[-1]


def _hers(lives: Lives, walker: str, life: Life, holder: Somebody) -> None:
    """Her meeting, reading, release, consent, question and week."""
    trusted.make(with_titles=False, actor=life.amina.actor)
    lives.keep(walker, "trusted", trusted.of(life.id)[0].id)
    lives.keep(walker, "appointment", a_meeting(life.amina, holder))
    lives.keep(walker, "summary", _summary(life))
    lives.keep(walker, "reading", life.reading)
    lives.keep(walker, "release", life.release)
    lives.keep(walker, "consent", consent.ledger(life.id)[0].id)
    lives.keep(walker, "unwell-share", unwell.shares(life.id)[0].id)
    lives.keep(walker, "agreement", case_agreements.about(life.id)[0].id)
    lives.keep(walker, "rating", next(one.id for one in progress.history(life.id) if one.is_own))
    lives.own[walker, "week"] = "1"
    with transaction() as session:
        message = select(Message.id).where(Message.citizen_id == life.id, Message.shown_at.is_not(None))
        lives.keep(walker, "message", session.scalars(message).first() or new_id())
    lives.keep(walker, "stop", choices.stops_of(life.id)[0].id)
    lives.keep(walker, "start", follow_along.starts_of(life.id)[0].id)
    lives.keep(walker, "concern", concerns.of(life.id)[0].id)
    lives.keep(walker, "request", requests.of(life.id)[0].id)
    lives.keep(walker, "wish", wishes.of(life.id)[0].id)
    lives.keep(walker, "workplace line", workplace.of(life.id)[0].id)
    lives.keep(walker, "work week", hours.of(life.id)[0].id)
    _lines_of_her_plan(lives, walker, life, holder)


def _lines_of_her_plan(lives: Lives, walker: str, life: Life, holder: Somebody) -> None:
    """Lines of her plan, a private entry, and for each side what it may write: a card, a goal and an answer."""
    health = staff("therapist", name="Lis Bro")
    mine, offer = plans.for_citizen(life.id), a_card(life.amina, health, visible_to="all")
    assert mine is not None
    job = a_card(life.amina, holder, kind="decision", track="job", letter=plans.Letter(clock.today(), "26-1"))
    lives.keep(walker, "line", mine.id)
    lives.keep(walker, "worded line", mine.id)
    lives.keep(walker, "card", offer)
    lives.keep(walker, "agreed card", an_agreed_card(life.amina, holder))
    lives.keep(walker, "own entry", own_entries.add(words="Tandlæge", actor=life.amina.actor))
    asked = contesting.Line("attendance", new_id(), "all", None)
    contest = contesting.contest(asked, words="Nej.", language="da", actor=life.amina.actor)
    for somebody in (KARENS, *CONTACTS) if walker == AMINA else ():
        lives.keep(somebody, "contest to answer", contest)
        lives.keep(somebody, "card to write", job if somebody in (KARENS, "caseworker") else offer)
        lives.keep(somebody, "goal to write", mine.goals[0].goal.id)
