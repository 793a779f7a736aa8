"""Staff write to a citizen: a template, perhaps an own line, now or at a time; to one or to several of theirs."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from companion.accounts import service as accounts
from companion.accounts.circles import ALL, HEALTH
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.appointments import coming
from companion.caseload import service as caseload
from companion.foundation import audit, clock, crypto, journal
from companion.foundation.database import in_turn, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language import asking
from companion.nudges import library, wording
from companion.nudges.anchors import Plan
from companion.nudges.records import Message
from companion.nudges.rules import NUDGE

SENDERS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)
LONGEST_WORDS = 300  # letters of an own line: a sentence or two
MOST_AT_ONCE = 50  # people one message goes to: a course, not a newsletter
LONGEST_WAIT = timedelta(days=400)  # a year of follow-along, and a little
JUST_NOW = timedelta(hours=1)  # a page may lie open for a while before it is sent
MARKUP = ("<", ">")


class PlainTextOnly(Invalid):
    """An own line is text; markup in it is refused, so that nobody has to wonder what becomes of it."""

    sentence = N_("Skriv kun almindelig tekst. Tegnene < og > kan ikke bruges.")


class TooManyWords(Invalid):
    """An own line is short."""

    sentence = N_("Skriv lidt kortere. Der er plads til 300 tegn.")


class NoSuchTime(Invalid):
    """A message goes out in the future, within a year or so."""

    sentence = N_("Vælg en tid, der ikke er gået. Den må højst ligge et år fremme.")


class NeedsMeeting(Invalid):
    """The template speaks of a meeting (or its place), and there is none."""

    sentence = N_("Den tekst handler om et møde. Vælg en anden tekst, eller lav en aftale først.")


class PlaceholderMissing(Conflict):
    """The words in a reader's language leave out what the Danish says, a time or a place: nobody gets them."""

    sentence = N_("Oversættelsen mangler {%(name)s}. Vælg en anden tekst, og sig det til administrationen.")


class AlreadyOut(Conflict):
    """It has gone out: there is nothing to take back."""

    sentence = N_("Beskeden er allerede sendt.")


@dataclass(frozen=True)
class Draft:
    """What is to be sent; `about` is citizen → the meeting it speaks of, `key` makes sending twice sending once."""

    key: uuid.UUID
    template: str
    plan: Plan
    own_words: str = ""
    about: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)


def send(*, citizens: Iterable[uuid.UUID], draft: Draft, actor: audit.Actor) -> list[uuid.UUID]:
    """Put one message in the way to each of these citizens; when it goes out, the gate decides then.

    Raises NotFound as soon as one of them is not the sender's own, and what `checked` raises.
    """
    wanted = sorted(set(citizens))
    staff = _sender(actor)
    for citizen in wanted:
        caseload.require_relation(citizen=citizen, staff=staff)
    return _put(wanted, draft, actor)


def tell_session(*, appointment_id: uuid.UUID, draft: Draft, actor: audit.Actor) -> list[uuid.UUID]:
    """Tell everybody of one session at once: all whom the sender meets at that time. Raises NotFound for others'."""
    _sender(actor)
    session = coming.session_of(appointment_id, actor)
    if not session:
        raise NotFound
    about = {meeting.citizen_id: meeting.id for meeting in session}
    return _put(sorted(about), replace(draft, about=about), actor)


def take_back(*, message_id: uuid.UUID, actor: audit.Actor) -> uuid.UUID:
    """The sender does not want it sent any more; whose it was. Raises NotFound or AlreadyOut."""
    with transaction() as session:
        found = session.get(Message, message_id, with_for_update=True)
        if found is None or found.sender_id != actor.person_id:
            raise NotFound
        if found.sent_at is not None:
            raise AlreadyOut
        if found.ended_at is None:
            found.ended_at, found.outcome = clock.now(), "taken-back"
            audit.write(event="nudge.taken-back", citizen=found.citizen_id, actor=actor, about=found.id)
        return found.citizen_id


def checked(draft: Draft, citizens: Iterable[uuid.UUID]) -> None:
    """Raises NotFound for an unknown template, or one of the refusals above."""
    template, wanted = library.template(draft.template), list(citizens)
    if any(sign in draft.own_words for sign in MARKUP):
        raise PlainTextOnly
    if len(draft.own_words) > LONGEST_WORDS:
        raise TooManyWords
    if template.needs_meeting and any(citizen not in draft.about for citizen in wanted):
        raise NeedsMeeting
    for code in sorted({person.language for person in accounts.people(wanted).values()}):
        if name := wording.lacking(template, code):
            raise PlaceholderMissing(name=name)
    wait = draft.plan.planned_for - clock.now()
    if wait < -JUST_NOW or wait > LONGEST_WAIT:
        raise NoSuchTime


def _sender(actor: audit.Actor) -> uuid.UUID:
    if actor.role not in SENDERS or actor.person_id is None:
        raise NotFound
    return actor.person_id


def _put(citizens: list[uuid.UUID], draft: Draft, actor: audit.Actor) -> list[uuid.UUID]:
    if not 0 < len(citizens) <= MOST_AT_ONCE:
        raise Invalid
    checked(draft, citizens)
    with transaction() as session:
        messages = [_message(citizen, draft, actor) for citizen in citizens]
        for message in messages:
            in_turn(message.citizen_id)
            if session.get(Message, message.id) is None:
                session.add(message)
                audit.write(event="nudge.written", citizen=message.citizen_id, actor=actor, about=message.id)
                if message.own_words:
                    _ask_translation(message, actor)
        journal.wake_after_commit(session)
    return [message.id for message in messages]


def _ask_translation(message: Message, actor: audit.Actor) -> None:
    asking.ask(
        citizen=message.citizen_id,
        kind=asking.MESSAGE,
        about=message.id,
        language=accounts.person(message.citizen_id).language,
        actor=actor,
    )


def _message(citizen: uuid.UUID, draft: Draft, actor: audit.Actor) -> Message:
    key, now, plan = uuid.uuid5(draft.key, str(citizen)), clock.now(), draft.plan
    words = draft.own_words
    return Message(
        id=key,
        citizen_id=citizen,
        kind=NUDGE,
        topic=library.template(draft.template).topic,
        template=draft.template,
        sender_id=actor.person_id,
        sender_role=actor.role,
        visible_to=HEALTH if actor.role in HEALTH_ROLES else ALL,
        about=plan.about or draft.about.get(citizen),
        anchor=plan.anchor,
        anchor_at=plan.anchor_at,
        days=plan.days,
        wall_clock=plan.wall_clock,
        own_words=crypto.seal(words, table="message", row=key, field="own_words") if words else None,
        made_at=now,
        planned_for=max(plan.planned_for, now),
        next_due=max(plan.planned_for, now),
    )
