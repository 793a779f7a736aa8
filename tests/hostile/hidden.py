"""What a citizen does that no employment role may ever notice, one verb each, and what everybody may see."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from companion.accounts import cards, codes, devices, sign_in
from companion.accounts import service as accounts
from companion.accounts.records import Passkey
from companion.appointments import service as appointments
from companion.caseload import quiet
from companion.caseload import service as caseload
from companion.checkins import answers
from companion.checkins import service as checkins
from companion.consent import case_agreements
from companion.consent import service as consent
from companion.consent.purposes import PURPOSES
from companion.foundation import clock, runtime
from companion.foundation.audit import Actor
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import Refusal
from companion.me import unwell
from companion.plan import answers as answers_to_cards
from companion.plan import own_entries, own_words
from companion.plan import service as plans
from companion.programmes import service as programmes
from companion.sync import service as sync
from companion.tasks import service as tasks
from tests.hostile import voice
from tests.hostile.doors import Caller, Door
from tests.people import MADE_BY, OFFICE

SHE = "citizen-sick"
CASEWORKER, CONSULTANT, THERAPIST = "caseworker", "consultant", "therapist"
READING, ANOTHER, CALL, ENROLMENT = (uuid.UUID(int=number) for number in (1, 2, 3, 4))
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
LETTER = {"law": "Lov § 11", "letter_date": date(2026, 11, 16), "letter_reference": "26-1"}
PAGES = ("/", "/help", "/first-aid", "/plan", "/course", "/appointments", "/me", "/me/sharing", "/check-in", "/privacy")


@dataclass(frozen=True)
class Known:
    """The keys of what is there from the first day, the same in both worlds."""

    she: uuid.UUID
    health_meeting: uuid.UUID
    walk: uuid.UUID
    decision: uuid.UUID
    own_question: uuid.UUID
    others_question: uuid.UUID
    health_unit: uuid.UUID
    job_unit: uuid.UUID


@dataclass(frozen=True)
class World:
    """One municipality in which she lives."""

    caller: Caller
    known: Known

    @property
    def she(self) -> Actor:
        """Herself."""
        return Actor(self.known.she, "citizen")

    def staff(self, key: str) -> Actor:
        """A member of staff, by demo person."""
        return Actor(self.caller.people[key], key)

    def asks(self, path: str, method: str = "GET", **form: str) -> None:
        """She opens a page, or sends a form."""
        assert self.caller.call(SHE, Door(method, path), path, data=form or None).status_code < 500


Verb = Callable[[World], None]


@contextmanager
def living(caller: Caller) -> Iterator[None]:
    """Inside, services act in this world; a refusal is a step that led nowhere."""
    with runtime.bound(caller.ground), suppress(Refusal):
        yield


def prepare(caller: Caller) -> Known:
    """Before the first day: two employment roles with a relation, meetings of three kinds, and questions."""
    people = caller.people
    job, health = accounts.units_of_kind("employment")[0].id, accounts.units_of_kind("health")[0].id
    she, consultant = people[SHE], people[CONSULTANT]
    caseload.relate(citizen=she, staff=consultant, role="ips-consultant", unit=job, responsible=False, actor=MADE_BY)
    other_unit = accounts.add_unit(kind="employment", name={"da": "Den anden afdeling"}, phone="72 00 00 08")
    elsewhere = accounts.add_person(name="Ulla Berg", language="da")
    accounts.give_role(
        person=elsewhere, role="caseworker", unit=other_unit, phone="72 00 00 08", hours=OFFICE, actor=MADE_BY
    )
    return Known(
        she=she,
        health_meeting=_meeting(she, people[THERAPIST], "offer", 0, visible_to="health"),
        walk=_meeting(she, consultant, "agreed", 2),
        decision=_meeting(she, people[CASEWORKER], "decision", 4),
        own_question=_question(she, people[CASEWORKER], job),
        others_question=_question(she, elsewhere, other_unit),
        health_unit=health,
        job_unit=job,
    )


def _meeting(she: uuid.UUID, owner: uuid.UUID, kind: str, hours: int, visible_to: str = "all") -> uuid.UUID:
    return appointments.book(
        citizen=she,
        owner=owner,
        kind=kind,
        track="health" if visible_to == "health" else "job",
        starts_at=THURSDAY + timedelta(hours=hours),
        minutes=60,
        title={"da": "Samtale"},
        form="person",
        visible_to=visible_to,
        actor=MADE_BY,
    )


def _question(she: uuid.UUID, staff: uuid.UUID, unit: uuid.UUID) -> uuid.UUID:
    asked = case_agreements.Question(what={"da": "Må vi?"}, if_no={"da": "Så afgør vi sagen."}, **LETTER)  # type: ignore[arg-type]
    return case_agreements.ask(citizen=she, question=asked, actor=Actor(staff, "caseworker", unit))


def _invited(world: World) -> None:
    due = clock.today()
    checkins.invite(citizen=world.known.she, instrument="who5", due_on=due, occasion="extra", actor=MADE_BY)


def _answers(world: World, key: uuid.UUID, chosen: tuple[int, ...]) -> None:
    answers.take_in(answers.Answer(key, "da", "1", chosen, clock.now(), 60), actor=world.she)


def _says_yes(world: World, purpose: str) -> None:
    unit = world.known.health_unit if PURPOSES[purpose].unit_kind == "health" else world.known.job_unit
    consent.give(purpose=purpose, unit=unit, language="da", text_version=1, actor=world.she)


def _takes_back(world: World) -> None:
    for given in consent.ledger(world.known.she):
        consent.withdraw(consent_id=given.id, actor=world.she)


def _release(world: World) -> None:
    newest = checkins.latest(world.known.she)
    if newest is not None:
        sync.release(reading_id=newest.id, actor=world.she)


def _undoes(world: World) -> None:
    for fact in sync.shared_with(world.known.she):
        sync.undo(release_id=fact.release_id, actor=world.she)


def _enrols(world: World) -> None:
    therapist = world.caller.people[THERAPIST]
    programmes.enrol(
        citizen=world.known.she,
        programme_id="toender-diabetes",
        starts_on=clock.today(),
        unit=world.known.health_unit,
        staff=therapist,
        actor=world.staff(THERAPIST),
    )


def _declines_the_course(world: World) -> None:
    for meeting in appointments.upcoming(world.known.she):
        if meeting.series:
            appointments.decline(appointment_id=meeting.id, actor=world.she)


def _gets_a_card(world: World) -> None:
    plans.add_card(
        citizen=world.known.she,
        owner=world.caller.people[THERAPIST],
        kind="offer",
        track="health",
        title={"da": "Ro"},
        why={"da": "Du vil gerne sove."},
        visible_to="health",
        actor=world.staff(THERAPIST),
    )


def _says_later(world: World) -> None:
    for card in _her_plan(world).cards:
        if card.is_free:
            answers_to_cards.answer(card_id=card.id, what="later", version=1, language="da", actor=world.she)


def _her_plan(world: World) -> plans.PlanView:
    found = plans.for_citizen(world.known.she)
    assert found is not None
    return found


def _meets_a_therapist(world: World) -> None:
    therapist, unit = world.caller.people[THERAPIST], world.known.health_unit
    caseload.relate(
        citizen=world.known.she, staff=therapist, role="therapist", unit=unit, responsible=False, actor=MADE_BY
    )


def _shares_the_card(world: World) -> None:
    """With a therapist: that she has a card, and somebody who may read it, is theirs alone."""
    _meets_a_therapist(world)
    unwell.write(card=unwell.Card(helps="Ro"), actor=world.she)
    unwell.share(staff=world.caller.people[THERAPIST], actor=world.she)


def _adds_a_passkey(world: World) -> None:
    with transaction() as session:
        key = {"credential_id": new_id().bytes, "public_key": b"public", "sign_count": 0, "transports": ["internal"]}
        session.add(Passkey(person_id=world.known.she, device="Android", made_at=clock.now(), **key))


def _comes_in(world: World, *, own: bool, method: str) -> None:
    sign_in.sign_in(person=world.known.she, own_phone=own, method=method, device="Android")


def _is_let_in_by_a_code(world: World) -> None:
    codes.use(codes.make(person=world.known.she, language="ar", own_phone=True, actor=MADE_BY))


def _confirms_a_walk(world: World) -> None:
    """Not after “I cannot come”: that would take back a message, and who holds the walk is told so."""
    if appointments.one(world.known.walk, world.known.she).declined_at is None:
        _says(world, world.known.walk, "yes")


def _reads(world: World) -> None:
    for path in PAGES:
        world.asks(path)


def _answers_elsewhere(world: World, *, yes: bool) -> None:
    asked = world.known.others_question
    case_agreements.answer(agreement_id=asked, yes=yes, language="da", actor=world.she)


HIDDEN: dict[str, Verb] = {
    "is invited to check in": _invited,
    "answers low": lambda world: _answers(world, READING, (0, 0, 1, 0, 0)),
    "answers high": lambda world: _answers(world, ANOTHER, (5, 5, 5, 5, 5)),
    "sees her result": lambda world: world.asks("/check-in/result"),
    "says yes to the unit for jobs": lambda world: _says_yes(world, "who5-index"),
    "says yes to a health unit": lambda world: _says_yes(world, "health-coordinator"),
    "takes every yes back": _takes_back,
    "releases her number": _release,
    "undoes it": _undoes,
    "is enrolled in a health programme": _enrols,
    "cannot come to the course": _declines_the_course,
    "gets a card of the health side": _gets_a_card,
    "meets a therapist": _meets_a_therapist,
    "puts every offer off": _says_later,
    "says her own words": lambda world: own_words.say(
        line_id=_her_plan(world).id, words="Mit.", shown=False, actor=world.she
    ),
    "keeps something to herself": lambda world: _keep(
        own_entries.add(words="Tandlæge", on=THURSDAY.date(), at="10:30", actor=world.she)
    ),
    "confirms a health meeting": lambda world: _says(world, world.known.health_meeting, "yes"),
    "declines a health meeting": lambda world: _says(world, world.known.health_meeting, "no"),
    "confirms a walk": _confirms_a_walk,
    "reads help and every page": _reads,
    "adds a passkey": _adds_a_passkey,
    "makes a card on paper": lambda world: _keep(cards.make(pin="482915", actor=world.she)),
    "comes in on her own phone": lambda world: _comes_in(world, own=True, method="passkey"),
    "comes in on a shared phone": lambda world: _comes_in(world, own=False, method="code"),
    "comes in by a code": _is_let_in_by_a_code,
    "ends every phone": lambda world: _keep(devices.end_all_others(this=new_id(), actor=world.she)),
    "reads Arabic from now on": lambda world: accounts.choose_language(person=world.known.she, language="ar"),
    "reads Tigrinya from now on": lambda world: accounts.choose_language(person=world.known.she, language="ti"),
    "says yes to another unit's question": lambda world: _answers_elsewhere(world, yes=True),
    "says no to another unit's question": lambda world: _answers_elsewhere(world, yes=False),
    "writes what to do when she goes quiet": lambda world: quiet.write(wish=quiet.Wish(leave_be=True), actor=world.she),
    "writes her card for bad days": lambda world: unwell.write(card=unwell.Card(helps="Ro"), actor=world.she),
    "lets a health contact read the card": _shares_the_card,
    "lets a calendar read along": lambda world: world.asks("/appointments/calendar", "POST"),
    "opens the page of a meeting": lambda world: world.asks(f"/appointments/{world.known.walk}"),
    "is worried about her health": lambda world: voice.worries(world.she),
    "is worried and then no longer": lambda world: voice.closes_it(world.she),
    "wants an offer of the health side": lambda world: voice.wants_a_health_offer(world.she),
    "keeps her own lists": lambda world: voice.keeps_lists(world.she),
    "takes her own copy": lambda world: world.asks("/me/export/companion.json", "POST"),
}
SEEN: dict[str, Verb] = {  # done in both worlds alike, between the hidden things
    "asks to be called": lambda world: _calls(world, CALL, CASEWORKER),
    "cannot come to a decided meeting": lambda world: _says(world, world.known.decision, "no"),
    "comes to a decided meeting": lambda world: _says(world, world.known.decision, "yes"),
    "cannot come to a walk": lambda world: _says(world, world.known.walk, "no"),
    "answers her own unit": lambda world: case_agreements.answer(
        agreement_id=world.known.own_question, yes=True, language="da", actor=world.she
    ),
}


def _says(world: World, meeting: uuid.UUID, what: str) -> None:
    say = appointments.confirm if what == "yes" else appointments.decline
    say(appointment_id=meeting, actor=world.she)


def _calls(world: World, key: uuid.UUID, staff: str) -> None:
    owner = world.caller.people[staff]
    tasks.ask(kind=tasks.CALL_ME, citizen=world.known.she, owner=owner, key=key, actor=world.she)


def _keep(_made: object) -> None:
    """What the verb gave back is nobody's here."""
