"""What the desk shows of messages and starts: answers that came, contacts that are due, sessions one can write to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from companion.accounts.sign_in import Me
from companion.appointments import coming
from companion.appointments.meeting import KnownAppointment
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.nudges import follow_along
from companion.nudges import service as nudges
from companion.nudges.follow_along import Due
from companion.nudges.history import Told
from companion.nudges.sending import SENDERS

SESSIONS_SHOWN = 5  # the next ones; a course may have eighty ahead
REPLIES_SHOWN = timedelta(days=7)  # over a weekend and a holiday; an older answer stands on the citizen's page


@dataclass(frozen=True)
class Messages:
    """Everything of this kind for one member of staff; nothing for a role that writes to nobody."""

    replies: Sequence[Told] = ()
    contacts: Sequence[Due] = ()
    sessions: Sequence[KnownAppointment] = ()

    @property
    def citizens(self) -> set[uuid.UUID]:
        """Whom it is about."""
        return self.replied | {one.citizen_id for one in self.contacts}

    @property
    def replied(self) -> set[uuid.UUID]:
        """Whose answer waits to be read."""
        return {one.citizen_id for one in self.replies}


def told_to(staff: Me) -> Messages:
    """What waits for this member of staff, as far as her role may see."""
    if staff.role not in SENDERS:
        return Messages()
    sessions = coming.sessions_ahead(staff.actor, clock.now())[:SESSIONS_SHOWN]
    return replace(left_with(staff.actor), sessions=sessions)


def left_with(actor: Actor) -> Messages:
    """Answers that came to this person and contacts that are due, as far as the role may see."""
    if actor.person_id is None:
        return Messages()
    return Messages(
        replies=nudges.replies_waiting(actor=actor, since=clock.now() - REPLIES_SHOWN),
        contacts=follow_along.due_for(actor.person_id, role=actor.role),
    )
