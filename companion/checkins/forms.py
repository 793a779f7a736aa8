"""Reads the check-in form: what was chosen, what is missing, who read it aloud, and the key the page gave it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from companion.checkins.answers import Answer
from companion.checkins.assisted import ReadAloud, ReaderMissing, read_aloud
from companion.checkins.instruments import Wording
from companion.checkins.who5 import HIGHEST_ANSWER, ITEMS
from companion.foundation import clock
from companion.foundation.database import new_id
from companion.web.form_key import form_key

_VALUES = {str(value): value for value in range(HIGHEST_ANSWER + 1)}


@dataclass(frozen=True)
class CheckInForm:
    """What somebody chose so far, item by item."""

    key: uuid.UUID
    chosen: dict[str, int]
    reader_name: str = ""
    read_aloud_in: str = ""
    read_in: tuple[str, str] = ("", "")  # language and version of the wording that was on the page

    @property
    def missing(self) -> list[str]:
        """The items without a valid choice, in the order of the form."""
        return [item for item in ITEMS if item not in self.chosen]

    def aloud(self) -> ReadAloud | None:
        """Who reads it to her, and in which language; None while that is not said."""
        try:
            return read_aloud(self.reader_name, self.read_aloud_in)
        except ReaderMissing:
            return None

    def answer(self, wording: Wording, aloud: ReadAloud | None = None) -> Answer:
        """The whole answer, spoken of now."""
        now = clock.now()
        offset = clock.danish(now).utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        answers = tuple(self.chosen[item] for item in ITEMS)
        return Answer(self.key, wording.language, wording.version, answers, now, minutes, aloud)


def blank() -> CheckInForm:
    """A form nobody has touched: nothing is ever filled in beforehand."""
    return CheckInForm(new_id(), {})


def read(form: Mapping[str, str]) -> CheckInForm:
    """What came with the form; anything but 0–5 counts as not chosen."""
    chosen = {item: _VALUES[form[item]] for item in ITEMS if form.get(item) in _VALUES}
    reader = (form.get("reader_name", ""), form.get("read_aloud_in", ""))
    language, _, version = form.get("wording", "").partition(" ")
    return CheckInForm(form_key(form.get("key", "")), chosen, *reader, read_in=(language, version))
