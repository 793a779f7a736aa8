"""How a message reads before it is sent: each text in its reader's language beside Danish, and who gets which.

Only what the sender knows anyway decides here. Pauses, stops, caps and hard days are asked when it is sent and never
before: a look at a preview must tell nothing of them (R3).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.accounts.service import KnownPerson
from companion.appointments.meeting import KnownAppointment
from companion.language.table import SOURCE, Language, readable
from companion.nudges import wording
from companion.nudges.library import Template
from companion.nudges.wording import Around


@dataclass(frozen=True)
class Version:
    """One text as some of them read it; `language` is Danish where there are no words in theirs."""

    language: Language
    words: str
    danish: str
    readers: tuple[KnownPerson, ...]

    @property
    def is_danish(self) -> bool:
        """Whether both columns would be the same."""
        return self.language.code == SOURCE


@dataclass(frozen=True)
class Preview:
    """Every version, and whom this text cannot go to: it speaks of a meeting the sender does not have with them."""

    versions: Sequence[Version]
    impossible: Sequence[KnownPerson]


def of(
    template: Template,
    sender: str,
    people: Sequence[KnownPerson],
    meetings: Mapping[uuid.UUID, KnownAppointment],
) -> Preview:
    """The versions in the order of `people`; those who read the same words stand together."""
    told: dict[tuple[str, str, str], list[KnownPerson]] = {}
    impossible = []
    for person in people:
        meeting = meetings.get(person.id)
        if not wording.fits(template, meeting):
            impossible.append(person)
            continue
        text = wording.spoken(template, Around(sender, meeting))
        wanted = readable(person.language).code
        code = wanted if wanted in text else SOURCE
        told.setdefault((code, text[code], text[SOURCE]), []).append(person)
    versions = [Version(readable(code), words, danish, tuple(whom)) for (code, words, danish), whom in told.items()]
    return Preview(versions, impossible)
