"""Two whole lives in one municipality, and everybody who may come to a door."""

import uuid
from dataclasses import dataclass, field

from sqlalchemy import select

from companion.accounts import leaving, roll, sign_in
from companion.accounts.records import Passkey, SignIn
from companion.caseload import service as caseload
from companion.checkins import progress
from companion.concerns import hours, requests, wishes, workplace
from companion.concerns import service as concerns
from companion.consent import case_agreements
from companion.consent import service as consent
from companion.foundation import clock
from companion.foundation.database import new_id, transaction
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting
from tests.hostile.doors import STRANGER, Caller
from tests.me.a_whole_life import Life, a_life
from tests.people import MADE_BY, Somebody, a_citizen, staff

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
    _hers(lives, NORA, lives.nora, people[KARENS])
    for kind in ("concern", "request"):
        lives.own[KARENS, kind] = lives.own[AMINA, kind]
    leaving.disable(person=people[CLOSED].id, actor=MADE_BY)
    roll.end_role(person=people[ENDED].id, role="interpreter", actor=MADE_BY)
    return lives


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
        wish = new_id()
        tasks.ask(kind=tasks.CALL_ME, citizen=lives.amina.id, owner=somebody.id, key=wish, actor=MADE_BY)
        lives.keep(walker, "task", wish)


def _a_phone(somebody: Somebody) -> uuid.UUID:
    sign_in.sign_in(person=somebody.id, own_phone=False, method="passkey")
    with transaction() as session:
        return session.scalars(select(SignIn.id).where(SignIn.person_id == somebody.id)).all()[-1]


def _hers(lives: Lives, walker: str, life: Life, holder: Somebody) -> None:
    """Her meeting, reading, release, consent, question and week."""
    lives.keep(walker, "appointment", a_meeting(life.amina, holder))
    lives.keep(walker, "reading", life.reading)
    lives.keep(walker, "release", life.release)
    lives.keep(walker, "consent", consent.ledger(life.id)[0].id)
    lives.keep(walker, "agreement", case_agreements.about(life.id)[0].id)
    lives.keep(walker, "rating", next(one.id for one in progress.history(life.id) if one.is_own))
    lives.own[walker, "week"] = "1"
    lives.keep(walker, "concern", concerns.of(life.id)[0].id)
    lives.keep(walker, "request", requests.of(life.id)[0].id)
    lives.keep(walker, "wish", wishes.of(life.id)[0].id)
    lives.keep(walker, "line", workplace.of(life.id)[0].id)
    lives.keep(walker, "work week", hours.of(life.id)[0].id)
