"""Takes from each room what may be told of one released thing: the values themselves, opened now."""

import uuid

from companion.accounts import service as accounts
from companion.accounts.circles import ALL
from companion.accounts.contacts import colleagues
from companion.accounts.rules import EMPLOYMENT_ROLES, EMPLOYMENT_UNIT
from companion.appointments import people
from companion.appointments import service as appointments
from companion.checkins import progress, progress_sharing
from companion.checkins import service as checkins
from companion.consent import service as consents
from companion.foundation.clock import danish
from companion.foundation.errors import NotFound
from companion.plan import contesting
from companion.plan import service as plans
from companion.plan.kinds import GOAL, PURPOSE
from companion.plan.known import KnownGoal, PlanView
from companion.sync import told
from companion.sync.came_from import came_from, name_there
from companion.sync.told import Line, NoLonger, NotNow, TheirsAlready, Told

LINK_IDS = ("happy", "calm", "active", "rested", "interest")  # of KL's Danish FHIR Questionnaire, in its order
WHO5_METHOD = ("who5", "1998")  # of the instrument; the version of a wording would tell her language
Subject = tuple[uuid.UUID, uuid.UUID, uuid.UUID]  # what it is about, whose it is, the unit it goes to


def index(subject: Subject) -> Told:
    """One number from 0 to 100; no answer. Raises NotFound."""
    reading_id, citizen, _unit = subject
    reading = checkins.reading(reading_id, citizen)
    lines = (Line(reading_id, told.WHO5, reading.index),)
    return Told(told.WHO5, reading_id, danish(reading.answered_at).date(), lines, WHO5_METHOD)


def answers(subject: Subject) -> Told:
    """Five answers, 0 to 5 each. Raises NotFound."""
    reading_id, citizen, _unit = subject
    reading = checkins.reading(reading_id, citizen)
    lines = tuple(Line(reading_id, link, value) for link, value in zip(LINK_IDS, reading.answers, strict=True))
    return Told(told.ANSWERS, reading_id, danish(reading.answered_at).date(), lines, WHO5_METHOD)


def indicators(subject: Subject) -> Told:
    """What she shows of her own ratings to this unit now, without her words. Raises NoLonger."""
    reading_id, citizen, unit = subject
    shown = [one for one in progress_sharing.shown(citizen) if one.reading_id == reading_id]
    chosen = {key for one in shown if consents.given(one.consent_id).unit_id == unit for key in one.indicators}
    found = next((one for one in progress.history(citizen) if one.id == reading_id and one.is_own), None)
    if found is None or not chosen:
        raise NoLonger
    lines = tuple(Line(reading_id, key, found.ratings[key]) for key in sorted(chosen & set(found.ratings)))
    method = (found.asked.key, str(found.asked.version))
    return Told(told.INDICATORS, reading_id, danish(found.rated_at).date(), lines, method)


def plan(subject: Subject) -> Told:
    """That there is a plan, and how far its goals are that the employment side may see.

    What systems of this unit wrote is not among it. Raises NoLonger, or its kin TheirsAlready, or NotNow.
    """
    plan_id, citizen, unit = subject
    found = plans.for_citizen(citizen)
    if found is None or found.id != plan_id:
        raise NoLonger
    if contesting.is_contested(PURPOSE, plan_id):
        raise NotNow
    lines = [Line(plan_id, "plan", "active"), *_goals(found)]
    known_there = came_from(unit, [line.id for line in lines])
    news = tuple(line for line in lines if line.id not in known_there)
    if not news:
        raise TheirsAlready
    return Told(told.PLAN, plan_id, found.started_on, news)


def meeting(subject: Subject) -> Told:
    """Her yes to a meeting this unit takes part in; of one its own system wrote: that name. Raises NoLonger."""
    appointment_id, citizen, unit = subject
    try:
        found = appointments.one(appointment_id, citizen)
    except NotFound:
        raise NoLonger from None
    is_theirs = found.visible_to == ALL and unit in units_at(appointment_id, found.owner_id)
    if not is_theirs or found.answer != "yes" or found.cancelled_at is not None:
        raise NoLonger
    theirs = name_there(unit, appointment_id)
    if theirs is not None:
        line = Line(appointment_id, told.OWN_MEETING, "accepted")
        said_on = danish(found.confirmed_at or found.made_at).date()
        return Told(told.MEETING, appointment_id, said_on, (line,), theirs=theirs)
    lines = (Line(appointment_id, "meeting", "accepted"),)
    day = danish(found.starts_at).date()
    return Told(
        told.MEETING, appointment_id, day, lines, starts_at=danish(found.starts_at), ends_at=danish(found.ends_at)
    )


def units_at(appointment_id: uuid.UUID, owner: uuid.UUID) -> set[uuid.UUID]:
    """The employment units that take part in a meeting with somebody of theirs."""
    staff = {owner, *(one.staff_id for one in people.of([appointment_id]).get(appointment_id, []) if one.staff_id)}
    units = accounts.units_of_kind(EMPLOYMENT_UNIT)
    return {unit.id for unit in units if staff & {one.person_id for one in colleagues(unit.id, EMPLOYMENT_ROLES)}}


def _goals(found: PlanView) -> list[Line]:
    shown = [(one.goal, "goal") for one in found.goals] + [
        (part, "sub-goal") for one in found.goals for part in one.parts
    ]
    told_to_all = [(goal, code) for goal, code in shown if goal.visible_to == ALL]
    wrong = contesting.contested(GOAL, [goal.id for goal, _code in told_to_all])
    return [_goal(goal, code) for goal, code in told_to_all if goal.id not in wrong]


def _goal(goal: KnownGoal, code: str) -> Line:
    return Line(goal.id, code, goal.status)
