"""Meetings as a citizen sees them: booking, the next one, a week of them, and her answer."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import Integer, Select, bindparam, select, update
from sqlalchemy.orm import Session

from companion.accounts.circles import ALL, CIRCLES, circles_of, told_to
from companion.accounts.contacts import contacts
from companion.appointments import rules
from companion.appointments.meeting import FIELDS, KnownAppointment, Meetings, from_row
from companion.appointments.records import Appointment, AppointmentSlot
from companion.foundation import audit, clock, journal
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.text import Text
from companion.tasks import service as tasks

UPCOMING_SHOWN, PAST_SHOWN = 80, 5  # a programme of 14 weeks has 68 meetings
at_danish_time = rules.at_danish_time  # other rooms enter here
ends_at = rules.ends_at
clashes = rules.clashes


class NobodyMeets(Invalid):
    """A meeting needs a member of staff who has a role today."""

    sentence = N_("Vælg, hvem borgeren skal møde.")


class Over(Conflict):
    """The meeting has ended: there is nothing left to answer."""

    sentence = N_("Mødet er forbi. Ring til din kontakt, hvis du vil tale om det.")


class Cancelled(Conflict):
    """The meeting was called off."""

    sentence = N_("Mødet er aflyst. Du skal ikke gøre noget.")


_COLUMNS = [getattr(Appointment, name) for name in FIELDS]
_MINE = select(*_COLUMNS).where(Appointment.citizen_id == bindparam("citizen"))
_BY_TIME = (Appointment.starts_at, Appointment.id)
_COMING = _MINE.where(Appointment.ends_at > bindparam("now")).order_by(*_BY_TIME)
_UPCOMING = _COMING.limit(bindparam("most", type_=Integer))
_NEXT = _COMING.where(Appointment.cancelled_at.is_(None)).limit(1)
_PAST = (
    _MINE.where(Appointment.ends_at <= bindparam("now"))
    .order_by(Appointment.starts_at.desc(), Appointment.id)
    .limit(PAST_SHOWN)
)
_ONE = _MINE.where(Appointment.id == bindparam("appointment"))
_AMONG = _MINE.where(Appointment.id.in_(bindparam("appointments", expanding=True))).order_by(*_BY_TIME)
_BETWEEN = _MINE.where(Appointment.ends_at > bindparam("start"), Appointment.starts_at < bindparam("end")).order_by(
    *_BY_TIME
)
_OF_STAFF = (
    select(*_COLUMNS)
    .where(
        Appointment.owner_id == bindparam("staff"),
        Appointment.citizen_id.in_(bindparam("citizens", expanding=True)),
        Appointment.ends_at > bindparam("now"),
        Appointment.cancelled_at.is_(None),
        Appointment.visible_to.in_(bindparam("circles", expanding=True))
        | (Appointment.owner_role == bindparam("role")),
    )
    .order_by(Appointment.starts_at.desc(), Appointment.id)
)


class Booking(TypedDict, total=False):
    """What a meeting is made of; the last lines may be left out."""

    kind: Required[str]
    track: Required[str]
    starts_at: Required[datetime]
    minutes: Required[int]
    title: Required[Text]
    form: Required[str]
    place: Text | None
    directions: Text | None
    interpreter_language: str | None
    interpreter_state: str | None
    interpreter_dialect: str | None
    interpreter_gender: str | None
    interpreter_form: str | None
    visible_to: str
    series: str | None
    meeting_kind: str | None


def book(*, citizen: uuid.UUID, owner: uuid.UUID, actor: audit.Actor, **meeting: Unpack[Booking]) -> uuid.UUID:
    """A new meeting; nobody has answered yet. Raises NobodyMeets, or Invalid for a value out of range."""
    _check(meeting)
    contact = contacts([owner]).get(owner)
    if contact is None:
        raise NobodyMeets
    booked = Appointment(
        **{"visible_to": ALL, **meeting},
        id=new_id(),
        citizen_id=citizen,
        ends_at=rules.ends_at(meeting["starts_at"], meeting["minutes"]),
        owner_id=owner,
        owner_role=contact.role,
        made_at=clock.now(),
    )
    booked.interpreter_state = _state(booked) if booked.interpreter_language else None
    with transaction() as session:
        session.add(booked)
        audit.write(event="appointment.booked", citizen=citizen, actor=actor, about=booked.id)
    return booked.id


def next_for(citizen: uuid.UUID) -> KnownAppointment | None:
    """The meeting that goes on now or comes next; one that was called off is passed over."""
    found = _mine(_NEXT, citizen, now=clock.now())
    return found[0] if found else None


def upcoming(citizen: uuid.UUID, *, limit: int = UPCOMING_SHOWN) -> Sequence[KnownAppointment]:
    """This citizen's coming meetings, next first; one that was called off stays in view until its time."""
    return _mine(_UPCOMING, citizen, now=clock.now(), most=limit)


def of(citizen: uuid.UUID) -> Meetings:
    """This citizen's coming meetings and the last few that have been."""
    with reading():
        return Meetings(upcoming(citizen), past(citizen))


def past(citizen: uuid.UUID) -> Sequence[KnownAppointment]:
    """The last few meetings of this citizen, newest first."""
    return _mine(_PAST, citizen, now=clock.now())


def between(citizen: uuid.UUID, start: datetime, end: datetime) -> Sequence[KnownAppointment]:
    """This citizen's meetings that touch the time from `start` to just before `end`."""
    return _mine(_BETWEEN, citizen, start=start, end=end)


def one(appointment_id: uuid.UUID, citizen: uuid.UUID) -> KnownAppointment:
    """One of this citizen's own meetings. Raises NotFound."""
    found = _mine(_ONE, citizen, appointment=appointment_id)
    if not found:
        raise NotFound
    return found[0]


def among(appointments: Iterable[uuid.UUID | None], citizen: uuid.UUID) -> Sequence[KnownAppointment]:
    """Those of these that are this citizen's own meetings; what is none is passed over."""
    return _mine(_AMONG, citizen, appointments=[one for one in appointments if one is not None])


def next_for_staff(citizens: Iterable[uuid.UUID], staff: uuid.UUID, *, role: str) -> dict[uuid.UUID, KnownAppointment]:
    """The next meeting this member of staff holds with each of these citizens; others' are not told.

    Whoever held one in another role than today's is told only what today's role may see.
    """
    values: dict[str, Any] = {"citizens": list(citizens), "staff": staff, "now": clock.now()}
    values |= {"role": role, "circles": circles_of(role)}
    with reading() as db:
        latest_first = [from_row(row) for row in db.execute(_OF_STAFF, values)]
    return {meeting.citizen_id: meeting for meeting in latest_first}


def interpreters_booked(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Staff have booked the interpreters that were asked for at this citizen's coming meetings."""
    asked = update(Appointment).where(
        Appointment.citizen_id == citizen,
        Appointment.interpreter_state == rules.ASKED,
        Appointment.ends_at > clock.now(),
    )
    with transaction() as session:
        booked = asked.values(interpreter_state=rules.BOOKED).returning(Appointment.id)
        for meeting in session.scalars(booked).all():
            tasks.settle(kind=tasks.INTERPRETER, about=meeting, actor=actor)
        audit.write(event="interpreters.booked", citizen=citizen, actor=actor)


def is_over(meeting: KnownAppointment) -> bool:
    """Whether this meeting has ended."""
    return meeting.ends_at <= clock.now()


def confirm(*, appointment_id: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen comes; a former "cannot come" is taken back. Raises NotFound, Over or Cancelled."""
    with transaction() as session:
        meeting = open_of(session, appointment_id, actor)
        if meeting.confirmed_at is None:
            meeting.confirmed_at, meeting.declined_at = clock.now(), None
            tasks.take_back(kind=tasks.CANNOT_COME, about=meeting.id, actor=actor)
            _write("appointment.confirmed", meeting, actor)
            journal.tell(kind="appointment.answered", citizen=meeting.citizen_id, subject=meeting.id)


def decline(*, appointment_id: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen cannot come; the owner is told and finds a new time. Raises NotFound, Over or Cancelled."""
    with transaction() as session:
        meeting = open_of(session, appointment_id, actor)
        if meeting.declined_at is not None:
            return
        meeting.declined_at, meeting.confirmed_at = clock.now(), None
        meeting.read_at = meeting.upheld_at = None  # a new message has its own way
        _write("appointment.declined", meeting, actor)
        journal.tell(kind="appointment.answered", citizen=meeting.citizen_id, subject=meeting.id)
        tasks.ask(
            kind=tasks.CANNOT_COME,
            citizen=meeting.citizen_id,
            owner=meeting.owner_id,
            key=new_id(),
            with_interpreter=meeting.interpreter_language is not None,
            about=meeting.id,
            visible_to=told_to(meeting.owner_role, meeting.visible_to),
            actor=actor,
        )


def cancel_series(*, series: str, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Call off what still lies ahead of a row of meetings; what has been stays as it was."""
    ahead = update(Appointment).where(
        Appointment.series == series,
        Appointment.citizen_id == citizen,
        Appointment.starts_at > clock.now(),
        Appointment.cancelled_at.is_(None),
    )
    with transaction() as session:
        session.execute(ahead.values(cancelled_at=clock.now()))
        audit.write(event="appointments.cancelled", citizen=citizen, actor=actor)


def cancel_all(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Call off everything that still lies ahead of her, and every time she could choose: her case has ended."""
    ahead = update(Appointment).where(
        Appointment.citizen_id == citizen, Appointment.starts_at > clock.now(), Appointment.cancelled_at.is_(None)
    )
    offered = update(AppointmentSlot).where(
        AppointmentSlot.citizen_id == citizen,
        AppointmentSlot.chosen_at.is_(None),
        AppointmentSlot.withdrawn_at.is_(None),
    )
    with transaction() as session:
        session.execute(offered.values(withdrawn_at=clock.now()))
        if session.scalars(ahead.values(cancelled_at=clock.now()).returning(Appointment.id)).all():
            audit.write(event="appointments.cancelled", citizen=citizen, actor=actor)


def _check(meeting: Booking) -> None:
    known = meeting["kind"] in rules.KINDS and meeting["form"] in rules.FORMS
    if not known or meeting.get("visible_to", ALL) not in CIRCLES:
        raise Invalid
    if not 0 < meeting["minutes"] <= rules.LONGEST_MINUTES:
        raise Invalid


def _state(booked: Appointment) -> str:
    return booked.interpreter_state or rules.ASKED


def _mine(query: Select[*tuple[Any, ...]], citizen: uuid.UUID, **values: Any) -> Sequence[KnownAppointment]:
    with reading() as db:
        return [from_row(row) for row in db.execute(query, {"citizen": citizen, **values})]


def open_of(session: Session, appointment_id: uuid.UUID, actor: audit.Actor) -> Appointment:
    """The record of a meeting of hers that still lies ahead. Raises NotFound, Cancelled or Over."""
    meeting = session.get(Appointment, appointment_id, with_for_update=True)
    if meeting is None or meeting.citizen_id != actor.person_id:
        raise NotFound
    if meeting.cancelled_at is not None:
        raise Cancelled
    if meeting.ends_at <= clock.now():
        raise Over
    return meeting


def _write(event: str, meeting: Appointment, actor: audit.Actor) -> None:
    audit.write(event=event, citizen=meeting.citizen_id, actor=actor, about=meeting.id)
