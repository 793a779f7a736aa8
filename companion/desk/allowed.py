"""What a citizen's live consents let the reader's unit have (R1), as her page on the desk tells it."""

import uuid
from collections.abc import Sequence

from companion.consent import service as consent
from companion.consent.purposes import PROGRESS_DIALOGUE, WHO5_INDEX
from companion.consent.service import GivenConsent
from companion.foundation import clock

# A yes to these lets nothing be seen by itself: she still shows each answer, or releases each number, herself.
# Told here, a missing yes could be read as a no to a check-in; so they show only by what she shows (R3).
TOLD_BY_WHAT_SHE_SHOWS = (WHO5_INDEX, PROGRESS_DIALOGUE)


def by(citizen: uuid.UUID, *, unit: uuid.UUID | None) -> Sequence[GivenConsent]:
    """Her live consents to this unit, newest first."""
    given = (
        one for one in consent.ledger(citizen) if one.unit_id == unit and one.purpose not in TOLD_BY_WHAT_SHE_SHOWS
    )
    return [one for one in given if one.withdrawn_at is None and one.ends_on >= clock.today()]
