"""The e-mail address a person gave for notices: sealed, hers to change and to take away."""

import uuid

from sqlalchemy import delete, select

from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Invalid
from companion.push.records import MailAddress
from companion.push.rules import is_address


class NotAnAddress(Invalid):
    """What was typed is no e-mail address."""

    sentence = N_("Det ligner ikke en e-mail. Skriv den sådan: navn@eksempel.dk.")


def keep(*, person: uuid.UUID, address: str, actor: audit.Actor) -> None:
    """Notices may go to this address from now on; an empty one takes it away. Raises NotAnAddress."""
    wanted = address.strip()
    if wanted and not is_address(wanted):
        raise NotAnAddress
    with transaction() as session:
        in_turn(person)
        had = session.execute(delete(MailAddress).where(MailAddress.person_id == person)).rowcount  # type: ignore[attr-defined]
        if wanted:
            sealed = crypto.seal(wanted, table="mail_address", row=person, field="address")
            session.add(MailAddress(person_id=person, address=sealed, made_at=clock.now()))
            audit.write(event="notices.mail-on", citizen=person, actor=actor)
        elif had:
            audit.write(event="notices.mail-off", citizen=person, actor=actor)


def of(person: uuid.UUID) -> str | None:
    """The address this person gave, or None."""
    with reading() as db:
        sealed = db.execute(select(MailAddress.address).where(MailAddress.person_id == person)).scalar()
    return None if sealed is None else str(crypto.unseal(sealed, table="mail_address", row=person, field="address"))
