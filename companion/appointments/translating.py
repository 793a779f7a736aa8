"""What was agreed at a meeting in another language: what a translator reads without a name, and where it goes."""

import uuid
from collections.abc import Mapping

from companion.appointments import lines, summaries
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.language.table import SOURCE


def ask(*, appointment_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """The citizen asks for what was agreed in her language. Raises NotFound."""
    with transaction():
        found = summaries.of_citizen(appointment_id, actor)
        if not found.is_said_in(language):
            hers, kind = found.citizen_id, asking.SUMMARY
            asking.ask(citizen=hers, kind=kind, about=appointment_id, language=language, actor=actor)


def missing(appointment_id: uuid.UUID, language: str) -> Mapping[str, str]:
    """The Danish lines that are not there in this language, by their key; none where nothing is written any more."""
    found = lines.of_one(appointment_id, lines.SUMMARY)
    return {str(one.id): one.words[SOURCE] for one in found if SOURCE in one.words and language not in one.words}


def translate(*, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
    """Keep the lines in this language beside the Danish; what she may have said yes to stays. Raises NotFound."""
    if not said.keys() <= missing(about, language).keys():
        raise NotFound
    for key, words in said.items():
        lines.say_in(uuid.UUID(key), language=language, words=words)
