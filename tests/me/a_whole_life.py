"""A citizen with something in every room: what tests of the own copy, erasure and retention begin with."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from companion.accounts import cards, challenges, codes, cpr, devices, merging, replacement, sign_in, trusted
from companion.accounts.records import Passkey
from companion.appointments import service as appointments
from companion.caseload import contacting, quiet
from companion.checkins import answers
from companion.checkins import service as checkins
from companion.consent import case_agreements
from companion.consent import service as consent
from companion.consent.purposes import WHO5_INDEX
from companion.foundation import clock
from companion.foundation.crypto import seal
from companion.foundation.database import new_id, transaction
from companion.interpreting import service as talks
from companion.interpreting import teach_back
from companion.interpreting.teach_back import Said
from companion.language import asking
from companion.me import unwell
from companion.nudges import choices, follow_along
from companion.nudges import service as nudges
from companion.plan import contesting, own_entries, own_words
from companion.plan import service as plans
from companion.plan.records import Goal
from companion.programmes import groups
from companion.programmes import service as programmes
from companion.programmes.records import Attendance, GroupCard, StatusNote, WeekRead
from companion.push import mail_addresses
from companion.push import service as push
from companion.push.devices import Here
from companion.sync import service as sync
from companion.sync.records import InboundItem
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting_with_everything
from tests.checkins.rated import rates, says_yes, shows
from tests.interpreting.a_talk import a_guest
from tests.me.a_release import a_receiving_unit
from tests.me.a_voice import a_voice
from tests.nudges.made import writes
from tests.nudges.phones import RecordingPhones
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff
from tests.push.carried import Recording, notice, turns_on
from tests.sync.outside import an_outside

NAME, PHONE = "Amina Haddad", "20 00 00 00"
COURSE = "toender-diabetes"
NUMBERS = (f"010190{last}" for last in count(4000))  # born 1 January 1990, each another one
A_QUESTION = case_agreements.Question(
    what={"da": "Må vi hente oplysninger fra din læge?"},
    if_no={"da": "Så afgør vi sagen med det, vi har."},
    law="Retssikkerhedsloven § 11 a",
    letter_date=date(2026, 11, 16),
    letter_reference="26-11873",
)


@dataclass(frozen=True)
class Life:
    """Amina, who is there for her, the unit she shares with, her answer and her release of it."""

    amina: Somebody
    karen: Somebody
    unit: uuid.UUID
    reading: uuid.UUID
    release: uuid.UUID

    @property
    def id(self) -> uuid.UUID:
        """Amina's."""
        return self.amina.id


def a_life(language: str = "da") -> Life:
    """One row at least in every table about her; her number is released and waits."""
    amina = a_citizen(language, name=NAME)
    karen, unit = responsible_for(amina), a_receiving_unit()
    _ways_in(amina)
    _busy_weeks(amina, karen)
    reading = an_answer(amina)
    checkins.open_result(reading_id=reading, actor=amina.actor)
    consent.give(purpose=WHO5_INDEX, unit=unit, language="da", text_version=1, actor=amina.actor)
    _progress(amina, karen)
    a_voice(amina, karen)
    _notices(amina)
    _from_outside(amina)
    _is_translated(amina)
    return Life(amina, karen, unit, reading, sync.release(reading_id=reading, actor=amina.actor))


def an_answer(person: Somebody) -> uuid.UUID:
    """She answers five questions now."""
    given = answers.Answer(new_id(), "da", "1", (5, 4, 3, 2, 1), clock.now(), 60)
    answers.take_in(given, actor=person.actor)
    return given.key


def a_meeting(person: Somebody, owner: Somebody, starts_at: datetime) -> uuid.UUID:
    """A meeting of an hour."""
    title = {"da": "Samtale", "ar": "محادثة"}
    return appointments.book(
        citizen=person.id,
        owner=owner.id,
        kind="agreed",
        track="job",
        starts_at=starts_at,
        minutes=60,
        title=title,
        form="walk",
        actor=MADE_BY,
    )


def _ways_in(amina: Somebody) -> None:
    sign_in.sign_in(person=amina.id, own_phone=True, method="passkey")
    codes.make(person=amina.id, language="da", own_phone=True, actor=MADE_BY)
    cards.make(pin="729416", actor=amina.actor)
    cpr.link(person=amina.id, number=next(NUMBERS), actor=amina.actor)
    challenges.make("add", amina.id)
    trusted.make(with_titles=True, actor=amina.actor)
    _spoke_through_an_interpreter(amina)
    with transaction() as session:
        key = {"credential_id": amina.id.bytes, "public_key": b"public", "sign_count": 0, "transports": ["internal"]}
        session.add(Passkey(person_id=amina.id, device="Android", made_at=clock.now(), **key))


def _spoke_through_an_interpreter(amina: Somebody) -> None:
    opened = talks.open_talk(citizen=amina.id, kind="plan", minutes=45, actor=amina.actor)
    _token, guest = a_guest(opened)
    talks.let_in(talk=opened.id, guest=guest.id, actor=amina.actor)
    teach_back.keep(about=new_id(), citizen=amina.id, said=Said("again", "work", "Hvad skal jeg?", "da"))


def _progress(amina: Somebody, karen: Somebody) -> None:
    assert karen.unit is not None
    rates(karen, amina, own_words="Du er kommet langt.", health=2)
    shows(amina, rates(amina, own_words="Jeg sover bedre.", health=4), says_yes(amina, karen.unit), "health")


def _plan(amina: Somebody, karen: Somebody) -> None:
    """What else a plan can hold: a goal and her words on it, a line that is not right, and a private entry."""
    goal = Goal(id=new_id(), citizen_id=amina.id, title={"da": "Sove hele natten"}, status="under-way", position=1)
    goal.visible_to, goal.version, goal.words_shown = "health", 1, False
    mine = plans.for_citizen(amina.id)
    assert mine is not None
    with transaction() as session:
        goal.plan_id = mine.id
        session.add(goal)
    own_words.say(line_id=goal.id, words="Jeg vil gerne drømme igen.", shown=False, actor=amina.actor)
    line = contesting.Line("purpose", mine.id, "all", None)
    contesting.contest(line, words="Jeg vil hellere sy.", language="da", actor=amina.actor)
    contesting.answer(contest_id=contesting.newest(amina.id)[mine.id].id, words="Det skriver vi om.", actor=karen.actor)
    own_entries.add(words="Tandlæge", on=clock.today(), at="11:00", actor=amina.actor)


def _in_a_group(amina: Somebody, enrolment: uuid.UUID, leader: Somebody) -> None:
    """She missed a day and says that it is not so, read the week, shows herself to her group, and a note waits."""
    run = groups.start(programme_id=COURSE, starts_on=clock.today(), capacity=20, leader=leader.id, actor=leader.actor)
    hers: dict[str, Any] = {"citizen_id": amina.id, "enrolment_id": enrolment}
    missed = Attendance(id=new_id(), run_id=run, held_on=clock.today(), state="absent", marked_by=leader.id, **hers)
    missed.kind, missed.visible_to, missed.marked_at = "invitation", "health", clock.now()
    missed.contested_at = clock.now()
    missed.contest_text = seal("Jeg var der.", table="attendance", row=missed.id, field="contest_text")
    note = StatusNote(id=new_id(), kind="status", written_by=leader.id, unit_id=leader.unit, **hers)
    note.written_at, note.lines = clock.now(), seal({"now": "Te"}, table="status_note", row=note.id, field="lines")
    card = GroupCard(id=new_id(), made_at=clock.now(), **hers)
    card.first_name = seal("Mina", table="group_card", row=card.id, field="first_name")
    with transaction() as session:
        session.add_all([missed, note, card, WeekRead(week=1, read_at=clock.now(), **hers)])


def _from_outside(amina: Somebody) -> None:
    """A number from before, a second account that was hers too, and a measure another system wrote."""
    replacement.link(person=amina.id, number=f"UKA{(number := next(NUMBERS))}", actor=MADE_BY)
    merging.merge(keep=amina.id, gone=a_citizen("da", name=NAME).id, actor=MADE_BY)
    system = an_outside(name=f"KY {number}", cpr=number, brings="Yusuf Karimi")
    with transaction() as session:
        item = InboundItem(id=new_id(), client_id=system.client.id, kind="measures", identifier="sag-1", version=1)
        item.citizen_id, item.subject_id, item.first_at, item.changed_at = amina.id, new_id(), clock.now(), clock.now()
        given = {"title": {"da": "Besøg"}, "on": "2026-12-01", "letter": {"reference": "26-1"}, "person": str(new_id())}
        item.given = seal(given, table="inbound_item", row=item.id, field="given")
        item.ended_at = clock.now()
        session.add(item)


def _is_translated(amina: Somebody) -> None:
    """A text of hers was asked for; one translator has read it and said it in her language."""
    text, translator = new_id(), staff("translator", name="Mina Rahimi")
    asking.ask(citizen=amina.id, kind=asking.CARD, about=text, language="ar", actor=amina.actor)
    (asked,) = [one for one in asking.waiting() if one.about == text]
    asking.take(request=asked.id, actor=translator.actor)
    asking.done(request=asked.id, actor=translator.actor)


def _notices(amina: Somebody) -> None:
    (phone,) = devices.of(amina.actor)
    turns_on(amina, here=Here(phone.id, True, "Android"))
    mail_addresses.keep(person=amina.id, address="amina@example.dk", actor=amina.actor)
    push.send(notice(amina), by=Recording().channels)


def _busy_weeks(amina: Somebody, karen: Somebody) -> None:
    unit = karen.unit
    assert unit is not None
    plans.start(citizen=amina.id, purpose={"da": "Et job, jeg kan holde til"}, unit=unit, actor=MADE_BY)
    enrolment = programmes.enrol(
        citizen=amina.id, programme_id=COURSE, starts_on=clock.today(), unit=unit, staff=karen.id, actor=MADE_BY
    )
    _plan(amina, karen)
    _in_a_group(amina, enrolment, staff("therapist", name="Rikke Storm"))
    a_meeting(amina, karen, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    a_meeting_with_everything(amina, karen)
    case_agreements.ask(citizen=amina.id, question=A_QUESTION, actor=karen.actor)
    contacting.log(citizen=amina.id, kind=contacting.MET, actor=karen.actor)
    quiet.write(wish=quiet.Wish(wait_days=3, call=quiet.Trusted("Salma", "20 11 22 33")), actor=amina.actor)
    unwell.write(card=unwell.Card(signs="Jeg sover ikke.", helps="En tur.", calls="Min søster"), actor=amina.actor)
    unwell.share(staff=karen.id, actor=amina.actor)
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=new_id(), actor=amina.actor)
    _messages(amina, karen)


def _messages(amina: Somebody, karen: Somebody) -> None:
    """A message that reached her phone, a stop, a choice, and a start of work with its dates."""
    writes(karen, amina, own_words="Du er altid velkommen.")
    nudges.drain(phones=RecordingPhones())
    choices.stop(topic="practical", actor=amina.actor)
    choices.pause(length="a-week", actor=amina.actor)
    follow_along.begin(citizen=amina.id, kind="job", starts_on=clock.today(), actor=karen.actor)
