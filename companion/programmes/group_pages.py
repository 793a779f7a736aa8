"""`/desk/groups`: the groups a health role leads, one of them, and the roll of a day on one screen."""

import uuid
from datetime import date, timedelta

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.roll import OnTheRoll, roll
from companion.accounts.rules import HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import service as appointments
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.programmes import attendance, enrolled, fellows, groups
from companion.programmes.groups import KnownRun, Member
from companion.web.form_key import form_key
from companion.web.page import page

group_room = Blueprint("group_room", __name__)
FIELD = "state-"  # before the enrolment of one row
LONGEST_NUMBER = 4  # digits of how many there is room for


@group_room.get("/desk/groups")
@signed_in_as(*HEALTH_ROLES)
def all_groups() -> Response:
    """The groups this member of staff leads, and a form for a new one."""
    return _all({}, None)


@group_room.post("/desk/groups")
@signed_in_as(*HEALTH_ROLES)
def start() -> Response:
    """A new group."""
    form = {
        name: request.form.get(name, "") for name in ("programme", "starts_on", "capacity", "leader", "second_leader")
    }
    try:
        made = groups.start(
            programme_id=enrolled.programme(form["programme"], me().role).id if form["programme"] else "",
            starts_on=day_in(form["starts_on"]),
            capacity=_number(form["capacity"]),
            leader=_person(form["leader"]) or me().person_id,
            second_leader=_person(form["second_leader"]),
            actor=me().actor,
        )
    except NotFound:
        return _all(form, ("programme", Invalid()))
    except Invalid as fault:
        return _all(form, (_field_of(fault), fault))
    return redirect(f"/desk/groups/{made}", 303)


@group_room.get("/desk/groups/<uuid:run_id>")
@signed_in_as(*HEALTH_ROLES)
def one_group(run_id: uuid.UUID) -> Response:
    """Who is in it, its days, what waits for an answer, and what participants chose to share."""
    return _one(run_id)


@group_room.post("/desk/groups/<uuid:run_id>/answer")
@signed_in_as(*HEALTH_ROLES)
def answer(run_id: uuid.UUID) -> Response:
    """An answer to somebody who said that a mark is wrong."""
    form, about = request.form, form_key(request.form.get("attendance", ""))
    words = form.get("answer", "")
    groups.led(run_id, me().actor)
    try:
        attendance.answer(attendance_id=about, words=words, state=form.get("state", ""), actor=me().actor)
    except (attendance.AnswerMissing, attendance.TooManyWords) as fault:
        return _one(run_id, about, words, fault)
    return redirect(f"/desk/groups/{run_id}", 303)


@group_room.get("/desk/groups/<uuid:run_id>/<string:day>")
@signed_in_as(*HEALTH_ROLES)
def roll_call(run_id: uuid.UUID, day: str) -> Response:
    """One row a person, all on one form."""
    return _roll(run_id, day)


@group_room.post("/desk/groups/<uuid:run_id>/<string:day>")
@signed_in_as(*HEALTH_ROLES)
def keep_roll(run_id: uuid.UUID, day: str) -> Response:
    """Keep the whole roll in one act; `rest` says what holds for whoever was not marked."""
    run, form = groups.led(run_id, me().actor), request.form
    held = _in_address(day)
    chosen = {one.enrolment_id: form.get(f"{FIELD}{one.enrolment_id}") or form.get("rest", "") for one in _there(run)}
    states = {enrolment: state for enrolment, state in chosen.items() if state}
    attendance.mark(run_id=run_id, day=held, states=states, actor=me().actor)
    return redirect(f"/desk/groups/{run_id}/{held}", 303)


def day_in(written: str) -> date:
    """A day as an address or a form has it. Raises WrongDay."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise groups.WrongDay from None


def _in_address(written: str) -> date:
    """A day in an address: what is none is no page. Raises NotFound."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotFound from None


def staff_of(role: str) -> list[OnTheRoll]:
    """Everybody who holds a role today, by name; who is closed is left out."""
    return [one for one in roll(role=role) if one.disabled_at is None and one.unit_id is not None]


def _all(typed: dict[str, str], fault: tuple[str, Invalid] | None) -> Response:
    with transaction():
        return page(
            "programmes/groups.html",
            status=422 if fault else 200,
            groups=groups.led_by(me().person_id),
            programmes=enrolled.offered(me().role),
            leaders=[one for role in HEALTH_ROLES for one in staff_of(role)],
            me_id=me().person_id,
            usual=groups.USUAL_SIZE,
            today=clock.today(),
            typed=typed,
            errors=[(fault[0], fault[1].sentence)] if fault else [],
        )


def _one(run_id: uuid.UUID, about: uuid.UUID | None = None, typed: str = "", fault: Invalid | None = None) -> Response:
    with transaction():
        run = groups.led(run_id, me().actor)
        people = _people(run)
        today = clock.today()
        return page(
            "programmes/one_group.html",
            status=422 if fault else 200,
            run=run,
            people=people,
            there=sorted(_there(run), key=lambda one: people[one.citizen_id].name),
            days=[day for day in run.days if day <= today][-8:],
            coming=[day for day in run.days if day > today][:3],
            today=today,
            contested=[one for one in attendance.contested(run_id, me().actor) if one.citizen_id in people],
            fellows=fellows.for_leader(run_id=run_id, actor=me().actor),
            about=about,
            typed=typed,
            errors=[(f"answer-{about}", fault.sentence)] if fault else [],
        )


def _roll(run_id: uuid.UUID, written: str) -> Response:
    with transaction():
        run, day = groups.led(run_id, me().actor), _in_address(written)
        marks = attendance.roll(run_id=run_id, day=day, actor=me().actor)
        people = _people(run)
        return page(
            "programmes/roll_call.html",
            run=run,
            day=day,
            is_open=day <= clock.today(),
            people=people,
            there=sorted(_there(run), key=lambda one: people[one.citizen_id].name),
            marks=marks,
            told=_have_said(run, day),
            states=attendance.STATES,
        )


def _people(run: KnownRun) -> dict[uuid.UUID, accounts.KnownPerson]:
    citizens = [one.citizen_id for one in groups.members(run.id)]
    audit.write_daily(event="read.group", citizens=citizens, actor=me().actor)
    return accounts.people(citizens)


def _there(run: KnownRun) -> list[Member]:
    members = groups.members(run.id)
    known = accounts.people(one.citizen_id for one in members)
    return [one for one in members if one.citizen_id in known]


def _have_said(run: KnownRun, day: date) -> set[uuid.UUID]:
    """Who has said that she cannot come that day: a message to the holder of the meeting."""
    start, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    return {
        one.enrolment_id
        for one in groups.members(run.id)
        for meeting in appointments.between(one.citizen_id, start, end)
        if meeting.series == str(one.enrolment_id) and meeting.declined_at
    }


def _number(written: str) -> int:
    digits = written.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else 0


def _person(written: str) -> uuid.UUID | None:
    return form_key(written) if written else None


def _field_of(fault: Invalid) -> str:
    if isinstance(fault, groups.WrongSize):
        return "capacity"
    return "leader" if isinstance(fault, groups.NoLeader) else "starts_on"
