"""What staff wrote of a meeting in another language: what a translator reads without a name, and where it goes."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from companion.appointments import lines, service
from companion.appointments.records import Appointment
from companion.foundation import audit
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.language.table import SOURCE
from companion.language.text import lacking

FIELDS = ("title", "directions")  # not the place: its name stands on the door in Danish
LINES = (lines.BRING, lines.POINT, lines.MESSAGE, lines.SUMMARY)  # her own questions are hers


def ask(*, appointment_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """The citizen asks for what is written of a meeting in her language, if any of it is not. Raises NotFound."""
    if actor.person_id is None:
        raise NotFound
    with transaction():
        hers = service.one(appointment_id, actor.person_id).citizen_id
        if missing(appointment_id, language):
            asking.ask(citizen=hers, kind=asking.SUMMARY, about=appointment_id, language=language, actor=actor)


def missing(appointment_id: uuid.UUID, language: str) -> Mapping[str, str]:
    """The Danish words that are not there in this language, by field or line; none where nothing is written."""
    with reading() as db:
        meeting = Session(db).get(Appointment, appointment_id)
        if meeting is None:
            return {}
        texts = {name: getattr(meeting, name) or {} for name in FIELDS}
        texts |= {str(one.id): one.words for one in lines.of_one(appointment_id, *LINES)}
    return {key: text[SOURCE] for key, text in texts.items() if lacking(language, text)}


def translate(*, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
    """Keep the words in this language beside the Danish; what she may have said yes to stays. Raises NotFound."""
    with transaction() as session:
        if not said.keys() <= missing(about, language).keys():
            raise NotFound
        meeting = session.get_one(Appointment, about, with_for_update=True)
        for key, words in said.items():
            if key in FIELDS:
                setattr(meeting, key, {**getattr(meeting, key), language: words})
            else:
                lines.say_in(uuid.UUID(key), language=language, words=words)
