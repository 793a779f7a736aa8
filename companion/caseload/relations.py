"""Relations that begin with responsibility, end, or go to a colleague; what was stays dated and can be read."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, Update, select, update

from companion.accounts.contacts import Contact
from companion.accounts.rules import side_of
from companion.caseload.holding import Handover, Holding
from companion.caseload.records import Relation
from companion.caseload.rules import CASELOAD_LIMIT, LIMITED_ROLE
from companion.caseload.service import CaseloadFull, charges_of, relate
from companion.foundation import audit, clock, origin
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound


class OtherSide(Invalid):
    """A handover to somebody who may see other things would open or hide what nobody chose (R3)."""

    sentence = N_("Vælg en kollega, der må se det samme: job til job, sundhed til sundhed.")


HOLDINGS = (  # only who holds them: relations are ended and begun, never rewritten
    Holding(
        Relation.citizen_id,
        Relation.staff_id,
        still=lambda: Relation.reason.is_(None) & (Relation.ends_on.is_(None) | (Relation.ends_on > clock.today())),
    ),
)


def put_in_charge(*, citizen: uuid.UUID, contact: Contact, actor: audit.Actor) -> None:
    """From today this person alone is responsible; others stay around her without it. Raises CaseloadFull, HasEnded."""
    with transaction() as session:
        in_turn(citizen)
        _end(citizen, Relation.staff_id == contact.person_id)
        session.execute(_live(citizen).where(Relation.responsible).values(responsible=False))
        _relate(citizen, contact, responsible=True, actor=actor)


def end(*, citizen: uuid.UUID, staff: uuid.UUID, actor: audit.Actor) -> None:
    """This person is no longer there for her, from today. Raises NotFound or OwnedElsewhere."""
    with transaction():
        in_turn(citizen)
        _require_own([citizen], staff)
        if not _end(citizen, Relation.staff_id == staff):
            raise NotFound
        audit.write(event="relation.ended", citizen=citizen, actor=actor, about=staff)


def end_all(citizen: uuid.UUID) -> None:
    """Nobody is there for her from today: part of a larger act, without a word of its own."""
    with transaction():
        in_turn(citizen)
        _end(citizen, Relation.id.is_not(None))


def hand_over(move: Handover, *, actor: audit.Actor) -> None:
    """The giver's relations end today, the receiver's begin. Raises CaseloadFull, OtherSide or HasEnded.

    A giver who is here hands on no relation that an outside system owns (OwnedElsewhere); one who left leaves no gap.
    """
    with transaction():
        if actor.person_id == move.giver:
            _require_own(move.citizens, move.giver)
        for person in sorted((move.giver, move.receiver.person_id), key=str):
            in_turn(person)
        _check_room(move)
        for citizen in sorted(move.citizens):
            _hand_over_one(citizen, move, actor)


def room_for(receiver: Contact) -> int | None:
    """How many more citizens this person can take; None where no limit counts."""
    if receiver.role != LIMITED_ROLE:
        return None
    return max(0, CASELOAD_LIMIT - len(charges_of(receiver.person_id)))


def check_side(giver_role: str, receiver: Contact) -> None:
    """Raises OtherSide."""
    if receiver.role not in side_of(giver_role):
        raise OtherSide


def _require_own(citizens: Collection[uuid.UUID], staff: uuid.UUID) -> None:
    theirs = (Relation.staff_id == staff, Relation.citizen_id.in_(list(citizens)), HOLDINGS[0].still())
    with reading() as db:
        for source in db.scalars(select(Relation.source).where(*theirs).distinct()):
            origin.require_own(source)


def _check_room(move: Handover) -> None:
    has = {charge.citizen_id for charge in charges_of(move.receiver.person_id)}
    room = room_for(move.receiver)
    if room is not None and len(set(_theirs(move)) - has) > room:
        raise CaseloadFull


def _hand_over_one(citizen: uuid.UUID, move: Handover, actor: audit.Actor) -> None:
    held = _theirs(move).get(citizen)
    if held is None:
        return
    _end(citizen, Relation.staff_id == move.giver)
    known = {charge.citizen_id: charge for charge in charges_of(move.receiver.person_id) if charge.lasting}
    if citizen not in known:
        _relate(citizen, move.receiver, responsible=held, actor=actor)
    elif held and not known[citizen].responsible:
        put_in_charge(citizen=citizen, contact=move.receiver, actor=actor)


def _theirs(move: Handover) -> dict[uuid.UUID, bool]:
    """Citizen → whether the giver is responsible, for the relations that go on."""
    return live_relations(move.giver, move.citizens)


def live_relations(staff: uuid.UUID, citizens: Collection[uuid.UUID]) -> dict[uuid.UUID, bool]:
    """Citizen → whether this person is responsible, where a lasting relation goes on; left ones count until ended."""
    query = select(Relation.citizen_id, Relation.responsible).where(
        Relation.staff_id == staff, Relation.citizen_id.in_(list(citizens)), HOLDINGS[0].still()
    )
    with reading() as db:
        rows = db.execute(query).all()
    return {row[0]: any(one[1] for one in rows if one[0] == row[0]) for row in rows}


def _relate(citizen: uuid.UUID, contact: Contact, *, responsible: bool, actor: audit.Actor) -> None:
    relate(
        citizen=citizen,
        staff=contact.person_id,
        role=contact.role,
        unit=contact.unit_id,
        responsible=responsible,
        actor=actor,
    )


def _live(citizen: uuid.UUID) -> Update:
    return update(Relation).where(
        Relation.citizen_id == citizen, Relation.ends_on.is_(None) | (Relation.ends_on > clock.today())
    )


def _end(citizen: uuid.UUID, which: ColumnElement[bool]) -> int:
    with transaction() as session:
        ended = _live(citizen).where(which).values(ends_on=clock.today())
        return len(
            session.scalars(ended.returning(Relation.id), execution_options={"synchronize_session": False}).all()
        )
