"""A citizen by the number an outside system knows her by: found or enrolled here, and told by an opaque key alone.

The answer is the same whether she was known before: another unit does not learn that she was.
"""

import uuid

from sqlalchemy import select

from companion.accounts import cpr, ended, merging, replacement
from companion.accounts.active import role_today
from companion.accounts.contacts import colleagues, contacts
from companion.accounts.enrolment import Newcomer, enrol
from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.foundation import audit
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Conflict
from companion.language.offered import offered_codes
from companion.sync import receivers
from companion.sync.api_clients import KnownClient
from companion.sync.api_models import PersonIn
from companion.sync.inbound_faults import NOT_FOUND, UNPROCESSABLE, Fault, Faulty
from companion.sync.records import OpaqueKey

MATCHING = uuid.UUID("6f0b5f2e-6b0c-4f1e-9a53-0c7b64f2c0d3")  # two may bring the same person at once


class TwoPeople(Conflict):
    """The two numbers belong to two accounts: a person decides whether they are one."""

    sentence = N_("De to numre hører til to borgere. Den, der driver systemet, kan lægge dem sammen.")


def key_of(client: KnownClient, given: PersonIn) -> uuid.UUID:
    """Her opaque key at this client's receiver; the same every time.

    A replacement number that comes together with a CPR number leads to the same key as before. Raises Faulty,
    TwoPeople, and what enrolling and linking refuse.
    """
    _check(given)
    with transaction() as session:
        in_turn(MATCHING)
        citizen = _known(given) or _enrolled(client, given)
        _link(citizen, given, client.actor)
        receivers.make_opaque_key(session, receiver_id=client.receiver_id, citizen=citizen)
        audit.write(event="outside.matched", citizen=citizen, actor=client.actor)
        mine = select(OpaqueKey.key).where(OpaqueKey.receiver_id == client.receiver_id, OpaqueKey.citizen_id == citizen)
        return session.scalars(mine).one()


def citizen_of(client: KnownClient, key: uuid.UUID) -> uuid.UUID:
    """Whose key this is at this client's receiver. Raises Faulty (404) for anybody else's, and for who has left."""
    named = select(OpaqueKey.citizen_id).where(OpaqueKey.receiver_id == client.receiver_id, OpaqueKey.key == key)
    with reading() as db:
        found = db.scalar(named)
    citizen = merging.stands_for(found) if found else None
    if citizen is None or role_today(citizen) != CITIZEN or ended.is_ended(citizen):
        raise Faulty(Fault(NOT_FOUND, "NoSuchPerson", "There is no citizen of yours with this key.", "/person"))
    return citizen


def known_key(client: KnownClient, number: str) -> uuid.UUID:
    """The key of somebody whom this system has brought before, by her CPR number. Raises Faulty."""
    found = cpr.find(number)
    citizen = merging.stands_for(found) if found else None
    mine = select(OpaqueKey.key).where(OpaqueKey.receiver_id == client.receiver_id, OpaqueKey.citizen_id == citizen)
    with reading() as db:
        key = db.scalar(mine) if citizen else None
    if key is None:
        raise Faulty(Fault(NOT_FOUND, "NoSuchPerson", "Bring this person first, with a file of people.", "/person"))
    return key


def staff_actor(client: KnownClient, staff: uuid.UUID) -> audit.Actor:
    """On whose behalf something is written. Raises Faulty for somebody who is not of the client's unit today."""
    contact = contacts([staff]).get(staff)
    if contact is None or contact.unit_id != client.unit_id:
        raise Faulty(Fault(UNPROCESSABLE, "NotOfYourUnit", "Nobody of your unit has this key.", "/staff"))
    return audit.Actor(staff, contact.role, contact.unit_id)


def staff_of(client: KnownClient) -> list[dict[str, str]]:
    """Who at the client's unit can be named: key, name and role."""
    found = colleagues(client.unit_id, (*EMPLOYMENT_ROLES, *HEALTH_ROLES))
    return [{"staff": str(one.person_id), "name": one.name, "role": one.role} for one in found]


def _check(given: PersonIn) -> None:
    if given.cpr is None and given.replacement_number is None:
        raise Faulty(Fault(UNPROCESSABLE, "NumberMissing", "Give a CPR number or a replacement number.", "/cpr"))
    if given.language not in offered_codes():
        raise Faulty(Fault(UNPROCESSABLE, "LanguageNotOffered", "That language is not offered here.", "/language"))
    if given.cpr is not None:
        cpr.born_on(given.cpr)


def _known(given: PersonIn) -> uuid.UUID | None:
    by_cpr = cpr.find(given.cpr) if given.cpr else None
    by_other = replacement.find(given.replacement_number) if given.replacement_number else None
    found = {merging.stands_for(one) for one in (by_cpr, by_other) if one}
    if len(found) > 1:
        raise TwoPeople
    return next(iter(found), None)


def _enrolled(client: KnownClient, given: PersonIn) -> uuid.UUID:
    born = cpr.born_on(given.cpr) if given.cpr else None
    newcomer = Newcomer(given.name, given.language, CITIZEN, given.phone, born=born, attested_adult=given.adult)
    return enrol(newcomer, actor=client.actor)


def _link(citizen: uuid.UUID, given: PersonIn, actor: audit.Actor) -> None:
    if given.cpr is not None and cpr.find(given.cpr) is None:
        if cpr.number_of(citizen) is not None:
            raise TwoPeople
        cpr.link(person=citizen, number=given.cpr, actor=actor)
    if given.replacement_number is not None and replacement.find(given.replacement_number) is None:
        replacement.link(person=citizen, number=given.replacement_number, actor=actor)
