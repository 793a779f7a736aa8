"""Enrolling a citizen: cards on the plan, sessions as appointments, and invitations to check in."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from companion.accounts import service as accounts
from companion.appointments import interpreter_wishes
from companion.appointments import service as appointments
from companion.checkins import service as checkins
from companion.foundation import audit, clock
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import service as plans
from companion.programmes import groups, rules, switched, templates
from companion.programmes import programme as shapes
from companion.programmes.records import Enrolment, GroupCard
from companion.programmes.template_errors import TemplateError
from companion.programmes.who_sees import circle_of_part

INSTRUMENT = "who5"
AFTER_END_DAYS = 91  # three months after the end of a programme
NOBODY_ELSE: Mapping[str, uuid.UUID] = MappingProxyType({})
Owners = Mapping[str, uuid.UUID]  # role → who holds the parts of that role


class AlreadyEnrolled(Conflict):
    """The citizen is still in this programme: a second time begins after the first."""

    sentence = N_("Borgeren er allerede med i det. Et nyt kan begynde, når det er slut.")


class NobodyForAPart(Invalid):
    """A part of the programme belongs to a role, and nobody was named for it."""

    sentence = N_("Vælg, hvem der står for hver del af forløbet.")


def enrol(
    *,
    citizen: uuid.UUID,
    programme_id: str,
    starts_on: date,
    unit: uuid.UUID,
    staff: uuid.UUID,
    actor: audit.Actor,
    others: Mapping[str, uuid.UUID] = NOBODY_ELSE,
    run: uuid.UUID | None = None,
) -> uuid.UUID:
    """Let a citizen take part from a day on; returns the enrolment. A second time is a new episode.

    `others` says by role who holds the parts that are not for `staff`; with a `run` she joins this group and begins
    with it. Raises NotFound for an unknown programme or one that is switched off, AlreadyEnrolled, NobodyForAPart,
    GroupFull, and what the plan refuses.
    """
    programme = _programme(programme_id)
    owners = _owners(programme, staff, others)
    with transaction() as session:
        starts_on = groups.take_place(run, programme_id).starts_on if run else starts_on
        before = _episodes(session, citizen, programme_id)
        if any(_still_runs(one, programme, starts_on) for one in before):
            raise AlreadyEnrolled
        made = Enrolment(id=new_id(), citizen_id=citizen, episode=len(before) + 1, starts_on=starts_on)
        made.programme_id, made.template_version = programme.id, programme.version
        made.unit_id, made.staff_id, made.run_id, made.made_at = unit, staff, run, clock.now()
        session.add(made)
        _lay_out(made, programme, owners, actor)
        audit.write(event="programme.enrolled", citizen=citizen, actor=actor, unit=unit, about=made.id)
    return made.id


def end(*, enrolment_id: uuid.UUID, actor: audit.Actor) -> None:
    """End a programme today: coming meetings and questions are called off, what has been stays. Raises NotFound."""
    with transaction() as session:
        found = session.get(Enrolment, enrolment_id)
        if found is None:
            raise NotFound
        if found.ended_on is not None:
            return
        found.ended_on = clock.today()
        appointments.cancel_series(series=str(found.id), citizen=found.citizen_id, actor=actor)
        checkins.cancel_series(series=str(found.id), citizen=found.citizen_id, actor=actor)
        session.execute(delete(GroupCard).where(GroupCard.enrolment_id == found.id))
        _ask_at_the_end(found, actor)
        audit.write(event="programme.ended", citizen=found.citizen_id, actor=actor, about=found.id)


def end_all(*, citizen: uuid.UUID) -> None:
    """Her case has ended: every programme ends today and asks nothing afterwards."""
    running = update(Enrolment).where(Enrolment.citizen_id == citizen, Enrolment.ended_on.is_(None))
    with transaction() as session:
        session.execute(running.values(ended_on=clock.today()))


def _ask_at_the_end(ended: Enrolment, actor: audit.Actor) -> None:
    """An open-ended programme has no written end: it asks on the day it is ended, and three months after."""
    try:
        programme = templates.load(ended.programme_id)
    except TemplateError:  # the municipality no longer has it: nothing says what it would ask
        return
    if not programme.open_ended or not programme.check_ins or ended.ended_on is None:
        return
    _invite(ended, shapes.CheckIn("end", 0, None), ended.ended_on, actor)
    _invite(ended, shapes.CheckIn("after", AFTER_END_DAYS, None), ended.ended_on + timedelta(AFTER_END_DAYS), actor)


def _programme(programme_id: str) -> shapes.Programme:
    if not switched.is_on(programme_id):
        raise NotFound
    try:
        return templates.load(programme_id)
    except TemplateError:
        raise NotFound from None


def _owners(programme: shapes.Programme, staff: uuid.UUID, others: Owners) -> Owners:
    owners = {**others, programme.role: staff}
    if any(part.role not in owners for part in programme.parts):
        raise NobodyForAPart
    return owners


def _episodes(session: Session, citizen: uuid.UUID, programme_id: str) -> list[Enrolment]:
    same = (Enrolment.citizen_id == citizen, Enrolment.programme_id == programme_id)
    return list(session.scalars(select(Enrolment).where(*same).with_for_update()))


def _still_runs(episode: Enrolment, programme: shapes.Programme, day: date) -> bool:
    if episode.ended_on is not None:
        return episode.ended_on > day
    last = rules.runs_until(episode.starts_on, weeks=programme.length, open_ended=programme.open_ended)
    return last is None or last > day


def _lay_out(made: Enrolment, programme: shapes.Programme, owners: Owners, actor: audit.Actor) -> None:
    for card in programme.cards:
        _lay_card(made, card, owner=owners[card.role], visible_to=circle_of_part(programme, card), actor=actor)
    for session in programme.sessions:
        _book(made, session, owner=owners[session.role], visible_to=circle_of_part(programme, session), actor=actor)
    for check_in in programme.check_ins:
        _invite(made, check_in, made.starts_on + timedelta(days=check_in.day_offset), actor)


def _invite(made: Enrolment, check_in: shapes.CheckIn, day: date, actor: audit.Actor) -> None:
    """A check-in used for screening comes with its talk, held by the programme's staff or by whoever is responsible."""
    staff = made.staff_id if check_in.talk and check_in.talk.who == "programme" else None
    checkins.invite(
        citizen=made.citizen_id,
        instrument=INSTRUMENT,
        due_on=day,
        occasion=check_in.key,
        talk=checkins.Talk(check_in.talk.title, staff) if check_in.talk else None,
        series=str(made.id),
        actor=actor,
    )


def _lay_card(made: Enrolment, card: shapes.Card, *, owner: uuid.UUID, visible_to: str, actor: audit.Actor) -> None:
    plans.add_card(
        citizen=made.citizen_id,
        kind=card.kind,
        track=card.track,
        title=card.title,
        why=card.why,
        owner=owner,
        origin=plans.Origin(made.programme_id, card.key),
        visible_to=visible_to,
        actor=actor,
    )


def _book(made: Enrolment, session: shapes.Session, *, owner: uuid.UUID, visible_to: str, actor: audit.Actor) -> None:
    language = accounts.person(made.citizen_id).language if session.interpreter else None
    day = rules.session_day(made.starts_on, session.week, session.weekday)
    booked = appointments.book(
        citizen=made.citizen_id,
        kind=session.kind,
        track=session.track,
        starts_at=appointments.at_danish_time(day, session.starts),
        minutes=session.minutes,
        title=session.title,
        place=_or_none(session.place),
        directions=_or_none(session.directions),
        form=session.form,
        owner=owner,
        visible_to=visible_to,
        series=str(made.id),
        actor=actor,
        **interpreter_wishes.before(made.citizen_id, language, visible_to=visible_to),
    )
    who = {"citizen": made.citizen_id, "visible_to": visible_to}
    interpreter_wishes.refuse_again(appointment=booked, language=language, **who)  # type: ignore[arg-type]


def _or_none(text: Text) -> Text | None:
    return text if text.get(SOURCE) else None
