"""A receiver that an administrator adds: nothing leaves for it before a second person has seen the address.

Whoever adds a receiver reads what arrives there, and an administrator never sees health data: so nobody opens
alone what they have added. Who operates the installation may, with `companion sync receivers resume`.
"""

import uuid
from collections.abc import Sequence

from companion.accounts import service as accounts
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Invalid
from companion.sync import receivers, signing
from companion.sync.allow_list import purposes_for
from companion.sync.receivers import CLOUDEVENTS, FHIR, PAGE, WAITS_FOR_ANOTHER
from companion.sync.records import Receiver

FORMS = (FHIR, CLOUDEVENTS, PAGE)  # a file a night needs a folder of the machine: that is for its operator


class UnitNotChosen(Invalid):
    """One of the units there are today."""

    sentence = N_("Vælg en enhed fra listen.")


class FormNotChosen(Invalid):
    """One of the forms a body can take."""

    sentence = N_("Vælg, hvordan enheden får det.")


class PurposesWrong(Invalid):
    """At least one, and only what a unit of this kind may have."""

    sentence = N_("Vælg mindst én ting. Vælg kun det, enheden må få.")


def propose(
    *, unit: uuid.UUID | None, address: str, purposes: Sequence[str], body: str, actor: audit.Actor
) -> tuple[uuid.UUID, str | None]:
    """A new receiver, and its secret, which is told this once (None for a page, which nobody signs).

    Raises UnitNotChosen, FormNotChosen, PurposesWrong or AddressRefused.
    """
    kind = {one.id: one.kind for one in accounts.units_today()}.get(unit) if unit else None
    if unit is None or kind is None:
        raise UnitNotChosen
    if body not in FORMS:
        raise FormNotChosen
    if not purposes or set(purposes) - purposes_for(kind):
        raise PurposesWrong
    secret = signing.make_secret()
    with transaction() as session:
        made = receivers.add_receiver(
            unit=unit, address=address.strip(), secret=secret, purposes=sorted(set(purposes)), body=body, actor=actor
        )
        if body == PAGE:  # nothing leaves the house: the unit's own staff read it, each with her own yes
            return made, None
        added = session.get_one(Receiver, made)
        added.added_by, added.paused_at, added.paused_why = actor.person_id, clock.now(), WAITS_FOR_ANOTHER
    return made, secret
