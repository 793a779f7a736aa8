"""People rating how it is going, and a citizen who has said yes to showing it."""

import uuid
from collections.abc import Mapping

from companion.caseload import service as caseload
from companion.checkins import progress, progress_sharing
from companion.checkins.progress import Given
from companion.consent import service as consent
from companion.consent.purposes import PROGRESS_DIALOGUE
from tests.people import MADE_BY, Somebody, approved, staff


def given(own_words: str = "", ratings: Mapping[str, int] | None = None, *, key: uuid.UUID | None = None) -> Given:
    """A form of the shipped set."""
    return Given("companion", 1, ratings or {}, own_words, key)


def rates(rater: Somebody, citizen: Somebody | None = None, own_words: str = "", **ratings: int) -> uuid.UUID:
    """Somebody says how it is going: for herself, or for this citizen."""
    about = citizen or rater
    return progress.rate(citizen=about.id, given=given(own_words, ratings), actor=rater.actor)


def says_yes(citizen: Somebody, unit: uuid.UUID) -> uuid.UUID:
    """The citizen allows this unit to see what she shows."""
    approved(unit, purpose=PROGRESS_DIALOGUE)
    return consent.give(purpose=PROGRESS_DIALOGUE, unit=unit, language="da", text_version=1, actor=citizen.actor)


def shows(citizen: Somebody, reading: uuid.UUID, consent_id: uuid.UUID, *only: str, words: bool = False) -> None:
    """She shows one reading with a tap, or only these indicators of it."""
    progress_sharing.show(
        reading_id=reading, consent_id=consent_id, indicators=only or None, with_words=words, actor=citizen.actor
    )


def seen_by(member: Somebody, citizen: Somebody) -> list[tuple[bool, dict[str, int], str | None]]:
    """What a member of staff sees: whether it is the citizen's own, the ratings, the words."""
    found = progress_sharing.for_staff(citizen=citizen.id, actor=member.actor)
    return [(one.is_own, dict(one.ratings), one.own_words) for one in found]


def colleague(citizen: Somebody, role: str, unit: uuid.UUID | None, name: str = "Mads Lund") -> Somebody:
    """Somebody else who is there for her."""
    found = staff(role, unit, name=name)
    assert found.unit is not None
    caseload.relate(citizen=citizen.id, staff=found.id, role=role, unit=found.unit, responsible=False, actor=MADE_BY)
    return found
