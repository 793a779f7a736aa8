"""Editing help lines: another number or other hours, the day somebody rang it, a new line, and taking one away."""

import re
from dataclasses import replace
from datetime import date

from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.help.line import HelpLine
from companion.help.lines import every
from companion.help.records import EditedLine
from companion.language.table import SOURCE, languages
from companion.language.text import Text

DANGER = "112"  # its key and number: it stands first, and nothing takes it away
NEW = "new"  # the word in the address of the form; no key
LAST = 1000  # added lines stand behind those of the file
LONGEST_TEXT, LONGEST_SOURCE, LONGEST_REGION = 120, 300, 40  # letters
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")
_NUMBER = re.compile(r"^\+?[0-9][0-9 ]{1,18}$")


class LineWords(Invalid):
    """A line says whom one reaches and when, in Danish at least, in short."""

    sentence = N_("Skriv et dansk navn og en dansk åbningstid på højst 120 tegn.")


class LineNumber(Invalid):
    """Digits that a phone can call."""

    sentence = N_("Et nummer har kun tal og mellemrum.")


class LineDay(Invalid):
    """Somebody rang it today or earlier."""

    sentence = N_("Dagen, hvor nogen ringede, kan ikke ligge i fremtiden.")


class LineKey(Invalid):
    """A new line has a key of its own."""

    sentence = N_("Skriv en kort nøgle med a-z, tal og bindestreg, som ikke er i brug.")


class DangerStays(Conflict):
    """112 is on every page of help."""

    sentence = N_("Linjen til 112 skal blive, som den er.")


def line(key: str) -> HelpLine:
    """One line, whatever its region. Raises NotFound."""
    found = next((one for one in every() if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def put(*, line: HelpLine, new: bool, actor: audit.Actor) -> None:
    """Write a line as it shall stand. Raises LineKey, LineWords, LineNumber, LineDay or DangerStays."""
    said = _checked(line, new=new)
    with transaction() as session:
        kept = session.get(EditedLine, said.key) or EditedLine(key=said.key, position=LAST)
        for name in ("region", "number", "low", "name", "hours", "verified_on", "source"):
            setattr(kept, name, getattr(said, name))
        kept.languages, kept.changed_at, kept.removed_at = list(said.languages), clock.now(), None
        session.add(kept)
        audit.write(event="help-line.changed", citizen=None, actor=actor)


def rung(*, key: str, actor: audit.Actor) -> None:
    """Somebody rang the number today, and it is right. Raises NotFound."""
    put(line=replace(line(key), verified_on=clock.today()), new=False, actor=actor)


def remove(*, key: str, actor: audit.Actor) -> None:
    """Nobody sees the line any more. Raises NotFound or DangerStays."""
    found = line(key)
    if key == DANGER:
        raise DangerStays
    with transaction() as session:
        put(line=found, new=False, actor=actor)
        kept = session.get(EditedLine, key)
        assert kept is not None  # noqa: S101 - it was put a line above
        kept.removed_at = clock.now()


def _checked(line: HelpLine, *, new: bool) -> HelpLine:
    taken = line.key in {one.key for one in every()}
    if not _KEY.match(line.key) or new == taken or line.key == NEW:
        raise LineKey
    if not _NUMBER.match(line.number):
        raise LineNumber
    if line.key == DANGER and line.number != DANGER:
        raise DangerStays
    if line.verified_on is not None and line.verified_on > clock.today():
        raise LineDay
    if len(line.source) > LONGEST_SOURCE or not 0 < len(line.region) <= LONGEST_REGION:
        raise LineWords
    return replace(line, name=_said(line.name), hours=_said(line.hours))


def _said(text: Text) -> Text:
    said = {code: " ".join(words.split()) for code, words in text.items() if code in languages()}
    if not said.get(SOURCE) or any(len(words) > LONGEST_TEXT for words in said.values()):
        raise LineWords
    return {code: words for code, words in said.items() if words}


def is_old(verified_on: date | None, *, days: int) -> bool:
    """Whether nobody has rung it for so many days, or ever."""
    return verified_on is None or (clock.today() - verified_on).days > days
